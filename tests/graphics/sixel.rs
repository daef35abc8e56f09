//! What a terminal makes of sixels.

use image::{Rgba, RgbaImage};

/// The picture that `data` draws, which stands between `DCS` and `ST`; what it does not draw is
/// transparent.
pub fn decode(data: &str) -> RgbaImage {
    let (parameters, data) = data.split_once('q').unwrap();
    assert_eq!(parameters, "0;1");
    let data = data.strip_prefix('"').unwrap();
    let end = data.find('#').unwrap();
    let size = numbers(&data[..end]);
    assert_eq!(size[..2], [1, 1]);
    let mut picture = RgbaImage::new(size[2], size[3]);
    let mut palette = vec![Rgba([0; 4]); 256];
    let (mut colour, mut x, mut top) = (0, 0, 0);
    let mut rest = &data[end..];
    while let Some(first) = rest.chars().next() {
        rest = &rest[1..];
        match first {
            '#' => {
                let numbers = take(&mut rest);
                colour = numbers[0] as usize;
                if let [_, 2, red, green, blue] = numbers[..] {
                    let level = |per_cent: u32| ((per_cent * 255 + 50) / 100) as u8;
                    palette[colour] = Rgba([level(red), level(green), level(blue), 255]);
                }
            }
            '$' => x = 0,
            '-' => (x, top) = (0, top + 6),
            _ => {
                let (count, sixel) = if first == '!' {
                    let count = take(&mut rest)[0];
                    let sixel = rest.chars().next().unwrap();
                    rest = &rest[1..];
                    (count, sixel)
                } else {
                    (1, first)
                };
                assert!(('?'..='~').contains(&sixel), "{sixel:?}");
                for _ in 0..count {
                    let bits = sixel as u32 - '?' as u32;
                    for y in (0..6).filter(|y| bits & (1 << y) != 0) {
                        picture.put_pixel(x, top + y, palette[colour]);
                    }
                    x += 1;
                }
            }
        }
    }
    picture
}

/// The numbers at the begin of `rest`, which are gone from it then.
fn take(rest: &mut &str) -> Vec<u32> {
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';');
    let (taken, left) = rest.split_at(end.unwrap_or(rest.len()));
    *rest = left;
    numbers(taken)
}

fn numbers(text: &str) -> Vec<u32> {
    text.split(';')
        .map(|number| number.parse().unwrap())
        .collect()
}
