//! The links of the pile: every pair of a family, with its direction, and the pairs that share only a third's words.

use super::pile::Pile;
use super::reasons;
use super::relate::Relation;
use super::stemma::{Stemma, descends};
use super::update;
use super::weigh::Time;
use super::{Direction, Link, LinkKind, Shared};

/// A family up to this size has a link for each of its pairs; of a larger one only what the stemma is made of, and
/// each report's link to the original it goes back to.
const ALL_PAIRS: usize = 256;

/// Every pair of a family as a link.
pub(super) fn copies(pile: &Pile, stemma: &Stemma, links: &mut Vec<Link>) {
    let n = stemma.members.len();
    for a in 0..n {
        for b in a + 1..n {
            if n <= ALL_PAIRS || is_parent(stemma, a, b) || is_parent(stemma, b, a) || is_original_of(stemma, a, b) {
                links.extend(pair(pile, stemma, a, b));
            }
        }
    }
}

fn is_parent(stemma: &Stemma, parent: usize, child: usize) -> bool {
    stemma.parents[child] == Some(parent) || stemma.second.contains(&(child, parent))
}

fn is_original_of(stemma: &Stemma, a: usize, b: usize) -> bool {
    let original = |a: usize, b: usize| stemma.parents[a].is_none() && descends(&stemma.parents, b, a);
    original(a, b) || original(b, a)
}

/// The link between two members of a family; none where they have nothing from one another nor from a common third.
fn pair(pile: &Pile, stemma: &Stemma, a: usize, b: usize) -> Option<Link> {
    let (from, to) = ordered(pile, stemma, a, b);
    let shared = pile.relation(stemma.members[from], stemma.members[to]).filter(|relation| relation.is_copy());
    match shared {
        Some(relation) => Some(sharing(pile, stemma, (from, to), &relation)),
        None => through(pile, stemma, (from, to)),
    }
}

/// Two members that share narrative.
fn sharing(pile: &Pile, stemma: &Stemma, (from, to): (usize, usize), relation: &Relation) -> Link {
    let (first, second) = (stemma.members[from], stemma.members[to]);
    let (x, y) = (&pile.docs[first as usize], &pile.docs[second as usize]);
    let (of_first, of_second) = relation.coverage();
    let outlet = |at: u32| pile.outlets[at as usize];
    Link {
        from: x.id().to_string(),
        to: y.id().to_string(),
        kind: relation.kind(outlet(first).is_some() && outlet(first) == outlet(second)),
        direction: direction(pile, stemma, from, to),
        score: (of_first.max(of_second) * 100.0).round() / 100.0,
        parent: is_parent(stemma, from, to),
        reasons: reasons::copy(pile, stemma, from, to, relation),
        evidence: relation.passages.iter().map(|passage| passage.evidence(x, y)).collect(),
    }
}

/// Two members that have different passages of a third.
fn through(pile: &Pile, stemma: &Stemma, (from, to): (usize, usize)) -> Option<Link> {
    let ancestor = common_ancestor(pile, stemma, from, to)?;
    let id = |member: usize| pile.docs[stemma.members[member] as usize].id().to_string();
    Some(Link {
        from: id(from),
        to: id(to),
        kind: LinkKind::Excerpt,
        direction: Direction::Unknown,
        score: 0.0,
        parent: is_parent(stemma, from, to),
        reasons: vec![reasons::through(pile, stemma, ancestor)],
        evidence: Vec::new(),
    })
}

/// The nearest report above both that both share narrative with.
fn common_ancestor(pile: &Pile, stemma: &Stemma, a: usize, b: usize) -> Option<usize> {
    let shares = |above: usize, below: usize| {
        let relation = pile.relation(stemma.members[above], stemma.members[below]);
        relation.is_some_and(|relation| relation.is_copy())
    };
    let mut at = stemma.parents[a];
    for _ in 0..=stemma.members.len() {
        let node = at?;
        if descends(&stemma.parents, b, node) && shares(node, a) && shares(node, b) {
            return Some(node);
        }
        at = stemma.parents[node];
    }
    None
}

/// The one that came first in front: by the stemma, else by time, else by id.
fn ordered(pile: &Pile, stemma: &Stemma, a: usize, b: usize) -> (usize, usize) {
    if descends(&stemma.parents, b, a) || stemma.second.contains(&(b, a)) {
        return (a, b);
    }
    if descends(&stemma.parents, a, b) || stemma.second.contains(&(a, b)) {
        return (b, a);
    }
    match time(pile, stemma.members[a], stemma.members[b]) {
        Time::Earlier(_) => (b, a),
        _ => (a, b),
    }
}

fn time(pile: &Pile, a: u32, b: u32) -> Time {
    Time::between(pile.docs[a as usize].time, pile.docs[b as usize].time)
}

/// Margin (thousandths) from which a direction is likely, and sure.
const LIKELY: i64 = 1_500;
const SURE: i64 = 7_000;

fn direction(pile: &Pile, stemma: &Stemma, from: usize, to: usize) -> Direction {
    if stemma.parents[to] == Some(from) {
        return match stemma.margins[to] {
            margin if margin >= SURE && is_shown(pile, stemma, from, to) => Direction::Sure,
            margin if margin >= LIKELY => Direction::Likely,
            _ => Direction::Unknown,
        };
    }
    match time(pile, stemma.members[from], stemma.members[to]) {
        Time::Later(_) if !stemma.doubted[from] && !stemma.doubted[to] => Direction::Likely,
        _ => Direction::Unknown,
    }
}

/// Whether something beside the wording says which came first: clocks that are believed, the number of an update, or that
/// the copy names its model.
fn is_shown(pile: &Pile, stemma: &Stemma, from: usize, to: usize) -> bool {
    let (first, second) = (stemma.members[from], stemma.members[to]);
    let outlet = pile.outlets[first as usize];
    let names = outlet.is_some() && pile.credits[second as usize].iter().any(|credit| Some(credit.outlet) == outlet);
    let later = matches!(time(pile, first, second), Time::Later(_));
    let version = |at: u32| update::number(&pile.docs[at as usize]);
    let numbered = outlet.is_some() && outlet == pile.outlets[second as usize] && version(first) < version(second);
    names || numbered || later && !stemma.doubted[from] && !stemma.doubted[to]
}

/// Pairs that share no narrative, but the words of a third: a speaker, a law, a post. The report that is cited by the
/// other stands first, else the earlier one.
pub(super) fn quotes(pile: &Pile, links: &mut Vec<Link>) {
    for (&(a, b), relation) in pile.relations.iter().filter(|(_, relation)| !relation.is_copy() && relation.is_quote())
    {
        for (x, y) in pile.of_wording(a).flat_map(|x| pile.of_wording(b).map(move |y| (x, y))).take(ALL_PAIRS) {
            let cites = |citing: u32, cited: u32| {
                let outlet = pile.outlets[cited as usize];
                pile.credits[citing as usize].iter().any(|credit| Some(credit.outlet) == outlet)
            };
            let turned = match time(pile, x, y) {
                Time::Earlier(_) => true,
                Time::Later(_) => false,
                _ => cites(x, y) && !cites(y, x),
            };
            links.push(if turned { quote(pile, y, x, &relation.turned()) } else { quote(pile, x, y, relation) });
        }
    }
}

fn quote(pile: &Pile, from: u32, to: u32, relation: &Relation) -> Link {
    let (x, y) = (&pile.docs[from as usize], &pile.docs[to as usize]);
    let told = relation.passages.iter().filter(|passage| passage.what != Shared::Boilerplate);
    Link {
        from: x.id().to_string(),
        to: y.id().to_string(),
        kind: LinkKind::Quote,
        direction: Direction::Unknown,
        score: relation.quoted_share(),
        parent: false,
        reasons: reasons::quote(relation),
        evidence: told.map(|passage| passage.evidence(x, y)).collect(),
    }
}
