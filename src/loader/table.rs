//! Tables that relate data, told from those that lay out a page.

use dom_query::NodeRef;

/// Elements that parts of a page have in them, and cells with data have not.
const STRUCTURE: &[&str] = &[
    "article",
    "blockquote",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "pre",
    "section",
    "table",
];

/// Bytes of the longest cell: what is longer is running text.
const LONGEST_CELL: usize = 800;

/// The cells of `table` row by row, where it holds data: rows and columns, and in its cells words
/// alone or paragraphs and lists of them. `None` for one that lays out a page.
pub(super) fn rows<'a>(table: &NodeRef<'a>) -> Option<Vec<Vec<NodeRef<'a>>>> {
    let lays_out = table
        .attr("role")
        .is_some_and(|role| matches!(&*role, "presentation" | "none"));
    let has_parts = table.descendants_it().any(|inner| {
        inner
            .node_name()
            .is_some_and(|name| STRUCTURE.contains(&&*name))
    });
    if lays_out || has_parts {
        return None;
    }
    let mut rows = Vec::new();
    for part in table.element_children() {
        if part.has_name("tr") {
            rows.push(part);
        } else if ["thead", "tbody", "tfoot"]
            .iter()
            .any(|name| part.has_name(name))
        {
            rows.extend(part.element_children());
        } else if !["caption", "colgroup", "col"]
            .iter()
            .any(|name| part.has_name(name))
        {
            return None;
        }
    }
    let rows: Vec<Vec<NodeRef>> = rows.iter().map(cells).filter(|r| !r.is_empty()).collect();
    let relates = rows.len() >= 2 && rows.iter().any(|row| row.len() >= 2);
    let are_short = rows
        .iter()
        .flatten()
        .all(|c| c.text().len() <= LONGEST_CELL);
    (relates && are_short).then_some(rows)
}

/// The cells of a row up to the last one with text; none for a row without text.
fn cells<'a>(row: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut cells = row.element_children();
    while cells.pop_if(|cell| cell.text().trim().is_empty()).is_some() {}
    cells
}
