//! What goes in and comes out: pieces, readings, what was left out, what the user states, how much is too much.
//!
//! The id of a report is the one its JSONL line gives; else it derives from its address; else from its text. So the
//! same text under two addresses is two reports, and changed bytes at one address are the same report with another
//! `text_sha256`: a version. Two lines of one JSONL file may give one id to two texts; both come out of this room,
//! and the store keeps them as versions.

use super::{
    Found, Kind, Published, Report, charset, content_id, dateline, feed, furniture, html, jsonl, language, markdown,
    sha256, text,
};
use serde::{Deserialize, Serialize};

/// What came of one piece.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A report.
    Reading(Box<Reading>),
    /// No report, and why.
    LeftOut(LeftOut),
}

/// A report with the bytes that it came from and how it was taken out of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The report.
    pub report: Report,
    /// The bytes of this report alone: the page, the JSONL line without its line end, the feed's entry.
    pub raw: Vec<u8>,
    /// What the bytes are.
    pub kind: Kind,
    /// The input's name, as given to [`super::read`].
    pub name: String,
    /// Where in the input: `line 17`, `record 3`, `entry 2`; `None` for a whole file.
    pub place: Option<String>,
    /// When an archive says that it fetched the page, as written there. Never a publication date.
    pub fetched: Option<String>,
    /// What turned the bytes into the text, for the log of custody.
    pub extraction: Extraction,
}

/// What turned bytes into text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// `jsonl`, `text`, `markdown`, `html+trafilatura`, `feed entry`.
    pub name: String,
    /// The version of the rules, and of the crate that helped.
    pub version: String,
}

/// A part of the input that gave no report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The input's name.
    pub name: String,
    /// Where in it: `line 17`, `record 3`, `entry 2`; `None` for all of it.
    pub place: Option<String>,
    /// Why, in words for the user.
    pub reason: String,
}

/// What the user states about the input. It wins over what the input says, which is then kept as a doubt.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hints {
    /// `--published`
    pub published: Option<Published>,
    /// `--outlet`
    pub outlet: Option<String>,
    /// `--language`
    pub language: Option<String>,
    /// `--author`
    pub author: Option<String>,
    /// `--url`: the address of a single page; the parts of a container have their own.
    pub url: Option<String>,
}

/// How much of one thing is read before it is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one piece, decompressed: a page, a line, a feed.
    pub piece_bytes: usize,
    /// Bytes that one input may decompress to.
    pub unpacked_bytes: u64,
    /// Times larger than its packed form that an input may become, beyond its first 64 MiB.
    pub ratio: u64,
    /// Tags in one page.
    pub tags: usize,
    /// Tags that may be open at once in one page.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { piece_bytes: 32 << 20, unpacked_bytes: 1 << 40, ratio: 250, tags: 200_000, nesting: 1_000 }
    }
}

/// One thing that holds one report, with what its container says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// The input's name.
    pub name: String,
    /// Where in the input.
    pub place: Option<String>,
    /// What the bytes are.
    pub kind: Kind,
    /// The bytes of this piece alone.
    pub bytes: Vec<u8>,
    /// What the container says.
    pub(super) told: Told,
}

/// What a container says of a piece: an archive of its address, a feed of its entry.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Told {
    pub url: Option<Found<String>>,
    pub fetched: Option<String>,
    /// A character set with where it was declared.
    pub charset: Option<(String, &'static str)>,
    /// What stands around an entry in its feed.
    pub around: Option<feed::Around>,
}

impl Piece {
    /// Reads the piece. Pure: the same piece gives the same item.
    pub fn read(self, hints: &Hints, limits: &Limits) -> Item {
        match self.report(limits).and_then(text_only) {
            Ok((mut report, extraction)) => {
                if matches!(self.kind, Kind::Html | Kind::Text | Kind::Markdown) && self.place.is_none() {
                    overrule(&mut report.url, &hints.url, "--url", &mut report.doubts, String::clone);
                }
                self.finish(&mut report, hints);
                let Piece { name, place, kind, bytes, told } = self;
                let reading = Reading { report, raw: bytes, kind, name, place, fetched: told.fetched, extraction };
                Item::Reading(Box::new(reading))
            }
            Err(reason) => Item::LeftOut(LeftOut { name: self.name, place: self.place, reason }),
        }
    }

    fn report(&self, limits: &Limits) -> Result<(Report, Extraction), String> {
        match self.kind {
            Kind::Jsonl => Ok((jsonl::piece(&self.bytes)?, Extraction::ours("jsonl"))),
            Kind::Html => html::page(&self.bytes, &self.told, limits),
            Kind::Markdown => Ok((markdown::report(&self.bytes, &self.told, limits)?, Extraction::ours("markdown"))),
            Kind::Text => Ok((text::report(&self.bytes, &self.told)?, Extraction::ours("text"))),
            Kind::Feed => Ok((self.entry(limits)?, Extraction::ours("feed entry"))),
            _ => Err(format!("{} holds no single report", self.kind)),
        }
    }

    fn entry(&self, limits: &Limits) -> Result<Report, String> {
        let source = charset::decode(&self.bytes, None, &mut Vec::new());
        feed::entry(&source, self.told.around.as_ref().ok_or("no entry of a feed")?, &self.told, limits)
    }

    /// What holds for every kind: the user's word, the language, the hashes, the id.
    fn finish(&self, report: &mut Report, hints: &Hints) {
        dateline::settle(report, self.kind);
        let doubts = &mut report.doubts;
        overrule(&mut report.published, &hints.published, "--published", doubts, Published::to_string);
        overrule(&mut report.outlet, &hints.outlet, "--outlet", doubts, String::clone);
        overrule(&mut report.language, &hints.language, "--language", doubts, String::clone);
        overrule(&mut report.author, &hints.author, "--author", doubts, String::clone);
        if hints.language.is_none() {
            language::settle(report);
        }
        report.furniture = furniture::find(report);
        report.raw_sha256 = sha256(&self.bytes);
        report.text_sha256 = sha256(report.text.as_bytes());
        if self.kind != Kind::Jsonl {
            report.id = derived_id(report);
        }
    }
}

impl Extraction {
    pub(super) fn ours(name: &str) -> Self {
        Extraction { name: name.to_string(), version: crate::RULES_VERSION.to_string() }
    }
}

fn overrule<T: Clone + PartialEq>(
    field: &mut Option<Found<T>>,
    hint: &Option<T>,
    flag: &str,
    doubts: &mut Vec<String>,
    words: fn(&T) -> String,
) {
    let Some(hint) = hint else { return };
    if let Some(found) = field.as_ref().filter(|found| found.value != *hint) {
        doubts.push(format!("{flag} stands over {:?} of {}", words(&found.value), found.found_in));
    }
    *field = Some(Found::new(hint.clone(), flag));
}

/// Fewest control characters, and of how many characters one, that no text has.
const NO_TEXT: (usize, usize) = (8, 20);
/// Characters that are looked at.
const LOOKED_AT: usize = 1 << 16;

/// Bytes that are no text make a report of control characters: pictures, archives, broken downloads.
fn text_only(read: (Report, Extraction)) -> Result<(Report, Extraction), String> {
    let is_stray = |c: &char| *c == '\u{fffd}' || c.is_control() && !c.is_whitespace();
    let (mut all, mut stray) = (0, 0);
    for letter in read.0.text.chars().take(LOOKED_AT) {
        all += 1;
        stray += usize::from(is_stray(&letter));
    }
    let is_text = stray < NO_TEXT.0 || stray * NO_TEXT.1 < all;
    is_text.then_some(read).ok_or_else(|| "binary data, no text".to_string())
}

/// An id from the address, else one from the words.
pub(super) fn derived_id(report: &Report) -> String {
    match report.canonical.as_ref().or(report.url.as_ref()) {
        Some(address) => content_id(&["url", &address.value]),
        None => content_id(&["text", &report.text_sha256]),
    }
}
