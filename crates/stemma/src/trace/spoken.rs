//! Who is said to say what a page seems to narrate: "… the harbour guard said" at the end of a sentence, "Activists said …" at
//! its start, in pages that lose their commas, or where the room before read the sentence otherwise.

use super::lexicon::english;
use super::phrase::{self, Token};
use super::pile::Doc;
use crate::Span;

/// Most words behind a closing "X said".
const TAIL: usize = 8;
/// The word of saying that opens a sentence stands among its first words.
const HEAD: usize = 24;
/// Words that may stand before the source that opens a sentence ("On Friday").
const BEFORE: usize = 4;

/// A source in a sentence that the page seems to tell by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spoken {
    /// The words that name it.
    pub source: Span,
    /// Whom it told.
    pub told: Option<Span>,
}

/// The source that the words of one sentence name for themselves.
pub(super) fn spoken(doc: &Doc, sentence: Span) -> Option<Spoken> {
    let text = doc.text();
    let tokens = phrase::tokens(text, sentence);
    let says = |at: &usize| english().says.words.contains(&tokens[*at].span.of(text).to_lowercase());
    let closing = (0..tokens.len()).rev().take(TAIL + 1).find(says).and_then(|at| found(doc, &tokens, at));
    closing.or_else(|| {
        let at = (1..tokens.len().min(HEAD)).find(says)?;
        let spoken = found(doc, &tokens, at)?;
        let first = tokens.iter().position(|token| token.span.start >= spoken.source.start)?;
        (first <= BEFORE && at + 3 < tokens.len()).then_some(spoken)
    })
}

fn found(doc: &Doc, tokens: &[Token], at: usize) -> Option<Spoken> {
    let text = doc.text();
    let whole = phrase::before(text, tokens, at)?;
    let told = tokens[at].span.of(text).eq_ignore_ascii_case("told").then(|| told(text, &tokens[at + 1..])).flatten();
    Some(Spoken { source: without_place(doc, whole), told })
}

/// Whom: the names behind "told", with "the" or what kind of outlet they are before them.
fn told(text: &str, behind: &[Token]) -> Option<Span> {
    let word = |token: &Token| token.span.of(text);
    let first = behind.iter().take(3).position(|token| phrase::is_capital(word(token)))?;
    let names =
        behind[first..].iter().take_while(|token| phrase::is_capital(word(token)) && !phrase::is_day(word(token)));
    let last = first + names.count();
    Some(behind.first()?.span.cover(behind.get(last.checked_sub(1)?)?.span))
}

/// Of "in Deir Varn Abdel Osk" the name behind the place.
fn without_place(doc: &Doc, whole: Span) -> Span {
    let places = doc.source.situation.places.iter();
    let end = places.filter(|p| p.span.start == whole.start && p.span.end < whole.end).map(|p| p.span.end).max();
    let before = doc.text()[..whole.start].trim_end();
    let located = [" in", " near", " at", " of", " to", " from", " on"].iter().any(|word| before.ends_with(word));
    match end {
        Some(end) if located => Span::new(end, whole.end).trimmed(doc.text()),
        _ => whole,
    }
}
