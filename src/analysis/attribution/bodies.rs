//! Bodies by their kind: "the company", "the ministry", "the court".

use super::cast::{Cast, Speaker, Via};
use super::roles::Called;
use crate::analysis::grammar::words;
use crate::model::NameKind;

/// Kinds of bodies: nouns that call one, and more words by which its name or role tells it.
const KINDS: &[(&str, &str)] = &[
    (
        "company firm business corporation group manufacturer maker retailer carrier chain operator developer supplier conglomerate start-up startup brand giant",
        "airline airlines bank shipbuilder shipyard insurer lender builder brewer publisher grocer studio label broker inc ltd limited plc corp co llc gmbh ag ab sa s.a nv group holdings holding industries enterprises motors energy foods labs technologies systems partners",
    ),
    ("bank lender", "banco banque bancorp"),
    ("airline carrier", "airlines airways air"),
    (
        "agency authority regulator watchdog department bureau office ministry commission",
        "administration service board directorate inspectorate superintendency",
    ),
    ("court tribunal bench", ""),
    ("union federation", "unions workers confederation"),
    ("party", "democrats labour conservatives"),
    (
        "club team side",
        "fc f.c united rovers wanderers athletic albion",
    ),
    ("university school college institute", "academy polytechnic"),
    (
        "charity foundation association society alliance organisation organization coalition group campaign",
        "trust network fund league federation institute campaigners",
    ),
    ("council", ""),
    ("police force", "constabulary"),
    ("hospital", "clinic infirmary"),
    (
        "newspaper paper magazine",
        "times post gazette herald tribune courier chronicle journal news",
    ),
];

/// How many mentions of bodies are looked at for one of a fitting kind.
const MENTIONS: usize = 60;

fn holds(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

impl Cast<'_> {
    /// The body that a noun for a kind of body stands for.
    pub(super) fn body(&self, called: &Called) -> Option<Speaker> {
        if words::is_plural(called.noun) && called.noun != "police" || !called.definite {
            return None;
        }
        let upto = self.seen.partition_point(|s| s.at < called.at);
        let mut met: Vec<usize> = Vec::new();
        for seen in self.seen[..upto].iter().rev().take(MENTIONS) {
            if let Some(name) = seen.who.name()
                && self.names[name].kind == NameKind::Org
                && !met.contains(&name)
            {
                met.push(name);
            }
        }
        let by = |fits: &dyn Fn(usize) -> bool| met.iter().copied().find(|&name| fits(name));
        // "The ministry" after "Ministry of Health".
        if let Some(name) = by(&|name| self.is_called(name, called.noun)) {
            return Some(self.named(name, Via::Role, 0.8));
        }
        if !called.rest.is_empty() {
            return None;
        }
        let kinds: Vec<_> = KINDS
            .iter()
            .filter(|(nouns, _)| holds(nouns, called.noun))
            .collect();
        let of_kind = |name: usize| {
            self.words_for(name).any(|w| {
                kinds
                    .iter()
                    .any(|(nouns, more)| holds(nouns, &w) || holds(more, &w))
            })
        };
        if let Some(name) = by(&of_kind) {
            return Some(self.named(name, Via::Role, 0.7));
        }
        // A company's name need not tell that it is one.
        let company = matches!(called.noun, "company" | "firm");
        let untold = |name: usize| {
            !self.words_for(name).any(|w| {
                KINDS
                    .iter()
                    .any(|(nouns, more)| holds(nouns, &w) || holds(more, &w))
            })
        };
        let mut plain = met.iter().copied().filter(|&name| untold(name));
        let only = plain.next().filter(|_| company && plain.next().is_none())?;
        Some(self.named(only, Via::Role, 0.6))
    }

    fn is_called(&self, name: usize, noun: &str) -> bool {
        self.words_for(name).any(|w| w == noun)
    }

    /// The words of a body's name and the nouns that it is called by, in lower case.
    fn words_for(&self, name: usize) -> impl Iterator<Item = String> + '_ {
        let own = self.names[name].name.split([' ', ',']);
        own.map(|w| w.trim_end_matches('.').to_lowercase())
            .chain(self.roles.nouns(name).iter().cloned())
    }
}
