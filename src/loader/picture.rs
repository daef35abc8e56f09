//! Which images of a page are pictures of its article, and what is said of them.

use dom_query::NodeRef;

use super::links;
use crate::text::Clean;

/// What is smaller than this, in pixels, on either side is an icon, a rule or a tracker.
const SMALLEST: u32 = 50;

/// Where pages keep an address until the picture comes into view; the plain one last, as there it is
/// a stand-in.
const ADDRESSES: &[&str] = &["data-src", "data-lazy-src", "data-original", "src"];

/// Words in classes of images that stand for characters.
const CHARACTERS: &[&str] = &["emoji", "wp-smiley", "latex", "math"];

/// A picture as it stands in a page.
pub(super) struct Found {
    pub address: Clean,
    pub alt: Option<Clean>,
    pub title: Option<Clean>,
}

/// The picture that the element `image` shows. `None` for what is too small to be one, for what stands
/// for a character or is there for its looks alone, and for what is written into the page itself.
pub(super) fn found(image: &NodeRef, base: Option<&str>) -> Option<Found> {
    let small = |side: &str| {
        let pixels = image
            .attr(side)?
            .trim()
            .trim_end_matches("px")
            .parse::<u32>();
        pixels.ok().filter(|&pixels| pixels < SMALLEST)
    };
    let decorates = image
        .attr("role")
        .is_some_and(|role| &*role == "presentation");
    let class = image.attr("class").unwrap_or_default();
    let stands_for = class
        .split_whitespace()
        .any(|word| CHARACTERS.contains(&word));
    if decorates || stands_for || small("width").or(small("height")).is_some() {
        return None;
    }
    let addresses = ADDRESSES.iter().filter_map(|name| image.attr(name));
    let address = addresses.filter_map(|address| links::target(&address, base));
    let words = |name: &str| Clean::line(&image.attr(name)?).non_empty();
    Some(Found {
        address: address.into_iter().next()?,
        alt: words("alt"),
        title: words("title"),
    })
}

/// The caption that stands in `figure`.
pub(super) fn caption(figure: &NodeRef) -> Option<Clean> {
    let all = figure.descendants();
    let is_caption = |node: &&NodeRef| {
        let class = node.attr("class").unwrap_or_default();
        node.has_name("figcaption") || class.split_whitespace().any(|c| c == "wp-caption-text")
    };
    Clean::line(&all.iter().find(is_caption)?.text()).non_empty()
}

/// Whether `node` is a box for a picture with its caption.
pub(super) fn is_figure(node: &NodeRef) -> bool {
    let class = node.attr("class").unwrap_or_default();
    node.has_name("figure") || class.split_whitespace().any(|word| word == "wp-caption")
}
