//! The built-in themes can be read by everybody: contrast, few colours, colour-blind eyes.

use quotidian::config::{Ansi, Depth, Look, Paint, Rgb, Role, SPEAKERS, Theme, ThemeFile};

/// WCAG 2.2, success criterion 1.4.3: the contrast of text, level AA.
const AA: f64 = 4.5;

/// The same at level AAA (1.4.6).
const AAA: f64 = 7.0;

/// The least contrast of two of the 16.
const READABLE: f64 = 2.4;

/// How far apart (CIE 1976 colour difference) two speakers' hues must stay. Two is what an eye can
/// just tell side by side; letters far apart on a page need several times that.
const APART: f64 = 15.0;

/// All themes that have colours.
fn coloured() -> Vec<(&'static str, ThemeFile)> {
    let names = ThemeFile::BUILT_IN.into_iter();
    names
        .filter(|name| *name != ThemeFile::MONO)
        .map(|name| (name, ThemeFile::built_in(name).unwrap().unwrap()))
        .collect()
}

/// What all letters of `theme` may stand on where they have no background of their own.
fn grounds(file: &ThemeFile, theme: &Theme) -> Vec<Rgb> {
    let painted = theme.look(Role::Screen).bg.and_then(rgb);
    painted.map_or(file.grounds().to_vec(), |ground| vec![ground])
}

fn rgb(paint: Paint) -> Option<Rgb> {
    match paint {
        Paint::Rgb(rgb) => Some(rgb),
        Paint::Indexed(index) => Some(Rgb::from_indexed(index)),
        Paint::Ansi(_) => None,
    }
}

fn speakers(theme: &Theme) -> Vec<Look> {
    (0..SPEAKERS).map(|i| theme.speaker(i)).collect()
}

/// The least contrast that `theme` at `depth` has in anything that is to be read, and where.
fn least_contrast(file: &ThemeFile, depth: Depth) -> (f64, String) {
    let theme = file.at(depth);
    let screen = theme.look(Role::Screen);
    let roles = Role::ALL.into_iter().filter(|role| *role != Role::Rule);
    let roles = roles.map(|role| (format!("{role:?}"), theme.look(role)));
    let voices = speakers(&theme).into_iter().enumerate();
    let voices = voices.map(|(i, look)| (format!("speaker {i}"), look));
    let mut least = (f64::MAX, String::new());
    for (what, look) in roles.chain(voices) {
        assert!(!look.attributes.dim, "{what} is dimmed below its contrast");
        let Some(fg) = look.fg.or(screen.fg).and_then(rgb) else {
            let bare = "paints a background under the terminal's own letters";
            assert_eq!(look.bg, None, "{what} {bare}");
            continue;
        };
        let own = look.bg.and_then(rgb).map(|bg| vec![bg]);
        for ground in own.unwrap_or_else(|| grounds(file, &theme)) {
            let contrast = fg.contrast(ground);
            if contrast < least.0 {
                least = (contrast, format!("{what} on {ground:?}"));
            }
        }
    }
    least
}

#[test]
fn what_is_to_be_read_has_the_contrast_of_wcag_aa() {
    for (name, file) in coloured() {
        for depth in [Depth::Indexed256, Depth::True] {
            let (least, what) = least_contrast(&file, depth);
            assert!(least >= AA, "{name}, {depth:?}: {least:.2} for {what}");
        }
    }
}

#[test]
fn the_theme_of_high_contrast_has_that_of_wcag_aaa() {
    let file = ThemeFile::built_in("contrast").unwrap().unwrap();
    for depth in [Depth::Indexed256, Depth::True] {
        let (least, what) = least_contrast(&file, depth);
        assert!(least >= AAA, "{depth:?}: {least:.2} for {what}");
    }
}

/// What of the 16 is light enough, or dark enough, in the palettes that terminals come with. These
/// colours are the terminal's, so the bar is lower than where they are ours.
#[test]
fn of_the_sixteen_only_those_are_used_that_can_be_read() {
    for (name, file) in coloured() {
        let theme = file.at(Depth::Ansi16);
        let screen = theme.look(Role::Screen);
        let dark = file.grounds()[0].luminance() < 0.5;
        let usual = if dark { Ansi::Black } else { Ansi::BrightWhite };
        let roles = Role::ALL.into_iter().filter(|role| *role != Role::Rule);
        for look in roles.map(|role| theme.look(role)).chain(speakers(&theme)) {
            let Some(Paint::Ansi(fg)) = look.fg.or(screen.fg) else {
                continue;
            };
            let bg = match look.bg.or(screen.bg) {
                Some(Paint::Ansi(bg)) => bg,
                _ => usual,
            };
            for (terminal, palette) in PALETTES {
                let contrast = palette[fg as usize].contrast(palette[bg as usize]);
                assert!(
                    contrast >= READABLE,
                    "{name}: {fg:?} on {bg:?} has {contrast:.2} in {terminal}"
                );
            }
        }
    }
}

const fn palette(colours: [u32; 16]) -> [Rgb; 16] {
    let mut all = [Rgb(0, 0, 0); 16];
    let mut i = 0;
    while i < 16 {
        let [_, r, g, b] = colours[i].to_be_bytes();
        all[i] = Rgb(r, g, b);
        i += 1;
    }
    all
}

/// The 16 as xterm, the Linux console and Windows Terminal have them where nobody changed them.
const PALETTES: [(&str, [Rgb; 16]); 3] = [
    (
        "xterm",
        palette([
            0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
            0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
        ]),
    ),
    (
        "the Linux console",
        palette([
            0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa,
            0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
        ]),
    ),
    (
        "Windows Terminal",
        palette([
            0x0c0c0c, 0xc50f1f, 0x13a10e, 0xc19c00, 0x0037da, 0x881798, 0x3a96dd, 0xcccccc,
            0x767676, 0xe74856, 0x16c60c, 0xf9f1a5, 0x3b78ff, 0xb4009e, 0x61d6d6, 0xf2f2f2,
        ]),
    ),
];

#[test]
fn states_are_told_apart_at_every_depth() {
    let groups: [&[Role]; 5] = [
        &[
            Role::Text,
            Role::Selection,
            Role::CurrentQuote,
            Role::SearchMatch,
        ],
        &[Role::Text, Role::Unread],
        &[Role::Text, Role::Warning, Role::Error],
        &[Role::Text, Role::Name, Role::Link, Role::Heading],
        &[Role::Faint, Role::TitleFocus],
    ];
    let mono = ThemeFile::mono().unwrap();
    let themes = coloured()
        .into_iter()
        .flat_map(|(_, file)| {
            [Depth::Ansi16, Depth::Indexed256, Depth::True].map(|depth| file.at(depth))
        })
        .chain([mono.at(Depth::None)]);
    for theme in themes {
        for group in groups {
            for (i, &a) in group.iter().enumerate() {
                for &b in &group[..i] {
                    assert_ne!(theme.look(a), theme.look(b), "{a:?} and {b:?}");
                }
            }
        }
    }
}

#[test]
fn speakers_are_told_apart_at_16_colours() {
    for (name, file) in coloured() {
        let all = speakers(&file.at(Depth::Ansi16));
        for (i, a) in all.iter().enumerate() {
            assert!(
                !all[..i].contains(a),
                "{name}: speaker {i} looks like one before"
            );
        }
    }
}

#[test]
fn speakers_stay_apart_for_colour_blind_eyes() {
    for (name, file) in coloured() {
        for depth in [Depth::Indexed256, Depth::True] {
            let all: Vec<Rgb> = speakers(&file.at(depth))
                .iter()
                .filter_map(|l| l.fg.and_then(rgb))
                .collect();
            assert_eq!(all.len(), SPEAKERS);
            for (i, &a) in all.iter().enumerate() {
                for &b in &all[..i] {
                    for (eyes, seen) in EYES {
                        let d = distance(lab(a, seen), lab(b, seen));
                        assert!(
                            d >= APART,
                            "{name}: {a:?} and {b:?} are {d:.1} apart for {eyes}"
                        );
                    }
                }
            }
        }
    }
}

type Matrix = [[f64; 3]; 3];

/// Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
/// Deficiency" (2009), severity 1.0, on linear RGB.
const EYES: [(&str, Matrix); 3] = [
    (
        "all cones",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "protanopia",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
];

/// CIE L*a*b* (D65) of `colour` as eyes with the matrix `seen` have it.
fn lab(colour: Rgb, seen: Matrix) -> [f64; 3] {
    let linear = [colour.0, colour.1, colour.2].map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    let times = |m: Matrix, v: [f64; 3]| m.map(|r| r[0] * v[0] + r[1] * v[1] + r[2] * v[2]);
    let xyz = times(
        [
            [0.4124, 0.3576, 0.1805],
            [0.2126, 0.7152, 0.0722],
            [0.0193, 0.1192, 0.9505],
        ],
        times(seen, linear).map(|c| c.clamp(0.0, 1.0)),
    );
    let f = |t: f64| {
        if t > 0.008856 {
            t.cbrt()
        } else {
            7.787 * t + 16.0 / 116.0
        }
    };
    let [x, y, z] = [f(xyz[0] / 0.95047), f(xyz[1]), f(xyz[2] / 1.08883)];
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b).powi(2))
        .sum::<f64>()
        .sqrt()
}
