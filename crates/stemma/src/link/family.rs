//! From a part of the pile to its copy families: every candidate pair laid side by side, reports that share narrative
//! gathered.

use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::{Annotated, Span};

use super::align::Indexed;
use super::candidates::Candidate;
use super::credit::{self, Credit, Names};
use super::doc::Doc;
use super::kept::Running;
use super::pile::{Pile, Relations};
use super::relate::{Relation, Side, itself, relate};
use super::sets::Sets;
use super::survey::{Part, Survey};

/// Compares what is worth comparing in one part of the pile. Reports of one wording are compared once.
pub(super) fn compare<'a>(
    survey: &'a Survey,
    part: &'a Part,
    held: &'a [Cow<Annotated>],
    running: Option<&mut Running>,
) -> Pile<'a> {
    let ready = |(&report, annotated): (&u32, &'a Cow<Annotated>)| survey.ready(report, annotated);
    let docs: Vec<Doc> = part.reports.par_iter().zip(held).map(ready).collect();
    let outlets: Vec<Option<u32>> = part.reports.iter().map(|&report| survey.cards[report as usize].outlet).collect();
    let local = |report: u32| part.reports.binary_search(&report).unwrap_or(0) as u32;
    let classes: Vec<u32> = part.reports.iter().map(|&report| local(survey.class(report))).collect();
    let pairs: Vec<Candidate> =
        part.pairs.iter().map(|pair| Candidate { a: local(pair.a), b: local(pair.b) }).collect();
    let ((credits, claims), persons) = named(&docs, &outlets, &survey.names);
    let copies = copies(&classes);
    let selves = copies.keys().map(|&class| (class, itself(&docs[class as usize]))).collect();
    let (numbers, relations) = (&part.reports, Relations::new());
    let mut pile = Pile { docs, numbers, outlets, credits, claims, persons, classes, copies, relations, selves };
    pile.relations = relations_of(&pile, &pairs, running);
    pile
}

/// Where each report names other outlets as its source and where its own as the one that was told; and the outlets of whose
/// name it has a bearer.
type Named = ((Vec<Vec<Credit>>, Vec<Vec<Span>>), Vec<Vec<u32>>);

fn named(docs: &[Doc], outlets: &[Option<u32>], names: &Names) -> Named {
    let of = |(doc, own): (&Doc, &Option<u32>)| {
        let (all, persons) = names.read(doc);
        let (to_itself, to_others): (Vec<Credit>, Vec<Credit>) =
            all.into_iter().partition(|credit| Some(credit.outlet) == *own);
        ((to_others, credit::claims(doc, &to_itself)), persons)
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
fn relations_of(pile: &Pile, pairs: &[Candidate], mut running: Option<&mut Running>) -> Relations {
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

/// Reports that share narrative, directly or through others: lists of two or more, each ascending.
pub(super) fn families(pile: &Pile) -> Vec<Vec<u32>> {
    let copies = pile.relations.iter().filter(|(_, relation)| relation.is_copy()).map(|(pair, _)| *pair);
    let unlike: Vec<u32> =
        pile.selves.iter().filter(|(_, relation)| !relation.is_copy()).map(|(class, _)| *class).collect();
    let same = (0..).zip(pile.classes.iter().copied()).filter(|(_, class)| unlike.binary_search(class).is_err());
    let mut sets = Sets::new(pile.classes.len());
    same.chain(copies).for_each(|(a, b)| _ = sets.join(a as usize, b as usize));
    let families = sets.groups().into_iter().filter(|members| members.len() > 1);
    families.map(|members| members.into_iter().map(|member| member as u32).collect()).collect()
}
