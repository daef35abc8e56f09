//! DEC's sixels: columns of six points, one colour of a palette after another.
//!
//! The control string is described in DEC's VT330/VT340 Programmer Reference Manual, chapter 14.

use std::collections::BTreeSet;
use std::io::Write;

use color_quant::NeuQuant;
use image::imageops;
use image::{Rgba, RgbaImage};

/// Colours of a palette: what terminals of today have.
const COLOURS: usize = 256;

/// About how many points are looked at to find the palette: more take their time.
const SAMPLED: usize = 50_000;

/// Points of a sixel.
const HIGH: usize = 6;

/// Fewer of the same sixel in a row are written one by one.
const LEAST_REPEATED: usize = 4;

/// Has the terminal draw this picture from the cursor on, which it moves. All points count as opaque.
pub(super) fn drawing(picture: RgbaImage) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    let (palette, points) = indexed(picture);
    // Square points, and what is not drawn stays as it is.
    let mut out = format!("\x1bP0;1q\"1;1;{width};{height}").into_bytes();
    for (number, colour) in palette.iter().enumerate() {
        let [red, green, blue] = colour.map(per_cent);
        // Writing to a vector does not fail, here and below.
        let _ = write!(out, "#{number};2;{red};{green};{blue}");
    }
    let width = width as usize;
    for (at, band) in points.chunks(width * HIGH).enumerate() {
        if at > 0 {
            out.push(b'-');
        }
        write_band(band, width, palette.len(), &mut out);
    }
    out.extend_from_slice(b"\x1b\\");
    out
}

/// The colours, and which of them each point has.
fn indexed(mut picture: RgbaImage) -> (Vec<[u8; 3]>, Vec<u8>) {
    if let Some(few) = few_colours(&picture) {
        let number = |point: &Rgba<u8>| {
            let found = few.binary_search(&rgb(point)).unwrap_or_default();
            u8::try_from(found).unwrap_or(u8::MAX)
        };
        let points = picture.pixels().map(number).collect();
        return (few, points);
    }
    // Of so many points one, which may be up to 30.
    let one_of = (picture.pixels().len() / SAMPLED).clamp(1, 30) as i32;
    let found = NeuQuant::new(one_of, COLOURS, picture.as_raw());
    // What is wrong of a point is made good in the next ones of both directions.
    if picture.width() > 1 && picture.height() > 1 {
        imageops::dither(&mut picture, &found);
    }
    let points = imageops::index_colors(&picture, &found).into_raw();
    let palette = found.color_map_rgb();
    let (palette, _) = palette.as_chunks::<3>();
    (palette.to_vec(), points)
}

/// The colours in order, where a palette holds them all: drawings keep theirs.
fn few_colours(picture: &RgbaImage) -> Option<Vec<[u8; 3]>> {
    let mut found = BTreeSet::new();
    for point in picture.pixels() {
        if found.insert(rgb(point)) && found.len() > COLOURS {
            return None;
        }
    }
    Some(found.into_iter().collect())
}

fn rgb(&Rgba([red, green, blue, _]): &Rgba<u8>) -> [u8; 3] {
    [red, green, blue]
}

fn per_cent(colour: u8) -> u32 {
    (u32::from(colour) * 100 + 127) / 255
}

/// Up to six rows of points: for each colour in them, which of its six points a column has.
fn write_band(band: &[u8], width: usize, colours: usize, out: &mut Vec<u8>) {
    let mut sixels = vec![0_u8; width * colours];
    let mut used = vec![false; colours];
    for (y, row) in band.chunks(width).enumerate() {
        for (x, &colour) in row.iter().enumerate() {
            let colour = usize::from(colour);
            sixels[colour * width + x] |= 1 << y;
            used[colour] = true;
        }
    }
    let mut first = true;
    for (number, row) in sixels.chunks(width).enumerate() {
        if !used[number] {
            continue;
        }
        if !std::mem::take(&mut first) {
            out.push(b'$');
        }
        let _ = write!(out, "#{number}");
        write_row(row, out);
    }
}

/// The sixels of one colour from left to right; what is blank at the end is left out.
fn write_row(row: &[u8], out: &mut Vec<u8>) {
    let drawn = row.iter().rposition(|&sixel| sixel != 0);
    let row = &row[..drawn.map_or(0, |last| last + 1)];
    for run in row.chunk_by(|a, b| a == b) {
        let character = b'?' + run[0];
        if run.len() < LEAST_REPEATED {
            out.extend(std::iter::repeat_n(character, run.len()));
        } else {
            let _ = write!(out, "!{}", run.len());
            out.push(character);
        }
    }
}
