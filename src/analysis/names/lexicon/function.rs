//! Words with a capital that are no names, and small words inside names.

use super::holds;

/// Articles, pronouns, prepositions, conjunctions, auxiliaries, common adverbs and sentence
/// openers: with a capital they begin a sentence, not a name.
pub(in crate::analysis::names) fn is_function(word: &str) -> bool {
    let stem = word.split(['\'', '’']).next().unwrap_or(word);
    holds(FUNCTION, stem)
}

/// Function words that may describe inside a name ("Second Circuit", "All Blacks").
pub(in crate::analysis::names) fn is_describing(word: &str) -> bool {
    holds(DESCRIBING, word)
}

/// Days and months, which are no names here. `may`, `march` and the short forms that are words
/// too are told by what stands beside them.
pub(in crate::analysis::names) fn is_calendar(word: &str) -> bool {
    holds(CALENDAR, word)
}

/// Months and days that are given names or surnames too.
pub(in crate::analysis::names) fn is_calendar_or_person(word: &str) -> bool {
    holds(CALENDAR_OR_PERSON, word)
}

/// The postal codes of the states of the United States and the provinces of Canada.
pub(in crate::analysis::names) fn is_state_code(word: &str) -> bool {
    holds(STATE_CODES, word)
}

/// Prepositions and relative words: where the head of a noun phrase stands before them.
pub(in crate::analysis::names) fn is_preposition(word: &str) -> bool {
    holds(PREPOSITIONS, word)
}

/// Words before a month or day: "in June", "last April".
pub(in crate::analysis::names) fn opens_date(word: &str) -> bool {
    holds(DATE_OPENERS, word)
}

/// Small words of French, German, Spanish, Italian, Portuguese and Dutch that are neither English
/// words nor particles of names.
pub(in crate::analysis::names) fn is_foreign_function(word: &str) -> bool {
    holds(FOREIGN, word)
}

/// Words in capitals that name nothing in particular: units, degrees, technical and legal
/// shorthand, interjections. Upper case.
pub(in crate::analysis::names) fn is_shorthand(word: &str) -> bool {
    holds(SHORTHAND, word)
}

/// Particles inside names of people and places ("van", "de la", "bin").
pub(in crate::analysis::names) fn is_particle(word: &str) -> bool {
    holds(PARTICLES, word)
}

/// Particles that may open a person's name in lower case ("van Gogh", "bin Salman").
pub(in crate::analysis::names) fn opens_person(word: &str) -> bool {
    holds(PERSON_OPENERS, word)
}

const FUNCTION: &[&str] = words! {
    "a" "about" "above" "according" "across" "additionally" "after" "again" "against" "ago" "all"
    "almost" "along" "alongside" "already" "also" "although" "always" "am" "amid" "among" "amongst"
    "an" "and" "another" "anti" "any" "anybody" "anyone" "anything" "are" "aren" "around" "as"
    "asked" "at" "be" "because" "been" "before" "behind" "being" "below" "beneath" "beside"
    "besides" "best" "better" "between" "beyond" "big" "billions" "both" "but" "by" "can" "can't"
    "cannot" "concerning" "could" "couldn" "currently" "dear" "despite" "did" "didn" "do" "does"
    "doesn" "doing" "don" "don't" "done" "down" "dozens" "during" "each" "earlier" "eight" "either"
    "eleven" "even" "eventually" "ever" "every" "everybody" "everyone" "everything" "ex" "except"
    "few" "fewer" "finally" "first" "five" "following" "for" "formerly" "four" "from" "furthermore"
    "good" "had" "has" "have" "having" "he" "hello" "hence" "her" "here" "hers" "herself" "hi" "him"
    "himself" "his" "how" "however" "hundreds" "i" "if" "in" "including" "indeed" "inside" "instead"
    "into" "is" "isn" "it" "its" "itself" "just" "last" "later" "least" "less" "let" "let's" "like"
    "likewise" "many" "maybe" "me" "meanwhile" "might" "millions" "mine" "more" "moreover" "most"
    "much" "must" "my" "myself" "near" "nearly" "neither" "never" "nevertheless" "next" "nine" "no"
    "nobody" "non" "none" "nonetheless" "nor" "not" "nothing" "now" "of" "off" "often" "oh" "ok"
    "okay" "old" "on" "once" "one" "only" "onto" "or" "other" "others" "otherwise" "our" "ours"
    "out" "outside" "over" "own" "past" "per" "perhaps" "please" "previously" "pro" "recently"
    "regarding" "right" "same" "second" "seven" "several" "shall" "she" "should" "shouldn"
    "similarly" "since" "six" "so" "some" "somebody" "someone" "something" "sometimes" "soon"
    "sorry" "still" "such" "sure" "ten" "than" "thank" "thanks" "that" "the" "their" "theirs" "them"
    "themselves" "then" "there" "therefore" "these" "they" "third" "this" "those" "though"
    "thousands" "three" "through" "throughout" "thus" "till" "to" "today" "tomorrow" "tonight" "too"
    "toward" "towards" "twelve" "twice" "two" "under" "unless" "unlike" "until" "up" "upon" "us"
    "very" "via" "was" "wasn" "we" "well" "were" "weren" "what" "whatever" "when" "whenever" "where"
    "whereas" "wherever" "whether" "which" "while" "who" "whoever" "whom" "whose" "why" "with"
    "within" "without" "would" "wouldn" "yes" "yesterday" "yet" "you" "your" "yours"
};

const DESCRIBING: &[&str] = words! {
    "all" "best" "better" "big" "every" "first" "five" "four" "free" "good" "inside" "last" "more"
    "never" "next" "no" "old" "one" "over" "own" "past" "right" "second" "third" "three" "two"
    "under"
};

const CALENDAR: &[&str] = words! {
    "apr" "april" "aug" "august" "dec" "december" "feb" "february" "fri" "friday" "fridays" "jan"
    "january" "jul" "july" "jun" "june" "mar" "march" "may" "mon" "monday" "mondays" "nov"
    "november" "oct" "october" "saturday" "saturdays" "sep" "sept" "september" "sunday" "sundays"
    "thu" "thur" "thurs" "thursday" "thursdays" "tue" "tues" "tuesday" "tuesdays" "wed" "wednesday"
    "wednesdays"
};

const CALENDAR_OR_PERSON: &[&str] = words! {
    "april" "august" "jan" "june" "march" "may"
};

const SHORTHAND: &[&str] = words! {
    "4G" "5G" "A.M." "AC" "AD" "ADHD" "AI" "AIDS" "AKA" "AM" "API" "APR" "AR" "ASAP" "ATM" "ATMs"
    "AWOL" "B2B" "B2C" "BA" "BAs" "BBQ" "BC" "BCE" "BIOS" "BMI" "BST" "BSc" "BYOB" "C-suite" "CAD"
    "CAPTCHA" "CCTV" "CD" "CDN" "CDs" "CE" "CEO" "CEOs" "CFO" "CGI" "CHF" "CLI" "CMS" "CNC" "CO2"
    "COB" "COO" "CPA" "CPI" "CPU" "CRISPR" "CRM" "CSR" "CSS" "CSV" "CT" "CTO" "CV" "CVE" "CVs"
    "D&I" "DEI" "DIY" "DJ" "DJs" "DM" "DMs" "DNA" "DPhil" "DRM" "DSL" "DSLR" "DUI" "DVD" "DVDs"
    "DVR" "Dept" "ECG" "EDT" "EEG" "EHR" "EMR" "EMT" "EMTs" "EOD" "EPS" "ER" "ERA" "ERP" "ESG"
    "EST" "ET" "ETF" "ETFs" "EULA" "EUR" "EV" "EVs" "Ed" "EdD" "Eds" "Esq" "Ext" "FAQ" "FAQs" "FM"
    "FY" "FYI" "Fax" "Fig" "Figs" "GBP" "GDP" "GHG" "GIF" "GIFs" "GIS" "GMT" "GNP" "GPA" "GPS"
    "GPT" "GPU" "GUI" "GW" "HDMI" "HDTV" "HIIT" "HIV" "HQ" "HR" "HTML" "HTTP" "HVAC" "I" "ICU"
    "ID" "IDs" "IED" "IEDs" "II" "III" "IIRC" "IM" "IMAX" "IMHO" "IP" "IPO" "IQ" "IR" "ISBN" "ISP"
    "ISPs" "ISSN" "IT" "IV" "IVF" "IX" "Internet" "IoT" "JD" "JPEG" "JPG" "JPY" "KG" "KM" "KPI"
    "KPIs" "LAN" "LCD" "LED" "LGBT" "LGBTQ" "LGBTQ+" "LLB" "LLM" "LLMs" "LNG" "LOL" "LPG" "M&A"
    "MA" "MBA" "MC" "MD" "MIDI" "MMA" "MMORPG" "MP" "MP3" "MP4" "MPH" "MPs" "MRI" "MSc" "MVP"
    "MVPs" "MW" "Ms" "Mt" "NB" "NFT" "NFTs" "NGO" "NGOs" "NIMBY" "NSFW" "No" "Nos" "O2" "OCR"
    "OEM" "OEMs" "OK" "OLED" "OMG" "OTC" "P&L" "P.M." "P.S." "PA" "PC" "PCR" "PCs" "PDF" "PDFs"
    "PE" "PFAS" "PG" "PHP" "PIN" "PINs" "PM" "PNG" "POW" "POWs" "PPE" "PPP" "PR" "PS" "PT" "PTA"
    "PTSD" "PVC" "Ph" "PhD" "PhDs" "Q&A" "Q1" "Q2" "Q3" "Q4" "QA" "QR" "R&B" "R&D" "RAM" "RBI"
    "REIT" "REITs" "RFID" "RFP" "RGB" "RIP" "RN" "RNA" "ROI" "ROM" "RPG" "RPM" "RSS" "RSVP" "RV"
    "RVs" "SDK" "SEO" "SIM" "SKU" "SMB" "SME" "SMEs" "SMS" "SOS" "SQL" "SSD" "SSL" "SSN" "STD"
    "STDs" "STEM" "STI" "SUV" "SUVs" "SVP" "SWAT" "SaaS" "T-shirt" "T-shirts" "TBA" "TBC" "TBD"
    "TL;DR" "TLDR" "TNT" "TV" "TVs" "Tel" "UAV" "UAVs" "UFO" "UFOs" "UHD" "UI" "URL" "URLs" "USB"
    "USBs" "USD" "UTC" "UV" "UX" "VAT" "VFX" "VHS" "VI" "VII" "VIII" "VIP" "VIPs" "VOC" "VPN"
    "VPNs" "VR" "VoIP" "Vol" "WASP" "WC" "WLAN" "WMD" "Web" "X-ray" "X-rays" "XI" "XII" "XL" "XML"
    "XX" "YA" "ZIP" "kg" "km" "mph" "pp"
};

const STATE_CODES: &[&str] = words! {
    "AB" "AK" "AL" "AR" "AZ" "BC" "CA" "CO" "CT" "DC" "DE" "FL" "GA" "HI" "IA" "ID" "IL" "IN" "KS"
    "KY" "LA" "MA" "MB" "MD" "ME" "MI" "MN" "MO" "MS" "MT" "NB" "NC" "ND" "NE" "NH" "NJ" "NM" "NS"
    "NV" "NY" "OH" "OK" "ON" "OR" "PA" "PR" "QC" "RI" "SC" "SD" "SK" "TN" "TX" "UT" "VA" "VT" "WA"
    "WI" "WV" "WY"
};

const PREPOSITIONS: &[&str] = words! {
    "about" "after" "against" "along" "among" "around" "as" "at" "before" "behind" "between" "by"
    "during" "for" "from" "in" "into" "near" "of" "off" "on" "over" "since" "that" "through" "to"
    "toward" "towards" "under" "until" "which" "who" "whom" "whose" "with" "within" "without"
};

const DATE_OPENERS: &[&str] = words! {
    "after" "before" "between" "by" "during" "each" "early" "every" "following" "for" "from" "in"
    "last" "late" "mid" "next" "of" "on" "previous" "since" "that" "this" "through" "till" "to"
    "until"
};

const FOREIGN: &[&str] = words! {
    "aber" "als" "anche" "ao" "aos" "auch" "auf" "aus" "aux" "avec" "bei" "c'est" "ce" "ces"
    "cette" "che" "com" "como" "con" "dans" "das" "dass" "dat" "dei" "della" "delle" "dem" "een"
    "ein" "eine" "einem" "einen" "einer" "elle" "elles" "em" "en" "est" "esta" "este" "está" "et"
    "foi" "fue" "für" "gli" "hat" "het" "ich" "il" "ils" "im" "ist" "je" "les" "leur" "leurs" "lo"
    "maar" "mais" "mit" "muy" "más" "naar" "nach" "nel" "nella" "nicht" "niet" "noch" "nous" "não"
    "oder" "ont" "ook" "os" "où" "para" "pas" "pero" "più" "plus" "por" "pour" "que" "qui" "se"
    "seu" "sich" "sie" "sind" "sono" "sont" "su" "sua" "sur" "sus" "são" "también" "uma" "un"
    "und" "une" "voor" "vous" "wie" "wir" "wird" "wordt" "yo" "zijn" "zu" "è" "été" "être"
};

const PARTICLES: &[&str] = words! {
    "abu" "af" "al" "ap" "av" "bin" "bint" "da" "dal" "das" "de" "del" "della" "den" "der" "des"
    "di" "do" "dos" "du" "el" "ibn" "la" "las" "le" "los" "st" "sur" "ten" "ter" "ul" "ur" "van"
    "von" "y" "zu"
};

const PERSON_OPENERS: &[&str] = words! {
    "al" "bin" "da" "de" "di" "du" "el" "ibn" "ter" "van" "von"
};

#[cfg(test)]
pub(super) const LISTS: &[&[&str]] = &[
    FUNCTION,
    DESCRIBING,
    CALENDAR,
    CALENDAR_OR_PERSON,
    SHORTHAND,
    STATE_CODES,
    PREPOSITIONS,
    DATE_OPENERS,
    FOREIGN,
    PARTICLES,
    PERSON_OPENERS,
];
