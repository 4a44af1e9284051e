//! read: bytes of any kind become reports, each field with where it was found.
//!
//! ```text
//! bytes ─ split ─→ pieces (a page, a JSONL line, a feed entry, a WARC response) ─ Piece::read ─→ reports
//! ```
//!
//! [`split`] streams: of a container no more than one piece is in memory, and what is broken or larger than the
//! [`Limits`] becomes a [`LeftOut`] with its place and reason while the rest goes on. [`Piece::read`] is pure and
//! needs nothing but the piece, so that pieces can be read on as many threads as there are. [`read`] is the two in
//! a row.
//!
//! Nothing is guessed: what no part of the input says is `None`. The text that leaves this room is never edited again.
//!
//! **Which part of a page is the article** is told by the crate [`trafilatura`] (Apache-2.0, a port of Barbaresi's
//! Trafilatura, ACL 2021), with these deviations: comment forms, share bars and the like are taken out of the page
//! first, by our own lists; trafilatura only *votes* on the blocks of the page, and the words come from the page
//! itself, so that no character is normalised away; its metadata are not used, above all not its date, which it
//! gives to nearly every undated page.

mod address;
mod bounded;
mod byline;
#[cfg(test)]
mod cases;
mod charset;
pub mod date;
mod dateline;
mod feed;
mod furniture;
#[cfg(test)]
mod hostile;
mod html;
mod http;
pub mod jsonl;
mod kind;
mod language;
mod markdown;
mod piece;
#[cfg(test)]
mod piles;
mod report;
mod split;
mod tail;
mod text;
mod warc;
mod zstd;

pub use kind::Kind;
pub use piece::{Extraction, Hints, Item, LeftOut, Limits, Piece, Reading};
pub use report::{Found, OutLink, Published, Report};
pub use split::split;

use std::io::BufRead;
use std::ops::ControlFlow;

/// Reads everything in `input`, in its order, and hands over each report, or why something was left out.
///
/// `name` is what the user calls the input (a path, `-`); its extension decides only where the content does not.
/// Ends early, with `Break`, only when `sink` says so.
///
/// ```
/// use stemma::read::{Hints, Item, Limits, read};
/// use std::ops::ControlFlow;
/// let mut lines = &b"{\"id\": \"a\", \"text\": \"The bridge fell.\"}\nnot a report\n"[..];
/// let (mut texts, mut left_out) = (vec![], vec![]);
/// let _ = read("reports.jsonl", &mut lines, &Hints::default(), &Limits::default(), &mut |item| {
///     match item {
///         Item::Reading(reading) => texts.push(reading.report.text),
///         Item::LeftOut(it) => left_out.push(it.place),
///     }
///     ControlFlow::Continue(())
/// });
/// assert_eq!(texts, ["The bridge fell."]);
/// assert_eq!(left_out, [Some("line 2".to_string())]);
/// ```
pub fn read(
    name: &str,
    input: &mut dyn BufRead,
    hints: &Hints,
    limits: &Limits,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> ControlFlow<()> {
    split(name, input, limits, &mut |piece| {
        sink(match piece {
            Ok(piece) => piece.read(hints, limits),
            Err(left_out) => Item::LeftOut(left_out),
        })
    })
}

/// SHA-256 in hex.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A short id that derives from content: the first 12 hex digits of the SHA-256 of the parts, NUL between.
pub fn content_id(parts: &[&str]) -> String {
    let mut id = sha256(parts.join("\0").as_bytes());
    id.truncate(12);
    id
}
