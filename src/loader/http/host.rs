//! Names of hosts in the form in which the name service knows them.

use unicode_normalization::UnicodeNormalization;

/// `host` in ASCII and small letters: each label of other letters in Punycode (RFC 3492), as it is
/// registered. `None` for one that is too long to be a name.
pub(super) fn in_ascii(host: &str) -> Option<String> {
    let labels = host.split(['.', '。', '．', '｡']).map(|label| {
        if label.is_ascii() {
            return Some(label.to_ascii_lowercase());
        }
        let label: Vec<char> = label.to_lowercase().nfkc().collect();
        // 63 bytes are the most that the name service takes of one label.
        (label.len() < 63).then(|| format!("xn--{}", punycode(&label)))
    });
    let labels: Vec<String> = labels.collect::<Option<_>>()?;
    Some(labels.join("."))
}

const BASE: u32 = 36;
const LEAST: u32 = 1;
const MOST: u32 = 26;

/// Section 6.3 of the standard. A label is short, so that no sum here can grow too large: 63 times
/// the number of all characters.
fn punycode(label: &[char]) -> String {
    let mut out: String = label.iter().filter(|c| c.is_ascii()).collect();
    let plain = u32::try_from(out.len()).unwrap_or_default();
    let mut handled = plain;
    if plain > 0 {
        out.push('-');
    }
    let (mut next, mut delta, mut bias) = (128_u32, 0_u32, 72_u32);
    let codes: Vec<u32> = label.iter().map(|c| u32::from(*c)).collect();
    while let Some(least) = codes.iter().copied().filter(|code| *code >= next).min() {
        delta += (least - next) * (handled + 1);
        next = least;
        for &code in &codes {
            if code < next {
                delta += 1;
            }
            if code == next {
                number(delta, bias, &mut out);
                bias = adapted(delta, handled + 1, handled == plain);
                delta = 0;
                handled += 1;
            }
        }
        delta += 1;
        next += 1;
    }
    out
}

/// Writes a number with as few digits as `bias` lets expect.
fn number(mut rest: u32, bias: u32, out: &mut String) {
    let mut place = BASE;
    loop {
        let threshold = place.saturating_sub(bias).clamp(LEAST, MOST);
        if rest < threshold {
            out.push(digit(rest));
            return;
        }
        out.push(digit(threshold + (rest - threshold) % (BASE - threshold)));
        rest = (rest - threshold) / (BASE - threshold);
        place += BASE;
    }
}

fn digit(value: u32) -> char {
    char::from_digit(if value < 26 { value + 10 } else { value - 26 }, BASE).unwrap_or('0')
}

fn adapted(delta: u32, handled: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / handled;
    let mut steps = 0;
    while delta > (BASE - LEAST) * MOST / 2 {
        delta /= BASE - LEAST;
        steps += BASE;
    }
    steps + (BASE - LEAST + 1) * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_script_are_those_that_are_registered() {
        for (host, ascii) in [
            ("Example.ORG", "example.org"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("BÜCHER.example", "xn--bcher-kva.example"),
            ("bu\u{308}cher.example", "xn--bcher-kva.example"),
            ("президент.рф", "xn--d1abbgf6aiiy.xn--p1ai"),
            ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
            ("", ""),
        ] {
            assert_eq!(in_ascii(host).as_deref(), Some(ascii));
        }
        assert_eq!(in_ascii(&"ü".repeat(70)), None);
        assert!(in_ascii(&"\u{10ffff}".repeat(62)).is_some());
    }
}
