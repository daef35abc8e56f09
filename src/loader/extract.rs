//! A page -> a draft of an article: which part of the page is the article, and what it says about
//! itself.
//!
//! The article is found by `dom_smoothie`, a port of Mozilla's Readability; what it missed and
//! what it kept too much of is put right by rules on what it found.

use std::ops::ControlFlow;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::body::BodyParts;
use super::draft::Draft;
use super::furniture::{self, Page};
use super::html::Walker;
use super::metadata::{self, Metadata};
use super::refusal::Refusal;
use super::worker::{self, Stopped};
use super::{Limits, links, tags};
use crate::text::Clean;

/// Finds the article in the page `source`, which was found at `url`. What was lost on the way is
/// added to `losses`.
pub(super) fn page(
    source: &str,
    url: Option<&str>,
    limits: &Limits,
    losses: &mut Vec<String>,
    tick: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Draft, Refusal> {
    let bounded = tags::bound(source, limits);
    losses.extend(bounded.loss);
    let (page, address, depth) = (
        bounded.source.into_owned(),
        url.map(str::to_owned),
        limits.depth,
    );
    let work = move || extract(&page, address.as_deref(), depth);
    let draft = match worker::run(Some(limits.extract), tick, work) {
        Ok(draft) => draft,
        Err(Stopped::Cancelled) => return Err(Refusal::Cancelled),
        Err(stopped) => {
            losses.push(match stopped {
                Stopped::TimedOut => format!(
                    "took longer than {} s to find the article in; the text of the whole page is shown",
                    limits.extract.as_secs_f32()
                ),
                _ => "could not be searched for its article; the text of the whole page is shown"
                    .to_owned(),
            });
            let bare = tags::bare(source);
            let address = url.map(str::to_owned);
            let work = move || whole(&Document::from(bare), address.as_deref(), depth, None);
            let body = worker::run(Some(limits.extract), tick, work).unwrap_or_default();
            Draft {
                body,
                ..Draft::default()
            }
        }
    };
    if draft.body.blocks.is_empty() {
        return Err(Refusal::NoText);
    }
    Ok(draft)
}

fn extract(source: &str, url: Option<&str>, depth: usize) -> Draft {
    let document = Document::from(source);
    let Metadata {
        title,
        byline,
        published,
        url: canonical,
        language,
        site,
        description,
    } = metadata::read(&document);
    let own = canonical.or_else(|| url.and_then(links::web));
    let base = base_address(&document, url.or(own.as_deref()));
    let base = base.as_deref();
    let mut body = article(document.clone(), base, depth, title.as_deref()).unwrap_or_default();
    if body.blocks.is_empty() {
        body = whole(&document, base, depth, title.as_deref());
    }
    let page = Page {
        title: title.as_deref(),
        byline: byline.as_deref(),
        site: site.as_deref(),
        description: description.as_deref(),
        url: own.as_deref(),
    };
    furniture::mark(&mut body, &page);
    Draft {
        title,
        byline,
        published,
        url: own,
        language,
        site,
        body,
    }
}

/// The part of the page that Readability takes for the article.
fn article(
    document: Document,
    base: Option<&str>,
    depth: usize,
    title: Option<&str>,
) -> Option<BodyParts> {
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        ..Config::default()
    };
    unwrap_passages(&document);
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    readability.parse().ok()?;
    let found = readability.doc.select_single("#readability-page-1");
    let root = found.nodes().first()?;
    let mut walker = Walker::new(base, depth * 4, title);
    walker.walk(root);
    Some(walker.body.finish())
}

/// Characters of the shortest passage that [`unwrap_passages`] takes for one.
const SHORTEST_PASSAGE: usize = 60;

/// Takes single paragraphs and block quotes out of the boxes that some sites put each into.
/// Readability judges boxes by the share of links in them, and drops a paragraph with a long link,
/// or a quoted post, when it is alone in one.
fn unwrap_passages(document: &Document) {
    // Embedded posts come with a script of their own beside them.
    document.select("script, style").remove();
    for passage in document
        .select("div > p:only-child, div > blockquote:only-child")
        .nodes()
    {
        let Some(mut wrapper) = passage.parent() else {
            continue;
        };
        let text = passage.text();
        let linked: usize = passage
            .find_descendants("a")
            .iter()
            .map(|a| a.text().trim().chars().count())
            .sum();
        let length = text.trim().chars().count();
        if length < SHORTEST_PASSAGE || linked * 10 > length * 6 {
            continue;
        }
        while wrapper.has_name("div")
            && wrapper.element_children().len() == 1
            && wrapper.text().trim() == text.trim()
        {
            let Some(outer) = wrapper.parent() else { break };
            wrapper.replace_with(passage);
            wrapper = outer;
        }
    }
}

/// The text of the whole page.
fn whole(document: &Document, base: Option<&str>, depth: usize, title: Option<&str>) -> BodyParts {
    let mut walker = Walker::new(base, depth * 4, title);
    walker.walk(&document.body().unwrap_or_else(|| document.root()));
    walker.body.finish()
}

/// What relative links start from: the `base` element, or the page's own address.
fn base_address(document: &Document, url: Option<&str>) -> Option<Clean> {
    let stated = document.select_single("base[href]").attr("href");
    stated
        .and_then(|href| links::target(&href, url))
        .and_then(|href| links::web(&href))
        .or_else(|| url.and_then(links::web))
}
