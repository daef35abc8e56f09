//! Elements -> what a feed says about itself.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Weekday;

use super::super::metadata;
use super::super::xml::Element;
use super::entry::{self, Around, Best, BestMany, absolute, attribute, base_of};
use super::vocabulary::{Field, meaning};
use super::{construct, date, markup};
use crate::model::{Author, Content, Feed};
use crate::text::Clean;

/// Gathers what a feed says about itself.
#[derive(Debug, Default)]
pub(super) struct About {
    title: Best<Clean>,
    link: Best<Clean>,
    id: Best<Clean>,
    description: Best<Clean>,
    language: Best<Clean>,
    authors: BestMany<Author>,
    rights: Best<Clean>,
    published: Best<Timestamp>,
    updated: Best<Timestamp>,
    ttl: Option<Duration>,
    skip_hours: Vec<u8>,
    skip_days: Vec<Weekday>,
    pub unread_dates: usize,
}

/// Minutes of the longest time to live that is one: a year.
const LONGEST_TTL: u64 = 366 * 24 * 60;

impl About {
    /// Takes what a container of entries says in its tag.
    pub fn container(&mut self, element: &Element<'_>, around: &Around) {
        let base = base_of(element, around);
        let link =
            attribute(element, "href").filter(|_| element.name.eq_ignore_ascii_case("channel"));
        self.link
            .offer(4, absolute(link.as_deref(), base.as_deref()));
        let language = element.language.as_deref().and_then(metadata::language);
        self.language.offer(2, language);
    }

    /// Takes an element that stands beside the entries.
    pub fn element(&mut self, element: &Element<'_>, around: &Around) {
        let Some((field, rank)) = meaning(element.namespace, element.name) else {
            return;
        };
        let words = || Clean::line(&element.text()).non_empty();
        match field {
            Field::Title => self.title.offer(rank, construct::line(element)),
            Field::Link => self.link(element, rank, around),
            Field::Id => self.id.offer(rank, words()),
            Field::Summary => {
                let base = base_of(element, around);
                let content = construct::content(element, base.as_deref());
                self.description.offer(rank, content.map(|c| in_words(&c)));
            }
            Field::Author => {
                for author in entry::authors_in(element) {
                    self.authors.offer(rank, Some(author));
                }
            }
            Field::Published => {
                let date = self.date(element);
                self.published.offer(rank, date);
            }
            Field::Updated => {
                let date = self.date(element);
                self.updated.offer(rank, date);
            }
            Field::Language => {
                self.language
                    .offer(rank, metadata::language(&element.text()));
            }
            Field::Rights => self.rights.offer(rank, construct::line(element)),
            Field::Ttl => {
                let minutes: Option<u64> = element.text().trim().parse().ok();
                let sane = minutes.filter(|m| (1..=LONGEST_TTL).contains(m));
                self.ttl = self.ttl.or(sane.map(|m| Duration::from_secs(m * 60)));
            }
            Field::SkipHours => {
                let hours = element
                    .elements()
                    .filter_map(|e| e.text().trim().parse().ok());
                // In RSS 0.91 midnight was 24.
                self.skip_hours
                    .extend(hours.filter(|h| *h <= 24).map(|h: u8| h % 24));
            }
            Field::SkipDays => {
                let days = element.elements().filter_map(|e| weekday(&e.text()));
                self.skip_days.extend(days);
            }
            Field::Body
            | Field::Tag
            | Field::Enclosure
            | Field::MediaFile
            | Field::MediaGroup
            | Field::Comments
            | Field::Origin => {}
        }
    }

    fn link(&mut self, element: &Element<'_>, rank: u8, around: &Around) {
        let base = base_of(element, around);
        let Some(href) = attribute(element, "href") else {
            let link = absolute(Some(&element.text()), base.as_deref());
            return self.link.offer(rank, link);
        };
        let rel = attribute(element, "rel")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let rank = match rel.rsplit('/').next().unwrap_or_default() {
            "alternate" | "" => rank + 1,
            _ => return,
        };
        self.link
            .offer(rank, absolute(Some(&href), base.as_deref()));
    }

    fn date(&mut self, element: &Element<'_>) -> Option<Timestamp> {
        let text = element.text();
        let date = date::parse(&text);
        self.unread_dates += usize::from(date.is_none() && !text.trim().is_empty());
        date
    }

    /// The feed.
    pub fn finish(self) -> Feed {
        Feed {
            title: self.title.take(),
            link: self.link.take(),
            description: self.description.take(),
            id: self.id.take(),
            language: self.language.take(),
            authors: self.authors.take(),
            rights: self.rights.take(),
            published: self.published.take(),
            updated: self.updated.take(),
            ttl: self.ttl,
            skip_hours: self.skip_hours,
            skip_days: self.skip_days,
            ..Feed::default()
        }
    }
}

/// The words of `content`, on one line.
fn in_words(content: &Content) -> Clean {
    match content {
        Content::Text(text) => Clean::line(text),
        Content::Html { source, .. } => markup::line(source),
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    let name = text.trim().get(..3)?.to_ascii_lowercase();
    Some(match name.as_str() {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}
