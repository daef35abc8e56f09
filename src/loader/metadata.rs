//! What a page says about itself: in JSON-LD, Open Graph, other `meta` elements, and its markup.

use std::collections::HashMap;

use dom_query::Document;
use jiff::Timestamp;
use serde_json::Value;

use super::body::fold;
use super::{date, links};
use crate::text::Clean;

/// What is known about an article beside its text.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub title: Option<Clean>,
    pub byline: Option<Clean>,
    pub published: Option<Timestamp>,
    pub url: Option<Clean>,
    pub language: Option<Clean>,
    pub site: Option<Clean>,
    /// The summary for search engines.
    pub description: Option<Clean>,
}

/// Characters of the longest byline that is one; what is longer is a life story.
const LONGEST_BYLINE: usize = 120;

/// Reads the metadata of a page. Of several claims the first of JSON-LD, Open Graph, other `meta`
/// elements and markup wins.
pub(super) fn read(document: &Document) -> Metadata {
    let metas = metas(document);
    let stated = json_ld(document);
    let meta = |names: &[&str]| {
        let found = names.iter().find_map(|name| metas.get(*name));
        found.and_then(|v| Clean::line(v).non_empty())
    };
    let site = stated.site.or_else(|| {
        meta(&[
            "og:site_name",
            "application-name",
            "apple-mobile-web-app-title",
        ])
    });
    let language = attribute(document, "html[lang]", "lang")
        .and_then(|tag| language(&tag))
        .or_else(|| stated.language.and_then(|tag| language(&tag)))
        .or_else(|| {
            meta(&["og:locale", "content-language", "dc.language"]).and_then(|t| language(&t))
        });
    let url = attribute(document, "link[rel=canonical]", "href")
        .and_then(|u| links::web(&u))
        .or_else(|| meta(&["og:url"]).and_then(|u| links::web(&u)))
        .or_else(|| stated.url.and_then(|u| links::web(&u)));
    let published = stated
        .published
        .or_else(|| {
            let names = [
                "article:published_time",
                "og:published_time",
                "article:published",
                "datepublished",
                "date",
                "pubdate",
                "publishdate",
                "publish-date",
                "publish_date",
                "parsely-pub-date",
                "sailthru.date",
                "dc.date.issued",
                "dc.date",
                "dcterms.created",
                "dcterms.date",
            ];
            names
                .iter()
                .filter_map(|name| metas.get(*name))
                .find_map(|v| date::parse(v))
        })
        .or_else(|| {
            let marked = [
                "[itemprop=datePublished][content]",
                "[itemprop=datePublished][datetime]",
                "time[pubdate][datetime]",
                "article time[datetime]",
            ];
            marked.iter().find_map(|selector| {
                attribute(document, selector, "content")
                    .or_else(|| attribute(document, selector, "datetime"))
                    .and_then(|v| date::parse(&v))
            })
        });
    let byline = stated
        .byline
        .or_else(|| {
            meta(&[
                "author",
                "parsely-author",
                "article:author_name",
                "sailthru.author",
                "dc.creator",
                "dcterms.creator",
                "byl",
                "twitter:creator_name",
                "article:author",
            ])
        })
        .as_deref()
        .and_then(byline);
    Metadata {
        title: title(document, stated.title, &meta, site.as_deref()),
        byline,
        published,
        url,
        language,
        site,
        description: meta(&["og:description", "description", "twitter:description"]),
    }
}

/// The headline: what the page states as such, else its title without the name of the site.
fn title(
    document: &Document,
    stated: Option<Clean>,
    meta: &dyn Fn(&[&str]) -> Option<Clean>,
    site: Option<&str>,
) -> Option<Clean> {
    let headings: Vec<Clean> = document
        .select("h1")
        .iter()
        .filter_map(|h| Clean::line(&h.text()).non_empty())
        .collect();
    let page = Clean::line(&document.select_single("head title").text()).non_empty();
    let named = [
        stated,
        meta(&[
            "og:title",
            "twitter:title",
            "dc.title",
            "parsely-title",
            "sailthru.title",
        ]),
        page,
    ];
    let mut named = named.into_iter().flatten();
    let first = named.next();
    // A heading that the title begins or ends with is the headline itself, without the site.
    let heading = first.as_deref().and_then(|title| {
        let title = fold(title);
        headings.iter().find(|h| {
            let heading = fold(h);
            heading.len() >= 10 && (title.starts_with(&heading) || title.ends_with(&heading))
        })
    });
    match (heading, first) {
        (Some(heading), _) => Some(heading.clone()),
        (None, Some(title)) => Some(Clean::line(without_site(&title, site))),
        (None, None) => match headings.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        },
    }
}

/// `title` without the site's name before or after a separator. Where the name is not known, the
/// last part goes if it is short and what is left is long enough to be a headline.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    const SEPARATORS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » "];
    let site = site.map(fold).filter(|s| !s.is_empty());
    let is_site = |part: &str| {
        let part = fold(part);
        site.as_ref()
            .is_some_and(|site| !part.is_empty() && (site.contains(&part) || part.contains(site)))
    };
    for separator in SEPARATORS {
        if let Some((rest, last)) = title.rsplit_once(separator)
            && is_site(last)
        {
            return without_site(rest.trim(), None);
        }
        if let Some((first, rest)) = title.split_once(separator)
            && is_site(first)
        {
            return rest.trim();
        }
    }
    // A dash also stands inside headlines, a bar does not.
    for separator in [" | ", " :: ", " » "] {
        if let Some((rest, last)) = title.rsplit_once(separator)
            && last.split_whitespace().count() <= 4
            && rest.split_whitespace().count() >= 3
        {
            return without_site(rest.trim(), None);
        }
    }
    title
}

/// The names in a byline, without "By". `None` for an address, and for what is too long.
pub(super) fn byline(raw: &str) -> Option<Clean> {
    let line = Clean::line(raw);
    let mut text = line.trim();
    for lead in ["written by ", "by: ", "by "] {
        if text
            .get(..lead.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(lead))
        {
            text = text.get(lead.len()..).unwrap_or_default().trim();
            break;
        }
    }
    let text = text.trim_end_matches([',', '|', ';', '-', '–', '·']).trim();
    let is_address = text.contains("://") || text.starts_with("www.") || text.starts_with('@');
    let fits = text.chars().count() <= LONGEST_BYLINE && text.chars().any(char::is_alphabetic);
    (fits && !is_address).then(|| Clean::line(text))
}

/// A language tag in the form of BCP 47, "en-GB" also from "en_GB".
pub(super) fn language(raw: &str) -> Option<Clean> {
    let tag = raw.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let primary = parts.next()?;
    let valid = (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts
            .all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    valid.then(|| Clean::line(&tag))
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    let value = document.select_single(selector).attr(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The `meta` elements by name or property, in lower case; the first of a name wins.
fn metas(document: &Document) -> HashMap<String, String> {
    let mut metas = HashMap::new();
    for meta in document.select("meta[content]").iter() {
        let content = meta.attr_or("content", "");
        if content.trim().is_empty() {
            continue;
        }
        for key in ["property", "name", "itemprop", "http-equiv"] {
            // One property may hold several names.
            for name in meta.attr_or(key, "").split_whitespace() {
                metas
                    .entry(name.to_ascii_lowercase())
                    .or_insert_with(|| content.to_string());
            }
        }
    }
    metas
}

/// What a JSON-LD block states.
#[derive(Debug, Default)]
struct Stated {
    title: Option<Clean>,
    byline: Option<Clean>,
    published: Option<Timestamp>,
    url: Option<String>,
    language: Option<String>,
    site: Option<Clean>,
}

/// Reads the first description of an article among the page's JSON-LD (schema.org: `Article` and
/// its kinds).
fn json_ld(document: &Document) -> Stated {
    for script in document
        .select(r#"script[type="application/ld+json"]"#)
        .iter()
    {
        let text = script.text();
        let text = text
            .trim()
            .trim_start_matches("<![CDATA[")
            .trim_end_matches("]]>");
        // serde_json itself refuses what nests deeper than 128 levels.
        let Ok(value) = serde_json::from_str::<Value>(text) else {
            continue;
        };
        if let Some(article) = find_article(&value) {
            return stated(article);
        }
    }
    Stated::default()
}

fn find_article(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(items) => items.iter().find_map(find_article),
        Value::Object(object) => {
            if is_article(value) {
                return Some(value);
            }
            ["@graph", "mainEntity", "mainEntityOfPage"]
                .iter()
                .filter_map(|key| object.get(*key))
                .find_map(find_article)
        }
        _ => None,
    }
}

fn is_article(value: &Value) -> bool {
    let is_one = |name: &str| {
        name.ends_with("Article")
            || matches!(
                name.rsplit('/').next().unwrap_or(name),
                "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting" | "ClaimReview"
            )
    };
    match value.get("@type") {
        Some(Value::String(name)) => is_one(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is_one),
        _ => false,
    }
}

fn stated(article: &Value) -> Stated {
    let line = |value: Option<&Value>| {
        value
            .and_then(Value::as_str)
            .and_then(|s| Clean::line(&unescaped(s)).non_empty())
    };
    let mut names = Vec::new();
    collect_names(article.get("author"), &mut names);
    let main = article.get("mainEntityOfPage");
    let url = [article.get("url"), main, main.and_then(|m| m.get("@id"))];
    let publisher = article.get("publisher").map(|p| match p {
        Value::Array(items) => items.first().unwrap_or(p),
        _ => p,
    });
    Stated {
        title: line(article.get("headline")).or_else(|| line(article.get("name"))),
        byline: Clean::line(&names.join(", ")).non_empty(),
        published: article
            .get("datePublished")
            .and_then(Value::as_str)
            .and_then(date::parse),
        url: url
            .into_iter()
            .flatten()
            .find_map(|v| v.as_str().map(str::to_owned)),
        language: article
            .get("inLanguage")
            .and_then(|l| l.as_str().or_else(|| l.get("alternateName")?.as_str()))
            .map(str::to_owned),
        site: line(publisher.and_then(|p| p.get("name"))),
    }
}

/// The names of authors: text, objects with a name, or lists of either.
fn collect_names(value: Option<&Value>, names: &mut Vec<String>) {
    match value {
        Some(Value::String(name)) => {
            if let Some(name) = byline(&unescaped(name))
                && !names.iter().any(|n| *n == *name)
            {
                names.push(name.to_string());
            }
        }
        Some(Value::Array(items)) => items.iter().for_each(|i| collect_names(Some(i), names)),
        Some(Value::Object(person)) => collect_names(person.get("name"), names),
        _ => {}
    }
}

/// `text` with its character references resolved: many sites write them into JSON.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    Document::fragment(text.replace('<', "&lt;"))
        .text()
        .to_string()
}
