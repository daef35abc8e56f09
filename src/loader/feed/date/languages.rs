//! Names of months and days, and signs, that other languages have in their dates.

/// What months are called here.
pub(super) const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Beginnings of the names of months in other languages, folded to lower case, by month. Of two that
/// fit the longer wins.
const FOREIGN: [&[&str]; 12] = [
    &[
        "jan", "ene", "gen", "ιαν", "sty", "янв", "січ", "led", "oca", "tam",
    ],
    &[
        "feb", "fév", "fev", "φεβ", "lut", "фев", "лют", "úno", "şub", "hel",
    ],
    &[
        "mar", "mär", "mrt", "maa", "mrz", "μάρ", "μαρ", "мар", "бер", "bře", "már",
    ],
    &[
        "apr", "avr", "abr", "ápr", "απρ", "kwi", "апр", "кві", "dub", "nis", "huh",
    ],
    &[
        "may", "mai", "mei", "mag", "maj", "máj", "μάι", "μαϊ", "май", "мая", "тра", "kvě", "tou",
    ],
    &[
        "jun", "juin", "giu", "jún", "ιούν", "ιουν", "cze", "июн", "чер", "červen", "haz", "kes",
    ],
    &[
        "jul",
        "juil",
        "lug",
        "júl",
        "ιούλ",
        "ιουλ",
        "lip",
        "июл",
        "лип",
        "červenec",
        "tem",
        "hei",
    ],
    &[
        "aug", "aoû", "aou", "ago", "αύγ", "αυγ", "sie", "авг", "сер", "srp", "ağu", "elo",
    ],
    &[
        "sep", "set", "sze", "σεπ", "wrz", "сен", "вер", "zář", "eyl", "syy",
    ],
    &[
        "oct", "okt", "ott", "out", "οκτ", "paź", "окт", "жов", "říj", "eki", "lok",
    ],
    &["nov", "νοέ", "νοε", "lis", "ноя", "kas", "marras"],
    &[
        "dec", "déc", "dez", "dic", "des", "δεκ", "gru", "дек", "гру", "pro", "ara", "jou",
    ],
];

/// `text` with its names of months in English, three letters each.
pub(super) fn in_english(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut out = String::with_capacity(lower.len());
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let alphabetic = first.is_alphabetic();
        let end = rest
            .find(|c: char| c.is_alphabetic() != alphabetic)
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        let month = FOREIGN
            .iter()
            .enumerate()
            .filter(|_| alphabetic && piece.chars().count() >= 3)
            .flat_map(|(month, names)| names.iter().map(move |name| (month, *name)))
            .filter(|(_, name)| piece.starts_with(name))
            .max_by_key(|(month, name)| (name.len(), std::cmp::Reverse(*month)))
            .and_then(|(month, _)| MONTHS.get(month));
        // "12 de junio de 2024"
        if piece != "de" {
            out.push_str(month.copied().filter(|_| !is_zone(piece)).unwrap_or(piece));
        }
        rest = after;
    }
    out
}

/// Zones that begin as months do.
fn is_zone(word: &str) -> bool {
    matches!(word, "mart" | "sept" | "novt")
}

/// `text` without a day of the week at its start: any word that is not its month.
pub(super) fn without_day_name(text: &str) -> &str {
    let text = text.trim();
    let end = text
        .find(|c: char| !(c.is_alphabetic() || c == '.'))
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let is_month = |w: &str| {
        let w = w.to_lowercase();
        MONTHS.iter().any(|m| w.starts_with(m))
    };
    let bare = rest.trim_start_matches([',', ' ', '-']);
    let parted = rest.starts_with([',', ' ', '-']) && !bare.is_empty();
    // "mar." is Tuesday in French where another month follows.
    let is_date = is_month(word) && !bare.split(|c: char| !c.is_alphabetic()).any(is_month);
    if word.is_empty() || !parted || is_date {
        return text;
    }
    bare
}

/// `text` with the signs for year, month, day and the halves of the day as figures and letters.
pub(super) fn without_words_of_asia(text: &str) -> String {
    let mut half = "";
    let mut out = String::with_capacity(text.len());
    let text = text
        .replace("오전", "午前")
        .replace("오후", "午後")
        .replace("上午", "午前")
        .replace("下午", "午後");
    let text = if text.contains("午後") {
        half = " pm";
        text.replace("午後", " ")
    } else if text.contains("午前") {
        half = " am";
        text.replace("午前", " ")
    } else {
        text
    };
    for c in text.chars() {
        match c {
            '년' | '年' | '월' | '月' => out.push('-'),
            '일' | '日' => out.push(' '),
            '시' | '時' | '时' | '분' | '分' => out.push(':'),
            '초' | '秒' => {}
            _ => out.push(c),
        }
    }
    // "2004- 05- 28" had spaces after its signs.
    while out.contains("- ") {
        out = out.replace("- ", "-");
    }
    let mut out = out.trim_end_matches([':', ' ']).to_owned();
    out.push_str(half);
    out
}
