//! Definite descriptions within one report: "the group", "the source", "the statement" stand for a source that the report
//! has named in another way, and add none of their own.
//!
//! The last source before them that answers to the noun is meant (recency among those that fit, as for pronouns); in a
//! headline, which stands before every name, the first one behind it.

use super::bodies::names_body;
use super::hands::{Chain, Hand};
use super::lexicon::english;
use super::pile::Doc;
use crate::Span;
use crate::attribute::SourceClass;

/// Where a hand stands among the chains of a report.
type Place = (usize, usize, usize);

/// Gives every definite description of these chains what it stands for.
pub(super) fn settle(report: &Doc, chains: &mut [Chain]) {
    let mut order: Vec<(Span, Place)> = Vec::new();
    for (at, chain) in chains.iter().enumerate() {
        for (link, hands) in chain.iter().enumerate() {
            order.extend(hands.iter().enumerate().filter_map(|(i, hand)| Some((hand.span?, (at, link, i)))));
        }
    }
    order.sort();
    for at in 0..order.len() {
        let hand = |at: usize| {
            let (_, (chain, link, i)) = order[at];
            &chains[chain][link][i]
        };
        let Some(noun) = Noun::of(hand(at)) else { continue };
        let fits = |&other: &usize| noun.fits(report, hand(at), hand(other));
        let found = (0..at).rev().find(fits).or_else(|| {
            let first = is_headline(report, order[at].0);
            (at + 1..order.len()).find(fits).filter(|_| first && matches!(noun, Noun::Body | Noun::Medium))
        });
        let Some(meant) = found.map(|found| hand(found).clone()) else { continue };
        let (_, (chain, link, i)) = order[at];
        let hand = &mut chains[chain][link][i];
        (hand.name, hand.folded, hand.class) = (meant.name, meant.folded, meant.class);
    }
}

/// What sort of source a description may stand for.
enum Noun {
    /// "the group", "a monitor".
    Body,
    /// "TV", "state media".
    Medium,
    /// "the statement".
    Paper,
    /// "the source": somebody described with this noun.
    Somebody(String),
}

impl Noun {
    fn of(hand: &Hand) -> Option<Self> {
        let lower = hand.name.to_lowercase();
        let words: Vec<&str> = lower.split(' ').collect();
        let definite = words.len() > 1 && matches!(words[0], "the" | "that" | "this");
        let noun = *words.last()?;
        let lists = english();
        let called = definite && words.len() == 2;
        match hand.class {
            SourceClass::Organisation | SourceClass::Group if called && lists.body.words.contains(noun) => {
                Some(Noun::Body)
            }
            SourceClass::Organisation if words.len() == 1 && lists.monitor.words.contains(noun) => Some(Noun::Body),
            SourceClass::Outlet if matches!(lower.as_str(), "tv" | "radio" | "state tv" | "state media") => {
                Some(Noun::Medium)
            }
            SourceClass::Document if words.len() == 2 && noun == "statement" => Some(Noun::Paper),
            SourceClass::Unnamed | SourceClass::Person | SourceClass::Official | SourceClass::Group if called => {
                Some(Noun::Somebody(noun.to_string()))
            }
            _ => None,
        }
    }

    fn fits(&self, report: &Doc, here: &Hand, other: &Hand) -> bool {
        let same = other.folded == here.folded;
        match self {
            _ if same => false,
            Noun::Body => other.class == SourceClass::Organisation && names_body(&other.name),
            Noun::Medium => other.class == SourceClass::Outlet && other.name.contains(char::is_uppercase),
            Noun::Paper => states(report, other),
            Noun::Somebody(noun) => {
                let answers = other.class == here.class || other.class == SourceClass::Unnamed;
                let words = other.span.map_or("", |span| span.of(report.text())).to_lowercase();
                let words: Vec<&str> = words.split(' ').collect();
                let called = words.iter().any(|word| word == noun || word.strip_suffix('s') == Some(noun));
                let told = words.len() > if words[0] == "the" { 2 } else { 1 };
                answers && called && told
            }
        }
    }
}

/// "the ministry said in a statement": who stands in a sentence with its statement, and is no paper.
fn states(report: &Doc, other: &Hand) -> bool {
    let sentences = &report.source.segmentation.sentences;
    let issuer = matches!(other.class, SourceClass::Organisation | SourceClass::Official | SourceClass::Person);
    issuer
        && other.span.is_some_and(|span| {
            let sentence = sentences.get(sentences.partition_point(|s| s.span.end <= span.start));
            sentence.is_some_and(|sentence| sentence.span.of(report.text()).contains("statement"))
        })
}

/// Whether a span stands in the report's first sentence.
fn is_headline(report: &Doc, span: Span) -> bool {
    report.source.segmentation.sentences.first().is_some_and(|first| first.span.contains(span))
}
