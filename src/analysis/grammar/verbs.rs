//! The verbs that report, with their forms. General English; what counts as reporting is the
//! convention's "saying, writing, thinking, calling, praising, promising, ordering".

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a reporting verb does with the words it reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Takes the words themselves: "said", "asked", "wrote".
    Say,
    /// Does something with words, and may quote a few: "praised", "promised", "described".
    Act,
    /// Gives a name: "dubbed", "titled".
    Naming,
}

/// The form of a verb as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// "say"
    Base,
    /// "says"
    Third,
    /// "said", and participles that look the same.
    Past,
    /// "written": a participle that is no past form.
    Participle,
    /// "saying"
    Ing,
}

/// A form of a reporting verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    pub class: Class,
    pub form: Form,
    /// Whether the form is a common noun as well ("claims", "report").
    pub noun: bool,
}

/// Verbs of [`Class::Say`] whose base and third person are no nouns.
const SAY: &str = "
    acknowledge add admit advise affirm agree allege announce apologise apologize argue ask
    assert assure attest beg believe bellow blurt brag chime chirp clarify communicate complain
    concede conclude confess confirm conjecture contend continue convey counsel crow deadpan
    declare deny disclose editorialise editorialize elaborate emphasise emphasize enquire
    enthuse exclaim exhort explain express gush inform inquire insist interject interrupt
    intimate intone lament maintain murmur muse mutter narrate note observe opine plead pray
    preach predict proclaim profess pronounce query quip read reassure recall recite reckon
    recount reiterate rejoin relate remind repeat respond retort retweet reveal say scrawl
    scribble sing specify speculate state stipulate stress suggest summarise summarize surmise
    swear tease tell testify theorise theorize think underline underscore vent venture volunteer
    warn wonder write
";

/// Verbs of [`Class::Say`] whose base and third person are nouns as well.
const SAY_NOUN: &str = "
    advertise answer blog boast caution chant claim comment counter cry demand e-mail email
    estimate forecast fume gripe grumble highlight joke laugh message order pledge post promise
    quote rant reason remark reply report roar rule scream share shout sigh snap snarl sniff
    text tweet urge voice vow whisper yell
";

/// Verbs of [`Class::Act`] whose base and third person are no nouns.
const ACT: &str = "
    acclaim accuse admonish advocate allow applaud assail assess bash belittle bemoan
    berate beseech blast bristle cast castigate categorise categorize celebrate certify
    characterise characterize chastise chide cite classify command commend commiserate compare
    compliment condemn consider credit criticise criticize crow decide declaim decry deem defend
    define demonise demonize denounce depict deride describe determine diagnose disagree discuss
    dismiss disparage dispute echo embrace encourage endorse envision excoriate expect extol
    fault feel find forbid foresee gloat guarantee hail heckle hector hint identify implore
    imply indicate insinuate instruct interpret invite invoke jeer judge lambast lambaste lash
    laud lecture liken malign mandate mention mock mourn oppose outline paraphrase peg ponder
    portray prescribe prohibit propose provide rail rebuke recommend refer regard regret reject
    reprimand require ridicule rue salute scoff scold skewer slam sneer stylise sympathise
    sympathize taunt tempt thank threaten tout upbraid vilify vouch warrant welcome
";

/// Verbs of [`Class::Act`] whose base and third person are nouns as well.
const ACT_NOUN: &str = "
    appeal attack bill blame brand call challenge champion charge cheer direct fear frame hope
    knock label lobby object offer paint pan pitch plead praise press protest push question rate
    request rip signal swipe trash trumpet view wish
";

/// Verbs of [`Class::Naming`].
const NAMING: &str = "
    caption christen codename dub entitle headline label name nickname rename style subtitle
    term title
";

/// Verbs whose past form or participle is irregular: base, past, participle.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("say", "said", "said"),
    ("tell", "told", "told"),
    ("write", "wrote", "written"),
    ("think", "thought", "thought"),
    ("read", "read", "read"),
    ("sing", "sang", "sung"),
    ("swear", "swore", "sworn"),
    ("speak", "spoke", "spoken"),
    ("feel", "felt", "felt"),
    ("find", "found", "found"),
    ("forbid", "forbade", "forbidden"),
    ("foresee", "foresaw", "foreseen"),
    ("cast", "cast", "cast"),
    ("beseech", "besought", "besought"),
    ("forecast", "forecast", "forecast"),
    ("hear", "heard", "heard"),
    ("hold", "held", "held"),
    ("put", "put", "put"),
    ("show", "showed", "shown"),
];

/// Verbs that double their last consonant.
const DOUBLING: &[&str] = &[
    "quip", "admit", "blog", "dub", "rip", "pan", "brag", "beg", "peg", "slam", "chat", "snap",
    "extol", "label", "signal", "submit", "swap", "counsel",
];

/// What people do with face, hands and body while they speak, in past and present.
const GESTURES: &str = "
    beamed beams blinked blinks blushed blushes bowed bows chuckled chuckles clapped claps
    coughed coughs crossed crosses folded folds frowned frowns gestured gestures giggled giggles
    glanced glances glared glares grimaced grimaces grinned grins hesitated hesitates laughed
    laughs leaned leans leant lifted lifts looked looks nodded nods paused pauses pointed points
    raised raises rolled rolls rubbed rubs scowled scowls scratched scratches shook shakes
    shrugged shrugs sighed sighs smiled smiles smirked smirks sniffed sniffs snorted snorts
    sobbed sobs stared stares swallowed swallows tapped taps turned turns waved waves winced
    winces winked winks wept weeps wiped wipes
";

static GESTURE_FORMS: LazyLock<std::collections::HashSet<&'static str>> =
    LazyLock::new(|| GESTURES.split_whitespace().collect());

/// Whether `word`, in lower case, tells a gesture.
pub fn is_gesture(word: &str) -> bool {
    GESTURE_FORMS.contains(word)
}

static FORMS: LazyLock<HashMap<String, Verb>> = LazyLock::new(|| {
    let mut forms = HashMap::with_capacity(2048);
    let lists = [
        (SAY, Class::Say, false),
        (SAY_NOUN, Class::Say, true),
        (ACT, Class::Act, false),
        (ACT_NOUN, Class::Act, true),
        (NAMING, Class::Naming, true),
    ];
    for (bases, class, noun) in lists {
        for base in bases.split_whitespace() {
            let mut add = |word: String, form, noun| {
                forms.entry(word).or_insert(Verb { class, form, noun });
            };
            for (word, form) in forms_of(base) {
                let noun = noun && (word == base || form == Form::Third);
                add(word, form, noun);
            }
        }
    }
    forms
});

/// The forms of the verb `base`, spelled as in Britain and in America.
pub(super) fn forms_of(base: &str) -> Vec<(String, Form)> {
    let irregular = IRREGULAR.iter().find(|(b, _, _)| *b == base);
    // "read" is a past form as well, and as such it reports.
    let past = irregular.is_some_and(|(b, past, _)| b == past);
    let plain = if past { Form::Past } else { Form::Base };
    let mut forms = vec![
        (base.to_owned(), plain),
        (third(base), Form::Third),
        (suffixed(base, "ing"), Form::Ing),
    ];
    match irregular {
        Some((_, past, participle)) => {
            forms.push(((*past).to_owned(), Form::Past));
            forms.push(((*participle).to_owned(), Form::Participle));
        }
        None => forms.push((suffixed(base, "ed"), Form::Past)),
    }
    if matches!(base, "label" | "signal" | "counsel") {
        forms.push((format!("{base}ed"), Form::Past));
        forms.push((format!("{base}ing"), Form::Ing));
    }
    forms
}

/// The reporting verb that `word`, in lower case, is a form of.
pub fn lookup(word: &str) -> Option<Verb> {
    FORMS.get(word).copied()
}

fn third(base: &str) -> String {
    if base.ends_with(['s', 'x']) || base.ends_with("sh") || base.ends_with("ch") {
        format!("{base}es")
    } else {
        match base.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ => format!("{base}s"),
        }
    }
}

fn suffixed(base: &str, suffix: &str) -> String {
    if DOUBLING.contains(&base)
        && let Some(last) = base.chars().next_back()
    {
        return format!("{base}{last}{suffix}");
    }
    if let Some(stem) = base.strip_suffix('e') {
        let stem = if suffix == "ing" && base.ends_with("ee") {
            base
        } else {
            stem
        };
        return format!("{stem}{suffix}");
    }
    if suffix == "ed"
        && let Some(stem) = base.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'o', 'u'])
    {
        return format!("{stem}ied");
    }
    format!("{base}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_english_spelling() {
        for (word, form) in [
            ("said", Form::Past),
            ("replied", Form::Past),
            ("insisting", Form::Ing),
            ("acknowledges", Form::Third),
            ("quipped", Form::Past),
            ("written", Form::Participle),
            ("stresses", Form::Third),
            ("arguing", Form::Ing),
            ("agreed", Form::Past),
            ("says", Form::Third),
        ] {
            assert_eq!(lookup(word).map(|v| v.form), Some(form), "{word}");
        }
        assert_eq!(lookup("table"), None);
    }
}
