//! The pile at a glance: every report read once, one by one, and of each only a card kept.
//!
//! From the cards come the pairs that are worth laying side by side, what of the pile is boilerplate, the names of its
//! outlets, and its parts: reports that can have to do with one another stand in one part, so that the stages behind
//! take down a part at a time and never the whole pile.

use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::Annotated;
use crate::shelf::Shelf;

use super::candidates::{Candidate, Pairing};
use super::clock;
use super::credit::Names;
use super::doc::Doc;
use super::fingerprint::{Print, prints};
use super::grouping::Grouping;
use super::outlets::Numbers;
use super::sets::Sets;
use super::words::Words;

/// What is kept of a report.
pub(super) struct Card {
    /// Minutes between which it was published.
    pub time: Option<(i64, i64)>,
    /// Its outlet's number.
    pub outlet: Option<u32>,
    /// Its distinct words, ascending by hash.
    pub words: Box<[u64]>,
    /// Where it lies: its address and the one that it gives itself.
    pub addresses: Vec<String>,
}

/// What is known of a pile before any two of its reports are compared. Reports have numbers, in the order of their keys.
pub(super) struct Survey<'s> {
    shelf: &'s dyn Shelf,
    /// The place on the shelf of each report.
    places: Vec<usize>,
    pub cards: Vec<Card>,
    pub outlets: Numbers,
    /// Finds the outlets' names.
    pub names: Names,
    /// For each report the first one with the same wording.
    classes: Vec<u32>,
    pairs: Vec<Candidate>,
    /// Fingerprints that belong to pages, ascending.
    boilerplate: Vec<u64>,
}

/// Reports that are read together.
const BATCH: usize = 1024;

impl<'s> Survey<'s> {
    /// Reads every report of a shelf.
    pub fn of(shelf: &'s dyn Shelf, grouping: &mut dyn Grouping) -> Self {
        let places = shelf.in_order();
        let (mut pairing, mut wordings) = (Pairing::new(grouping), Wordings::default());
        let (mut cards, mut outlets) = (Vec::with_capacity(places.len()), Numbers::default());
        for batch in places.chunks(BATCH) {
            let read: Vec<Read> = batch.par_iter().map(|&at| read(&shelf.take(at))).collect();
            for read in read {
                let outlet = read.outlet.map(|name| outlets.number(&name));
                if wordings.is_first(read.wording) {
                    pairing.add(&read.prints, outlet);
                }
                cards.push(Card { outlet, ..read.card });
            }
        }
        let found = pairing.finish();
        let (classes, firsts) = (wordings.classes, wordings.firsts);
        let whole = |pair: &Candidate| Candidate { a: firsts[pair.a as usize], b: firsts[pair.b as usize] };
        let pairs = found.pairs.iter().map(whole).collect();
        let settled = outlets.settle();
        cards.iter_mut().for_each(|card: &mut Card| card.outlet = card.outlet.map(|met| settled[met as usize]));
        let names = Names::of(outlets.names());
        Survey { shelf, places, cards, outlets, names, classes, pairs, boilerplate: found.boilerplate }
    }

    /// A report taken down.
    pub fn take(&self, report: u32) -> Cow<'s, Annotated> {
        self.shelf.take(self.places[report as usize])
    }

    /// A report that was taken down made ready, what belongs to pages marked in it.
    pub fn ready<'a>(&self, report: u32, held: &'a Annotated) -> Doc<'a> {
        let mut doc = Doc::of(held, self.cards[report as usize].time);
        doc.mark_boilerplate(&self.boilerplate);
        doc
    }

    /// The whole pile in parts, each of about so many reports as are compared together, or of as many as hang together.
    pub fn parts(&self) -> Vec<Part> {
        let mut sets = Sets::new(self.classes.len());
        let same = self.classes.iter().enumerate().map(|(at, &class)| (at, class as usize));
        let near = self.pairs.iter().map(|pair| (pair.a as usize, pair.b as usize));
        same.chain(near).for_each(|(a, b)| _ = sets.join(a, b));
        let mut parts: Vec<Part> = Vec::new();
        let mut of = vec![0_usize; self.classes.len()];
        for group in sets.groups() {
            if parts.last().is_none_or(|part| part.reports.len() >= PART) {
                parts.push(Part::default());
            }
            let last = parts.len() - 1;
            for report in group {
                of[report] = last;
                parts[last].reports.push(report as u32);
            }
        }
        parts.iter_mut().for_each(|part| part.reports.sort_unstable());
        self.pairs.iter().for_each(|pair| parts[of[pair.a as usize]].pairs.push(*pair));
        parts
    }

    /// The first report with the wording of this one.
    pub fn class(&self, report: u32) -> u32 {
        self.classes[report as usize]
    }
}

/// Reports that are compared together.
const PART: usize = 2048;

/// Reports that have nothing to do with those of other parts but by name.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// Ascending.
    pub reports: Vec<u32>,
    /// What is worth laying side by side, ascending.
    pub pairs: Vec<Candidate>,
}

/// A report as it was read.
struct Read {
    card: Card,
    outlet: Option<String>,
    prints: Vec<Print>,
    wording: Option<(u64, usize)>,
}

fn read(annotated: &Annotated) -> Read {
    let report = &annotated.report;
    let words = Words::of(&report.text);
    let prints = prints(&words);
    let wording = (!prints.is_empty()).then(|| (words.wording(), words.len()));
    let addresses = [&report.url, &report.canonical].into_iter().flatten().map(|found| found.value.clone()).collect();
    let mut distinct = words.hashes;
    distinct.sort_unstable();
    distinct.dedup();
    let card = Card { time: clock::minutes(annotated), outlet: None, words: distinct.into(), addresses };
    Read { card, outlet: report.outlet_name().map(str::to_string), prints, wording }
}

/// Which reports have one wording. Wordings too short for a fingerprint stay apart.
#[derive(Default)]
struct Wordings {
    first: BTreeMap<(u64, usize), u32>,
    /// For each report the first one with its wording.
    classes: Vec<u32>,
    /// Reports that are the first of their wording, ascending.
    firsts: Vec<u32>,
}

impl Wordings {
    /// Takes in the next report; whether it is the first with its wording.
    fn is_first(&mut self, wording: Option<(u64, usize)>) -> bool {
        let at = self.classes.len() as u32;
        let first = wording.map_or(at, |wording| *self.first.entry(wording).or_insert(at));
        self.classes.push(first);
        if first == at {
            self.firsts.push(at);
        }
        first == at
    }
}
