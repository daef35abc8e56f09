//! Languages, as far as an article's can be told.

use serde::{Deserialize, Serialize};

macro_rules! languages {
    ($($variant:ident $tag:literal $name:literal;)*) => {
        /// A language that a text can be seen to be in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Language {
            $(#[doc = $name] #[serde(rename = $tag)] $variant,)*
        }

        impl Language {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its tag as in BCP 47.
            pub fn tag(self) -> &'static str {
                match self { $(Self::$variant => $tag,)* }
            }

            /// What it is called in a sentence.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

languages! {
    English "en" "English";
    Arabic "ar" "Arabic";
    Catalan "ca" "Catalan";
    Chinese "zh" "Chinese";
    Croatian "hr" "Croatian";
    Czech "cs" "Czech";
    Danish "da" "Danish";
    Dutch "nl" "Dutch";
    Finnish "fi" "Finnish";
    French "fr" "French";
    German "de" "German";
    Greek "el" "Greek";
    Hebrew "he" "Hebrew";
    Hindi "hi" "Hindi";
    Hungarian "hu" "Hungarian";
    Indonesian "id" "Indonesian";
    Italian "it" "Italian";
    Japanese "ja" "Japanese";
    Korean "ko" "Korean";
    Norwegian "no" "Norwegian";
    Persian "fa" "Persian";
    Polish "pl" "Polish";
    Portuguese "pt" "Portuguese";
    Romanian "ro" "Romanian";
    Russian "ru" "Russian";
    Slovak "sk" "Slovak";
    Slovenian "sl" "Slovenian";
    Spanish "es" "Spanish";
    Swedish "sv" "Swedish";
    Thai "th" "Thai";
    Turkish "tr" "Turkish";
    Ukrainian "uk" "Ukrainian";
    Vietnamese "vi" "Vietnamese";
    // Not English; which one is not certain. The tag is that for a language nobody determined.
    Other "und" "another language";
}

impl Language {
    /// The language of a BCP 47 tag ("pt-BR"); [`Language::Other`] for one that is not listed here.
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        let primary = match primary.to_ascii_lowercase().as_str() {
            // Both written forms of Norwegian.
            "nb" | "nn" => "no".to_owned(),
            other => other.to_owned(),
        };
        let mut all = Self::ALL.iter().copied();
        all.find(|language| language.tag() == primary)
            .unwrap_or(Self::Other)
    }
}
