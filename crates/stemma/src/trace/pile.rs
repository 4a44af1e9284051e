//! The reports of one story as this room reads them: in the order of their ids, their words as numbers, their sentences.
//!
//! Numbers are given anew for every story, so that nothing about it hangs on what else is in the pile but for what the
//! census tells.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::census::Census;
use super::concepts::{Concepts, Sense};
use super::names::OutletName;
use super::vocabulary::{Vocabulary, steady_weight};
use super::words::{self, RawWord, fold};
use crate::{Annotated, Span};

/// A report with its words.
#[derive(Debug)]
pub(super) struct Doc<'a> {
    /// As the first four rooms left it.
    pub source: &'a Annotated,
    /// Every word of the text, in order.
    pub words: Vec<Word>,
    /// Per sentence of the segmentation: its words, as indices into `words`.
    pub sentences: Vec<Range<usize>>,
    /// Terms of the headline.
    pub title: Vec<u32>,
    /// Earliest and latest minute of publication since 1970.
    pub minutes: Option<(i64, i64)>,
    /// Sentences that stand in the outlet's reports of other weeks too, sorted.
    pub standing: Vec<usize>,
}

/// A word of a report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Where it stands.
    pub span: Span,
    /// Index into the vocabulary: words of one stem are one term.
    pub term: u32,
    /// Whether it is a number.
    pub number: bool,
    /// Whether it says something of what the report is about.
    pub content: bool,
    /// What it counts as where claims are compared: its own term or that of its concept; `None` for nothing.
    pub sense: Option<u32>,
    /// Number of its concept.
    pub concept: Option<usize>,
}

impl<'a> Doc<'a> {
    /// Id of the report.
    pub fn id(&self) -> &'a str {
        &self.source.report.id
    }

    /// The report's text.
    pub fn text(&self) -> &'a str {
        &self.source.report.text
    }

    /// Name of the outlet.
    pub fn outlet(&self) -> Option<&'a str> {
        self.source.report.outlet_name()
    }

    /// Whether some of its words name the outlet of another report.
    pub fn names_outlet_of(&self, other: &Doc, span: Span) -> bool {
        let words = fold(span.of(self.text()));
        other.outlet().map(fold).is_some_and(|outlet| !outlet.is_empty() && words.contains(&outlet))
    }

    /// The words that lie in a span.
    pub fn words_in(&self, span: Span) -> Range<usize> {
        let from = self.words.partition_point(|word| word.span.start < span.start);
        let to = self.words.partition_point(|word| word.span.end <= span.end);
        from..to.max(from)
    }

    /// The sentences that a span touches, with one before and one behind them.
    pub fn around(&self, span: Span) -> Span {
        let sentences = &self.source.segmentation.sentences;
        let first = sentences.partition_point(|sentence| sentence.span.end <= span.start).saturating_sub(1);
        let last = sentences.partition_point(|sentence| sentence.span.start < span.end);
        let inside = sentences.get(first..sentences.len().min(last + 1)).unwrap_or_default();
        inside.iter().fold(span, |whole, sentence| whole.cover(sentence.span))
    }

    /// Whether a sentence stands in the outlet's reports of other weeks too.
    pub fn is_standing(&self, sentence: usize) -> bool {
        self.standing.binary_search(&sentence).is_ok()
    }

    /// Whether a span touches page furniture.
    pub fn is_furniture(&self, span: Span) -> bool {
        self.source.report.furniture.iter().any(|part| part.overlaps(span))
    }

    /// What orders reports in time: undated ones stand last.
    pub fn age(&self) -> (i64, &'a str) {
        (self.minutes.map_or(i64::MAX, |(earliest, _)| earliest), self.id())
    }
}

/// The reports of a story, and what of the pile at large bears on it.
#[derive(Debug)]
pub(super) struct Pile<'a> {
    /// In the order of ids.
    pub docs: Vec<Doc<'a>>,
    /// How much each term tells, in nats: what is rare in the news at large tells most.
    pub weights: Vec<f64>,
    by_id: BTreeMap<&'a str, usize>,
    /// In the order of their names.
    outlets: Vec<(&'a str, OutletName)>,
    /// Terms of concepts, sorted.
    concepts: Vec<u32>,
}

impl<'a> Pile<'a> {
    /// Reads these reports of the census, which were taken down.
    pub fn of(census: &'a Census, reports: &[usize], held: &'a [Cow<Annotated>]) -> Self {
        let mut vocabulary = Vocabulary::default();
        let read = |(&at, source): (&usize, &'a Cow<Annotated>)| doc(census, at, source, &mut vocabulary);
        let docs: Vec<Doc> = reports.iter().zip(held).map(read).collect();
        let weights = vocabulary.stems().iter().map(|stem| steady_weight(stem)).collect();
        let by_id = docs.iter().enumerate().rev().map(|(at, doc)| (doc.id(), at)).collect();
        let outlets: BTreeSet<&str> = docs.iter().flat_map(|doc| census.outlets_named(doc.source)).collect();
        let outlets = outlets.into_iter().map(|name| (name, OutletName::new(name))).collect();
        let is_concept = |&term: &u32| vocabulary.stems()[term as usize].starts_with('=');
        let concepts = (0..vocabulary.stems().len() as u32).filter(is_concept).collect();
        Pile { docs, concepts, weights, by_id, outlets }
    }

    /// Index of a report.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Whether some report is of this outlet.
    pub fn has_outlet(&self, name: &str) -> bool {
        let other = OutletName::new(name);
        self.outlets.iter().any(|(known, outlet)| *known == name || outlet.same(&other))
    }

    /// The outlets of the pile, in the order of their names.
    pub fn outlets(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.outlets.iter().map(|&(name, _)| name)
    }

    /// Whether just one outlet's name begins with this one ("Meridian" of "Meridian Wire").
    pub fn begins_outlet(&self, name: &str) -> bool {
        let name = fold(name);
        let begins = |(_, outlet): &&(&str, OutletName)| {
            outlet.folded.strip_prefix(&name).is_some_and(|rest| rest.starts_with(' '))
        };
        name.len() >= 4 && self.outlets.iter().filter(begins).count() == 1
    }

    /// Whether it is an outlet's name but for what kind of outlet it is ("the Quillon agency").
    pub fn is_kind_of_outlet(&self, name: &str) -> bool {
        let other = OutletName::new(name);
        let held = |(_, outlet): &(&str, OutletName)| other.same(outlet) && other.contains(outlet);
        (2..=4).contains(&other.folded.split(' ').count()) && self.outlets.iter().any(held)
    }

    /// Whether some report's outlet has this very name.
    pub fn is_outlet(&self, name: &str) -> bool {
        let name = fold(name);
        self.outlets.iter().any(|(_, outlet)| outlet.folded == name)
    }

    /// Whether a term stands for a concept.
    pub fn is_concept(&self, term: u32) -> bool {
        self.concepts.binary_search(&term).is_ok()
    }

    /// How much a term tells.
    pub fn weight(&self, term: u32) -> f64 {
        self.weights.get(term as usize).copied().unwrap_or(0.0)
    }
}

fn doc<'a>(census: &Census, at: usize, source: &'a Annotated, vocabulary: &mut Vocabulary) -> Doc<'a> {
    let (minutes, report) = (census.reports[at].minutes, &source.report);
    let raw = words::words(&report.text);
    let title = report.title.as_ref().map(|found| words::words(&found.value)).unwrap_or_default();
    let title: Vec<u32> = title.iter().filter(|word| word.content).map(|word| vocabulary.term(&word.stem)).collect();
    let senses = Concepts::english().senses(&raw);
    let words: Vec<Word> = raw.iter().zip(senses).map(|(raw, sense)| word(raw, sense, vocabulary)).collect();
    let standing = census.standing(source, &raw);
    let mut doc = Doc { source, words, sentences: Vec::new(), title, minutes, standing };
    doc.sentences = source.segmentation.sentences.iter().map(|s| doc.words_in(s.span)).collect();
    doc
}

fn word(raw: &RawWord, sense: Sense, vocabulary: &mut Vocabulary) -> Word {
    let term = vocabulary.term(&raw.stem);
    let concept = match sense {
        Sense::Concept(at) => Some(at),
        _ => None,
    };
    let sense = vocabulary.sense(raw, sense);
    Word { span: raw.span, term, number: raw.number, content: raw.content, sense, concept }
}

/// What a test does with all of a pile as one story.
#[cfg(test)]
pub(super) fn whole<T>(annotated: &[Annotated], look: impl FnOnce(&Pile) -> T) -> T {
    let census = Census::new(&annotated);
    let all: Vec<usize> = (0..annotated.len()).collect();
    let held: Vec<Cow<Annotated>> = all.iter().map(|&report| census.take(report)).collect();
    look(&Pile::of(&census, &all, &held))
}
