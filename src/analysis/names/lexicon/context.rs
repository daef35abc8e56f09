//! Words beside a name that tell what it is the name of.

use super::holds;

/// Words that report speech or thought, past and present.
pub(in crate::analysis::names) fn is_speech_verb(word: &str) -> bool {
    holds(SPEECH_VERBS, word)
}

/// Verbs whose subject is a person more often than not.
pub(in crate::analysis::names) fn is_personal_verb(word: &str) -> bool {
    holds(PERSONAL_VERBS, word)
}

/// Prepositions before places, with how strongly (1 to 4) they speak for one.
pub(in crate::analysis::names) fn place_preposition(word: &str) -> i32 {
    match word {
        "in" | "near" | "outside" | "across" | "throughout" => 4,
        "into" | "around" | "inside" | "off" | "within" => 3,
        "from" | "at" | "through" | "toward" | "towards" => 2,
        "to" | "over" | "on" => 1,
        _ => 0,
    }
}

/// Common nouns that say, with "of" between or straight before or after it, that a name is that of
/// a place.
pub(in crate::analysis::names) fn is_place_noun(word: &str) -> bool {
    holds(PLACE_NOUNS, word)
}

/// Common nouns for what people have and lead, after their names with an article before: "the
/// Miller family".
pub(in crate::analysis::names) fn is_belonging(word: &str) -> bool {
    holds(BELONGINGS, word)
}

/// Common nouns that say, straight after a name, that it is that of a body.
pub(in crate::analysis::names) fn is_body_noun(word: &str) -> bool {
    holds(BODY_NOUNS, word)
}

/// Verbs whose subject is a company more often than a person.
pub(in crate::analysis::names) fn is_business_verb(word: &str) -> bool {
    holds(BUSINESS_VERBS, word)
}

/// What bodies are, straight before their names or after them and a comma: "the drugmaker".
pub(in crate::analysis::names) fn is_body_sort(word: &str) -> bool {
    holds(BODY_SORTS, word)
}

/// What bodies have, after a genitive or before "of" or "at".
pub(in crate::analysis::names) fn is_part_of_body(word: &str) -> bool {
    holds(BODY_PARTS, word)
}

/// Whom and what people have, after a genitive.
pub(in crate::analysis::names) fn is_kin(word: &str) -> bool {
    holds(KIN, word)
}

/// Common nouns that say, straight after a name, that it is that of a thing or an event.
pub(in crate::analysis::names) fn is_thing_noun(word: &str) -> bool {
    holds(THING_NOUNS, word)
}

const SPEECH_VERBS: &[&str] = words! {
    "accused" "acknowledged" "added" "adds" "admitted" "announced" "answered" "apologized" "argued"
    "argues" "asked" "asks" "believed" "believes" "claimed" "claims" "commented" "complained"
    "conceded" "concluded" "confirmed" "continued" "criticized" "declared" "denied" "described"
    "emphasized" "explained" "explains" "hopes" "insisted" "insists" "joked" "noted" "notes"
    "pledged" "posted" "praised" "predicted" "promised" "recalled" "remembers" "replied" "responded"
    "said" "say" "says" "stated" "states" "stressed" "suggested" "tells" "testified" "thinks"
    "thought" "told" "tweeted" "urged" "vowed" "warned" "warns" "writes" "wrote"
};

const PERSONAL_VERBS: &[&str] = words! {
    "arrived" "attended" "became" "born" "came" "died" "felt" "graduated" "grew" "had" "has"
    "herself" "himself" "knew" "laughed" "left" "lived" "lives" "lost" "loved" "married" "met"
    "nodded" "played" "plays" "resigned" "sang" "sat" "scored" "served" "smiled" "speaks" "spoke"
    "stood" "studied" "walked" "wanted" "wants" "was" "went" "won" "wore"
};

const PLACE_NOUNS: &[&str] = words! {
    "airport" "area" "border" "capital" "central" "citizens" "city" "coast" "country" "county"
    "district" "downtown" "east" "eastern" "island" "lake" "mainland" "mayor" "municipality"
    "nation" "neighborhood" "neighbourhood" "north" "northeast" "northeastern" "northern"
    "northwest" "northwestern" "outskirts" "peninsula" "people" "port" "province" "region"
    "residents" "river" "soil" "south" "southeast" "southeastern" "southern" "southwest"
    "southwestern" "state" "streets" "suburb" "territory" "town" "village" "west" "western"
};

const BELONGINGS: &[&str] = words! {
    "administration" "brothers" "cabinet" "campaign" "case" "era" "estate" "family" "presidency"
    "regime" "sisters" "supporters" "trial" "voters" "years"
};

const BODY_NOUNS: &[&str] = words! {
    "agents" "board" "chairman" "chief" "coach" "company" "customers" "defender" "employees"
    "executive" "executives" "fans" "fighters" "goalkeeper" "group" "headquarters" "lawmakers"
    "lawyers" "leadership" "magazine" "manager" "members" "midfielder" "militants" "newspaper"
    "officers" "officials" "party" "players" "report" "researchers" "scientists" "shares"
    "spokesman" "spokesperson" "spokeswoman" "squad" "staff" "stock" "striker" "team" "users"
};

const THING_NOUNS: &[&str] = words! {
    "act" "agreement" "album" "app" "award" "awards" "book" "championship" "crisis" "disease"
    "festival" "film" "language" "law" "missile" "model" "movie" "novel" "outbreak" "pandemic"
    "phone" "prize" "referendum" "rocket" "satellite" "scandal" "series" "software" "song"
    "spacecraft" "summit" "tournament" "treaty" "tv" "vaccine" "virus" "war"
};

const BUSINESS_VERBS: &[&str] = words! {
    "acquired" "acquires" "acquiring" "announces" "appointed" "appoints" "employs" "expanded"
    "expands" "fined" "hired" "hires" "invested" "invests" "launched" "launches" "listed" "merged"
    "operates" "owns" "partnered" "partners" "posted" "produces" "provides" "publishes" "recalled"
    "recruits" "sells" "shipped" "sponsored" "sponsors" "sued" "supplies" "unveiled" "unveils"
};

const BODY_SORTS: &[&str] = words! {
    "agency" "airline" "airlines" "association" "automaker" "bank" "brand" "brewer" "broadcaster"
    "broker" "carmaker" "chain" "charity" "chipmaker" "club" "company" "conglomerate" "consortium"
    "consultancy" "contractor" "developer" "distributor" "drugmaker" "firm" "firms" "foundation"
    "giant" "group" "hospital" "institute" "institution" "insurer" "lender" "magazine" "maker"
    "manufacturer" "miner" "museum" "network" "newspaper" "newswire" "nonprofit" "operator"
    "organisation" "organization" "outlet" "parent" "party" "platform" "producer" "provider"
    "publisher" "regulator" "rental" "retailer" "rival" "school" "service" "side" "start-up"
    "startup" "subsidiary" "supermarket" "supplier" "tabloid" "team" "think-tank" "union"
    "university" "utility" "venture" "watchdog" "website" "wholesaler"
};

const BODY_PARTS: &[&str] = words! {
    "board" "branch" "ceo" "chairman" "chief" "chiefs" "customers" "division" "employees"
    "executive" "executives" "headquarters" "ipo" "management" "managers" "offices" "operations"
    "parent" "plant" "plants" "products" "profit" "profits" "revenue" "sales" "shareholders"
    "shares" "spokesman" "spokesperson" "spokeswoman" "staff" "stock" "subsidiary" "supporters"
    "unit" "users" "website"
};

const KIN: &[&str] = words! {
    "aunt" "brother" "career" "children" "cousin" "daughter" "death" "father" "former" "funeral"
    "grandmother" "husband" "lawyer" "lawyers" "life" "mother" "parents" "sister" "son" "sons"
    "widow" "wife"
};

#[cfg(test)]
pub(super) const LISTS: &[&[&str]] = &[
    SPEECH_VERBS,
    PERSONAL_VERBS,
    PLACE_NOUNS,
    BELONGINGS,
    BODY_NOUNS,
    THING_NOUNS,
    BUSINESS_VERBS,
    BODY_SORTS,
    BODY_PARTS,
    KIN,
];
