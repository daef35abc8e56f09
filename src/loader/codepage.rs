//! Encodings of one byte a character that browsers do not know: those of DOS and of older Macs.

/// One line an encoding: its names, a tab, the characters of the bytes from 80 to FF.
const TABLE: &str = include_str!("../../assets/codepages.tsv");

/// The upper half of an encoding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CodePage(&'static str);

/// The encoding that `label` names, in lower case and with hyphens.
pub(super) fn of_label(label: &str) -> Option<CodePage> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let mut pages = lines.filter_map(|line| line.split_once('\t'));
    let (_, upper) = pages.find(|(names, _)| names.split(' ').any(|name| name == label))?;
    Some(CodePage(upper))
}

impl CodePage {
    /// Text from `bytes`.
    pub fn decode(self, bytes: &[u8]) -> String {
        let upper: Vec<char> = self.0.chars().collect();
        let text = bytes.iter().map(|byte| match byte.checked_sub(0x80) {
            None => char::from(*byte),
            Some(i) => upper
                .get(usize::from(i))
                .copied()
                .unwrap_or(char::REPLACEMENT_CHARACTER),
        });
        text.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_has_its_characters() {
        for (label, byte, expected) in [
            ("cp437", 0x80, 'Ç'),
            ("ibm855", 0x80, 'ђ'),
            ("cp-is", 0x8d, 'Þ'),
            ("maccentraleurope", 0x80, 'Ä'),
        ] {
            let page = of_label(label).unwrap();
            assert_eq!(page.0.chars().count(), 128, "{label}");
            assert_eq!(page.decode(&[b'a', byte]), format!("a{expected}"));
        }
        assert!(of_label("utf-8").is_none());
    }
}
