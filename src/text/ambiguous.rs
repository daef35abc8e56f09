//! Letters whose width Unicode calls ambiguous.

/// Whether `char` is a letter, or a mark that stands for itself, of which Unicode's `EastAsianWidth.txt`
/// (version 14) says that it is ambiguous. `unicode-width` has these narrow in any font; the terminals
/// that draw wide what is ambiguous go by that file, or by Markus Kuhn's `wcwidth.c`, which has it too.
pub(super) fn is_ambiguous_letter(char: char) -> bool {
    let at = LETTERS.partition_point(|(_, last)| *last < char);
    LETTERS.get(at).is_some_and(|(first, _)| *first <= char)
}

/// Whether `unicode-width` has `char` wide in the fonts of East Asia though `EastAsianWidth.txt` says that it is
/// neutral, which it has of numbers in circles, fractions, crossed signs: terminals that go by that file draw
/// it into one cell.
pub(super) fn is_wide_in_fonts_alone(char: char) -> bool {
    matches!(char,
        '\u{387}' | '\u{2150}'..='\u{2152}' | '\u{2155}'..='\u{215a}' | '\u{219a}' | '\u{219b}'
        | '\u{21ae}' | '\u{21ce}' | '\u{21cf}' | '\u{2204}' | '\u{2209}' | '\u{220c}' | '\u{2224}'
        | '\u{2226}' | '\u{2241}' | '\u{2249}' | '\u{2262}' | '\u{2270}' | '\u{2271}' | '\u{2284}'
        | '\u{2285}' | '\u{2288}' | '\u{2289}' | '\u{24ea}' | '\u{2574}' | '\u{2616}' | '\u{2617}'
        | '\u{2780}'..='\u{2793}' | '\u{1f10b}' | '\u{1f10c}')
}

/// Ranges, first and last, in order.
#[rustfmt::skip]
const LETTERS: [(char, char); 61] = [
    ('\u{a8}', '\u{a8}'), ('\u{aa}', '\u{aa}'), ('\u{b4}', '\u{b4}'), ('\u{b8}', '\u{b8}'),
    ('\u{ba}', '\u{ba}'), ('\u{c6}', '\u{c6}'), ('\u{d0}', '\u{d0}'), ('\u{d8}', '\u{d8}'),
    ('\u{de}', '\u{e1}'), ('\u{e6}', '\u{e6}'), ('\u{e8}', '\u{ea}'), ('\u{ec}', '\u{ed}'),
    ('\u{f0}', '\u{f0}'), ('\u{f2}', '\u{f3}'), ('\u{f8}', '\u{fa}'), ('\u{fc}', '\u{fc}'),
    ('\u{fe}', '\u{fe}'), ('\u{101}', '\u{101}'), ('\u{111}', '\u{111}'), ('\u{113}', '\u{113}'),
    ('\u{11b}', '\u{11b}'), ('\u{126}', '\u{127}'), ('\u{12b}', '\u{12b}'), ('\u{131}', '\u{133}'),
    ('\u{138}', '\u{138}'), ('\u{13f}', '\u{142}'), ('\u{144}', '\u{144}'), ('\u{148}', '\u{14b}'),
    ('\u{14d}', '\u{14d}'), ('\u{152}', '\u{153}'), ('\u{166}', '\u{167}'), ('\u{16b}', '\u{16b}'),
    ('\u{1ce}', '\u{1ce}'), ('\u{1d0}', '\u{1d0}'), ('\u{1d2}', '\u{1d2}'), ('\u{1d4}', '\u{1d4}'),
    ('\u{1d6}', '\u{1d6}'), ('\u{1d8}', '\u{1d8}'), ('\u{1da}', '\u{1da}'), ('\u{1dc}', '\u{1dc}'),
    ('\u{251}', '\u{251}'), ('\u{261}', '\u{261}'), ('\u{2c4}', '\u{2c4}'), ('\u{2c7}', '\u{2c7}'),
    ('\u{2c9}', '\u{2cb}'), ('\u{2cd}', '\u{2cd}'), ('\u{2d0}', '\u{2d0}'), ('\u{2d8}', '\u{2db}'),
    ('\u{2dd}', '\u{2dd}'), ('\u{2df}', '\u{2df}'), ('\u{391}', '\u{3a1}'), ('\u{3a3}', '\u{3a9}'),
    ('\u{3b1}', '\u{3c1}'), ('\u{3c3}', '\u{3c9}'), ('\u{401}', '\u{401}'), ('\u{410}', '\u{44f}'),
    ('\u{451}', '\u{451}'), ('\u{207f}', '\u{207f}'), ('\u{2113}', '\u{2113}'), ('\u{2126}', '\u{2126}'),
    ('\u{212b}', '\u{212b}'),
];
