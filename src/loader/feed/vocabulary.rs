//! What the elements of feeds mean, whatever the format they come from: formats are mixed freely.

use super::super::xml::Namespace::{self, Atom, Content, Core, DublinCore, Itunes, Media, Xhtml};

/// What an element says about a feed or an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Link,
    Id,
    Summary,
    Body,
    Author,
    Published,
    Updated,
    Tag,
    Enclosure,
    /// A file in Media RSS.
    MediaFile,
    /// What holds other elements of Media RSS.
    MediaGroup,
    Comments,
    Language,
    Rights,
    /// Where an entry was taken from.
    Origin,
    Ttl,
    SkipHours,
    SkipDays,
}

/// Namespace, name in lower case, meaning, and which of several elements of one meaning is
/// preferred: the one with the least number.
const MEANINGS: &[(&[Namespace], &str, Field, u8)] = &[
    (&[Core, Atom], "title", Field::Title, 0),
    (&[DublinCore], "title", Field::Title, 1),
    (&[Media], "title", Field::Title, 2),
    (&[Itunes], "title", Field::Title, 3),
    (&[Core, Atom], "link", Field::Link, 0),
    // CDF's.
    (&[Core], "a", Field::Link, 1),
    (&[Core, Atom], "guid", Field::Id, 0),
    (&[Core, Atom], "id", Field::Id, 0),
    (&[DublinCore], "identifier", Field::Id, 2),
    (&[Core, Atom], "description", Field::Summary, 0),
    (&[Core, Atom], "summary", Field::Summary, 0),
    (&[Core, Atom], "subtitle", Field::Summary, 0),
    (&[Core, Atom], "tagline", Field::Summary, 0),
    (&[Core, Atom], "abstract", Field::Summary, 0),
    (&[Core, Atom], "info", Field::Summary, 1),
    (&[DublinCore], "description", Field::Summary, 2),
    (&[DublinCore], "abstract", Field::Summary, 2),
    (&[Itunes], "summary", Field::Summary, 3),
    (&[Media], "description", Field::Summary, 4),
    (&[Itunes], "subtitle", Field::Summary, 5),
    (&[Content], "encoded", Field::Body, 0),
    (&[Core, Atom], "content", Field::Body, 0),
    (&[Xhtml], "body", Field::Body, 1),
    (&[Xhtml], "div", Field::Body, 1),
    (&[Core], "fullitem", Field::Body, 2),
    (&[Core], "body", Field::Body, 2),
    (&[DublinCore], "creator", Field::Author, 0),
    (&[Core, Atom], "author", Field::Author, 1),
    (&[Core], "managingeditor", Field::Author, 2),
    (&[DublinCore], "author", Field::Author, 2),
    (&[Itunes], "author", Field::Author, 3),
    (&[Itunes], "owner", Field::Author, 4),
    (&[Core, Atom], "published", Field::Published, 0),
    (&[Core, Atom], "issued", Field::Published, 0),
    (&[Core], "pubdate", Field::Published, 0),
    (&[DublinCore], "issued", Field::Published, 1),
    (&[DublinCore], "date", Field::Published, 2),
    (&[Core], "date", Field::Published, 2),
    (&[Core, Atom], "created", Field::Published, 3),
    (&[DublinCore], "created", Field::Published, 3),
    (&[Core, Atom], "updated", Field::Updated, 0),
    (&[Core, Atom], "modified", Field::Updated, 0),
    (&[Core], "lastbuilddate", Field::Updated, 0),
    (&[DublinCore], "modified", Field::Updated, 1),
    (&[Core, Atom], "category", Field::Tag, 0),
    (&[DublinCore], "subject", Field::Tag, 0),
    (&[Itunes, Media], "category", Field::Tag, 0),
    (&[Itunes, Media], "keywords", Field::Tag, 0),
    (&[Core], "enclosure", Field::Enclosure, 0),
    (&[Media], "content", Field::MediaFile, 0),
    (&[Media], "group", Field::MediaGroup, 0),
    (&[Core], "comments", Field::Comments, 0),
    (&[Core], "language", Field::Language, 0),
    (&[DublinCore], "language", Field::Language, 1),
    (&[Core], "copyright", Field::Rights, 0),
    (&[Atom], "rights", Field::Rights, 0),
    (&[Atom], "copyright", Field::Rights, 0),
    (&[DublinCore], "rights", Field::Rights, 1),
    (&[Atom], "source", Field::Origin, 0),
    (&[Core], "ttl", Field::Ttl, 0),
    (&[Core], "skiphours", Field::SkipHours, 0),
    (&[Core], "skipdays", Field::SkipDays, 0),
];

/// What the element `name` of `namespace` means, and how far down it stands among those of the same
/// meaning.
pub(super) fn meaning(namespace: Namespace, name: &str) -> Option<(Field, u8)> {
    let found = MEANINGS.iter().find(|(namespaces, known, ..)| {
        known.eq_ignore_ascii_case(name) && namespaces.contains(&namespace)
    });
    found.map(|(_, _, field, rank)| (*field, *rank))
}

/// Elements that hold text alone in every format.
pub(super) fn is_text_alone(name: &str) -> bool {
    const NAMES: [&str; 22] = [
        "category",
        "comments",
        "copyright",
        "created",
        "description",
        "docs",
        "generator",
        "guid",
        "id",
        "issued",
        "language",
        "lastBuildDate",
        "link",
        "managingEditor",
        "modified",
        "pubDate",
        "published",
        "summary",
        "title",
        "ttl",
        "updated",
        "webMaster",
    ];
    NAMES.iter().any(|n| n.eq_ignore_ascii_case(name))
}
