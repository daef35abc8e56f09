//! What the names and attributes of HTML's elements say of what is in them.

use dom_query::NodeRef;

/// Elements that hold no text of the article.
const LEFT_OUT: &[&str] = &[
    "audio", "button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "input", "map",
    "math", "meter", "nav", "noscript", "object", "option", "progress", "rp", "script", "select",
    "style", "svg", "template", "textarea", "title", "video",
];

/// Elements that part blocks of text, apart from those with a meaning of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "html",
    "legend",
    "main",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
];

/// Words in classes and identifiers of elements that stand beside an article: other articles,
/// subscriptions, credits, what is known from the head of the page.
const BESIDE: &[&str] = &[
    "authorbio",
    "byline",
    "caption",
    "copyright",
    "credit",
    "credits",
    "dateline",
    "disclaimer",
    "newsletter",
    "popular",
    "promo",
    "rail",
    "readmore",
    "recirc",
    "recirculation",
    "recommended",
    "related",
    "share",
    "sharedaddy",
    "signup",
    "social",
    "sponsored",
    "subscribe",
    "tags",
    "teaser",
    "teasers",
    "timestamp",
    "trending",
];

/// Whether an element holds no text of the article.
pub(super) fn is_left_out(name: &str) -> bool {
    LEFT_OUT.contains(&name)
}

/// Whether an element parts blocks of text and has no meaning of its own.
pub(super) fn parts_blocks(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether an element parts blocks of text.
pub(super) fn is_block(name: &str) -> bool {
    parts_blocks(name)
        || matches!(
            name,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "pre" | "blockquote" | "hr"
        )
}

/// Whether a class or the identifier of `node` says that it stands beside the article.
pub(super) fn is_named_beside(node: &NodeRef) -> bool {
    ["class", "id"].iter().any(|attribute| {
        node.attr(attribute).is_some_and(|names| {
            names
                .split(|c: char| c.is_whitespace() || c == '_' || c == '-')
                .any(|word| BESIDE.iter().any(|b| word.eq_ignore_ascii_case(b)))
        })
    })
}

/// Whether nobody sees `node`: by the attribute, or by a style of its own.
pub(super) fn is_hidden(node: &NodeRef) -> bool {
    if node.has_attr("hidden") || node.attr("aria-hidden").is_some_and(|v| &*v == "true") {
        return true;
    }
    node.attr("style").is_some_and(|style| {
        let style: String = style
            .chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}
