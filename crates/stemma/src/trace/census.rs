//! What the pile at large says: which reports there are, how common each word is, which outlets.
//!
//! Stories are found in the census; each is then read again by itself (see `pile`). So a story's claims hang on its own
//! reports and on little besides: which outlets its words can name, and which of its sentences stand in reports of other
//! weeks. How much its words tell is asked of the news at large there, so that reports which have nothing to do with a
//! story seldom touch it (see `kept`).

use std::collections::BTreeMap;

use super::concepts::Concepts;
use super::outlets::Outlets;
use super::standing::Standing;
use super::vocabulary::{Holders, Vocabulary};
use super::words::{self, RawWord};
use crate::{Annotated, Span};

/// A report as it was counted.
#[derive(Debug)]
pub(super) struct Counted<'a> {
    /// As the first four rooms left it.
    pub source: &'a Annotated,
    /// How often each term stands in the article, sorted by term; the headline's count twice.
    pub terms: Vec<(u32, u32)>,
    /// Earliest and latest minute of publication since 1970.
    pub minutes: Option<(i64, i64)>,
}

/// All reports in the order of their ids, which makes the result independent of the order in which they came in.
#[derive(Debug)]
pub(super) struct Census<'a> {
    /// Every report.
    pub reports: Vec<Counted<'a>>,
    /// Of all reports, which hold each term.
    pub holders: Holders,
    /// How much each term tells.
    weights: Vec<f64>,
    outlets: Outlets<'a>,
    standing: Standing,
    by_id: BTreeMap<&'a str, usize>,
}

impl<'a> Census<'a> {
    /// Reads every report once.
    pub fn new(annotated: &'a [Annotated]) -> Self {
        let mut sorted: Vec<&Annotated> = annotated.iter().collect();
        sorted.sort_by(|a, b| (&a.report.id, &a.report.text_sha256).cmp(&(&b.report.id, &b.report.text_sha256)));
        let by_id: BTreeMap<&str, usize> =
            sorted.iter().enumerate().rev().map(|(at, source)| (source.report.id.as_str(), at)).collect();
        let outlets = Outlets::new(sorted.iter().filter_map(|source| source.report.outlet_name()));
        let (mut vocabulary, mut standing) = (Vocabulary::default(), Standing::default());
        let mut holders = Holders::default();
        let mut count = |source: &'a Annotated| {
            let read = read(by_id[source.report.id.as_str()] as u32, source, &mut vocabulary, &mut standing);
            holders.count(&read.terms);
            read.counted
        };
        let reports = sorted.into_iter().map(&mut count).collect();
        standing.settle();
        let weights = (0..).zip(vocabulary.stems()).map(|(term, stem)| holders.weight(stem, term)).collect();
        Census { reports, holders, weights, outlets, standing, by_id }
    }

    /// Index of a report.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// How many terms there are.
    pub fn terms(&self) -> usize {
        self.weights.len()
    }

    /// How much a term of the census tells.
    pub fn weight(&self, term: u32) -> f64 {
        self.weights.get(term as usize).copied().unwrap_or(0.0)
    }

    /// The outlets of the pile that words of this report can name.
    pub fn outlets_named(&self, source: &Annotated) -> impl Iterator<Item = &'a str> + '_ {
        self.outlets.named(source).into_iter()
    }

    /// The sentences of a report with these words that stand in its outlet's reports of other weeks too, sorted.
    pub fn standing(&self, report: usize, words: &[RawWord]) -> Vec<usize> {
        self.standing.of(self.reports[report].source, words)
    }
}

/// A report as counted, and every term of it once.
struct Read<'a> {
    counted: Counted<'a>,
    terms: Vec<u32>,
}

fn read<'a>(number: u32, source: &'a Annotated, vocabulary: &mut Vocabulary, standing: &mut Standing) -> Read<'a> {
    let report = &source.report;
    let raw = words::words(&report.text);
    standing.see(number, source, &raw);
    let title = report.title.as_ref().map(|found| words::words(&found.value)).unwrap_or_default();
    let title: Vec<u32> = title.iter().filter(|word| word.content).map(|word| vocabulary.term(&word.stem)).collect();
    let mut terms: Vec<u32> = title.clone();
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    title.iter().for_each(|&term| *counts.entry(term).or_default() += 2);
    let in_furniture = |span: Span| report.furniture.iter().any(|part| part.overlaps(span));
    for (word, sense) in raw.iter().zip(Concepts::english().senses(&raw)) {
        terms.extend(vocabulary.sense(word, sense));
        if word.content {
            let term = vocabulary.term(&word.stem);
            terms.push(term);
            if !in_furniture(word.span) {
                *counts.entry(term).or_default() += 1;
            }
        }
    }
    terms.sort_unstable();
    terms.dedup();
    let minutes = crate::link::clock::minutes(source);
    Read { counted: Counted { source, terms: counts.into_iter().collect(), minutes }, terms }
}
