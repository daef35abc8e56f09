//! Whether a person named is a man or a woman, as far as the article tells.

use super::cast::owner;
use super::roles::Roles;
use crate::analysis::grammar::frame::{Frame, Tag};
use crate::analysis::grammar::words::{self, Pronoun};
use crate::analysis::names::{Gender, gender_of};
use crate::model::{Name, NameKind};

/// The gender of each name: by its titles, by its roles, by its first name, and else by the
/// pronouns where nobody else can be meant.
pub(super) fn of_names(
    text: &str,
    names: &[Name],
    roles: &Roles,
    frames: &[(usize, Frame)],
) -> Vec<Gender> {
    let mut votes = vec![(0_u32, 0_u32); names.len()];
    for (_, frame) in frames {
        read_pronouns(frame, names, &mut votes);
    }
    names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            if name.kind != NameKind::Per {
                return Gender::Unknown;
            }
            let by_role = || {
                let told = roles.nouns(index).iter().map(|noun| words::gender(noun));
                told.into_iter().find(|&g| g != Gender::Unknown)
            };
            let known = |gender: Gender| (gender != Gender::Unknown).then_some(gender);
            known(titled(text, name))
                .or_else(by_role)
                .or_else(|| known(gender_of(&name.name)))
                .unwrap_or(match votes[index] {
                    (he, she) if he > 2 * she => Gender::Male,
                    (he, she) if she > 2 * he => Gender::Female,
                    _ => Gender::Unknown,
                })
        })
        .collect()
}

/// Counts "he" and "she" for a person who is alone in the sentence before the pronoun, or alone in
/// the sentence before that, of the same paragraph.
fn read_pronouns(frame: &Frame, names: &[Name], votes: &mut [(u32, u32)]) {
    let mut before: Vec<usize> = Vec::new();
    for range in &frame.sentences {
        let mut here: Vec<usize> = Vec::new();
        for item in &frame.items[range.clone()] {
            if let Tag::Name(name) = item.tag
                && names[name].kind == NameKind::Per
                && !here.contains(&name)
            {
                here.push(name);
            }
            let pronoun = item.pronoun().or_else(|| owner(&item.lower));
            let among = if here.is_empty() { &before } else { &here };
            if let [only] = among[..]
                && let Some(vote) = votes.get_mut(only)
            {
                match pronoun {
                    Some(Pronoun::He) => vote.0 += 1,
                    Some(Pronoun::She) => vote.1 += 1,
                    _ => {}
                }
            }
        }
        if !here.is_empty() {
            before = here;
        }
    }
}

/// The gender that the titles before a person's name tell.
fn titled(text: &str, name: &Name) -> Gender {
    for mention in &name.mentions {
        let before = text[..mention.start].trim_end().trim_end_matches('.');
        let title = before
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        match title.to_lowercase().as_str() {
            "mr" | "sir" | "lord" | "king" | "prince" | "father" | "brother" | "pope"
            | "congressman" | "chairman" | "spokesman" | "businessman" | "actor" => {
                return Gender::Male;
            }
            "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" | "sister"
            | "congresswoman" | "chairwoman" | "spokeswoman" | "businesswoman" | "actress"
            | "duchess" => return Gender::Female,
            _ => {}
        }
    }
    Gender::Unknown
}
