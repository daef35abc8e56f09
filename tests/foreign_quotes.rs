//! Quotations in other languages: told by their marks, or by the dash that opens a turn of speech.

mod common;

use common::article;
use quotidian::analysis::annotate;
use quotidian::model::QuoteKind::{self, *};
use quotidian::text::Clean;

/// The quotations of `text`, whose input states the language `tag`; a nested one after `>`.
fn quotes(tag: &str, text: &str) -> Vec<(QuoteKind, String)> {
    let mut article = article("a", None, text);
    article.language = Some(Clean::line(tag));
    let found = annotate(&article);
    assert_eq!(found.foreign().is_some(), tag != "en", "{text}");
    assert!(tag == "en" || found.quotes.iter().all(|q| q.speaker.is_none()));
    let quote = |q: &quotidian::model::Quote| {
        let depth = if q.nested { ">" } else { "" };
        (q.kind, format!("{depth}{}", q.span.of(&article.text)))
    };
    found.quotes.iter().map(quote).collect()
}

/// A language, a text in it, and the quotations there.
type Case<'a> = (&'a str, &'a str, &'a [(QuoteKind, &'a str)]);

fn check(cases: &[Case<'_>]) {
    for (tag, text, want) in cases {
        let want: Vec<_> = want.iter().map(|(k, t)| (*k, (*t).to_owned())).collect();
        assert_eq!(quotes(tag, text), want, "{tag}: {text}");
    }
}

#[test]
fn each_language_has_its_marks() {
    check(&[
        (
            "de",
            "Der Minister sagte: „Wir bleiben dabei.“ Das sei „absurd“, hieß es in der „Zeit“ und im Buch „Die Blechtrommel“.",
            &[
                (Direct, "„Wir bleiben dabei.“"),
                (Scare, "„absurd“"),
                (Scare, "„Zeit“"),
                (Title, "„Die Blechtrommel“"),
            ],
        ),
        (
            "de",
            "»Er rief: ›Hilfe!‹, und lief davon«, sagte die Frau. Die Idee sei »völlig verrückt«.",
            &[
                (Direct, "»Er rief: ›Hilfe!‹, und lief davon«"),
                (Direct, ">›Hilfe!‹"),
                (Scare, "»völlig verrückt«"),
            ],
        ),
        (
            "de",
            "„Er hat mir gesagt: ‚Geh nach Hause‘, und ich bin gegangen“, sagte sie, „und zwar sofort“.",
            &[
                (
                    Direct,
                    "„Er hat mir gesagt: ‚Geh nach Hause‘, und ich bin gegangen“",
                ),
                (Direct, ">‚Geh nach Hause‘"),
                (Direct, "„und zwar sofort“"),
            ],
        ),
        (
            "de",
            "Die Schweizer Regierung sagte: «Wir haben das ‹Nein› gehört.» Es ist ein ,,alter Brauch``.",
            &[
                (Direct, "«Wir haben das ‹Nein› gehört.»"),
                (Scare, ">‹Nein›"),
                (Scare, ",,alter Brauch``"),
            ],
        ),
        (
            "cs",
            "„Nebudeme ustupovat,“ řekl premiér v úterý, který je také ministrem.",
            &[(Direct, "„Nebudeme ustupovat,“")],
        ),
        (
            "fr",
            "«\u{202f}Il m’a dit\u{a0}: «\u{a0}Va-t’en\u{a0}» et je suis parti\u{a0}», raconte-t-elle au «\u{a0}Monde\u{a0}», d'accord avec l’État.",
            &[
                (
                    Direct,
                    "«\u{202f}Il m’a dit\u{a0}: «\u{a0}Va-t’en\u{a0}» et je suis parti\u{a0}»",
                ),
                (Direct, ">«\u{a0}Va-t’en\u{a0}»"),
                (Scare, "«\u{a0}Monde\u{a0}»"),
            ],
        ),
        (
            "fr",
            "Le maire a dit que \" l'État ne peut pas tout \" et que c'était \"l'affaire\" d'aujourd'hui.",
            &[
                (Mixed, "\" l'État ne peut pas tout \""),
                (Scare, "\"l'affaire\""),
            ],
        ),
        (
            "sv",
            "”Han sa ’gå hem’ till mig”, sade hon. Hon läste ”Röda rummet” och det var »orimligt».",
            &[
                (Direct, "”Han sa ’gå hem’ till mig”"),
                (Scare, ">’gå hem’"),
                (Title, "”Röda rummet”"),
                (Scare, "»orimligt»"),
            ],
        ),
        (
            "pl",
            "„Powiedział mi «idź do domu» i poszedłem”, mówi kobieta, która nie jest z Warszawy.",
            &[
                (Direct, "„Powiedział mi «idź do domu» i poszedłem”"),
                (Scare, ">«idź do domu»"),
            ],
        ),
        (
            "hu",
            "„Azt mondta, »menj haza«, és mentem” – mondta a nő, és ez nem volt jó.",
            &[
                (Direct, "„Azt mondta, »menj haza«, és mentem”"),
                (Direct, ">»menj haza«"),
            ],
        ),
        (
            "ru",
            "«Он сказал мне: „Иди домой“, и я ушёл», — рассказала она и вернулась к роману «Война и мир».",
            &[
                (Direct, "«Он сказал мне: „Иди домой“, и я ушёл»"),
                (Direct, ">„Иди домой“"),
                (Title, "«Война и мир»"),
            ],
        ),
        (
            "da",
            "»Vi giver os ikke,« siger ministeren, som ikke er glad for det, man kalder »absurd«.",
            &[(Direct, "»Vi giver os ikke,«"), (Scare, "»absurd«")],
        ),
        (
            "no",
            "«Vi gir oss ikke», sier ministeren, som ikke er glad for det de kaller «absurd».",
            &[(Direct, "«Vi gir oss ikke»"), (Scare, "«absurd»")],
        ),
        (
            "es",
            "\"¡No vamos a ceder!\", afirmó la alcaldesa. «Me dijo “vete a casa” y me fui», contó. Leyó “Cien años de soledad”.",
            &[
                (Direct, "\"¡No vamos a ceder!\""),
                (Direct, "«Me dijo “vete a casa” y me fui»"),
                (Scare, ">“vete a casa”"),
                (Title, "“Cien años de soledad”"),
            ],
        ),
        (
            "it",
            "«Andiamo avanti», ha detto. L’idea è “assurda”. C'è un po' d'acqua nell'isola.",
            &[(Direct, "«Andiamo avanti»"), (Scare, "“assurda”")],
        ),
        (
            "el",
            "«Δεν θα υποχωρήσουμε», είπε. Το χαρακτήρισε «παράλογο».",
            &[(Direct, "«Δεν θα υποχωρήσουμε»"), (Scare, "«παράλογο»")],
        ),
        (
            "ja",
            "記者は「彼は『帰れ』と言った」と書いた。いわゆる“専門家”である。",
            &[
                (Direct, "「彼は『帰れ』と言った」"),
                (Direct, ">『帰れ』"),
                (Scare, "“専門家”"),
            ],
        ),
        (
            "zh",
            "他说：“他告诉我‘回家’，我就走了。”她说:\"好的。\"所谓“专家”来了。",
            &[
                (Direct, "“他告诉我‘回家’，我就走了。”"),
                (Scare, ">‘回家’"),
                (Direct, "\"好的。\""),
                (Scare, "“专家”"),
            ],
        ),
        (
            "ko",
            "그는 “받아들일 수 없다”고 말했다. 이른바 ‘전문가’ 집단이다.",
            &[(Direct, "“받아들일 수 없다”"), (Scare, "‘전문가’")],
        ),
        (
            "ar",
            "وقال: «لن نقبل بذلك أبدا». وقال: “لن نقبل”. وقالت صحيفة \"الأهرام\" ذلك.",
            &[
                (Direct, "«لن نقبل بذلك أبدا»"),
                (Direct, "“لن نقبل”"),
                (Scare, "\"الأهرام\""),
            ],
        ),
    ]);
}

#[test]
fn gershayim_and_measures_are_no_marks() {
    check(&[
        (
            "he",
            "צה\"ל הודיע כי ארה\"ב תסייע. ח\"כ אמר ש\"זה אבסורד גמור\" והלך.",
            &[(Direct, "\"זה אבסורד גמור\"")],
        ),
        (
            "he",
            "דובר צה״ל אמר: ״צה״ל לא יוותר״. מנכ״לית החברה הלכה.",
            &[(Direct, "״צה״ל לא יוותר״")],
        ),
        (
            "de",
            "Er ist 6'2\" groß, und der Bildschirm misst 27\" in der Breite.",
            &[],
        ),
    ]);
}

#[test]
fn a_quotation_runs_over_paragraphs_or_breaks_off() {
    for again in ["«", "»"] {
        let text = format!(
            "Le maire a écrit : « Premier paragraphe de la lettre.\n{again} Deuxième paragraphe.\n{again} Le dernier », a-t-il écrit."
        );
        let found: Vec<String> = quotes("fr", &text).into_iter().map(|(_, t)| t).collect();
        let second = format!("{again} Deuxième paragraphe.");
        let third = format!("{again} Le dernier »");
        assert_eq!(
            found,
            ["« Premier paragraphe de la lettre.", &second, &third]
        );
    }
    check(&[(
        "fr",
        "« Nous ne lâcherons rien, a-t-il dit. Il manque un guillemet.\nLe deuxième paragraphe est là.",
        &[(
            Direct,
            "« Nous ne lâcherons rien, a-t-il dit. Il manque un guillemet.",
        )],
    )]);
}

#[test]
fn english_reads_foreign_marks_as_its_own() {
    check(&[
        (
            "en",
            "He told us that « we will not go » and that „this is over“, and then they said it was ``fine'' and ''absurd'' to us.",
            &[
                (Direct, "« we will not go »"),
                (Direct, "„this is over“"),
                (Mixed, "``fine''"),
                (Mixed, "''absurd''"),
            ],
        ),
        (
            "en",
            "The list of what he said is this, and it was all of it.\n– We will not go – said the man – to them.\n— No! We will not.",
            &[],
        ),
    ]);
}

/// Each paragraph that opens with a dash, and what is spoken in it.
const TURNS: &[(&str, &str, &[&str])] = &[
    (
        "es",
        "– No vendré – dijo él – hasta mañana.",
        &["– No vendré", "hasta mañana."],
    ),
    (
        "es",
        "—No vendré —dijo él—. Hasta mañana.",
        &["—No vendré", "Hasta mañana."],
    ),
    (
        "es",
        "—¿Qué quiere? —masculló la mujer.",
        &["—¿Qué quiere?"],
    ),
    ("es", "—Nada.", &["—Nada."]),
    (
        "pt",
        "— Não venho — disse ele —, até amanhã.",
        &["— Não venho", "até amanhã."],
    ),
    (
        "it",
        "— Non vengo — disse lui. — A domani.",
        &["— Non vengo", "A domani."],
    ),
    (
        "fr",
        "— Je ne viendrai pas, dit-il.",
        &["— Je ne viendrai pas,"],
    ),
    (
        "fr",
        "— Je viendrai, dit-il, demain.",
        &["— Je viendrai,", "demain."],
    ),
    (
        "fr",
        "— Pourquoi ? demanda Marie. C'est demain.",
        &["— Pourquoi ?", "C'est demain."],
    ),
    ("fr", "– Non, a-t-il déclaré. Il partit.", &["– Non,"]),
    (
        "fr",
        "— C’est, répondit-elle, la règle.",
        &["— C’est,", "la règle."],
    ),
    (
        "pl",
        "– Rząd – jak mówiłem – nie ustąpi – powiedział Tusk. – To nasza decyzja.",
        &["– Rząd – jak mówiłem – nie ustąpi", "To nasza decyzja."],
    ),
    (
        "pl",
        "- To jest decyzja - podkreślił premier.",
        &["- To jest decyzja"],
    ),
    (
        "hu",
        "– Nem jövök – mondta Péter. – Majd holnap.",
        &["– Nem jövök", "Majd holnap."],
    ),
    (
        "ro",
        "– Nu vin, spuse el. Pe mâine.",
        &["– Nu vin,", "Pe mâine."],
    ),
    (
        "ru",
        "— Нет — это нет, — буркнул он, — и всё.",
        &["— Нет — это нет,", "и всё."],
    ),
    ("uk", "— Що? — спитала вона.", &["— Що?"]),
    (
        "sv",
        "– Vi har – som alltid – varit tydliga, säger Anna Berg, chef. Det är klart.",
        &["– Vi har – som alltid – varit tydliga,", "Det är klart."],
    ),
    ("no", "– Det er bra, sier han, og ler.", &["– Det er bra,"]),
    (
        "fi",
        "– Se on hyvä, sanoo Virtanen. Me emme luovuta.",
        &["– Se on hyvä,", "Me emme luovuta."],
    ),
    ("el", "— Γιατί; ρώτησε η γυναίκα.", &["— Γιατί;"]),
];

/// A paragraph that leaves no doubt about the language.
fn opening(tag: &str) -> &'static str {
    match tag {
        "es" => "El hombre no quería hablar con la policía de la ciudad, que era lo que se decía.",
        "pt" => "O homem não queria falar com a polícia da cidade, e isso não era bom para ele.",
        "it" => "L'uomo non voleva parlare con la polizia della città, che non era una cosa nuova.",
        "fr" => "Le vieil homme était dans la rue avec les enfants et il ne voulait pas parler.",
        "pl" => {
            "Premier nie chciał rozmawiać z dziennikarzami, ale potem był w Sejmie i się zgodził."
        }
        "hu" => "Az ember nem akart beszélni a rendőrséggel, és elment, mert ez volt a jó.",
        "ro" => "Omul nu a vrut să vorbească cu poliția din oraș și a plecat de la casa lui.",
        "ru" => "Он не хотел говорить с полицией, и это было всё.",
        "uk" => "Він не хотів говорити з поліцією, і це було все.",
        "sv" => "Det var en dag som ingen på kommunen hade väntat sig att få se och det är så.",
        "no" => {
            "Det var en dag som ingen i kommunen hadde ventet at de skulle få se, og det er ikke bra."
        }
        "fi" => {
            "Päivä oli sellainen, jota kukaan ei ollut odottanut, mutta se on niin ja hän oli siellä."
        }
        _ => "Ο άνθρωπος δεν ήθελε να μιλήσει με την αστυνομία.",
    }
}

#[test]
fn a_dash_opens_a_turn_and_the_writers_inset_is_cut_out() {
    for (tag, turn, want) in TURNS {
        let text = format!("{}\n{turn}", opening(tag));
        let want: Vec<_> = want.iter().map(|t| (Direct, (*t).to_owned())).collect();
        assert_eq!(quotes(tag, &text), want, "{tag}: {turn}");
    }
}

#[test]
fn marks_in_a_turn_are_nested_and_no_inset_starts_in_them() {
    let text = format!(
        "{}\n— Il m'a dit « viens ! dit-il, va-t'en », lui répondit-elle en pleurant.",
        opening("fr")
    );
    let found: Vec<String> = quotes("fr", &text).into_iter().map(|(_, t)| t).collect();
    assert_eq!(
        found,
        [
            "— Il m'a dit « viens ! dit-il, va-t'en »,",
            ">« viens ! dit-il, va-t'en »"
        ]
    );
}

#[test]
fn a_list_is_no_dialogue() {
    for (tag, list) in [
        (
            "fr",
            "Les mesures :\n– baisse des impôts ;\n– hausse des aides ;\n– fin de la taxe.",
        ),
        (
            "fr",
            "Les mesures :\n– Les impôts baissent.\n– Les aides montent.",
        ),
        ("fr", "– Verser la farine\n– Ajouter le lait"),
        ("ru", "Список был такой:\n— хлеб;\n— молоко."),
        ("es", "- Bajan los impuestos.\n- Suben las pensiones."),
        ("sv", "–5 grader i Stockholm."),
    ] {
        let text = format!("{}\n{list}", opening(tag));
        assert_eq!(quotes(tag, &text), [], "{list}");
    }
    let german =
        "Die Regierung hat es beschlossen, und das ist nicht alles.\n– Die Steuern werden gesenkt!";
    assert_eq!(quotes("de", german), []);
}
