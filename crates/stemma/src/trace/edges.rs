//! Which witness has the claim from which: by a copied sentence, by naming the other's outlet, or by the same report
//! saying it twice.

use std::collections::{BTreeMap, BTreeSet};

use super::copies::shared;
use super::draft::Draft;
use super::hands::Hand;
use super::names::same_outlet;
use super::{Edge, why};
use crate::link::{Direction, LinkKind};

/// Outlets that have the claim from one another in a circle, each circle once: its houses in their order.
pub(super) fn circles(draft: &Draft, ties: &[Tie]) -> Vec<Vec<usize>> {
    let mut steps: BTreeMap<String, BTreeMap<String, Tie>> = BTreeMap::new();
    let firm = |tie: &Tie| match tie.bond {
        Bond::Copy(at) | Bond::Descent(at) => draft.ground.links[at].direction != Direction::Unknown,
        Bond::Citation(_) => true,
        Bond::Same => false,
    };
    for tie in ties.iter().copied().chain(citations(draft)).filter(firm) {
        let (from, to) = (draft.house(tie.from), draft.house(tie.to));
        if from != to {
            steps.entry(from).or_default().entry(to).or_insert(tie);
        }
    }
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (start, next) in &steps {
        for tie in next.values() {
            let Some(mut back) = way(&steps, &draft.house(tie.to), start) else { continue };
            back.insert(0, *tie);
            // One report each way is a contradiction of clocks, no circle: somebody must have reported twice.
            let docs = |member: usize| draft.unit(member).doc;
            let twice = back.last().is_some_and(|last| docs(last.to) != docs(tie.from));
            let circle: Vec<usize> = back.iter().map(|tie| tie.from).collect();
            let houses = |circle: &[usize]| circle.iter().map(|&member| draft.house(member)).collect::<BTreeSet<_>>();
            if twice && !found.iter().any(|known| houses(known) == houses(&circle)) {
                found.push(circle);
            }
        }
    }
    found
}

/// The shortest way over the steps from one house to another.
fn way(steps: &BTreeMap<String, BTreeMap<String, Tie>>, from: &str, to: &str) -> Option<Vec<Tie>> {
    let mut reached: BTreeMap<&str, Vec<Tie>> = BTreeMap::from([(from, Vec::new())]);
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        if at == to {
            return reached.remove(at);
        }
        for (next, tie) in steps.get(at).into_iter().flatten() {
            if !reached.contains_key(next.as_str()) {
                let mut way = reached[at].clone();
                way.push(*tie);
                reached.insert(next, way);
                queue.push_back(next);
            }
        }
    }
    None
}

/// Why two witnesses are bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// A copied sentence, along the link of this index.
    Copy(usize),
    /// `to` names the outlet of `from`; the link of this index says so too, where there is one.
    Citation(Option<usize>),
    /// The report of `to` copies the report of `from`, along the link of this index, and says this in other words.
    Descent(usize),
    /// One report says it twice.
    Same,
}

/// `to` has it from `from`; both are indices of witnesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tie {
    pub from: usize,
    pub to: usize,
    pub bond: Bond,
}

/// The ties of a claim, each pair of witnesses once, copies before citations.
pub(super) fn ties(draft: &Draft) -> Vec<Tie> {
    let mut ties = copies(draft);
    let mut tied: BTreeSet<(usize, usize)> = ties.iter().map(|tie| (tie.from, tie.to)).collect();
    let reports: BTreeSet<(usize, usize)> = ties.iter().map(|tie| reports(draft, tie)).collect();
    let copied =
        |tie: &Tie| ties.iter().any(|copy| copy.from == tie.from && draft.unit(copy.to).doc == draft.unit(tie.to).doc);
    let descents =
        descents(draft).into_iter().filter(|tie| !has_copy(draft, &reports, &ties_to(&tied), tie) && !copied(tie));
    let worded =
        |tie: &Tie| ties.iter().any(|copy| copy.to == tie.to && draft.unit(copy.from).doc == draft.unit(tie.from).doc);
    let citations = citations(draft).into_iter().filter(|tie| !worded(tie));
    for tie in descents.collect::<Vec<_>>().into_iter().chain(citations.collect::<Vec<_>>()).chain(told_twice(draft)) {
        if !tied.contains(&(tie.to, tie.from)) && tied.insert((tie.from, tie.to)) {
            ties.push(tie);
        }
    }
    ties
}

/// Pairs of witnesses that share wording by a link outside the stemma: one text, whoever was first.
pub(super) fn twins(draft: &Draft) -> Vec<Tie> {
    along(draft, false)
}

fn reports(draft: &Draft, tie: &Tie) -> (usize, usize) {
    (draft.unit(tie.from).doc, draft.unit(tie.to).doc)
}

fn ties_to(tied: &BTreeSet<(usize, usize)>) -> BTreeSet<usize> {
    tied.iter().map(|&(_, to)| to).collect()
}

/// Whether a copied sentence already says from where this witness, or what its report says here, has it.
fn has_copy(draft: &Draft, reports: &BTreeSet<(usize, usize)>, to: &BTreeSet<usize>, tie: &Tie) -> bool {
    to.contains(&tie.to) || (reports.contains(&self::reports(draft, tie)) && draft.unit(tie.to).headline)
}

/// Where a report that copies another says the claim in its own words: from the witness there that is most like it.
fn descents(draft: &Draft) -> Vec<Tie> {
    let mut ties = Vec::new();
    for to in 0..draft.members.len() {
        let link = |from: usize| draft.ground.parents.get(&(draft.unit(from).doc, draft.unit(to).doc)).copied();
        let like = |from: usize| {
            let (a, b) = (draft.unit(from), draft.unit(to));
            (a.headline == b.headline, shared(&a.terms, &b.terms), std::cmp::Reverse(from))
        };
        let best =
            (0..draft.members.len()).filter_map(|from| Some((from, link(from)?))).max_by_key(|&(from, _)| like(from));
        ties.extend(best.map(|(from, link)| Tie { from, to, bond: Bond::Descent(link) }));
    }
    ties
}

fn copies(draft: &Draft) -> Vec<Tie> {
    along(draft, true)
}

fn along(draft: &Draft, parent: bool) -> Vec<Tie> {
    let place: BTreeMap<usize, usize> = draft.members.iter().enumerate().map(|(at, &unit)| (unit, at)).collect();
    let mut ties: Vec<Tie> = draft
        .members
        .iter()
        .flat_map(|&unit| draft.ground.copied_to(unit))
        .filter(|copied| copied.parent == parent)
        .filter_map(|copied| {
            Some(Tie { from: *place.get(&copied.from)?, to: *place.get(&copied.to)?, bond: Bond::Copy(copied.link) })
        })
        .collect();
    ties.sort_by_key(|tie| (tie.to, tie.from));
    ties.dedup_by_key(|tie| (tie.to, tie.from));
    ties
}

/// Ties of witnesses that name the outlet of another witness, or whose report cites the other's.
fn citations(draft: &Draft) -> Vec<Tie> {
    let mut ties = Vec::new();
    for to in 0..draft.members.len() {
        let hands: Vec<&Hand> = draft.hands[to].iter().flatten().collect();
        for hand in &hands {
            ties.extend(cited(draft, to, hand));
        }
        if hands.is_empty() && !draft.unit(to).headline {
            ties.extend(cited_by_report(draft, to));
        }
    }
    ties
}

/// The witness that a hand's name means: of that outlet and not later; by a link if there is one, else the latest.
fn cited(draft: &Draft, to: usize, hand: &Hand) -> Option<Tie> {
    let outlet = |from: usize| draft.doc(from).outlet().is_some_and(|name| same_outlet(name, &hand.name));
    (0..draft.members.len())
        .filter(|&from| draft.unit(from).doc != draft.unit(to).doc && hand.class.is_named() && outlet(from))
        .filter(|&from| may_precede(draft, from, to))
        .map(|from| (citation_link(draft, from, to), from))
        .max_by_key(|&(link, from)| (link.is_some(), !draft.unit(from).headline, from))
        .map(|(link, from)| Tie { from, to, bond: Bond::Citation(link) })
}

/// A report that cites another, and here names nobody, has it from there: from the words that are most like its own.
fn cited_by_report(draft: &Draft, to: usize) -> Option<Tie> {
    let other = |from: &usize| draft.unit(*from).doc != draft.unit(to).doc && !draft.unit(*from).headline;
    let like = |from: usize| shared(&draft.unit(from).terms, &draft.unit(to).terms);
    (0..draft.members.len())
        .filter(other)
        .filter_map(|from| Some((from, citation_link(draft, from, to)?)))
        .max_by_key(|&(from, _)| (like(from), std::cmp::Reverse(from)))
        .map(|(from, link)| Tie { from, to, bond: Bond::Citation(Some(link)) })
}

fn citation_link(draft: &Draft, from: usize, to: usize) -> Option<usize> {
    draft.ground.citations.get(&(draft.unit(from).doc, draft.unit(to).doc)).copied()
}

fn may_precede(draft: &Draft, from: usize, to: usize) -> bool {
    match (draft.doc(from).minutes, draft.doc(to).minutes) {
        (Some(from), Some(to)) => from.0 <= to.1,
        _ => true,
    }
}

/// The first place of a report that says it, to each later place.
fn told_twice(draft: &Draft) -> Vec<Tie> {
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let mut ties = Vec::new();
    for member in 0..draft.members.len() {
        let from = *first.entry(draft.unit(member).doc).or_insert(member);
        if from != member {
            ties.push(Tie { from, to: member, bond: Bond::Same });
        }
    }
    ties
}

/// A tie as a record.
pub(super) fn edge(draft: &Draft, tie: &Tie) -> Edge {
    let link = |at: usize| &draft.ground.links[at];
    let (kind, direction, reasons) = match tie.bond {
        Bond::Copy(at) | Bond::Descent(at) => (kind(link(at).kind), link(at).direction, link(at).reasons.clone()),
        Bond::Citation(Some(at)) => (kind(LinkKind::Citation), link(at).direction, link(at).reasons.clone()),
        Bond::Citation(None) => {
            let says = why::names(&draft.label(tie.to), &draft.label(tie.from));
            (kind(LinkKind::Citation), Direction::Likely, vec![says])
        }
        Bond::Same => ("same".to_string(), Direction::Sure, vec![why::told_twice(&draft.label(tie.to))]),
    };
    let id = |member: usize| draft.witnesses[member].id.clone();
    Edge { from: id(tie.from), to: id(tie.to), kind, direction, reasons }
}

/// A link's kind as the records have it.
pub(super) fn kind(kind: LinkKind) -> String {
    match kind {
        LinkKind::Reprint => "reprint",
        LinkKind::Excerpt => "excerpt",
        LinkKind::Rewrite => "rewrite",
        LinkKind::Update => "update",
        LinkKind::Quote => "quote",
        LinkKind::Citation => "citation",
    }
    .to_string()
}
