//! Which witness has the claim from which: by a copied sentence, by naming the other's outlet, or by the same report
//! saying it twice.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::hands::Hand;
use super::names::same_outlet;
use super::{Edge, why};
use crate::link::{Direction, LinkKind};

/// Why two witnesses are bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// A copied sentence, along the link of this index.
    Copy(usize),
    /// `to` names the outlet of `from`; the link of this index says so too, where there is one.
    Citation(Option<usize>),
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
    for tie in citations(draft).into_iter().chain(told_twice(draft)) {
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

/// A report that cites another, and here names nobody, has it from there.
fn cited_by_report(draft: &Draft, to: usize) -> Option<Tie> {
    let other = |from: &usize| draft.unit(*from).doc != draft.unit(to).doc && !draft.unit(*from).headline;
    (0..draft.members.len())
        .filter(other)
        .find_map(|from| Some(Tie { from, to, bond: Bond::Citation(Some(citation_link(draft, from, to)?)) }))
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
        Bond::Copy(at) => (kind(link(at).kind), link(at).direction, link(at).reasons.clone()),
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
