//! What the marks of a run are for, weighed from how it looks and how it stands in its sentence.

use super::evidence::Evidence;
use super::features::Features;
use super::weights::{KINDS, shares};
use super::{Desk, REPORTS, setting};
use crate::analysis::grammar::clause::Sentence;
use crate::analysis::grammar::frame::{Item, Tag};
use crate::analysis::quotation::{Ending, Shape, kind};
use crate::model::QuoteKind;

/// The kinds in the order of their weights.
const KINDS_IN_ORDER: [QuoteKind; 4] = [
    QuoteKind::Direct,
    QuoteKind::Mixed,
    QuoteKind::Title,
    QuoteKind::Scare,
];

/// What a run is taken for, and how sure that is, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Judged {
    pub kind: QuoteKind,
    pub share: f32,
}

impl Desk<'_> {
    /// The kind of the run at item `quote` of `sentence`.
    pub(super) fn kind(
        &self,
        sentence: &Sentence,
        quote: usize,
        run: usize,
        evidence: &Evidence,
    ) -> Judged {
        let mut features = Features::default();
        self.kind_features(&mut features, sentence, quote, run, evidence);
        let shares = shares(&KINDS.score(&features));
        let (at, share) = shares
            .into_iter()
            .enumerate()
            .fold(
                (0, 0.0),
                |best, (at, share)| {
                    if share > best.1 { (at, share) } else { best }
                },
            );
        self.log_kind(run, &features);
        Judged {
            kind: KINDS_IN_ORDER[at],
            share,
        }
    }

    fn kind_features(
        &self,
        out: &mut Features,
        s: &Sentence,
        quote: usize,
        run: usize,
        evidence: &Evidence,
    ) {
        let best = evidence.best().filter(|c| c.weight >= REPORTS);
        let setting = setting::of(s, quote, best, evidence.reported);
        let echoed = self.echoes[run].is_some();
        let run = &self.runs[run];
        let content = run.content.of(self.text);
        let shape = Shape::of(content);
        let rule = kind(content, &setting).as_str();
        out.add(format_args!("bias"));
        out.add(format_args!("rule {rule}"));
        for (holds, name) in [
            (setting.reported, "reported"),
            (setting.adjacent, "adjacent"),
            (setting.says, "says"),
            (setting.named, "named"),
            (setting.thing, "thing"),
            (setting.owned, "owned"),
            (setting.nickname, "nickname"),
            (setting.set_off, "set off"),
            (setting.alone, "alone"),
            (setting.modifies, "modifies"),
            (shape.capital_first, "capital first"),
            (shape.title_case, "title case"),
            (shape.stopped, "stopped"),
            (shape.comma, "comma"),
            (shape.clause, "clause"),
            (shape.starts_clause, "starts clause"),
            (run.carries_on, "carries on"),
            (run.is_nested(), "nested"),
            (self.headings.contains(&run.paragraph), "heading"),
            (run.ending == Ending::Missing, "missing end"),
            (echoed, "echoed"),
            (
                self.text[run.span.start..].starts_with(['\'', '‘']),
                "single marks",
            ),
        ] {
            out.add_if(holds, format_args!("{name}"));
            out.add_if(holds, format_args!("{name}, rule {rule}"));
        }
        let words = match shape.words {
            n @ 0..=4 => n,
            5..=7 => 5,
            8..=12 => 8,
            _ => 13,
        };
        out.add(format_args!("words {words}"));
        out.add(format_args!("words {words}, reported {}", setting.reported));
        out.add(format_args!(
            "words {words}, capital {}, clause {}",
            shape.capital_first, shape.clause
        ));
        out.add(format_args!(
            "set off {}, capital {}, starts clause {}",
            setting.set_off, shape.capital_first, shape.starts_clause
        ));
        out.add(format_args!("claims {}", evidence.claims.len().min(3)));
        let nothing = ("nothing", "");
        let before = quote.checked_sub(1).filter(|&i| i >= s.start);
        let before = before.map_or(nothing, |i| seen(&s.items[i]));
        let after = (quote + 1 < s.end).then_some(quote + 1);
        let after = after.map_or(nothing, |i| seen(&s.items[i]));
        if let Some(claim) = evidence.best() {
            let tenth = (claim.weight * 10.0) as u8;
            out.add(format_args!("claim {:?}", claim.pattern));
            out.add(format_args!("claim weight {tenth}"));
            out.add(format_args!(
                "claim says {}, before {}, capital {}",
                claim.says, before.1, shape.capital_first
            ));
            out.add(format_args!("claim says {}, after {}", claim.says, after.0));
            out.add(format_args!("claim weight {tenth}, says {}", claim.says));
            let cue = claim.cue.of(self.text).to_lowercase();
            let verb = cue.rsplit(char::is_whitespace).next().unwrap_or_default();
            out.add(format_args!("cue {verb}"));
            out.add_if(
                best.is_some(),
                format_args!("cue {verb}, {}", shape.capital_first),
            );
        }
        out.add(format_args!("before {}", before.0));
        out.add(format_args!(
            "before {}, capital {}",
            before.0, shape.capital_first
        ));
        out.add(format_args!("before {}", before.1));
        out.add(format_args!(
            "before {}, reported {}",
            before.1, setting.reported
        ));
        out.add(format_args!(
            "before {}, reported {}, after {}",
            before.0, setting.reported, after.0
        ));
        out.add(format_args!("after {}", after.0));
        out.add(format_args!("after {}, {}", after.0, after.1));
        out.add(format_args!("between {} and {}", before.0, after.0));
    }
}

/// The class of an item, and its word where that is of a closed class or a verb.
pub(super) fn seen<'i>(item: &'i Item) -> (&'static str, &'i str) {
    let name = match item.tag {
        Tag::Name(_) => return ("name", ""),
        Tag::Proper => return ("proper", ""),
        Tag::Noun => "noun",
        Tag::Number => return ("number", ""),
        Tag::Possessive => return ("possessive", ""),
        Tag::Verb(_) => "verb",
        Tag::OtherVerb => "other verb",
        Tag::Gerund => "gerund",
        Tag::Word(_) => "word",
        Tag::Comma => return ("comma", ""),
        Tag::Semicolon => return ("semicolon", ""),
        Tag::Colon => return ("colon", ""),
        Tag::Dash => return ("dash", ""),
        Tag::Abbreviation => return ("abbreviation", ""),
        Tag::Stop => return ("stop", ""),
        Tag::Open => return ("open", ""),
        Tag::Close => return ("close", ""),
        Tag::Quote(_) => return ("quote", ""),
        Tag::Mark => return ("mark", ""),
    };
    (name, &item.lower)
}
