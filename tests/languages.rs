//! An article in another language is seen to be in it, and nothing in it is guessed.

mod common;

use common::article;
use quotidian::analysis::annotate;
use quotidian::model::Language::{self, *};
use quotidian::text::Clean;

/// Texts as newspapers have them, and short ones.
const FOREIGN: &[(Language, &str)] = &[
    (
        French,
        "Le président Emmanuel Macron a déclaré mardi que la France ne céderait pas. « Nous ne lâcherons rien », a-t-il dit à Paris, devant les députés.",
    ),
    (French, "Le maire est mort dans la nuit."),
    (Other, "« C'est la fin », dit-il."),
    (
        German,
        "Der Bundeskanzler sagte am Dienstag in Berlin, die Regierung werde nicht weichen. „Wir bleiben dabei“, erklärte Olaf Scholz vor dem Bundestag.",
    ),
    (German, "Die Bahn streikt nicht mehr."),
    (
        Spanish,
        "El presidente Pedro Sánchez dijo el martes que no habrá elecciones. «No vamos a ceder», afirmó en Madrid ante los periodistas.",
    ),
    (Spanish, "La alcaldesa dijo que no se va."),
    (
        Portuguese,
        "O presidente Lula da Silva disse na terça-feira que não vai ceder. “Não há outro caminho”, afirmou em Brasília, ao lado de ministros.",
    ),
    (
        Italian,
        "Il presidente del Consiglio Giorgia Meloni ha detto martedì che il governo non cambierà. «Andiamo avanti», ha spiegato a Roma, nella sede della presidenza.",
    ),
    (
        Dutch,
        "Minister-president Mark Rutte zei dinsdag dat het kabinet niet opstapt. „Wij gaan door”, aldus de premier in Den Haag, die ook met de koning sprak.",
    ),
    (
        Polish,
        "Premier Donald Tusk powiedział we wtorek, że rząd nie ustąpi. „To jest nasza decyzja”, dodał w Warszawie po spotkaniu z posłami.",
    ),
    (
        Turkish,
        "Cumhurbaşkanı Recep Tayyip Erdoğan salı günü Ankara'da konuştu ve bu karar için çok geç dedi. “Biz hazırız” diyen Erdoğan, daha sonra ayrıldı.",
    ),
    (
        Swedish,
        "Statsministern sade på tisdagen att regeringen inte kommer att backa. ”Det är vårt beslut”, sade Ulf Kristersson och lämnade sedan salen.",
    ),
    (
        Russian,
        "Президент Владимир Путин заявил во вторник, что переговоры продолжатся. «Мы готовы», — сказал он в Москве.",
    ),
    (Russian, "Это был вечер."),
    (
        Ukrainian,
        "Президент Володимир Зеленський заявив у вівторок, що переговори тривають. «Ми готові», — сказав він у Києві.",
    ),
    (
        Croatian,
        "Premijer je rekao u utorak da vlada neće odustati. „Mi smo spremni“, kazao je Andrej Plenković koji je potom otišao iz Zagreba.",
    ),
    (
        Other,
        "Çevre değişkeni öntanımlı kılavuz sayfası arama yollarını geçersiz kılar.",
    ),
    (
        Arabic,
        "قال الرئيس المصري عبد الفتاح السيسي يوم الثلاثاء إن بلاده لن تقبل ذلك. \"لن نقبل\"، قال في القاهرة.",
    ),
    (
        Chinese,
        "中国国家主席习近平星期二在北京说：“我们不会接受这样的条件。”他还会见了代表们。",
    ),
    (Chinese, "他说：“不。”"),
    (
        Japanese,
        "首相は火曜日、東京で「受け入れられない」と述べた。OpenAI社の幹部も同席した。",
    ),
    (
        Korean,
        "대통령은 화요일 서울에서 “받아들일 수 없다”고 말했다.",
    ),
    (
        Greek,
        "Ο πρωθυπουργός είπε την Τρίτη ότι «δεν θα υποχωρήσουμε».",
    ),
    (Hebrew, "ראש הממשלה אמר ביום שלישי כי \"לא נוותר\"."),
];

#[test]
fn another_language_is_told_and_nothing_guessed() {
    for (language, text) in FOREIGN {
        let found = annotate(&article("a", None, text));
        assert_eq!(found.language, Some(*language), "{text}");
        assert_eq!(found.foreign(), Some(*language));
        assert!(found.names.is_empty(), "{text}: {:?}", found.names);
        for quote in &found.quotes {
            assert_eq!(quote.speaker, None, "{text}");
            assert_eq!((quote.mention, quote.cue), (None, None), "{text}");
        }
    }
}

#[test]
fn quotation_marks_are_found_in_any_language() {
    let in_marks = FOREIGN
        .iter()
        .filter(|(_, text)| text.contains(['«', '„', '“', '”', '「']));
    for (_, text) in in_marks {
        let found = annotate(&article("a", None, text));
        assert!(!found.quotes.is_empty(), "{text}");
    }
}

#[test]
fn english_with_foreign_words_and_names_stays_english() {
    for text in [
        "Café de la Paix reopens",
        "La Liga: Real Sociedad 2, Deportivo de La Coruña 1",
        "Ursula von der Leyen met Luiz Inácio Lula da Silva in Rio de Janeiro.",
        "Rates stay.",
        "Durham 's oldest cold case : Victim 's family reacts",
        "José Ramírez, Andrés Giménez: hitting streak extended, bullpen rested, manager pleased",
        "Robin van Persie scored.",
        "“Je ne regrette rien,” sang Edith Piaf, and the crowd sang it with her until the end.",
        "El Niño returns. Los Angeles and San Diego brace for rain.",
        "Chinese people call it 春节, the Spring Festival, and travel home for it.",
        "RATES HELD. BANK WAITS.",
        "Two boxes: https://t.co/NG6Y33 https://t.co/DvDDYa https://news.example.de/die/der",
        "1,204 1,380 0.4% 2.1%",
        "",
    ] {
        let found = annotate(&article("a", None, text));
        assert_eq!(found.foreign(), None, "{text}");
    }
}

#[test]
fn what_the_input_states_decides_only_where_the_text_does_not() {
    let stated = |tag: &str, text: &str| {
        let mut article = article("a", None, text);
        article.language = Some(Clean::line(tag));
        annotate(&article).language
    };
    assert_eq!(stated("fr-CA", "Démission surprise"), Some(French));
    assert_eq!(stated("sw", "Habari njema"), Some(Other));
    assert_eq!(
        stated("en", "Le maire est mort dans la nuit."),
        Some(French)
    );
    let english = "The mayor said that she would stay, and that was all she said to them.";
    assert_eq!(stated("de", english), Some(English));
    assert_eq!(stated("en-GB", "Rates stay."), None);
}

#[test]
fn a_long_text_without_english_words_is_not_english() {
    let text = "rais wa nchi alisema jana kuwa serikali haitabadilisha uamuzi wake kuhusu bei mpya ya mafuta ".repeat(6);
    assert_eq!(annotate(&article("a", None, &text)).language, Some(Other));
}

#[test]
fn every_article_of_the_corpus_is_english() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/articles");
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        assert_eq!(
            annotate(&article("a", None, &text)).foreign(),
            None,
            "{text}"
        );
        count += 1;
    }
    assert!(count > 300, "{count}");
}
