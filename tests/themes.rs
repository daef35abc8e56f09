//! The built-in themes can be read by everybody: contrast, few colours, colour-blind eyes.

use quotidian::config::{Depth, Ground, Look, Paint, Rgb, Role, SPEAKERS, Theme, ThemeFile};

/// WCAG 2.2, success criterion 1.4.3: the contrast of text, level AA.
const AA: f64 = 4.5;

/// How far apart (CIE 1976 colour difference) two speakers' hues must stay. Two is what an eye can
/// just tell side by side; letters far apart on a page need several times that.
const APART: f64 = 15.0;

fn coloured() -> [(&'static str, ThemeFile); 2] {
    [
        ("dark", ThemeFile::on(Ground::Dark).unwrap()),
        ("light", ThemeFile::on(Ground::Light).unwrap()),
    ]
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

#[test]
fn what_is_to_be_read_has_the_contrast_of_wcag_aa() {
    for (name, file) in coloured() {
        for depth in [Depth::Indexed256, Depth::True] {
            let theme = file.at(depth);
            let roles = Role::ALL.into_iter().filter(|role| *role != Role::Rule);
            let looks = roles
                .map(|role| (format!("{role:?}"), theme.look(role)))
                .chain(
                    speakers(&theme)
                        .into_iter()
                        .enumerate()
                        .map(|(i, l)| (format!("speaker {i}"), l)),
                );
            for (what, look) in looks {
                let Some(fg) = look.fg.and_then(rgb) else {
                    assert_eq!(
                        look.bg, None,
                        "{name}: {what} paints a background under the terminal's own letters"
                    );
                    continue;
                };
                let grounds = look
                    .bg
                    .and_then(rgb)
                    .map_or(file.grounds().to_vec(), |bg| vec![bg]);
                for ground in grounds {
                    let contrast = fg.contrast(ground);
                    assert!(
                        contrast >= AA,
                        "{name}, {depth:?}: {what} has {contrast:.2} on {ground:?}"
                    );
                }
                assert!(
                    !look.attributes.dim,
                    "{name}: {what} is dimmed below its contrast"
                );
            }
        }
    }
}

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
