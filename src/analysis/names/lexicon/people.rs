//! Titles, ranks and roles of people.

use super::holds;
use crate::analysis::names::gazetteer::Gender;

/// Titles and ranks that stand before a person's name and are no part of it.
///
/// ```
/// use quotidian::analysis::names::is_title;
/// assert!(is_title("Sen.") && is_title("President") && !is_title("Table"));
/// ```
pub fn is_title(word: &str) -> bool {
    is_title_lower(word.trim_end_matches('.').to_lowercase().as_str())
}

pub(in crate::analysis::names) fn is_title_lower(word: &str) -> bool {
    holds(TITLES, word)
}

/// Words that open a title of several words: "Foreign Minister", "Crown Prince", "White House"
/// is none.
pub(in crate::analysis::names) fn opens_title(word: &str) -> bool {
    holds(TITLE_OPENERS, word)
}

/// Common nouns for what people are or do ("spokesman", "actor", "leader", "mother").
///
/// ```
/// use quotidian::analysis::names::is_role;
/// assert!(is_role("spokeswoman") && is_role("economists") && !is_role("table"));
/// ```
pub fn is_role(word: &str) -> bool {
    let lower = word.to_lowercase();
    is_role_lower(&lower)
        || lower.strip_suffix('s').is_some_and(is_role_lower)
        || lower
            .strip_suffix("men")
            .is_some_and(|stem| is_role_lower(&format!("{stem}man")))
}

pub(in crate::analysis::names) fn is_role_lower(word: &str) -> bool {
    is_title_lower(word) || holds(ROLES, word)
}

/// The gender that a title, a form of address or a word of kinship gives its bearer.
///
/// ```
/// use quotidian::analysis::names::{Gender, title_gender};
/// assert_eq!(title_gender("Mrs."), Gender::Female);
/// assert_eq!(title_gender("congressman"), Gender::Male);
/// assert_eq!(title_gender("Senator"), Gender::Unknown);
/// ```
pub fn title_gender(word: &str) -> Gender {
    let lower = word.trim_end_matches('.').to_lowercase();
    if holds(WOMEN, &lower) {
        Gender::Female
    } else if holds(MEN, &lower) {
        Gender::Male
    } else {
        Gender::Unknown
    }
}

const TITLES: &[&str] = words! {
    "acting" "adm" "admiral" "alderman" "ambassador" "archbishop" "assemblyman" "assemblywoman"
    "attorney" "aunt" "ayatollah" "baron" "baroness" "barrister" "bishop" "brig" "brigadier"
    "brother" "capt" "captain" "cardinal" "cdr" "ceo" "cfo" "chair" "chairman" "chairperson"
    "chairwoman" "chancellor" "chief" "cllr" "cmdr" "coach" "col" "colonel" "commander"
    "commissioner" "commodore" "comrade" "congressman" "congresswoman" "constable" "consul" "coo"
    "corporal" "councillor" "councilman" "councilwoman" "counsel" "count" "countess" "cpl" "cto"
    "dame" "deacon" "dean" "delegate" "deputy" "det" "detective" "director" "director-general" "dr"
    "duchess" "duke" "earl" "emir" "emperor" "empress" "envoy" "ex-president" "former" "fr" "gen"
    "general" "gov" "governor" "guru" "hon" "honorable" "honourable" "imam" "inspector" "interim"
    "judge" "justice" "king" "lady" "leader" "lieutenant" "lord" "lt" "madam" "madame" "maharaja"
    "maj" "major" "manager" "marshal" "mayor" "minister" "miss" "mme" "monsieur" "monsignor" "mp"
    "mr" "mrs" "ms" "msgr" "mullah" "mullahs" "mx" "officer" "pastor" "pm" "pope" "premier"
    "president" "president-elect" "prime" "prince" "princess" "prof" "professor" "prosecutor"
    "provost" "pvt" "queen" "rabbi" "ranger" "rep" "representative" "reps" "rev" "reverend"
    "secretary" "secretary-general" "sen" "senator" "sens" "sergeant" "sgt" "shah" "shaikh" "sheik"
    "sheikh" "sheriff" "sir" "sister" "solicitor" "speaker" "spokesman" "spokesperson" "spokeswoman"
    "sultan" "superintendent" "supt" "swami" "then-president" "treasurer" "tsar" "uncle"
    "undersecretary" "vice" "vice-president" "viscount" "warden"
};

const TITLE_OPENERS: &[&str] = words! {
    "acting" "agriculture" "army" "assistant" "associate" "attorney" "chief" "co-founder" "commerce"
    "communications" "county" "crown" "culture" "defence" "defense" "deputy" "district" "education"
    "energy" "environment" "executive" "federal" "finance" "fire" "first" "foreign" "former"
    "founding" "general" "grand" "health" "home" "house" "housing" "information" "interim"
    "interior" "joint" "junior" "justice" "labor" "labour" "late" "lieutenant" "lord" "major"
    "majority" "managing" "master" "minority" "navy" "opposition" "party" "planning" "police"
    "press" "prime" "rear" "retired" "security" "senior" "solicitor" "special" "sports" "staff"
    "state" "supreme" "tourism" "trade" "transport" "veterans" "vice" "water"
};

const ROLES: &[&str] = words! {
    "activist" "actor" "actress" "administrator" "adviser" "advisor" "advocate" "aide" "analyst"
    "anchor" "anthropologist" "architect" "artist" "astronaut" "astronomer" "aunt" "author" "banker"
    "batsman" "billionaire" "biologist" "blogger" "boss" "bowler" "boxer" "boy" "boyfriend"
    "broadcaster" "brother" "businessman" "businesswoman" "campaigner" "candidate" "captain"
    "chairmen" "champion" "chemist" "co-founder" "cofounder" "colleague" "columnist" "comedian"
    "composer" "conductor" "consultant" "coordinator" "correspondent" "cousin" "critic" "curator"
    "cyclist" "dancer" "daughter" "defendant" "defender" "designer" "dictator" "diplomat"
    "dissident" "doctor" "driver" "drummer" "ecologist" "economist" "editor" "engineer"
    "entrepreneur" "epidemiologist" "executive" "expert" "farmer" "father" "fellow" "fiancee"
    "filmmaker" "firefighter" "fisherman" "forward" "founder" "friend" "geologist" "girl"
    "girlfriend" "goalkeeper" "golfer" "granddaughter" "grandfather" "grandmother" "grandson"
    "guard" "guitarist" "head" "hero" "heroine" "historian" "host" "husband" "inventor" "investor"
    "journalist" "lawmaker" "lawmen" "lawyer" "leader" "lecturer" "legislator" "librarian"
    "linguist" "man" "mathematician" "mediator" "member" "midfielder" "millionaire" "missionary"
    "model" "monarch" "monk" "mother" "musician" "negotiator" "neighbor" "neighbour" "nephew"
    "niece" "nominee" "novelist" "nun" "nurse" "official" "organiser" "organizer" "owner" "painter"
    "paramedic" "partner" "philosopher" "photographer" "physician" "physicist" "pianist" "pilot"
    "pitcher" "player" "playmaker" "playwright" "poet" "policeman" "policewoman" "politician"
    "pollster" "preacher" "presenter" "priest" "principal" "producer" "prophet" "psychiatrist"
    "psychologist" "quarterback" "rapper" "rebel" "referee" "reporter" "researcher" "resident"
    "rider" "ruler" "scholar" "scientist" "screenwriter" "sculptor" "singer" "sister" "skipper"
    "sociologist" "soldier" "son" "songwriter" "specialist" "sprinter" "spy" "star" "statesman"
    "stateswoman" "strategist" "striker" "student" "surgeon" "survivor" "suspect" "swimmer"
    "teacher" "teenager" "theologian" "trader" "trainer" "tycoon" "umpire" "uncle" "veteran"
    "victim" "virologist" "warlord" "whistleblower" "widow" "wife" "winger" "witness" "woman"
    "wrestler" "writer" "youngster"
};

const WOMEN: &[&str] = words! {
    "actress" "assemblywoman" "aunt" "baroness" "businesswoman" "chairwoman" "congresswoman"
    "councilwoman" "countess" "dame" "daughter" "duchess" "empress" "fiancee" "girl" "girlfriend"
    "granddaughter" "grandmother" "heroine" "lady" "madam" "madame" "miss" "mme" "mother" "mrs" "ms"
    "niece" "nun" "policewoman" "princess" "queen" "sister" "spokeswoman" "stateswoman" "widow"
    "wife" "woman"
};

const MEN: &[&str] = words! {
    "assemblyman" "baron" "boy" "boyfriend" "brother" "businessman" "chairman" "congressman"
    "councilman" "duke" "earl" "emperor" "father" "fisherman" "grandfather" "grandson" "husband"
    "imam" "king" "lord" "man" "monk" "monsieur" "mr" "nephew" "policeman" "pope" "prince" "sheikh"
    "sir" "son" "spokesman" "statesman" "uncle"
};

#[cfg(test)]
pub(super) const LISTS: &[&[&str]] = &[TITLES, TITLE_OPENERS, ROLES, WOMEN, MEN];
