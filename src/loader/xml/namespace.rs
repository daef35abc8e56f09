//! The vocabularies of feeds, told by the addresses that name them and not by their prefixes.

/// A vocabulary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::loader) enum Namespace {
    /// The language of the document itself where it is not Atom: RSS, RDF site summaries, CDF,
    /// OPML; with a namespace of its own or with none.
    #[default]
    Core,
    Atom,
    Rdf,
    /// The Dublin Core elements, and its terms.
    DublinCore,
    /// RSS 1.0's module for whole articles.
    Content,
    /// Media RSS.
    Media,
    /// Apple's for podcasts.
    Itunes,
    Xhtml,
    /// Attributes of XML itself.
    Xml,
    /// One that says nothing to a reader.
    Other,
}

/// Addresses as [`of_address`] compares them. Those with a `*` at the end are beginnings.
const KNOWN: &[(&str, Namespace)] = &[
    ("www.w3.org/2005/atom", Namespace::Atom),
    ("purl.org/atom/ns", Namespace::Atom),
    ("purl.org/atom/0.3", Namespace::Atom),
    ("example.com/newformat", Namespace::Atom),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", Namespace::Rdf),
    ("purl.org/rss/1.0", Namespace::Core),
    ("purl.org/rss/0.9", Namespace::Core),
    ("purl.org/rss/2.0", Namespace::Core),
    ("purl.org/net/rss1.1", Namespace::Core),
    ("my.netscape.com/rdf/simple/0.9", Namespace::Core),
    ("channel.netscape.com/rdf/simple/0.9", Namespace::Core),
    ("my.netscape.com/publish/formats/*", Namespace::Core),
    ("backend.userland.com/*", Namespace::Core),
    ("blogs.law.harvard.edu/tech/rss", Namespace::Core),
    ("cyber.law.harvard.edu/rss/*", Namespace::Core),
    ("www.rssboard.org/rss-specification", Namespace::Core),
    ("purl.org/dc/*", Namespace::DublinCore),
    ("purl.org/metadata/dublin_core", Namespace::DublinCore),
    ("purl.org/rss/1.0/modules/content", Namespace::Content),
    ("search.yahoo.com/mrss", Namespace::Media),
    ("tools.search.yahoo.com/mrss", Namespace::Media),
    ("video.search.yahoo.com/mrss", Namespace::Media),
    ("www.w3.org/1999/xhtml", Namespace::Xhtml),
    ("www.w3.org/xml/1998/namespace", Namespace::Xml),
];

/// The vocabulary that `address` names. Schemes, case and what ends an address are written in
/// every way, and mean nothing here.
pub(super) fn of_address(address: &str) -> Option<Namespace> {
    let address = address.trim().to_ascii_lowercase();
    if address.is_empty() {
        return Some(Namespace::Core);
    }
    let (_, place) = address.split_once("://").unwrap_or(("", &address));
    // Podcasts have been seen under every host with this path.
    if place.ends_with("/dtds/podcast-1.0.dtd") {
        return Some(Namespace::Itunes);
    }
    let place = place.trim_end_matches(['/', '#']);
    let known = KNOWN
        .iter()
        .find(|(known, _)| match known.strip_suffix('*') {
            Some(start) => place.starts_with(start),
            None => place == *known,
        });
    known.map(|(_, namespace)| *namespace)
}

/// What a prefix stands for that no element declares: feeds forget to.
pub(super) fn of_prefix(prefix: &str) -> Namespace {
    match prefix {
        "" | "rss" => Namespace::Core,
        "atom" | "atom10" | "atom03" | "a10" => Namespace::Atom,
        "rdf" => Namespace::Rdf,
        "dc" | "dcterms" => Namespace::DublinCore,
        "content" => Namespace::Content,
        "media" => Namespace::Media,
        "itunes" => Namespace::Itunes,
        "xhtml" => Namespace::Xhtml,
        "xml" => Namespace::Xml,
        _ => Namespace::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_however_they_are_written() {
        for (address, namespace) in [
            ("http://www.w3.org/2005/Atom", Some(Namespace::Atom)),
            ("https://www.w3.org/2005/Atom/", Some(Namespace::Atom)),
            ("http://purl.org/atom/ns#", Some(Namespace::Atom)),
            (
                "HTTP://PURL.ORG/DC/ELEMENTS/1.1/",
                Some(Namespace::DublinCore),
            ),
            ("http://purl.org/dc/terms/", Some(Namespace::DublinCore)),
            ("http://purl.org/rss/1.0/", Some(Namespace::Core)),
            (
                "http://purl.org/rss/1.0/modules/content/",
                Some(Namespace::Content),
            ),
            (
                "http://www.itunes.com/DTDs/Podcast-1.0.dtd",
                Some(Namespace::Itunes),
            ),
            ("", Some(Namespace::Core)),
            ("http://example.org/mine", None),
        ] {
            assert_eq!(of_address(address), namespace, "{address}");
        }
    }
}
