//! From a pile to its copy families: every candidate pair laid side by side, reports that share narrative gathered.

use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::{Annotated, Span};

use super::align::Indexed;
use super::candidates::{Candidate, Candidates, Pairing};
use super::credit::{self, Credit, Names};
use super::doc::{BOILERPLATE, Doc};
use super::fingerprint::GRAM;
use super::grouping::Grouping;
use super::kept::Kept;
use super::outlets;
use super::pile::{Pile, Relations};
use super::relate::{Relation, Side, itself, relate};

/// Reads the pile in its canonical order and compares what is worth comparing. Reports of one wording are compared
/// once.
pub(super) fn compare<'a>(pile: &'a [Annotated], grouping: &mut dyn Grouping, kept: Option<&mut Kept>) -> Pile<'a> {
    let mut docs: Vec<Doc> = pile.par_iter().map(Doc::of).collect();
    docs.sort_by(|a, b| (a.id(), &a.of.report.text_sha256).cmp(&(b.id(), &b.of.report.text_sha256)));
    let outlets = outlets::numbers(&docs);
    let classes = classes(&docs);
    let found = worth_comparing(&docs, &outlets, &classes, grouping);
    docs.iter_mut().for_each(|doc| mark_boilerplate(doc, &found.boilerplate));
    let names = Names::of(&docs, &outlets);
    let (credits, claims) = named(&docs, &outlets, &names);
    let copies = copies(&classes);
    let selves = copies.keys().map(|&class| (class, itself(&docs[class as usize]))).collect();
    let relations = Relations::new();
    let mut pile = Pile { docs, outlets, credits, claims, names, classes, copies, relations, selves };
    pile.relations = relations_of(&pile, &found.pairs, kept);
    pile
}

/// Pairs of first reports of a wording, by their numbers in the pile.
fn worth_comparing(docs: &[Doc], outlets: &[Option<u32>], classes: &[u32], grouping: &mut dyn Grouping) -> Candidates {
    let firsts: Vec<u32> = (0..docs.len() as u32).filter(|&at| classes[at as usize] == at).collect();
    let mut pairing = Pairing::new(grouping);
    for &at in &firsts {
        pairing.add(&docs[at as usize].prints, outlets[at as usize]);
    }
    let mut found = pairing.finish();
    for pair in &mut found.pairs {
        (pair.a, pair.b) = (firsts[pair.a as usize], firsts[pair.b as usize]);
    }
    found
}

/// Where each report names other outlets as its source, and where its own as the one that was told.
fn named(docs: &[Doc], outlets: &[Option<u32>], names: &Names) -> (Vec<Vec<Credit>>, Vec<Vec<Span>>) {
    let of = |(doc, own): (&Doc, &Option<u32>)| {
        let all = names.credits(doc).into_iter();
        let (to_itself, to_others): (Vec<Credit>, Vec<Credit>) = all.partition(|credit| Some(credit.outlet) == *own);
        (to_others, credit::claims(doc, &to_itself))
    };
    docs.par_iter().zip(outlets).map(of).unzip()
}

/// The further reports of each wording that has some.
fn copies(classes: &[u32]) -> BTreeMap<u32, Vec<u32>> {
    let mut copies: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (at, class) in (0..).zip(classes).filter(|(at, class)| at != *class) {
        copies.entry(*class).or_default().push(at);
    }
    copies
}

/// Lays every pair side by side, but for those of which something was kept; gives what shares a passage.
fn relations_of(pile: &Pile, pairs: &[Candidate], kept: Option<&mut Kept>) -> Relations {
    let mut running = kept.map(Kept::run);
    let mut relations = Relations::new();
    // Pairs come in ascending order: those of one report stand together, and a batch needs few reports at once.
    for batch in pairs.chunks(BATCH) {
        let ready = Ready::new(pile, batch);
        let sides = |pair: &Candidate| (ready.side(pair.a), ready.side(pair.b));
        let found: Vec<Arc<Relation>> = match &mut running {
            Some(running) => running.relations(&batch.iter().map(sides).collect::<Vec<_>>(), relate),
            None => batch.par_iter().map(sides).map(|(a, b)| Arc::new(relate(a, b))).collect(),
        };
        let related = batch.iter().zip(found).filter(|(_, relation)| !relation.passages.is_empty());
        relations.extend(related.map(|(pair, relation)| ((pair.a, pair.b), relation)));
    }
    relations
}

/// Pairs that are laid side by side together.
const BATCH: usize = 1 << 14;

/// The reports of some pairs, made ready to be compared.
struct Ready<'p> {
    pile: &'p Pile<'p>,
    reports: BTreeMap<u32, (Indexed, Vec<u32>)>,
}

impl<'p> Ready<'p> {
    fn new(pile: &'p Pile, pairs: &[Candidate]) -> Self {
        let prepare = |at: u32| {
            let outlets = pile.of_wording(at).filter_map(|report| pile.outlets[report as usize]);
            (at, (Indexed::of(&pile.docs[at as usize].words), outlets.collect()))
        };
        let wanted: BTreeSet<u32> = pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
        Ready { pile, reports: wanted.into_par_iter().map(prepare).collect() }
    }

    fn side(&self, at: u32) -> Side<'_> {
        let (indexed, outlets) = &self.reports[&at];
        Side { doc: &self.pile.docs[at as usize], indexed, outlets, credits: &self.pile.credits[at as usize] }
    }
}

/// For each report the first one with the same wording. Wordings too short for a fingerprint stay apart.
fn classes(docs: &[Doc]) -> Vec<u32> {
    let mut first: BTreeMap<(u64, usize), u32> = BTreeMap::new();
    let class = |(at, doc): (usize, &Doc)| {
        if doc.prints.is_empty() {
            return at as u32;
        }
        *first.entry((doc.words.wording(), doc.words.len())).or_insert(at as u32)
    };
    docs.iter().enumerate().map(class).collect()
}

fn mark_boilerplate(doc: &mut Doc, boilerplate: &[u64]) {
    let mut end = 0;
    for print in doc.prints.iter().filter(|print| boilerplate.binary_search(&print.hash).is_ok()) {
        let at = print.at as usize;
        let from = if at <= end { end } else { at };
        let to = (at + GRAM).min(doc.marks.len());
        doc.marks[from.min(to)..to].iter_mut().for_each(|mark| *mark |= BOILERPLATE);
        end = to;
    }
}

/// Reports that share narrative, directly or through others: lists of two or more, each ascending.
pub(super) fn families(pile: &Pile) -> Vec<Vec<u32>> {
    let mut above: Vec<u32> = pile.classes.clone();
    let copies = pile.relations.iter().filter(|(_, relation)| relation.is_copy()).map(|(pair, _)| *pair);
    let same = pile.selves.iter().filter(|(_, relation)| !relation.is_copy()).map(|(class, _)| *class);
    let unlike: Vec<u32> = same.collect();
    for (at, above) in above.iter_mut().enumerate() {
        if unlike.binary_search(above).is_ok() {
            *above = at as u32;
        }
    }
    for (a, b) in copies {
        let (a, b) = (top(&mut above, a), top(&mut above, b));
        above[a.max(b) as usize] = a.min(b);
    }
    let mut families: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for at in 0..above.len() as u32 {
        families.entry(top(&mut above, at)).or_default().push(at);
    }
    families.into_values().filter(|members| members.len() > 1).collect()
}

fn top(above: &mut [u32], mut at: u32) -> u32 {
    while above[at as usize] != at {
        above[at as usize] = above[above[at as usize] as usize];
        at = above[at as usize];
    }
    at
}
