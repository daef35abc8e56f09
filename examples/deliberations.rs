//! Writes what is weighed for each quotation of the articles on standard input, for the training of
//! the weights:
//!
//!     cargo run --release --example deliberations < articles.jsonl > deliberations.jsonl
//!
//! Lines of input are `{"id", "text"}`; lines of output `{"id", "runs"}` with byte offsets into the text.

use std::io::{Write, stdin, stdout};

use quotidian::analysis;
use quotidian::loader::{Limits, records};
use quotidian::text::Clean;
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = stdout().lock();
    let place = Clean::line("standard input");
    for record in records(stdin().lock(), &place, &Limits::default()) {
        let record = record.map_err(|problem| problem.to_string())?;
        let runs = analysis::deliberate(&record.article);
        writeln!(out, "{}", json!({ "id": record.id, "runs": runs }))?;
    }
    Ok(())
}
