//! What the verbs of speech, writing, ruling and finding take as the words that they report, where
//! these stand without quotation marks. General English.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::verbs::{Form, forms_of};

/// What may follow a verb, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Takes(u16);

impl Takes {
    /// "said that the road was closed"
    pub const CLAUSE: Self = Self(1);
    /// "said the road was closed"
    pub const BARE: Self = Self(1 << 1);
    /// "asked whether the road was closed"
    pub const QUESTION: Self = Self(1 << 2);
    /// "promised to pay"
    pub const TO: Self = Self(1 << 3);
    /// "urged residents to leave"
    pub const ORDER: Self = Self(1 << 4);
    /// "denied stealing the car"
    pub const GERUND: Self = Self(1 << 5);
    /// "told reporters": the person addressed follows at once.
    pub const ADDRESSEE: Self = Self(1 << 6);
    /// "The road, police said, was closed"
    pub const ASIDE: Self = Self(1 << 7);
    /// "the study found": speech only where a document, a body or data do it.
    pub const FINDING: Self = Self(1 << 8);
    /// "the court heard": whoever does it is told.
    pub const HEARING: Self = Self(1 << 9);

    /// Whether all of `other` is in it.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

const LISTS: &[(Takes, &str)] = &[
    (
        Takes::CLAUSE,
        "
        acknowledge add admit advise affirm agree allege announce answer argue ask assert assure
        attest boast brag calculate caution claim clarify comment complain concede conclude confess
        confirm contend counter declare demand deny disclose emphasise emphasize estimate explain
        find forecast grumble guarantee hear highlight hint hold indicate inform insist joke lament maintain
        mention moan note notify object observe pledge point posit post predict proclaim promise propose
        protest quip reason reassure recall reckon recommend reiterate remark remind repeat reply
        report request respond retort reveal rule say shout show signal specify speculate state
        stipulate stress submit suggest swear tell testify theorise theorize threaten tweet
        underline underscore urge volunteer vow warn whisper write
        ",
    ),
    (
        Takes::BARE,
        "
        acknowledge add admit allege announce argue assure calculate claim complain concede confirm
        deny estimate explain forecast insist joke maintain note observe predict promise reckon
        remark report reveal say state stress suggest swear tell testify tweet vow warn write
        ",
    ),
    (
        Takes::QUESTION,
        "
        advise announce ask clarify confirm describe disclose enquire explain highlight inquire
        query question recall recount reveal say share specify state tell warn
        ",
    ),
    (
        Takes::TO,
        "ask claim demand offer pledge promise propose swear threaten undertake volunteer vow",
    ),
    (
        Takes::ORDER,
        "
        advise appeal ask beg call caution command counsel direct exhort forbid implore instruct
        invite order remind request tell urge warn
        ",
    ),
    (Takes::GERUND, "admit deny propose recommend suggest"),
    (
        Takes::ADDRESSEE,
        "
        advise ask assure beg caution command direct exhort forbid implore inform instruct invite
        notify order promise reassure remind request tell urge warn
        ",
    ),
    (
        Takes::ASIDE,
        "
        acknowledge add admit affirm allege announce answer argue assert boast calculate caution
        claim comment complain concede conclude confess confirm contend counter declare estimate
        explain find forecast grumble hold insist joke lament maintain note observe point predict
        promise quip reason recall reckon remark repeat reply report retort reveal rule say share
        show state stress submit suggest swear tell testify tweet warn whisper write
        ",
    ),
    (Takes::FINDING, "find indicate show"),
    (Takes::HEARING, "hear"),
];

static FORMS: LazyLock<HashMap<String, (Takes, Form)>> = LazyLock::new(|| {
    let mut bases: HashMap<&str, u16> = HashMap::new();
    for (takes, list) in LISTS {
        for base in list.split_whitespace() {
            *bases.entry(base).or_default() |= takes.0;
        }
    }
    let mut forms = HashMap::with_capacity(bases.len() * 4);
    for (base, takes) in bases {
        for (word, form) in forms_of(base) {
            forms.entry(word).or_insert((Takes(takes), form));
        }
    }
    forms
});

/// What the verb takes that `word`, in lower case, is a form of, and which form it is.
pub fn lookup(word: &str) -> Option<(Takes, Form)> {
    FORMS.get(word).copied()
}

/// Verbs after which "to say" reports: "went on to say", "declined to say".
const LEADING: &str = "
    called continued continues declined declines emailed go goes going gone heard phoned rang
    refused refuses telephoned unable used went wrote able
";

/// Whether "to say" after `word`, in lower case, tells of something said, or left unsaid.
pub fn leads_to_saying(word: &str) -> bool {
    LEADING.split_whitespace().any(|w| w == word)
}
