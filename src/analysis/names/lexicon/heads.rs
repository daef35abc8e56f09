//! Head words: the first and last words by which names of bodies, places and things are known.

use super::holds;

/// The last word of a body's name, or the first before "of" or "for".
pub(in crate::analysis::names) fn is_body_head(word: &str) -> bool {
    holds(BODY_HEADS, word)
}

/// What says that a name is that of a company ("Inc", "Ltd"); left out when names are compared.
pub(in crate::analysis::names) fn is_company_mark(word: &str) -> bool {
    holds(COMPANY_MARKS, word)
}

/// The last word of a place's name.
pub(in crate::analysis::names) fn is_place_head(word: &str) -> bool {
    holds(PLACE_HEADS, word)
}

/// The first word of a place's name ("Mount Fuji", "Lake Victoria").
pub(in crate::analysis::names) fn opens_place(word: &str) -> bool {
    holds(PLACE_OPENERS, word)
}

/// The last word of the name of an event, law, prize, work or product.
pub(in crate::analysis::names) fn is_thing_head(word: &str) -> bool {
    holds(THING_HEADS, word)
}

/// The first word of the name of an operation, storm, work or the like.
pub(in crate::analysis::names) fn opens_thing(word: &str) -> bool {
    holds(THING_OPENERS, word)
}

/// Common words that, with a capital and before "of", open the name of a body, place or thing.
pub(in crate::analysis::names) fn opens_of(word: &str) -> bool {
    is_body_head(word) || holds(OF_OPENERS, word)
}

const BODY_HEADS: &[&str] = words! {
    "academy" "administration" "advisers" "advisors" "aerospace" "afc" "affairs" "ag" "agencies"
    "agency" "airline" "airlines" "airways" "alliance" "archives" "army" "assembly" "associates"
    "association" "athletic" "authority" "aviation" "bancorp" "band" "bank" "battalion" "bears"
    "board" "books" "brigade" "broadcasting" "bros" "brotherhood" "brothers" "bulls" "bureau"
    "cabinet" "capital" "cardinals" "cartel" "caucus" "center" "centers" "centre" "centres" "cf"
    "chamber" "charity" "choir" "chronicle" "church" "clinic" "club" "co" "coalition" "college"
    "command" "commission" "commissions" "committee" "communications" "company" "confederation"
    "conference" "congress" "conservatoire" "conservatory" "consortium" "consulate" "consulting"
    "cooperative" "corp" "corporation" "corps" "council" "court" "daily" "defence" "defense"
    "delegation" "democrats" "department" "departments" "diocese" "directorate" "division"
    "dolphins" "dynamics" "eagles" "electric" "embassy" "energy" "ensemble" "enterprises"
    "entertainment" "exchange" "faculty" "fc" "federation" "fleet" "foods" "force" "forces"
    "foundation" "front" "fund" "gallery" "games" "gang" "gas" "gazette" "giants" "gmbh"
    "government" "group" "guard" "guards" "guild" "hawks" "herald" "holdings" "hospital" "hotels"
    "inc" "industries" "infirmary" "inspectorate" "institute" "institutes" "institution" "insurance"
    "intelligence" "interactive" "international" "investments" "journal" "kings" "knights"
    "laboratories" "laboratory" "labs" "league" "legislature" "liberals" "library" "lions" "llc"
    "llp" "logistics" "ltd" "mafia" "magazine" "media" "militia" "mining" "ministries" "ministry"
    "mission" "mobile" "monitor" "motors" "movement" "museum" "nations" "navy" "network" "networks"
    "news" "nv" "observatory" "observer" "office" "oil" "ombudsman" "orchestra" "organisation"
    "organization" "panel" "panthers" "parliament" "partners" "party" "petroleum" "pharmaceuticals"
    "pictures" "pirates" "plc" "police" "polytechnic" "post" "power" "press" "productions"
    "publications" "publishers" "publishing" "quartet" "radio" "raiders" "railway" "railways"
    "rangers" "records" "regiment" "registry" "rescue" "research" "resorts" "review" "rovers"
    "rugby" "sa" "saints" "sc" "school" "sciences" "secretariat" "secretariats" "securities"
    "seminary" "senate" "service" "services" "sisters" "society" "software" "solutions" "sox"
    "squadron" "steel" "stores" "studios" "syndicate" "systems" "task" "team" "technologies"
    "technology" "telecom" "telecommunications" "telegraph" "television" "tigers" "times" "treasury"
    "tribunal" "tribune" "trust" "union" "unit" "united" "universities" "university" "ventures"
    "wanderers" "warriors" "watch" "weekly" "welfare" "wireless" "workers"
};

const COMPANY_MARKS: &[&str] = words! {
    "ag" "bros" "co" "corp" "gmbh" "holdings" "inc" "llc" "llp" "ltd" "nv" "plc"
};

const PLACE_HEADS: &[&str] = words! {
    "abbey" "airport" "archipelago" "arena" "atoll" "ave" "avenue" "barracks" "base" "basilica"
    "basin" "bay" "beach" "blvd" "borough" "boulevard" "bridge" "building" "campus" "canal" "canyon"
    "cape" "castle" "cathedral" "cemetery" "channel" "chapel" "circle" "city" "coast" "cottage"
    "county" "courthouse" "cove" "crater" "creek" "crescent" "crossing" "dam" "delta" "desert"
    "district" "docks" "drive" "emirate" "emirates" "expressway" "falls" "farm" "field" "forest"
    "freeway" "galaxy" "garden" "gardens" "glacier" "governorate" "ground" "gulf" "hall" "harbor"
    "harbour" "heights" "hemisphere" "highway" "hill" "hills" "hotel" "house" "inn" "island"
    "islands" "isle" "isles" "jail" "junction" "kingdom" "lagoon" "lake" "lakes" "lane" "mall"
    "mansion" "market" "memorial" "mine" "monastery" "monument" "mosque" "motorway" "mount"
    "mountain" "mountains" "nebula" "oblast" "ocean" "palace" "parish" "park" "pass" "peak"
    "peninsula" "pier" "plains" "plant" "plateau" "plaza" "point" "port" "prefecture" "prison"
    "province" "quarter" "quay" "rainforest" "ranch" "range" "rd" "reef" "refinery" "region"
    "republic" "reserve" "resort" "ridge" "river" "road" "rock" "rocks" "savanna" "sea" "shore"
    "shrine" "springs" "square" "st" "stadium" "state" "states" "station" "strait" "straits"
    "street" "subcontinent" "suburb" "temple" "terminal" "terrace" "territory" "theater" "theatre"
    "tower" "towers" "town" "township" "trail" "tunnel" "turnpike" "valley" "villa" "village"
    "volcano" "way" "wharf" "woods" "zoo"
};

const PLACE_OPENERS: &[&str] = words! {
    "bay" "camp" "cape" "castle" "central" "chateau" "city" "commonwealth" "costa" "county"
    "district" "downtown" "east" "eastern" "fort" "ft" "greater" "gulf" "interstate" "isle"
    "kingdom" "lake" "las" "los" "lower" "mount" "mt" "new" "north" "northeast" "northern"
    "northwest" "nova" "piazza" "port" "port-au" "province" "puerto" "republic" "rio" "river"
    "route" "rue" "saint" "sainte" "san" "santa" "santo" "sea" "sierra" "south" "southeast"
    "southern" "southwest" "st" "state" "strait" "temple" "upper" "via" "villa" "west" "western"
};

const THING_HEADS: &[&str] = words! {
    "accord" "accords" "act" "affair" "age" "agreement" "aircraft" "album" "algorithm" "amendment"
    "amendments" "attacks" "award" "awards" "battle" "bible" "biennale" "bill" "bombing" "bowl"
    "campaign" "carnival" "challenge" "championship" "championships" "charter" "classic" "code"
    "concerto" "constitution" "convention" "crisis" "cross" "cup" "day" "deal" "declaration" "derby"
    "dictionary" "directive" "disaster" "disease" "doctrine" "dynasty" "earthquake" "edition"
    "effect" "election" "elections" "encyclopedia" "era" "eve" "expo" "fair" "fellowship" "festival"
    "files" "forum" "games" "genocide" "genome" "gospel" "grandprix" "hurricane" "incident" "index"
    "initiative" "jet" "language" "languages" "law" "manifesto" "marathon" "massacre" "masters"
    "medal" "method" "missile" "month" "olympics" "open" "opera" "operation" "order" "pact"
    "pandemic" "papers" "parade" "plan" "principle" "prix" "prize" "pro" "proclamation" "program"
    "programme" "project" "prospect" "protests" "protocol" "rebellion" "referendum" "report"
    "resolution" "revolution" "rights" "rocket" "rover" "saga" "scandal" "scholarship" "season"
    "series" "show" "sonata" "song" "storm" "strike" "submarine" "suite" "summit" "symphony"
    "syndrome" "telescope" "test" "theorem" "theory" "tour" "tournament" "treaty" "trial" "trials"
    "trilogy" "trophy" "tsunami" "uprising" "virus" "war" "wars" "week" "year"
};

const THING_OPENERS: &[&str] = words! {
    "act" "battle" "book" "convention" "cyclone" "day" "declaration" "euro" "feast" "festival"
    "hurricane" "miss" "operation" "order" "project" "proposition" "siege" "super" "symphony"
    "tales" "tour" "treaty" "typhoon" "war"
};

const OF_OPENERS: &[&str] = words! {
    "battle" "bay" "book" "cape" "cathedral" "city" "commonwealth" "convention" "county" "daughters"
    "day" "declaration" "district" "duchy" "feast" "friends" "games" "gulf" "hall" "house" "islands"
    "isle" "kingdom" "knights" "lord" "medal" "museum" "order" "palace" "people's" "principality"
    "province" "republic" "sea" "siege" "sons" "state" "states" "statue" "strait" "temple" "tower"
    "treaty" "union" "war"
};

#[cfg(test)]
pub(super) const LISTS: &[&[&str]] = &[
    BODY_HEADS,
    COMPANY_MARKS,
    PLACE_HEADS,
    PLACE_OPENERS,
    THING_HEADS,
    THING_OPENERS,
    OF_OPENERS,
];
