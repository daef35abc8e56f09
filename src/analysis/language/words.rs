//! The commonest small words of languages in Latin letters.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::Language;

/// A set of languages: a bit for each place in [`WORDS`].
pub(super) type Set = u32;

/// English alone: the first of [`WORDS`].
pub(super) const ENGLISH: Set = 1;

/// The languages that `word`, in lower case, is a small word of.
pub(super) fn languages_of(word: &str) -> Set {
    static SETS: LazyLock<HashMap<&str, Set>> = LazyLock::new(|| {
        let mut sets = HashMap::new();
        for (place, (_, words)) in WORDS.iter().enumerate() {
            for word in words.split_whitespace() {
                *sets.entry(word).or_default() |= 1 << place;
            }
        }
        sets
    });
    SETS.get(word).copied().unwrap_or_default()
}

/// Each language with its words. A word that several languages have counts for each of them, so
/// what English shares with others ("in", "is", "a", the "s" of "it 's") must stand with English
/// too. What ends with an apostrophe is the part of a word before one.
pub(super) const WORDS: &[(Language, &str)] = &[
    (
        Language::English,
        "the of and to that was with for from said which they this have has were are his her not \
         but by at be or their would who will had is it he she you we a an in on i as no do so me \
         if its our my there been than about after when what out up into over more men per plus s u ha",
    ),
    (
        Language::Catalan,
        "el la els les de i que amb per no una un del en és als va han més són però dels aquest \
         aquesta ha també l' d'",
    ),
    (
        Language::Croatian,
        "i u na je se da za su od s ne koji koja što kao nije te će ili bi biti sve samo iz ako po \
         nakon",
    ),
    (
        Language::Czech,
        "a v na se je že s z do to o i k za jako ale po by byl byla jsem jsou pro jeho které \
         která při také už",
    ),
    (
        Language::Danish,
        "og at det som på af er en et for med den til ikke har om jeg var fra vi han de i kan men \
         der blev også efter mod ved",
    ),
    (
        Language::Dutch,
        "de het een van en niet dat op te zijn met voor aan ook er maar om bij uit nog naar heeft \
         werd wordt worden door hij ze deze dit als die is in was we geen zei",
    ),
    (
        Language::Finnish,
        "ja on ei että se oli ovat mutta kun myös hän ne tai niin joka sen jo olla mukaan hänen \
         vain ole sekä",
    ),
    (
        Language::French,
        "le la les des du de une un est et dans pour que qui pas sur avec il elle au aux ce par ne \
         se sont ont été mais plus cette son sa ses en nous vous je à a ou leur l' d' qu' c' n' s' \
         j' m' dit déclaré",
    ),
    (
        Language::German,
        "der die das und nicht ist ein eine den dem von zu mit auf für im des sich auch es als an \
         in nach bei wie aus er sie hat dass war werden wird einen einer noch über zum zur so ich \
         haben mehr vor um sein sagte",
    ),
    (
        Language::Hungarian,
        "a az és hogy nem is egy ez volt azt meg csak de már még van mint el ha szerint lesz",
    ),
    (
        Language::Indonesian,
        "yang dan di ini itu dengan untuk tidak dari dalam akan pada juga saya ke tersebut kepada \
         telah mengatakan adalah oleh",
    ),
    (
        Language::Italian,
        "il lo la i gli le di che e un una per non con del della dei delle è sono si da al alla \
         nel ha hanno anche come più ma in questo nella ci l' d' c' dell' all' nell' sull' un' \
         dall' detto",
    ),
    (
        Language::Norwegian,
        "og at det som på av er en et for med den til ikke har om jeg var fra vi han de i kan men \
         ble også etter mot ved",
    ),
    (
        Language::Polish,
        "i w na z się nie do to jest że o jak po ale za od przez dla co był była tym ma jego tego \
         oraz już może są który a powiedział",
    ),
    (
        Language::Portuguese,
        "o a os as de do da dos das e em que um uma para com não por no na se foi mais ao como mas \
         seu sua são ele ou pelo pela é à disse",
    ),
    (
        Language::Romanian,
        "și de la în a cu nu o care pe un din este sunt pentru să că mai au fost prin dar ce",
    ),
    (
        Language::Slovak,
        "a v na sa je že s z do to o k za ako ale po by bol ktorý ktoré pre aj pri nie sú čo tým",
    ),
    (
        Language::Slovenian,
        "je in na za se da so v ki z od pa bi tudi ne ter kot po pri lahko ali biti ni še iz če s",
    ),
    (
        Language::Spanish,
        "el la los las de del y en por para que se un una su con no es al lo como más pero sus ha \
         le ya este esta son fue sin a dijo hay",
    ),
    (
        Language::Swedish,
        "och att det som på av är en ett för med den till inte har om jag var från vi han de i kan \
         men efter också vid sade",
    ),
    (
        Language::Turkish,
        "ve bir bu için ile da de çok daha olarak olan ne gibi kadar sonra en ki ama o var her \
         oldu değil biz dedi",
    ),
    (
        Language::Vietnamese,
        "và của là có không được cho một các trong với người những đã này khi ông",
    ),
];
