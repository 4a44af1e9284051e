//! Which blocks of a page are its article: trafilatura votes, by the words that it would keep.
//!
//! A block is in when trafilatura kept the same block, or most of its word triples. A block of prose that it passed
//! over is taken back when it stands between two kept ones under the same element: dropped paragraphs cost more here
//! than a stray line.

use super::blocks::{Block, Shape, blocks};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use trafilatura::dom::Document;
use trafilatura::{HtmlDateMode, Options};

/// The version of the crate that votes, for the log of custody.
pub(super) const TRAFILATURA: &str = "0.6";

/// For each block whether it is in the article; `None` where trafilatura finds no article at all.
pub(super) fn votes(page: &[Block], doc: Document) -> Option<Vec<bool>> {
    let kept = Kept::of(&extracted(doc)?);
    let mut votes: Vec<bool> = page.iter().map(|block| kept.holds(&block.text)).collect();
    take_back(page, &mut votes);
    votes.contains(&true).then_some(votes)
}

/// The main content as HTML. Hostile pages may panic inside; that is no article, not the end of the run.
fn extracted(doc: Document) -> Option<String> {
    let options =
        Options::default().with_exclude_comments(true).with_fallback(true).with_html_date_mode(HtmlDateMode::Disabled);
    let result = catch_unwind(AssertUnwindSafe(|| trafilatura::extract_document(doc, &options)));
    result.ok()?.ok().map(|extracted| extracted.content_html)
}

struct Kept {
    blocks: BTreeSet<String>,
    triples: BTreeSet<u64>,
}

impl Kept {
    fn of(html: &str) -> Self {
        let doc = Document::parse(html);
        let blocks = blocks(&doc, doc.root());
        let triples = blocks.iter().flat_map(|block| triples(&block.text)).collect();
        Kept { blocks: blocks.iter().map(|block| key(&block.text)).collect(), triples }
    }

    fn holds(&self, text: &str) -> bool {
        if self.blocks.contains(&key(text)) {
            return true;
        }
        let triples: Vec<u64> = triples(text).collect();
        let found = triples.iter().filter(|triple| self.triples.contains(triple)).count();
        triples.len() >= 5 && found * 10 >= triples.len() * 6
    }
}

/// Letters and digits alone: what trafilatura does to marks and spaces makes no difference.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn triples(text: &str) -> impl Iterator<Item = u64> {
    let words: Vec<String> = text.split_whitespace().map(key).filter(|word| !word.is_empty()).collect();
    let hashes: Vec<u64> = words.windows(3).map(hash).collect();
    hashes.into_iter()
}

fn hash(words: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

fn take_back(page: &[Block], votes: &mut [bool]) {
    let (Some(first), Some(last)) = (votes.iter().position(|vote| *vote), votes.iter().rposition(|vote| *vote)) else {
        return;
    };
    let holders: BTreeSet<_> =
        page.iter().zip(votes.iter()).filter(|(_, vote)| **vote).filter_map(|(block, _)| block.parent).collect();
    for at in first..=last {
        let block = &page[at];
        votes[at] |= prose(block) && block.parent.is_some_and(|parent| holders.contains(&parent));
    }
}

/// Words that read as a sentence and are no list of links.
fn prose(block: &Block) -> bool {
    let ends = block.text.trim_end_matches(['"', '\'', '”', '’', '»', ')']).ends_with(['.', '!', '?', '…', ':']);
    block.shape == Shape::Paragraph && ends && block.linked() < 0.5 && block.text.split_whitespace().nth(4).is_some()
}
