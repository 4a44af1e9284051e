//! From a pile to its copy families: every candidate pair laid side by side, reports that share narrative gathered.

use std::collections::BTreeMap;

use crate::Annotated;

use super::align::Indexed;
use super::candidates::candidates;
use super::credit::{Credit, Names};
use super::doc::{BOILERPLATE, Doc};
use super::fingerprint::GRAM;
use super::grouping::Grouping;
use super::outlets;
use super::pile::Pile;
use super::relate::{Side, itself, relate};

/// Reads the pile in its canonical order and compares what is worth comparing. Reports of one wording are compared
/// once.
pub(super) fn compare<'a>(pile: &'a [Annotated], grouping: &mut dyn Grouping) -> Pile<'a> {
    let mut docs: Vec<Doc> = pile.iter().map(Doc::of).collect();
    docs.sort_by(|a, b| (a.id(), &a.of.report.text_sha256).cmp(&(b.id(), &b.of.report.text_sha256)));
    let outlets = outlets::numbers(&docs);
    let names = Names::of(&docs, &outlets);
    let credits: Vec<Vec<Credit>> = docs.iter().zip(&outlets).map(|(doc, own)| names.credits(doc, *own)).collect();
    let classes = classes(&docs);
    let firsts: Vec<u32> = (0..docs.len() as u32).filter(|&at| classes[at as usize] == at).collect();
    let first_docs: Vec<&Doc> = firsts.iter().map(|&at| &docs[at as usize]).collect();
    let first_outlets: Vec<Option<u32>> = firsts.iter().map(|&at| outlets[at as usize]).collect();
    let found = candidates(&first_docs, &first_outlets, grouping);
    docs.iter_mut().for_each(|doc| mark_boilerplate(doc, &found.boilerplate));
    let mut named: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (class, outlet) in classes.iter().zip(&outlets) {
        named.entry(*class).or_default().extend(outlet);
    }
    let mut indexed: BTreeMap<u32, Indexed> = BTreeMap::new();
    let mut relations = BTreeMap::new();
    for pair in &found.pairs {
        let (a, b) = (firsts[pair.a as usize], firsts[pair.b as usize]);
        for at in [a, b] {
            indexed.entry(at).or_insert_with(|| Indexed::of(&docs[at as usize].words));
        }
        let side = |at: u32| Side {
            doc: &docs[at as usize],
            indexed: &indexed[&at],
            outlets: named.get(&at).map_or(&[], Vec::as_slice),
            credits: &credits[at as usize],
        };
        let relation = relate(side(a), side(b));
        if !relation.passages.is_empty() {
            relations.insert((a, b), relation);
        }
    }
    let mut copies: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (at, class) in classes.iter().enumerate().filter(|(at, class)| *at as u32 != **class) {
        copies.entry(*class).or_default().push(at as u32);
    }
    let selves = copies.keys().map(|&class| (class, itself(&docs[class as usize]))).collect();
    Pile { docs, outlets, credits, names, classes, copies, relations, selves }
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
