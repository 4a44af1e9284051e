//! Lost witnesses: media and papers that a chain names and the pile has not, and texts that several reports must have had
//! before them (Maas 1927: a shared text without an extant first witness asks for a hypothetical one).
//!
//! A hypothetical one is told only where the reports name it: by a credit or as a source. Reports that share wording and
//! name nobody stay twins, of which the order is open, and are one origin either way.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::edges::{Bond, Tie, kind};
use super::hands::Hand;
use super::names::{Name, aliases, same_outlet};
use super::{Edge, LostRole, LostWitness, Why, why};
use crate::attribute::SourceClass;
use crate::link::{Direction, LinkKind};
use crate::read::content_id;

/// The lost witnesses of a claim and the edges from them, in the order in which the witnesses name them.
pub(super) fn lost(draft: &Draft, claim: &str, ties: &[Tie], twins: &[Tie]) -> (Vec<LostWitness>, Vec<Edge>) {
    let mentions = mentions(draft);
    let mut names: Vec<Name> = mentions.iter().map(|mention| mention.name()).collect();
    names.sort();
    names.dedup();
    let head = aliases(&names);
    let heads: Vec<usize> =
        mentions.iter().map(|mention| names.binary_search(&mention.name()).map_or(0, |at| head[at])).collect();
    let mut found: Vec<LostWitness> = Vec::new();
    let mut place: BTreeMap<usize, usize> = BTreeMap::new();
    for (mention, &head) in mentions.iter().zip(&heads) {
        let at = *place.entry(head).or_insert_with(|| {
            let id = content_id(&["lost", claim, &names[head].folded]);
            found.push(LostWitness { id, name: mention.hand.name.clone(), role: mention.role, cited_by: Vec::new() });
            found.len() - 1
        });
        add(draft, &mut found[at], mention);
    }
    let ids: Vec<&str> = heads.iter().map(|head| found[place[head]].id.as_str()).collect();
    let edges = edges(draft, &mentions, &ids);
    ancestors(draft, &mut found, ties, twins);
    (found, edges)
}

/// A medium or paper outside the pile, as one witness names it.
struct Mention {
    member: usize,
    /// 0 for the first hand.
    place: usize,
    hand: Hand,
    role: LostRole,
}

impl Mention {
    fn name(&self) -> Name {
        Name { folded: self.hand.folded.clone(), class: self.hand.class }
    }
}

fn mentions(draft: &Draft) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for (member, hands) in draft.hands.iter().enumerate() {
        mentions.extend(credit(draft, member));
        for (place, side_by_side) in hands.iter().enumerate() {
            for hand in side_by_side.iter().filter(|hand| is_lost(draft, hand) || says_elsewhere(draft, member, hand)) {
                let role = if place == 0 { LostRole::Origin } else { LostRole::Relay };
                mentions.push(Mention { member, place, hand: hand.clone(), role });
            }
        }
    }
    mentions
}

/// The agency that a report credits for what it says without a source.
fn credit(draft: &Draft, member: usize) -> Option<Mention> {
    let credit = draft.ground.credits.of(draft.unit(member).doc).filter(|_| draft.hands[member].is_empty())?;
    let hand = Hand::new(&credit.name, SourceClass::Outlet, Some(credit.span));
    is_lost(draft, &hand).then_some(Mention { member, place: 0, hand, role: LostRole::Origin })
}

/// A medium or paper that no report of the pile comes from.
fn is_lost(draft: &Draft, hand: &Hand) -> bool {
    matches!(hand.class, SourceClass::Outlet | SourceClass::Document) && !draft.ground.has_outlet(&hand.name)
}

/// An outlet of the pile whose report that says this is not in the pile: none of its reports here says it, and none is
/// what this report cites.
fn says_elsewhere(draft: &Draft, member: usize, hand: &Hand) -> bool {
    let doc = draft.unit(member).doc;
    let of =
        |other: usize| draft.ground.pile.docs[other].outlet().is_some_and(|outlet| same_outlet(outlet, &hand.name));
    let here = (0..draft.members.len()).any(|other| of(draft.unit(other).doc));
    let cited =
        draft.ground.citations.keys().chain(draft.ground.parents.keys()).any(|&(from, to)| to == doc && of(from));
    hand.class == SourceClass::Outlet && draft.ground.has_outlet(&hand.name) && !here && !cited
}

/// Whoever is a relay for one witness is none's origin.
fn add(draft: &Draft, lost: &mut LostWitness, mention: &Mention) {
    if mention.role == LostRole::Relay {
        lost.role = LostRole::Relay;
    }
    if mention.hand.name.len() > lost.name.len() {
        lost.name = mention.hand.name.clone();
    }
    let words = draft.named(mention.member, &mention.hand);
    match lost.cited_by.iter_mut().find(|cited| cited.report == words.report) {
        Some(cited) if cited.spans.contains(&words.spans[0]) => {}
        Some(cited) => cited.spans.extend(words.spans),
        None => lost.cited_by.push(words),
    }
}

/// From each lost hand to the next one, and from the nearest to the witness.
fn edges(draft: &Draft, mentions: &[Mention], ids: &[&str]) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let next = mentions.iter().zip(ids).find(|(n, _)| n.member == mention.member && n.place > mention.place);
        let last = mention.place + 1 >= draft.hands[mention.member].len();
        let to = match next {
            Some((_, id)) => id.to_string(),
            None if last || mention.role == LostRole::Relay => draft.witnesses[mention.member].id.clone(),
            None => continue,
        };
        let edge = Edge {
            from: ids[at].to_string(),
            to,
            kind: kind(LinkKind::Citation),
            direction: Direction::Sure,
            reasons: vec![why::names(&draft.label(mention.member), &mention.hand.name)],
        };
        if edge.from != edge.to && !edges.contains(&edge) {
            edges.push(edge);
        }
    }
    edges
}

/// Pages of different outlets that share wording and credit one lost medium have the wording from a text of it, though the
/// dates may make one of them look like the other's original.
fn ancestors(draft: &Draft, found: &mut [LostWitness], ties: &[Tie], twins: &[Tie]) {
    let wording = |tie: &&Tie| matches!(tie.bond, Bond::Copy(_)) && draft.house(tie.from) != draft.house(tie.to);
    for lost in found.iter_mut() {
        let credits = |member: usize| {
            let credit = draft.ground.credits.of(draft.unit(member).doc);
            credit.is_some_and(|credit| same_outlet(&credit.name, &lost.name))
                || draft.hands[member].iter().flatten().any(|hand| same_outlet(&hand.name, &lost.name))
        };
        if ties.iter().filter(wording).any(|tie| credits(tie.from) && credits(tie.to)) {
            lost.role = LostRole::Ancestor;
        }
        if twins.iter().any(|tie| credits(tie.from) && credits(tie.to)) {
            lost.role = LostRole::Ancestor;
        }
    }
}

/// What is said of the texts that must have been, for the reckoning of origins.
pub(super) fn reasons(draft: &Draft, found: &[LostWitness]) -> Vec<Why> {
    let ancestors = found.iter().filter(|lost| lost.role == LostRole::Ancestor);
    ancestors
        .map(|lost| {
            let reports: Vec<String> = lost.cited_by.iter().map(|cited| draft.label_of(&cited.report)).collect();
            Why { says: why::ancestor(&reports, &lost.name), shown_by: lost.cited_by.clone() }
        })
        .collect()
}
