//! What the pile at large says: which reports there are, how common each word is, which outlets.
//!
//! Stories are found in the census; each is then read again by itself (see `pile`). So a story's claims hang on its own
//! reports and on little besides: which outlets its words can name, and which of its sentences stand in reports of other
//! weeks. How much its words tell is asked of the news at large there, so that reports which have nothing to do with a
//! story seldom touch it (see `kept`).

use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::concepts::Concepts;
use super::outlets::Outlets;
use super::standing::{Met, Standing};
use super::vocabulary::{Holders, Vocabulary, sense_stem};
use super::words::{self, RawWord};
use crate::shelf::Shelf;
use crate::{Annotated, Span};

/// A report as it was counted.
#[derive(Debug)]
pub(super) struct Counted {
    /// Its place on the shelf.
    pub place: usize,
    /// How often each term stands in the article, sorted by term; the headline's count twice.
    pub terms: Vec<(u32, u32)>,
    /// Earliest and latest minute of publication since 1970.
    pub minutes: Option<(i64, i64)>,
}

/// All reports in the order of their ids, which makes the result independent of the order in which they came in.
pub(super) struct Census<'s> {
    shelf: &'s dyn Shelf,
    /// Every report.
    pub reports: Vec<Counted>,
    /// Of all reports, which hold each term.
    pub holders: Holders,
    /// How much each term tells.
    weights: Vec<f64>,
    outlets: Outlets,
    standing: Standing,
    by_id: BTreeMap<String, usize>,
}

/// Reports that are read together.
const BATCH: usize = 1024;

impl<'s> Census<'s> {
    /// Reads every report once.
    pub fn new(shelf: &'s dyn Shelf) -> Self {
        let order = shelf.in_order();
        let id = |place: usize| shelf.key(place).0.into_owned();
        let by_id = order.iter().enumerate().rev().map(|(at, &place)| (id(place), at)).collect();
        let (mut counting, mut reports) = (Counting::default(), Vec::with_capacity(order.len()));
        for batch in order.chunks(BATCH) {
            let read: Vec<Read> = batch.par_iter().map(|&place| read(&shelf.take(place))).collect();
            reports.extend(read.into_iter().zip(batch).map(|(read, &place)| counting.count(read, place)));
        }
        let Counting { vocabulary, mut standing, holders, outlets } = counting;
        standing.settle();
        let weights = (0..).zip(vocabulary.stems()).map(|(term, stem)| holders.weight(stem, term)).collect();
        let outlets = Outlets::new(outlets.iter().map(String::as_str));
        Census { shelf, reports, holders, weights, outlets, standing, by_id }
    }

    /// A report taken down.
    pub fn take(&self, report: usize) -> Cow<'s, Annotated> {
        self.shelf.take(self.reports[report].place)
    }

    /// Index of a report.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// How much a term of the census tells.
    pub fn weight(&self, term: u32) -> f64 {
        self.weights.get(term as usize).copied().unwrap_or(0.0)
    }

    /// The outlets of the pile that words of this report can name.
    pub fn outlets_named(&self, source: &Annotated) -> BTreeSet<&str> {
        self.outlets.named(source)
    }

    /// The sentences of a report with these words that stand in its outlet's reports of other weeks too, sorted.
    pub fn standing(&self, source: &Annotated, words: &[RawWord]) -> Vec<usize> {
        self.standing.of(source, words)
    }
}

/// What is counted over the reports, one by one.
#[derive(Default)]
struct Counting {
    vocabulary: Vocabulary,
    standing: Standing,
    holders: Holders,
    outlets: BTreeSet<String>,
}

impl Counting {
    /// Takes in the next report.
    fn count(&mut self, read: Read, place: usize) -> Counted {
        let number = self.holders.reports as u32;
        let mut number_of = |stems: Vec<(String, u32)>| -> Vec<(u32, u32)> {
            let numbered = stems.into_iter().map(|(stem, count)| (self.vocabulary.term(&stem), count));
            let mut numbered: Vec<(u32, u32)> = numbered.collect();
            numbered.sort_unstable();
            numbered
        };
        let (counts, senses) = (number_of(read.counts), number_of(read.senses));
        let all: BTreeSet<u32> = counts.iter().chain(&senses).map(|&(term, _)| term).collect();
        self.holders.count(&all.into_iter().collect::<Vec<_>>());
        if let Some(seen) = read.seen {
            self.standing.see(number, seen);
        }
        self.outlets.extend(read.outlet);
        Counted { place, terms: counts.into_iter().filter(|&(_, count)| count > 0).collect(), minutes: read.minutes }
    }
}

/// What is read of a report by itself.
struct Read {
    /// Its content words with how often they count; none for those that stand in furniture only.
    counts: Vec<(String, u32)>,
    /// What else its words count as where claims are compared.
    senses: Vec<(String, u32)>,
    seen: Option<Met>,
    outlet: Option<String>,
    minutes: Option<(i64, i64)>,
}

fn read(source: &Annotated) -> Read {
    let report = &source.report;
    let raw = words::words(&report.text);
    let title = report.title.as_ref().map(|found| words::words(&found.value)).unwrap_or_default();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    title.iter().filter(|word| word.content).for_each(|word| *counts.entry(&word.stem).or_default() += 2);
    let in_furniture = |span: Span| report.furniture.iter().any(|part| part.overlaps(span));
    let mut senses = BTreeSet::new();
    for (word, sense) in raw.iter().zip(Concepts::english().senses(&raw)) {
        senses.extend(sense_stem(word, sense));
        if word.content {
            *counts.entry(&word.stem).or_default() += u32::from(!in_furniture(word.span));
        }
    }
    Read {
        counts: counts.into_iter().map(|(stem, count)| (stem.to_string(), count)).collect(),
        senses: senses.into_iter().map(|stem| (stem.into_owned(), 0)).collect(),
        seen: Met::of(source, &raw),
        outlet: report.outlet_name().map(str::to_string),
        minutes: crate::link::clock::minutes(source),
    }
}
