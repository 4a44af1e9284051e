//! What can witness a claim: a statement's content, sentence by sentence, and what the page itself narrates.
//!
//! Of nested statements the innermost counts: its chain holds the outer hands already. What somebody believes, orders or
//! declines to say is no content of a claim; that he does so is narrated by the page.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{self, Count};
use super::pile::{Doc, Pile, Word};
use super::polarity;
use super::prose;
use super::setting::Setting;
use super::stretches::{speaks, statements_by_sentence, stretches};
use crate::Span;
use crate::attribute::Stance;
use crate::situate::event::is_telling;

/// A stretch of one sentence that says something, and who is said to say it.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Index of the report in the pile.
    pub doc: usize,
    /// Index of the sentence in the report.
    pub sentence: usize,
    /// Index of the statement in the report; `None` for narration.
    pub statement: Option<usize>,
    /// The words.
    pub spans: Vec<Span>,
    /// Whether they are the headline.
    pub headline: bool,
    /// What its words count as, sorted, each once; numbers too.
    pub terms: Vec<u32>,
    /// Terms that stand in relative clauses only, sorted.
    pub asides: Vec<u32>,
    /// Numbers among the terms.
    pub numbers: Vec<u32>,
    /// What is counted.
    pub counts: Vec<Count>,
    /// Said not to be so as a whole, by the stance or by a word for it.
    pub denies: bool,
    /// Words that negations turn round, as senses, sorted.
    pub negated: Vec<u32>,
    /// What the words mention.
    pub told: Told,
}

/// What the first four rooms found within a unit.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// Places below the level of countries, by GeoNames id; names that nothing resolves are words like others.
    pub places: BTreeSet<String>,
    /// Actors by id.
    pub actors: BTreeSet<String>,
    /// Kinds of events.
    pub events: BTreeSet<String>,
    /// Days and lengths of time, as TIMEX3 values.
    pub times: BTreeSet<String>,
    /// Where and when.
    pub setting: Setting,
}

/// Fewest content words that can say anything.
const FEWEST_WORDS: usize = 3;
/// Fewest in the content of a statement: "a drone may be to blame".
const FEWEST_SAID: usize = 2;

/// A sentence that a report repeats, word for word, says nothing more after so many times.
const REFRAIN: usize = 3;

/// The units of one report, in the order of the text.
pub(super) fn units(pile: &Pile, doc: usize) -> Vec<Unit> {
    let report = &pile.docs[doc];
    let by_sentence = statements_by_sentence(report);
    let headline = headline(report);
    let sentences = &report.source.segmentation.sentences;
    let mut units: Vec<Unit> = Vec::new();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, sentence) in sentences.iter().enumerate().filter(|(_, s)| !report.is_furniture(s.span)) {
        let said = times.entry(sentence.span.of(report.text())).or_default();
        *said += 1;
        if *said > REFRAIN {
            continue;
        }
        let is_headline = headline == Some(at);
        if report.is_standing(at) || !is_headline && prose::is_page(report, sentence.span) {
            continue;
        }
        let mut parts = stretches(report, sentence.span, &by_sentence[at]);
        if parts.is_empty() {
            parts.push((None, vec![sentence.span]));
        }
        let said = parts.into_iter().filter(|(_, spans)| is_headline || speaks(report, spans));
        units.extend(said.filter_map(|(statement, spans)| {
            Some(Unit { headline: is_headline, ..unit(report, doc, at, statement, spans)? })
        }));
    }
    units
}

fn unit(report: &Doc, doc: usize, sentence: usize, statement: Option<usize>, spans: Vec<Span>) -> Option<Unit> {
    let words = words_in(report, &spans);
    let asides = prose::asides(report, &spans);
    let aside = |word: &Word| asides.iter().any(|part| part.contains(word.span));
    let terms = sorted(words.iter().filter(|word| !aside(word)).filter_map(|word| word.sense));
    let mut asides = sorted(words.iter().filter(|word| aside(word)).filter_map(|word| word.sense));
    asides.retain(|term| terms.binary_search(term).is_err());
    let numbers = sorted(words.iter().filter(|word| word.number).map(|word| word.term));
    let places: Vec<Span> = words.iter().map(|word| word.span).collect();
    let negated = polarity::negated(report, &words, &places);
    let stance = statement.and_then(|at| report.source.statements.get(at)).map(|s| s.stance);
    let denies = stance == Some(Stance::Denies) || polarity::tells_denial(report, &places);
    let (told, counts) = (told(report, &spans), counts::counts(report, &spans));
    let question = spans.last().is_some_and(|span| span.of(report.text()).trim_end().ends_with('?'));
    let fewest = if statement.is_some() { FEWEST_SAID } else { FEWEST_WORDS };
    let enough = terms.len() + asides.len() >= fewest || counts.iter().any(|count| count.crowd);
    let headline = false;
    (enough && !question).then_some(Unit {
        doc,
        sentence,
        statement,
        spans,
        headline,
        terms,
        asides,
        numbers,
        counts,
        denies,
        negated,
        told,
    })
}

fn words_in(report: &Doc, spans: &[Span]) -> Vec<Word> {
    spans.iter().flat_map(|&span| report.words_in(span)).map(|at| report.words[at]).collect()
}

fn sorted(terms: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut terms: Vec<u32> = terms.collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The sentence that is the headline: it says what the title says, or stands first, alone and without a stop.
fn headline(report: &Doc) -> Option<usize> {
    let sentences = &report.source.segmentation.sentences;
    let title: BTreeSet<u32> = report.title.iter().copied().collect();
    let titled = (0..sentences.len().min(3)).find(|&at| {
        let words: BTreeSet<u32> =
            report.words[report.sentences[at].clone()].iter().filter(|w| w.content).map(|w| w.term).collect();
        title.len() >= 2 && title.is_subset(&words) && words.len() <= title.len() + 4
    });
    let first = sentences.first()?;
    let alone = sentences.get(1).is_some_and(|next| next.paragraph != first.paragraph);
    let stopped = first.span.of(report.text()).ends_with(|c: char| ".!?\"\u{201d}".contains(c));
    titled.or_else(|| (alone && !stopped).then_some(0))
}

fn told(report: &Doc, spans: &[Span]) -> Told {
    let inside = |span: Span| spans.iter().any(|part| part.overlaps(span));
    let situation = &report.source.situation;
    let fine = |level: &str| !matches!(level, "country" | "continent" | "region" | "sea");
    let places = situation.places.iter().filter(|p| inside(p.span) && fine(&p.level));
    let events = situation.events.iter().filter(|e| is_telling(&e.kind) && e.trigger.iter().any(|&t| inside(t)));
    let times = situation.times.iter().filter(|t| inside(t.span));
    Told {
        setting: Setting::new(report, spans),
        times: times.filter_map(|t| t.value.clone()).collect(),
        places: places.filter_map(|p| p.geonames_id.clone()).collect(),
        actors: situation.actors.iter().filter(|a| inside(a.span)).map(|a| a.id.clone()).collect(),
        events: events.map(|e| e.kind.clone()).collect(),
    }
}
