//! An element -> an entry.

use super::super::links;
use super::super::metadata;
use super::super::xml::{Element, Namespace};
use super::vocabulary::{Field, meaning};
use super::{author, construct, date, markup};
use crate::model::{Author, Content, Enclosure, Entry};
use crate::text::Clean;

/// What is known from around an entry.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The address that relative ones start from where the feed names none.
    pub base: Option<String>,
    /// Who wrote the entries that name nobody.
    pub authors: Vec<Author>,
    /// The language of the feed.
    pub language: Option<Clean>,
}

/// An entry that has no identity yet.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub entry: Entry,
    /// The identifier that the feed states.
    pub stated: Option<Clean>,
    /// The link as the feed has it.
    pub link: String,
    /// Dates that nobody could read.
    pub unread_dates: usize,
}

/// The value from the most preferred element, the first of equals.
#[derive(Debug)]
pub(super) struct Best<T> {
    value: Option<T>,
    rank: u8,
}

impl<T> Default for Best<T> {
    fn default() -> Self {
        Self {
            value: None,
            rank: u8::MAX,
        }
    }
}

impl<T> Best<T> {
    pub fn offer(&mut self, rank: u8, value: Option<T>) {
        if value.is_some() && rank < self.rank {
            self.value = value;
            self.rank = rank;
        }
    }

    pub fn take(self) -> Option<T> {
        self.value
    }
}

/// Values of which all from the most preferred kind of element are kept.
#[derive(Debug)]
pub(super) struct BestMany<T> {
    values: Vec<T>,
    rank: u8,
}

impl<T> Default for BestMany<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            rank: u8::MAX,
        }
    }
}

impl<T: PartialEq> BestMany<T> {
    pub fn offer(&mut self, rank: u8, value: Option<T>) {
        let Some(value) = value else { return };
        if rank < self.rank {
            self.values.clear();
            self.rank = rank;
        }
        if rank == self.rank && !self.values.contains(&value) {
            self.values.push(value);
        }
    }

    pub fn take(self) -> Vec<T> {
        self.values
    }
}

/// The parts of an entry while its elements are gone through.
#[derive(Default)]
struct Parts {
    title: Best<Clean>,
    id: Best<Clean>,
    permalink: Best<String>,
    link: Best<String>,
    summary: Best<Content>,
    body: Best<Content>,
    authors: BestMany<Author>,
    origin_authors: Vec<Author>,
    published: Best<jiff::Timestamp>,
    updated: Best<jiff::Timestamp>,
    language: Best<Clean>,
    comments: Best<String>,
    tags: Vec<Clean>,
    enclosures: Vec<Enclosure>,
    unread_dates: usize,
}

/// Reads the entry `element`.
pub(super) fn read(element: &Element<'_>, around: &Around) -> Found {
    let base = base_of(element, around);
    let mut parts = Parts::default();
    // RSS 1.0 names its items so, and CDF links them.
    parts
        .id
        .offer(1, attribute(element, "about").map(|a| Clean::line(&a)));
    parts.link.offer(4, attribute(element, "href"));
    for child in element.elements() {
        parts.take(child, around);
    }
    let link = parts.link.take().or_else(|| parts.permalink.take());
    let language = parts.language.take().or_else(|| {
        let stated = element.language.as_deref().and_then(metadata::language);
        stated.filter(|own| Some(own) != around.language.as_ref())
    });
    let mut authors = parts.authors.take();
    if authors.is_empty() {
        authors = parts.origin_authors;
    }
    if authors.is_empty() {
        authors.clone_from(&around.authors);
    }
    Found {
        stated: parts.id.take().and_then(Clean::non_empty),
        unread_dates: parts.unread_dates,
        entry: Entry {
            id: Clean::default(),
            title: parts.title.take(),
            link: absolute(link.as_deref(), base.as_deref()),
            authors,
            published: parts.published.take(),
            updated: parts.updated.take(),
            summary: parts.summary.take(),
            content: parts.body.take(),
            enclosures: parts.enclosures,
            tags: parts.tags,
            comments: absolute(parts.comments.take().as_deref(), base.as_deref()),
            language,
        },
        link: link.unwrap_or_default(),
    }
}

impl Parts {
    fn take(&mut self, child: &Element<'_>, around: &Around) {
        let Some((field, rank)) = meaning(child.namespace, child.name) else {
            return;
        };
        let base = base_of(child, around);
        let base = base.as_deref();
        match field {
            Field::Title => self.title.offer(rank, construct::line(child)),
            Field::Link => self.link(child, rank, base),
            Field::Id => {
                let id = Clean::line(&child.text()).non_empty();
                let states = |value: &str| {
                    let stated = attribute(child, "isPermaLink");
                    stated.is_some_and(|v| v.trim().eq_ignore_ascii_case(value))
                };
                let is_address = id.as_deref().is_some_and(|id| links::web(id).is_some());
                if child.name.eq_ignore_ascii_case("guid")
                    && (states("true") || is_address && !states("false"))
                {
                    self.permalink.offer(rank, id.as_deref().map(str::to_owned));
                }
                self.id.offer(rank, id);
            }
            Field::Summary => self.summary(child, rank, base),
            Field::Body => self.body(child, rank, base),
            Field::Author => {
                for author in authors_in(child) {
                    self.authors.offer(rank, Some(author));
                }
            }
            Field::Origin => {
                for part in child.elements() {
                    if matches!(meaning(part.namespace, part.name), Some((Field::Author, _))) {
                        self.origin_authors.extend(authors_in(part));
                    }
                }
            }
            Field::Published => {
                let date = self.date(child);
                self.published.offer(rank, date);
            }
            Field::Updated => {
                let date = self.date(child);
                self.updated.offer(rank, date);
            }
            Field::Tag => self.tags(child),
            Field::Enclosure | Field::MediaFile => {
                let url = attribute(child, "url").or_else(|| attribute(child, "href"));
                self.enclosure(child, url.as_deref(), base);
                self.media(child, around);
            }
            Field::MediaGroup => self.media(child, around),
            Field::Comments => self.comments.offer(rank, Some(child.text().into_owned())),
            Field::Language => self.language.offer(rank, metadata::language(&child.text())),
            Field::Rights | Field::Ttl | Field::SkipHours | Field::SkipDays => {}
        }
    }

    /// What Media RSS says in a group or about a file.
    fn media(&mut self, group: &Element<'_>, around: &Around) {
        for child in group.elements() {
            if child.namespace == Namespace::Media {
                self.take(child, around);
            }
        }
    }

    /// RSS writes an address between its tags, Atom into an attribute beside what the link is for.
    fn link(&mut self, child: &Element<'_>, rank: u8, base: Option<&str>) {
        let Some(href) = attribute(child, "href") else {
            let text = child.text();
            let text = text.trim();
            return self
                .link
                .offer(rank, (!text.is_empty()).then(|| text.to_owned()));
        };
        // Later elements with bases of their own may not bend this one.
        let href = links::absolute(&href, child.base.as_deref()).unwrap_or(href);
        let for_what = attribute(child, "rel")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let for_what = for_what.rsplit('/').next().unwrap_or_default();
        match for_what {
            "enclosure" => self.enclosure(child, Some(&href), base),
            "alternate" | "" => {
                let kind = attribute(child, "type")
                    .unwrap_or_default()
                    .to_ascii_lowercase();
                // Of several versions the page is the one to open.
                let is_page = kind.is_empty() || kind.contains("html");
                self.link.offer(if is_page { rank } else { 2 }, Some(href));
            }
            "related" | "via" => self.link.offer(5, Some(href)),
            _ => {}
        }
    }

    /// Of two summaries in one entry the first is the summary, and the second the text.
    fn summary(&mut self, child: &Element<'_>, rank: u8, base: Option<&str>) {
        let content = construct::content(child, base);
        if rank == 0 && self.summary.rank == 0 && content.is_some() {
            self.body.offer(3, content);
        } else {
            self.summary.offer(rank, content);
        }
    }

    fn body(&mut self, child: &Element<'_>, rank: u8, base: Option<&str>) {
        let source = attribute(child, "src");
        if let Some(source) = source.filter(|_| child.children.is_empty()) {
            // The content lies elsewhere.
            return self.link.offer(3, Some(source));
        }
        self.body.offer(rank, construct::content(child, base));
    }

    fn date(&mut self, child: &Element<'_>) -> Option<jiff::Timestamp> {
        let text = child.text();
        let date = date::parse(&text);
        self.unread_dates += usize::from(date.is_none() && !text.trim().is_empty());
        date
    }

    fn tags(&mut self, child: &Element<'_>) {
        let stated = ["label", "term"]
            .iter()
            .find_map(|name| attribute(child, name));
        let itunes = child.namespace == Namespace::Itunes;
        let texts: Vec<String> = match stated {
            Some(_) if child.name.eq_ignore_ascii_case("category") && !itunes => {
                let term = attribute(child, "term").or(stated);
                term.into_iter().collect()
            }
            _ if itunes && child.name == "category" => {
                let inner = child.elements().filter_map(|c| attribute(c, "text"));
                attribute(child, "text").into_iter().chain(inner).collect()
            }
            _ if child.name == "keywords" => child.text().split(',').map(str::to_owned).collect(),
            _ => vec![child.own_text()],
        };
        for text in texts {
            if let Some(tag) = markup::line(&text).non_empty()
                && !self.tags.contains(&tag)
            {
                self.tags.push(tag);
            }
        }
    }

    fn enclosure(&mut self, child: &Element<'_>, url: Option<&str>, base: Option<&str>) {
        let Some(url) = absolute(url, base) else {
            return;
        };
        if self.enclosures.iter().any(|e| e.url == url) {
            return;
        }
        let length = attribute(child, "length").or_else(|| attribute(child, "fileSize"));
        self.enclosures.push(Enclosure {
            url,
            media_type: attribute(child, "type").and_then(|t| Clean::line(&t).non_empty()),
            length: length.and_then(|l| l.trim().parse().ok()),
        });
    }
}

/// The authors whom `element` names: by elements of its own, or in a line of text.
pub(super) fn authors_in(element: &Element<'_>) -> Vec<Author> {
    let part = |names: &[&str]| {
        let found = element
            .elements()
            .find(|e| names.iter().any(|n| n.eq_ignore_ascii_case(e.name)));
        found.map(|e| e.text().trim().to_owned())
    };
    let (name, email) = (part(&["name", "title"]), part(&["email"]));
    if name.is_none() && email.is_none() {
        return author::parse(&element.own_text()).into_iter().collect();
    }
    let name = name.unwrap_or_default();
    let found = match email {
        Some(email) => author::author(&name, &email),
        None => author::parse(&name),
    };
    found.into_iter().collect()
}

/// The address that relative ones in `element` start from.
pub(super) fn base_of(element: &Element<'_>, around: &Around) -> Option<String> {
    match &element.base {
        Some(base) => links::absolute(base, around.base.as_deref()),
        None => around.base.clone(),
    }
}

pub(super) fn absolute(address: Option<&str>, base: Option<&str>) -> Option<Clean> {
    let absolute = links::absolute(address?, base)?;
    Clean::line(&absolute).non_empty()
}

pub(super) fn attribute(element: &Element<'_>, name: &str) -> Option<String> {
    let value = element.attribute(name)?;
    (!value.trim().is_empty()).then(|| value.trim().to_owned())
}
