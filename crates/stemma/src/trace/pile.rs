//! The pile as this room reads it: reports in the order of their ids, their words as numbers, their sentences.
//!
//! Sorting first makes the result independent of the order in which reports came in.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::concepts::{Concepts, Sense};
use super::lexicon::Background;
use super::names::same_outlet;
use super::standing::standing;
use super::words::fold;
use super::words::{self, RawWord};
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
    standing: Vec<usize>,
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

    /// The words that lie in a span.
    pub fn words_in(&self, span: Span) -> Range<usize> {
        let from = self.words.partition_point(|word| word.span.start < span.start);
        let to = self.words.partition_point(|word| word.span.end <= span.end);
        from..to.max(from)
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

/// All reports, and in how many of them each term stands.
#[derive(Debug)]
pub(super) struct Pile<'a> {
    /// In the order of ids.
    pub docs: Vec<Doc<'a>>,
    /// How much each term tells, in nats: rare in this pile and in the news at large tells most.
    pub weights: Vec<f64>,
    /// Per term: in how many reports it stands.
    pub holders: Vec<u32>,
    by_id: BTreeMap<&'a str, usize>,
    outlets: BTreeSet<&'a str>,
    /// Terms of concepts, sorted.
    concepts: Vec<u32>,
}

impl<'a> Pile<'a> {
    /// Reads every report once.
    pub fn new(annotated: &'a [Annotated]) -> Self {
        let mut sorted: Vec<&Annotated> = annotated.iter().collect();
        sorted.sort_by(|a, b| (&a.report.id, &a.report.text_sha256).cmp(&(&b.report.id, &b.report.text_sha256)));
        let mut vocabulary = Vocabulary::default();
        let mut docs: Vec<Doc> = sorted.into_iter().map(|source| doc(source, &mut vocabulary)).collect();
        let standing = standing(&docs);
        docs.iter_mut().zip(standing).for_each(|(doc, sentences)| doc.standing = sentences);
        let weights = vocabulary.weights(docs.len(), Background::bundled());
        let by_id = docs.iter().enumerate().rev().map(|(at, doc)| (doc.id(), at)).collect();
        let outlets = docs.iter().filter_map(Doc::outlet).collect();
        let concepts = vocabulary.concepts();
        Pile { docs, concepts, weights, holders: vocabulary.reports, by_id, outlets }
    }

    /// Index of a report.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Whether some report is of this outlet.
    pub fn has_outlet(&self, name: &str) -> bool {
        self.outlets.contains(name) || self.outlets.iter().any(|outlet| same_outlet(outlet, name))
    }

    /// The outlets of the pile, in the order of their names.
    pub fn outlets(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.outlets.iter().copied()
    }

    /// Whether just one outlet's name begins with this one ("Meridian" of "Meridian Wire").
    pub fn begins_outlet(&self, name: &str) -> bool {
        let name = fold(name);
        let begins = |outlet: &&&str| fold(outlet).strip_prefix(&name).is_some_and(|rest| rest.starts_with(' '));
        name.len() >= 4 && self.outlets.iter().filter(begins).count() == 1
    }

    /// Whether it is an outlet's name but for what kind of outlet it is ("the Quillon agency").
    pub fn is_kind_of_outlet(&self, name: &str) -> bool {
        let name = fold(name);
        let held =
            |outlet: &&str| same_outlet(outlet, &name) && format!(" {name} ").contains(&format!(" {} ", fold(outlet)));
        (2..=4).contains(&name.split(' ').count()) && self.outlets.iter().any(held)
    }

    /// Whether some report's outlet has this very name.
    pub fn is_outlet(&self, name: &str) -> bool {
        let name = fold(name);
        self.outlets.iter().any(|outlet| fold(outlet) == name)
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

fn doc<'a>(source: &'a Annotated, vocabulary: &mut Vocabulary) -> Doc<'a> {
    let raw = words::words(&source.report.text);
    let title = source.report.title.as_ref().map(|found| words::words(&found.value)).unwrap_or_default();
    let title: Vec<u32> = title.iter().filter(|word| word.content).map(|word| vocabulary.term(word)).collect();
    let senses = Concepts::english().senses(&raw);
    let words: Vec<Word> = raw.iter().zip(senses).map(|(word, sense)| vocabulary.word(word, sense)).collect();
    let senses = words.iter().filter_map(|word| word.sense);
    let terms = words.iter().filter(|word| word.content).map(|word| word.term);
    vocabulary.count(terms.chain(senses).chain(title.iter().copied()));
    let minutes = source.report.published_at().map(|at| at.minutes());
    let mut doc = Doc { source, words, sentences: Vec::new(), title, minutes, standing: Vec::new() };
    doc.sentences = source.segmentation.sentences.iter().map(|s| doc.words_in(s.span)).collect();
    doc
}

/// Stems to numbers, with the count of reports that have each.
#[derive(Debug, Default)]
struct Vocabulary {
    // Only looked up, never walked: its order reaches no result.
    #[allow(clippy::disallowed_types)]
    by_stem: std::collections::HashMap<String, u32>,
    stems: Vec<String>,
    reports: Vec<u32>,
}

impl Vocabulary {
    fn word(&mut self, word: &RawWord, sense: Sense) -> Word {
        let term = self.term(word);
        let (sense, concept) = match sense {
            Sense::Nothing => (None, None),
            Sense::Itself => (Some(term), None),
            Sense::Concept(at) => (Some(self.of(&format!("={}", Concepts::english().name(at)))), Some(at)),
        };
        Word { span: word.span, term, number: word.number, content: word.content, sense, concept }
    }

    fn term(&mut self, word: &RawWord) -> u32 {
        self.of(&word.stem)
    }

    /// The term of a stem, or of a concept behind its mark, which no stem has.
    fn of(&mut self, stem: &str) -> u32 {
        if let Some(&term) = self.by_stem.get(stem) {
            return term;
        }
        let term = self.stems.len() as u32;
        self.by_stem.insert(stem.to_string(), term);
        self.stems.push(stem.to_string());
        self.reports.push(0);
        term
    }

    fn concepts(&self) -> Vec<u32> {
        (0..self.stems.len() as u32).filter(|&term| self.stems[term as usize].starts_with('=')).collect()
    }

    fn count(&mut self, terms: impl Iterator<Item = u32>) {
        let mut terms: Vec<u32> = terms.collect();
        terms.sort_unstable();
        terms.dedup();
        terms.into_iter().for_each(|term| self.reports[term as usize] += 1);
    }

    /// Inverse document frequency over this pile and the news at large together: one report alone has sensible
    /// weights, and in a large pile its own counts lead.
    fn weights(&self, pile: usize, background: &Background) -> Vec<f64> {
        let all = pile as f64 + background.reports + 1.0;
        let at_large = |stem: &str| match stem.strip_prefix('=').and_then(|name| Concepts::english().named(name)) {
            Some(concept) => Concepts::english().stems(concept).map(|stem| background.count(&stem)).sum(),
            None => background.count(stem),
        };
        let weight = |(stem, &here): (&String, &u32)| (all / (at_large(stem) + f64::from(here) + 0.5)).ln();
        self.stems.iter().zip(&self.reports).map(weight).collect()
    }
}
