//! Bytes -> text: which encoding they are in.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::codepage::{self, CodePage};

/// Bytes that are looked at for declarations and for the pattern of NULs. The HTML standard looks
/// at 1,024; pages with long comments at the top need more.
const HEAD: usize = 4096;

/// Text with the encoding that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    /// Borrowed where the bytes are UTF-8.
    pub text: Cow<'a, str>,
    /// The name of the encoding: as declared where that decided, else as the Encoding standard
    /// writes it.
    pub encoding: String,
}

/// Text from `bytes`; see [`decode_named`].
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    decode_named(bytes, declared).text.into_owned()
}

/// Text from `bytes`. In this order decide: the byte order mark, the pattern of NULs that UTF-16
/// and UTF-32 leave in mostly Latin text, `declared` (the charset of an HTTP header), a declaration
/// in the text itself (`meta`, XML), validity as UTF-8, and a guess by the frequency of letters.
/// Malformed sequences become U+FFFD.
pub(super) fn decode_named<'a>(bytes: &'a [u8], declared: Option<&str>) -> Decoded<'a> {
    if let Some(order) = utf32(bytes) {
        return Decoded {
            text: Cow::Owned(decode_utf32(bytes, order)),
            encoding: match order {
                Order::Little => "UTF-32LE".to_owned(),
                Order::Big => "UTF-32BE".to_owned(),
            },
        };
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(mark..).unwrap_or_default());
    }
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
    if let Some(encoding) = utf16_without_mark(head) {
        return with(encoding, bytes);
    }
    if let Some(declared) = declared.and_then(Declared::of_label) {
        return declared.decode(bytes);
    }
    if let Some(declared) = declared_in(head) {
        // Many pages state a charset that they were converted from; UTF-8 is valid by no accident.
        let stated_wrongly = declared.charset != Charset::Known(UTF_8)
            && !bytes.is_ascii()
            && std::str::from_utf8(bytes).is_ok();
        return if stated_wrongly {
            with(UTF_8, bytes)
        } else {
            declared.decode(bytes)
        };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: Cow::Borrowed(text),
            encoding: UTF_8.name().to_owned(),
        };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    with(detector.guess(None, Utf8Detection::Allow), bytes)
}

/// Whether the first bytes show an encoding of two or four bytes a character, in which NULs are
/// part of text.
pub(super) fn is_wide(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
    let marked = Encoding::for_bom(bytes).is_some_and(|(e, _)| e != UTF_8);
    marked || utf32(bytes).is_some() || utf16_without_mark(head).is_some()
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text,
        encoding: encoding.name().to_owned(),
    }
}

/// An encoding by its label.
struct Declared {
    label: String,
    charset: Charset,
}

#[derive(Clone, Copy, PartialEq)]
enum Charset {
    Known(&'static Encoding),
    Page(CodePage),
}

impl Declared {
    /// What `label` names, in all the ways in which people write it.
    fn of_label(label: &str) -> Option<Self> {
        let label = label.trim().to_ascii_lowercase();
        let hyphens = label.replace('_', "-");
        let meant = match hyphens.as_str() {
            "ms-cyrl" | "win-1251" => "windows-1251",
            "ms-ee" | "win-1250" => "windows-1250",
            "utf8mb4" | "cp65001" => "utf-8",
            _ => &hyphens,
        };
        let known = [label.as_str(), meant]
            .iter()
            .find_map(|l| Encoding::for_label(l.as_bytes()));
        let charset = match known {
            Some(encoding) => Charset::Known(encoding),
            None => Charset::Page(codepage::of_label(meant)?),
        };
        Some(Self { label, charset })
    }

    fn decode(self, bytes: &[u8]) -> Decoded<'_> {
        let text = match self.charset {
            Charset::Known(encoding) => with(encoding, bytes).text,
            Charset::Page(page) => Cow::Owned(page.decode(bytes)),
        };
        Decoded {
            text,
            encoding: self.label,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

/// UTF-32 by its mark, or by the three NULs beside each Latin character.
fn utf32(bytes: &[u8]) -> Option<Order> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) {
        return Some(Order::Little);
    }
    if bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Some(Order::Big);
    }
    let head = bytes.get(..HEAD.min(bytes.len()) / 4 * 4)?;
    let units = head.chunks_exact(4);
    let count = units.len();
    let matching = |latin: fn(&[u8]) -> bool| units.clone().filter(|u| latin(u)).count();
    let (little, big) = (
        matching(|u| matches!(u, [1..=255, 0, 0, 0])),
        matching(|u| matches!(u, [0, 0, 0, 1..=255])),
    );
    if count < 2 {
        return None;
    }
    if little * 2 > count {
        Some(Order::Little)
    } else if big * 2 > count {
        Some(Order::Big)
    } else {
        None
    }
}

fn decode_utf32(bytes: &[u8], order: Order) -> String {
    let text = bytes.chunks(4).map(|unit| {
        let Ok(unit) = <[u8; 4]>::try_from(unit) else {
            return char::REPLACEMENT_CHARACTER;
        };
        let code = match order {
            Order::Little => u32::from_le_bytes(unit),
            Order::Big => u32::from_be_bytes(unit),
        };
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    });
    text.collect()
}

/// UTF-16 by the NUL beside each Latin character: in more than four of ten units, always on the
/// same side.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.chunks_exact(2);
    let count = pairs.len();
    if count < 2 {
        return None;
    }
    let first = pairs.clone().filter(|p| p.first() == Some(&0)).count();
    let second = pairs.filter(|p| p.last() == Some(&0)).count();
    if second * 10 > count * 4 && first * 50 <= count {
        Some(UTF_16LE)
    } else if first * 10 > count * 4 && second * 50 <= count {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The charset that a `meta` element or an XML declaration in `head` states.
fn declared_in(head: &[u8]) -> Option<Declared> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let is_markup = head.contains("<meta") || head.contains("<?xml");
    let mut rest = head.as_str();
    while is_markup && let Some(at) = rest.find("charset").or_else(|| rest.find("encoding")) {
        // Only inside a tag: text may speak of charsets, too.
        let before = rest.get(..at).unwrap_or_default();
        let inside = before.rfind('<') > before.rfind('>');
        rest = rest.get(at + "charset".len()..).unwrap_or_default();
        let value = rest.trim_start_matches("g").trim_start();
        let Some(value) = value.strip_prefix('=') else {
            continue;
        };
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let label = value
            .split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/' | '?'))
            .next()
            .unwrap_or_default();
        if inside && let Some(declared) = Declared::of_label(label) {
            // A declaration that could be read says that the bytes are no UTF-16.
            let wide = [UTF_16LE, UTF_16BE]
                .map(Charset::Known)
                .contains(&declared.charset);
            return if wide {
                Declared::of_label("utf-8")
            } else {
                Some(declared)
            };
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "Déjà vu – the “café” reopened";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let units = text.encode_utf16();
        units
            .flat_map(|u| {
                if big {
                    u.to_be_bytes()
                } else {
                    u.to_le_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn wide_encodings_are_known_with_and_without_a_mark() {
        for big in [false, true] {
            assert_eq!(decode(&utf16(WORDS, big), None), WORDS);
            assert_eq!(
                decode(&utf16(&format!("\u{feff}{WORDS}"), big), None),
                WORDS
            );
        }
        let utf32: Vec<u8> = WORDS
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect();
        assert_eq!(decode(&utf32, None), WORDS);
        assert!(is_wide(&utf32) && is_wide(&utf16(WORDS, true)));
        assert!(!is_wide(WORDS.as_bytes()));
    }

    #[test]
    fn declarations_are_followed_and_utf8_needs_none() {
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(WORDS);
        assert_eq!(decode(&latin, Some("iso-8859-1")), WORDS);
        assert_eq!(decode(WORDS.as_bytes(), None), WORDS);
        for declaration in [
            "<meta charset=windows-1252>",
            "<META http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>",
            "<?xml version=\"1.0\" encoding=\"latin1\"?>",
        ] {
            let page = [declaration.as_bytes(), &latin].concat();
            assert!(decode(&page, None).ends_with(WORDS), "{declaration}");
            let utf8 = [declaration.as_bytes(), WORDS.as_bytes()].concat();
            assert!(decode(&utf8, None).ends_with(WORDS), "{declaration}");
        }
        let (greek, _, _) =
            encoding_rs::WINDOWS_1253.encode("Η κυβέρνηση ανακοίνωσε σήμερα νέα μέτρα");
        assert_eq!(
            decode(&greek, None),
            "Η κυβέρνηση ανακοίνωσε σήμερα νέα μέτρα"
        );
    }
}
