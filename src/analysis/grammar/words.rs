//! Closed classes of English words, and the lists of common nouns that stand for who may speak.
//! All in lower case.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::analysis::names::Gender;

/// The classes of words that the clause rules tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// "he", "she", "they", "it", "i", "we", "you", "who" where it asks
    Pronoun(Pronoun),
    /// "me", "them": pronouns that are never a subject.
    Object,
    /// "the", "a", "his", "this"
    Determiner,
    /// "many", "some", "one": determiners that stand alone as well.
    Quantifier,
    Preposition,
    /// "and", "but", "or"
    Conjunction,
    /// "that", "because", "if"
    Subordinator,
    /// "who", "which"
    Relative,
    /// Forms of "be" and "get".
    Be,
    /// Forms of "have" and "do", and modals.
    Auxiliary,
    To,
    Adverb,
    Time,
    /// A common verb that does not report, in a finite form.
    Verb,
}

/// Personal pronouns by what they may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pronoun {
    He,
    She,
    They,
    It,
    /// "I", "we"
    First,
    /// "you"
    Second,
}

static CLASSES: LazyLock<HashMap<&'static str, Word>> = LazyLock::new(|| {
    let mut map = HashMap::with_capacity(1024);
    let lists: [(&str, Word); 19] = [
        ("he", Word::Pronoun(Pronoun::He)),
        ("she", Word::Pronoun(Pronoun::She)),
        ("they", Word::Pronoun(Pronoun::They)),
        ("it", Word::Pronoun(Pronoun::It)),
        ("i we", Word::Pronoun(Pronoun::First)),
        ("you", Word::Pronoun(Pronoun::Second)),
        ("me us him them", Word::Object),
        (
            "the a an this these those his her its their my our your whose no every each any either neither",
            Word::Determiner,
        ),
        (
            "many some most all both several few others another one two three four five everyone someone nobody anyone everybody somebody none others",
            Word::Quantifier,
        ),
        (PREPOSITIONS, Word::Preposition),
        ("and or but nor yet plus", Word::Conjunction),
        (
            "that because if when while although though unless whether whereas once where why how what whenever wherever lest",
            Word::Subordinator,
        ),
        ("who which whom", Word::Relative),
        (
            "is are was were be been being am isn't aren't wasn't weren't get got gets gotten he's she's it's",
            Word::Be,
        ),
        (
            "has have had having do does did will would can could may might must shall should won't wouldn't can't couldn't didn't doesn't don't hasn't haven't hadn't shouldn't ought cannot",
            Word::Auxiliary,
        ),
        ("to", Word::To),
        (ADVERBS, Word::Adverb),
        (TIMES, Word::Time),
        (VERBS, Word::Verb),
    ];
    for (words, class) in lists {
        for word in words.split_whitespace() {
            map.entry(word).or_insert(class);
        }
    }
    map
});

/// The class of `word`, in lower case; `None` for nouns, adjectives and all else.
pub fn class(word: &str) -> Option<Word> {
    if let Some(class) = CLASSES.get(word) {
        return Some(*class);
    }
    (word.len() > 4 && word.ends_with("ly") && !NOUNS_IN_LY.contains(&word)).then_some(Word::Adverb)
}

const PREPOSITIONS: &str = "
    of in on at for with from by about against between into through during before after above
    below under over since until without within along following across behind beyond plus except
    near off onto toward towards upon amid among amongst around despite inside outside regarding
    via per than as like throughout unlike versus concerning alongside
";

const ADVERBS: &str = "
    not also then later again still just only even ever never always often sometimes once twice
    soon now here there however meanwhile moreover furthermore therefore thus instead too very
    so quite rather perhaps maybe indeed else further already almost away back down up out
    together ago earlier recently first second next finally n't though straight nonetheless
    nevertheless besides afterward afterwards overall myself yourself himself herself itself
    ourselves yourselves themselves
";

const TIMES: &str = "
    monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight
    january february march april june july august september october november december jan feb
    aug sept oct nov dec
";

const NOUNS_IN_LY: &[&str] = &[
    "family", "assembly", "monopoly", "italy", "ally", "rally", "bully", "supply", "reply",
    "early", "elderly", "daily", "weekly", "monthly", "kelly", "emily", "billy", "sally", "molly",
    "july", "anomaly", "friendly", "deadly", "only", "jelly", "lily", "beverly", "kimberly",
    "likely",
];

/// Finite forms of common verbs that report nothing. Regular past forms are told by their ending.
const VERBS: &str = "
    appears arose arrives ate awoke beat became become becomes began begins begun bet bid bit bled blew
    belongs bore bought brings broke brought builds built burst came caught chose come comes consists contains contributes cost creates crept
    cut dealt depends develops drew drove dug enables ensures enters exists expands faces falls fed fell fled flew flung follows forgave forgot fought
    froze gathers gave gets gives goes got grew ground grows happens hears heard held helps hid hit
    holds hung hurt improves includes introduces involves
    issued keeps kept knelt knew knows laid leads leapt leaves led left lent let lit lives looks
    loses lost made makes means meant meets met moves needs occurs offers overcame paid pays plays
    pointed prevents produces protects put quit reaches receives reduces refers relies
    ran rang released remains represents rises rode rose runs sank sat saw seems seen sees sends sent set
    serves sewed shone shook shot shrank shut sits slept slid sold sought spent split sprang spread
    spun stands stank stepped stole stood strode struck stuck stung swam swept swung takes
    suffers supplies taught tends threw took tore tries turns understood uses visited wants went wept wins withdrew
    woke won wore works wound wrung
";

/// Common nouns for persons and bodies that speak, singular; the plural is told by its s.
const SPEAKERS: &str = "
    accuser activist actor actress admiral adviser advisor advocate aide ambassador analyst
    anchor artist associate athlete attorney aunt author banker baroness billionaire bishop blogger boy
    broker brother businessman businesswoman caller campaigner candidate captain celebrity ceo
    chair chairman chairwoman chancellor chef chief child clerk client coach colleague colonel
    columnist comedian commander commentator commenter commissioner congressman congresswoman
    conservative consultant correspondent councillor councilman councilwoman counsel couple
    cousin critic curator customer daughter dean defendant delegate democrat demonstrator deputy
    designer detective developer diplomat director doctor driver duke economist editor employee
    employer engineer entrepreneur envoy executive expert family farmer father founder friend
    general girl governor guard head historian host husband imam immigrant inmate insider
    inspector investigator investor journalist judge justice king landlord lawmaker lawyer
    leader legislator liberal lieutenant lobbyist man manager mayor member migrant minister
    moderator mogul monarch mother musician neighbor neighbour nominee novelist nurse observer
    officer official ombudsman operative opponent opposition organiser organizer owner parent
    partner passenger pastor patient people person philosopher physician pilot plaintiff player
    poet police policeman pollster pope poster premier president priest prince princess
    principal prisoner producer professor prosecutor protester provost pundit queen rabbi
    refugee regulator reporter representative republican researcher resident reverend rival
    scientist secretary senator sergeant sheriff shopper sibling singer sister socialist soldier son
    source speaker spokesman spokesperson spokeswoman star strategist student superintendent
    supporter surrogate survivor suspect teacher tenant tourist trader treasurer trustee tycoon
    uncle user veteran vice-president victim voter watchdog whistleblower widow wife witness
    woman worker writer
";
const BODIES: &str = "
    administration agency airline alliance army assembly association audience authority bank board
    body bureau business campaign carrier channel charity church club coalition college commission
    committee community company conference congregation congress consultancy corporation council
    court crowd dealership defence defense delegation department division embassy establishment
    faction federation firm force foundation government
    group hospital house institute institution intelligence jury label leadership league magazine
    management manufacturer membership military ministry mission movement navy network newspaper
    office operator organisation organization panel paper parliament partnership party police
    presidency prosecution publisher regulator school senate service site society station
    studio team television tribunal union university website
";
const DOCUMENTS: &str = "
    account act ad advert advertisement affidavit agreement amendment analysis announcement
    article banner bill blog book bulletin cable caption card charter clip code column
    commercial complaint constitution contract convention deal decision declaration description
    dispatch document dossier e-mail
    editorial email entry essay filing guide guideline headline indictment inscription label law
    lawsuit leaflet letter lyric manifesto manual memo message motion note notice opinion order
    page pamphlet petition placard prescription publication regulation plan plaque platform poem policy poll post poster press
    press-release proposal release report resolution review rule ruling script sign slogan song
    statement story study survey text tombstone transcript treaty tweet verdict video warrant
    webpage
";

static HEADS: LazyLock<HashMap<&'static str, Head>> = LazyLock::new(|| {
    let mut map = HashMap::with_capacity(512);
    for (words, head) in [
        (SPEAKERS, Head::Person),
        (BODIES, Head::Body),
        (DOCUMENTS, Head::Document),
    ] {
        for word in words.split_whitespace() {
            map.entry(word).or_insert(head);
        }
    }
    map
});

/// What the head noun of a phrase stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    Person,
    Body,
    Document,
}

/// Whether `word`, in lower case, calls somebody by age: "43-year-old".
pub fn is_age(word: &str) -> bool {
    word.trim_end_matches('s').ends_with("-year-old")
}

/// What `noun`, in lower case, singular or plural, stands for, if it may speak.
pub fn head(noun: &str) -> Option<Head> {
    if is_age(noun) {
        return Some(Head::Person);
    }
    let last = noun.rsplit('-').next().unwrap_or(noun);
    [noun, last].into_iter().find_map(|noun| {
        let singular = |end: &str, with: &str| {
            let stem = noun.strip_suffix(end)?;
            HEADS.get(format!("{stem}{with}").as_str())
        };
        HEADS
            .get(noun)
            .or_else(|| singular("ies", "y"))
            .or_else(|| singular("men", "man"))
            .or_else(|| singular("es", ""))
            .or_else(|| singular("s", ""))
            .copied()
    })
}

/// Whether `noun`, in lower case, is the name of something that is thought or done, and so nobody
/// who speaks, as far as its ending tells.
pub fn is_abstract(noun: &str) -> bool {
    const ENDINGS: [&str; 11] = [
        "tion", "sion", "ity", "ment", "ism", "ance", "ence", "ship", "hood", "ing", "logy",
    ];
    let singular = noun.strip_suffix("ies").map_or_else(
        || noun.strip_suffix('s').unwrap_or(noun).to_owned(),
        |stem| format!("{stem}y"),
    );
    if noun.ends_with("ss") {
        return noun.ends_with("ness") && noun.len() > 5 && head(noun).is_none();
    }
    singular.len() > 5 && ENDINGS.iter().any(|e| singular.ends_with(e)) && head(noun).is_none()
}

/// Whether a noun phrase with this head noun is plural.
pub fn is_plural(noun: &str) -> bool {
    matches!(
        noun,
        "people" | "police" | "others" | "many" | "some" | "children" | "both" | "several" | "few"
    ) || noun.ends_with("men") && noun.len() > 3
        || (noun.ends_with('s')
            && !noun.ends_with("ss")
            && !noun.ends_with("us")
            && !noun.ends_with("is"))
}

/// The gender of whoever the noun stands for, in lower case.
pub fn gender(noun: &str) -> Gender {
    let one_of = |list: &str| list.split_whitespace().any(|word| word == noun);
    if noun.ends_with("woman") || one_of(FEMALE) {
        Gender::Female
    } else if (noun.ends_with("man") && noun != "human") || one_of(MALE) {
        Gender::Male
    } else {
        Gender::Unknown
    }
}

const FEMALE: &str = "
    actress aunt bride daughter duchess fiancée girl girlfriend grandmother granddaughter lady
    mother mum mom niece nun princess queen sister stepmother waitress widow wife
";
const MALE: &str = "
    bishop boy boyfriend brother duke father dad fiancé grandfather grandson groom husband king
    monk nephew pope prince son stepfather uncle widower
";

/// Nouns that report, when somebody's: "his claim that".
const CUES: &str = "
    accusation address admission allegation announcement answer apology argument assertion
    assessment belief boast call calls characterisation characterization claim claims comment
    comments complaint conclusion contention criticism declaration demand depiction description
    explanation insistence interview joke letter mantra message observation opinion order phrase
    plea pledge post praise prediction promise proposal question quip rebuke remark remarks
    reply request response retort rhetoric speech statement statements suggestion testimony
    threat tweet tweets view vow warning words
";

static CUE_NOUNS: LazyLock<std::collections::HashSet<&'static str>> =
    LazyLock::new(|| CUES.split_whitespace().collect());

/// Whether `noun`, in lower case, reports when it is somebody's.
pub fn is_cue_noun(noun: &str) -> bool {
    CUE_NOUNS.contains(noun)
}

/// Nouns before or after which a quoted name stands.
const NAMED_THINGS: &str = "
    ad album anthem article ballad blog book button campaign cartoon category chapter codename
    column comedy commercial doctrine documentary drama edition effect episode essay exhibit
    exhibition expression film franchise game hashtag hat headline hit initiative issue label
    list magazine memoir motto movie mural musical name nickname novel opera operation painting
    paper phrase play podcast poem print program programme project remake report rule screenplay
    script sculpture section sequel series shirt show sign single sitcom slogan song spot study
    syndrome term theme theory thriller title track trilogy tune video website word
";

static NAMED: LazyLock<std::collections::HashSet<&'static str>> =
    LazyLock::new(|| NAMED_THINGS.split_whitespace().collect());

/// Whether `noun` is a thing that has a title.
pub fn is_named_thing(noun: &str) -> bool {
    NAMED.contains(noun) || noun.strip_suffix('s').is_some_and(|n| NAMED.contains(n))
}

/// Nouns that make a time of what stands before them: "last week", "this morning".
pub fn is_time_unit(noun: &str) -> bool {
    matches!(
        noun,
        "week"
            | "month"
            | "year"
            | "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "weekend"
            | "day"
            | "weeks"
            | "months"
            | "years"
            | "days"
            | "hours"
            | "minutes"
            | "summer"
            | "spring"
            | "autumn"
            | "fall"
            | "winter"
            | "noon"
            | "midnight"
            | "time"
    )
}
