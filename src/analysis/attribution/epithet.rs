//! "The striker", "the 43-year-old", "the gran of nine": what calls somebody whom the article has
//! just named, though it never said so.

use super::cast::{Cast, Speaker, Via, Who};
use super::pronoun::Asked;
use super::roles::Called;
use crate::analysis::grammar::words::{self, Pronoun};
use crate::analysis::names::Gender;

/// Nouns that news calls people by whom it has just named. Offices are not among them: "the judge"
/// is as often somebody who has no name.
const EPITHETS: &str = "
    actor actress artist author batsman billionaire blogger bowler businessman businesswoman
    centre-back chef comedian comic cyclist defender entrepreneur
    ex-footballer father filmmaker fly-half footballer forward full-back gardener golfer
    goalkeeper gran grandad grandfather grandmother great-grandmother guitarist historian hotelier
    jockey keeper left-back mathematician midfielder millionaire mother mum musician novelist
    oceanographer pensioner philosopher photographer pianist pitcher playmaker poet professor
    quarterback racer rapper receiver retiree rider right-back runner sculptor shopkeeper
    singer sprinter star striker swimmer teenager trawlerman tycoon violinist
    widow widower winger wrestler writer youngster
";

/// How many sentences back the person may stand.
const REACH: f32 = 3.0;

impl Cast<'_> {
    /// The person whom an epithet calls: the most salient one just before it.
    pub(super) fn epithet(&self, called: &Called, last: Option<&Speaker>) -> Option<Speaker> {
        let noun = called.noun;
        let known = words::is_age(noun) || EPITHETS.split_whitespace().any(|e| e == noun);
        let new = self.described_as.get(noun).is_none_or(|same| {
            let before = same.partition_point(|&d| self.described[d].at < called.at);
            before == 0
        });
        if !known || !new || !called.bare {
            return None;
        }
        let ask = |pronoun| {
            self.antecedent(Asked {
                pronoun,
                at: called.at,
                last,
                within: None,
                not: None,
            })
        };
        let best = match words::gender(noun) {
            Gender::Male => ask(Pronoun::He),
            Gender::Female => ask(Pronoun::She),
            Gender::Unknown => match (ask(Pronoun::He), ask(Pronoun::She)) {
                (Some(he), Some(she)) if she.score > he.score => Some(she),
                (he, she) => he.or(she),
            },
        };
        match best.filter(|b| b.score >= 5.0 - REACH)?.who {
            Who::Name(name) => Some(self.named(name, Via::Role, 0.6)),
            Who::Described(_) => None,
        }
    }
}
