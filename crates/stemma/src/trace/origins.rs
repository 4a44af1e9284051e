//! Origins: the first hands of the chains, once copies, citations and names are contracted.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::edges::{Bond, Tie};
use super::groups::Sets;
use super::hands::Hand;
use super::names::{Name, aliases, same_outlet};
use super::words::fold;
use super::{Cited, Origin};
use crate::attribute::{Kind, SourceClass};

/// An origin with what the reckoning needs to know of it.
#[derive(Debug, Clone)]
pub(super) struct Root {
    /// As resolved; the outlet's name where the page speaks for itself.
    pub name: String,
    /// What kind of source.
    pub class: SourceClass,
    /// Witnesses that go back to it, sorted.
    pub members: Vec<usize>,
    /// Contracted groups that go back to it: indices of their first witnesses, sorted.
    pub families: Vec<usize>,
    /// Outlets that told it first, sorted.
    pub outlets: Vec<String>,
    /// The lost medium that it came through, where there is one.
    pub relay: Option<String>,
    /// The words that name it.
    pub shown: Vec<Cited>,
    /// Whether nobody is named and the page speaks for itself.
    pub own: bool,
    /// Witnesses that name only the medium it came through, with the medium.
    pub through: Vec<(usize, String)>,
}

/// The roots of a claim, in the order of their first witnesses.
pub(super) fn roots(draft: &Draft, ties: &[Tie], twins: &[Tie]) -> Vec<Root> {
    let mut sets = contracted(draft, ties, twins);
    let groups = sets.groups();
    let carried: BTreeSet<usize> = ties.iter().filter(|tie| tie.bond != Bond::Same).map(|tie| tie.to).collect();
    let voices: Vec<Voice> = groups.iter().flat_map(|group| voices(draft, group, &carried)).collect();
    merged(draft, &voices, &groups)
}

/// One text is one; so is what cites and what is cited; so is what a report says of itself and by whom.
fn contracted(draft: &Draft, ties: &[Tie], twins: &[Tie]) -> Sets {
    let mut sets = Sets::new(draft.members.len());
    for tie in ties.iter().chain(twins) {
        let one_names_nobody = draft.hands[tie.from].is_empty() || draft.hands[tie.to].is_empty();
        if tie.bond != Bond::Same || one_names_nobody {
            sets.join(tie.from, tie.to);
        }
    }
    sets
}

/// A first hand as one family has it.
struct Voice {
    name: Name,
    shown_as: String,
    relay: Option<String>,
    family: usize,
    member: usize,
    cited: Cited,
    own: bool,
}

/// The first hands of a family: of those that have it from nobody here; if these name nobody, of all, less the outlets of
/// the family itself; if nobody names anybody, the outlet of the first.
fn voices(draft: &Draft, group: &[usize], carried: &BTreeSet<usize>) -> Vec<Voice> {
    let first = group.iter().copied().filter(|member| !carried.contains(member));
    let named: Vec<Voice> = first.flat_map(|member| first_hands(draft, group[0], member)).collect();
    if !named.is_empty() {
        return named;
    }
    let outlets: Vec<&str> = group.iter().filter_map(|&member| draft.doc(member).outlet()).collect();
    let here = |voice: &Voice| outlets.iter().any(|outlet| same_outlet(outlet, &voice.shown_as));
    let any = group.iter().flat_map(|&member| first_hands(draft, group[0], member));
    let any: Vec<Voice> = any.filter(|voice| !here(voice)).collect();
    if any.is_empty() { vec![own(draft, group)] } else { any }
}

fn first_hands(draft: &Draft, family: usize, member: usize) -> Vec<Voice> {
    let hands = &draft.hands[member];
    let relay = hands.get(1).and_then(|hands| hands.first()).map(|hand| hand.name.clone());
    let voice = |hand: &Hand| Voice {
        name: Name { folded: hand.folded.clone(), class: hand.class },
        shown_as: hand.name.clone(),
        relay: relay.clone(),
        family,
        member,
        cited: draft.named(member, hand),
        own: false,
    };
    hands.first().map(|side_by_side| side_by_side.iter().map(voice).collect()).unwrap_or_default()
}

fn own(draft: &Draft, group: &[usize]) -> Voice {
    let member = group.iter().copied().find(|&member| !draft.unit(member).headline).unwrap_or(group[0]);
    let label = draft.label(member);
    Voice {
        name: Name { folded: fold(&label), class: SourceClass::Author },
        shown_as: label,
        relay: None,
        family: group[0],
        member,
        cited: draft.shown(member),
        own: true,
    }
}

/// Voices of one name are one root; unnamed ones only where they came the same way.
fn merged(draft: &Draft, voices: &[Voice], groups: &[Vec<usize>]) -> Vec<Root> {
    let members: BTreeMap<usize, &Vec<usize>> = groups.iter().map(|group| (group[0], group)).collect();
    let mut names: Vec<Name> = voices.iter().map(|voice| voice.name.clone()).collect();
    names.sort();
    names.dedup();
    let head = aliases(&names);
    let mut roots: BTreeMap<(usize, String), Root> = BTreeMap::new();
    let mut order: Vec<(usize, String)> = Vec::new();
    for voice in voices {
        let at = names.binary_search(&voice.name).map_or(0, |at| head[at]);
        let key = (at, way(draft, voice));
        if !roots.contains_key(&key) {
            order.push(key.clone());
        }
        let root = roots.entry(key).or_insert_with(|| empty(voice));
        add(draft, root, voice, members.get(&voice.family).map_or(&[], |group| group));
    }
    absorbed(order.into_iter().filter_map(|key| roots.remove(&key)).map(sorted).collect())
}

/// A medium that some take for the origin and others only pass through: its source is the origin for all.
fn absorbed(mut roots: Vec<Root>) -> Vec<Root> {
    let behind = |roots: &[Root], medium: &Root| {
        let through = |root: &Root| root.relay.as_ref().is_some_and(|relay| same_outlet(relay, &medium.name));
        (medium.class == SourceClass::Outlet).then(|| roots.iter().position(through)).flatten()
    };
    let mut at = 0;
    while at < roots.len() {
        let Some(source) = behind(&roots, &roots[at]).filter(|&source| source != at) else {
            at += 1;
            continue;
        };
        let medium = roots[at].clone();
        let root = &mut roots[source];
        root.through.extend(medium.families.iter().map(|&member| (member, medium.name.clone())));
        root.members.extend(medium.members);
        root.families.extend(medium.families);
        root.outlets.push(medium.name);
        root.shown.extend(medium.shown);
        *root = sorted(root.clone());
        roots.remove(at);
    }
    roots
}

/// Unnamed sources are one only through the same medium or within one family.
fn way(draft: &Draft, voice: &Voice) -> String {
    match (&voice.relay, voice.name.class.is_named()) {
        (_, true) => String::new(),
        (Some(relay), false) => fold(relay),
        (None, false) => format!("\0{}", draft.doc(voice.member).id()),
    }
}

fn empty(voice: &Voice) -> Root {
    Root {
        name: voice.shown_as.clone(),
        class: voice.name.class,
        members: Vec::new(),
        families: Vec::new(),
        outlets: Vec::new(),
        relay: voice.relay.clone(),
        shown: Vec::new(),
        own: voice.own,
        through: Vec::new(),
    }
}

fn add(draft: &Draft, root: &mut Root, voice: &Voice, family: &[usize]) {
    if voice.shown_as.len() > root.name.len() && voice.name.class.is_named() {
        root.name = voice.shown_as.clone();
        root.class = voice.name.class;
    }
    root.members.extend(family);
    root.families.push(voice.family);
    root.outlets.push(voice.relay.clone().unwrap_or_else(|| draft.label(voice.member)));
    root.shown.push(voice.cited.clone());
}

fn sorted(mut root: Root) -> Root {
    for list in [&mut root.members, &mut root.families] {
        list.sort_unstable();
        list.dedup();
    }
    root.outlets.sort();
    root.outlets.dedup();
    root.shown.sort_by(|a, b| (&a.report, &a.spans).cmp(&(&b.report, &b.spans)));
    root.shown.dedup();
    root
}

/// A root as a record.
pub(super) fn origin(draft: &Draft, root: &Root) -> Origin {
    Origin {
        name: root.name.clone(),
        class: root.class,
        witnesses: root.members.iter().map(|&member| draft.witnesses[member].id.clone()).collect(),
        lost: !root.own && !in_pile(draft, root),
    }
}

/// Whether an origin's own words are in the pile: a report of its own, or words of its own in quotation marks.
fn in_pile(draft: &Draft, root: &Root) -> bool {
    root.members.iter().any(|&member| {
        let doc = draft.doc(member);
        let quoted = draft
            .unit(member)
            .statement
            .is_some_and(|at| doc.source.statements[at].kind != Kind::Indirect && names_root(draft, member, root));
        quoted || doc.outlet().is_some_and(|outlet| same_outlet(outlet, &root.name))
    })
}

fn names_root(draft: &Draft, member: usize, root: &Root) -> bool {
    let folded = fold(&root.name);
    draft.hands[member]
        .first()
        .is_some_and(|hands| hands.iter().any(|hand| folded.contains(&hand.folded) && !hand.folded.is_empty()))
}
