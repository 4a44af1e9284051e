//! The links of the pile: every pair of a family, with its direction, and the pairs that share only a third's words.

use super::outlets;
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
/// The same where only the wording says which came first: both may have it from a third that is not in the pile.
const WORDED: i64 = 6_000;
/// Of either report, the share in common below which nothing but a name makes a copy sure.
const SLIGHT: f64 = 0.3;

fn direction(pile: &Pile, stemma: &Stemma, from: usize, to: usize) -> Direction {
    let (first, second) = (stemma.members[from], stemma.members[to]);
    let believed = !stemma.doubted[from] && !stemma.doubted[to];
    let time = time(pile, first, second);
    let later = believed && matches!(time, Time::Later(_));
    if stemma.parents[to] != Some(from) {
        return if later { Direction::Likely } else { Direction::Unknown };
    }
    let named = is_named(pile, first, second);
    // A clock is no more than doubted where a tree gains by it: with nothing else to show for it, nothing is known.
    let worded = if matches!(time, Time::Earlier(_)) { i64::MAX } else { WORDED };
    match stemma.margins[to] {
        margin if margin >= SURE && (named || later && is_whole(pile, first, second)) => Direction::Sure,
        margin if margin >= LIKELY && (named || later) || margin >= worded => Direction::Likely,
        _ => Direction::Unknown,
    }
}

/// Whether a copy names its model, or a version comes behind another by its number.
fn is_named(pile: &Pile, first: u32, second: u32) -> bool {
    let outlet = pile.outlets[first as usize];
    let names = outlet.is_some() && pile.credits[second as usize].iter().any(|credit| Some(credit.outlet) == outlet);
    let version = |at: u32| update::number(&pile.docs[at as usize]);
    names || outlet.is_some() && outlet == pile.outlets[second as usize] && version(first) < version(second)
}

/// Whether a later report has so much of an earlier one that it has it from there: not where either prints the text of an
/// agency, which both may have it from.
fn is_whole(pile: &Pile, first: u32, second: u32) -> bool {
    let of_agency = [first, second].into_iter().any(|at| {
        let doc = &pile.docs[at as usize];
        doc.agency().is_some() && doc.of.report.outlet_name().map(outlets::known_key).as_deref() != doc.agency()
    });
    let share = pile.relation(first, second).map_or(0.0, |relation| relation.coverage().0.max(relation.coverage().1));
    !of_agency && share >= SLIGHT
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
