//! Origins: the first hands of the chains, once copies, citations and names are contracted.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::edges::{Bond, Tie};
use super::groups::Sets;
use super::hands::{Hand, Rests};
use super::names::{Name, aliases, same_outlet};
use super::versions;
use super::words::fold;
use super::{Cited, Origin};
use crate::attribute::naming::naming;
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
    /// What the name rests on where it is not plainly the words, with a witness and the words.
    pub rests: Vec<(Rests, usize, Cited)>,
    /// Bodies that it speaks for.
    pub speaks_for: Vec<String>,
    /// Witnesses that name only the medium it came through, with the medium.
    pub through: Vec<(usize, String)>,
    /// Witnesses that speak of somebody unnamed and cite a report where it is named, with the words.
    pub meant: Vec<(usize, String)>,
}

/// The roots of a claim, in the order of their first witnesses.
pub(super) fn roots(draft: &Draft, ties: &[Tie], twins: &[Tie]) -> Vec<Root> {
    let mut sets = contracted(draft, ties, twins);
    let groups = sets.groups();
    let mut carries = |tie: &Tie| tie.bond != Bond::Same && sets.find(tie.from) == sets.find(tie.to);
    let carried: BTreeSet<usize> = ties.iter().filter(|tie| carries(tie)).map(|tie| tie.to).collect();
    let voices: Vec<Voice> = groups.iter().flat_map(|group| voices(draft, group, &carried)).collect();
    merged(draft, &voices, &groups)
}

/// One text is one; so is what cites and what is cited; so is what a report says of itself and by whom.
fn contracted(draft: &Draft, ties: &[Tie], twins: &[Tie]) -> Sets {
    let mut sets = Sets::new(draft.members.len());
    for tie in ties.iter().chain(twins) {
        let one_names_nobody = draft.hands[tie.from].is_empty() || draft.hands[tie.to].is_empty();
        let headline = tie.bond == Bond::Same && draft.unit(tie.from).headline != draft.unit(tie.to).headline;
        // A copy that gives another figure by another source has it from there, whatever words it kept.
        let figure = matches!(tie.bond, Bond::Copy(_)) && !versions::numbers(draft, tie.from, tie.to).is_empty();
        let open = figure || matches!(tie.bond, Bond::Same | Bond::Descent(_));
        let may_differ = open && !one_names_nobody && !headline;
        let own_source = may_differ && !share_source(draft, tie);
        if !own_source {
            sets.join(tie.from, tie.to);
        }
    }
    sets
}

/// Whether the later one names no other first hand than the earlier one, or but the outlet that it has it from.
fn share_source(draft: &Draft, tie: &Tie) -> bool {
    let first = |member: usize| draft.hands[member].first().map_or(&[][..], |hands| hands);
    let known = |hand: &Hand| first(tie.from).iter().any(|before| alike(before, hand));
    let outlet = |hand: &Hand| draft.doc(tie.from).outlet().is_some_and(|outlet| same_outlet(outlet, &hand.name));
    tie.bond != Bond::Same && first(tie.to).iter().all(|hand| known(hand) || outlet(hand))
}

fn alike(a: &Hand, b: &Hand) -> bool {
    let holds = |long: &str, short: &str| format!(" {long} ").contains(&format!(" {short} "));
    holds(&a.folded, &b.folded) || holds(&b.folded, &a.folded)
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
    rests: Rests,
}

/// The first hands of a family, a headline's only where the text below names nobody: of those that have it from nobody here; if these name nobody, of all, less the outlets of
/// the family itself; if nobody names anybody, the outlet of the first.
fn voices(draft: &Draft, group: &[usize], carried: &BTreeSet<usize>) -> Vec<Voice> {
    let body = |doc: usize| {
        group.iter().any(|&m| draft.unit(m).doc == doc && !draft.unit(m).headline && !draft.hands[m].is_empty())
    };
    let short = |member: usize| draft.unit(member).headline && body(draft.unit(member).doc);
    let first = group.iter().copied().filter(|&member| !carried.contains(&member) && !short(member));
    let named: Vec<Voice> = first.flat_map(|member| first_hands(draft, group[0], member)).collect();
    if !named.is_empty() {
        return named;
    }
    let outlets: Vec<&str> = group.iter().filter_map(|&member| draft.doc(member).outlet()).collect();
    let here = |voice: &Voice| outlets.iter().any(|outlet| same_outlet(outlet, &voice.shown_as));
    let any = group.iter().filter(|&&member| !short(member)).flat_map(|&member| first_hands(draft, group[0], member));
    let any: Vec<Voice> = any.filter(|voice| !here(voice)).collect();
    match any.is_empty() {
        true => vec![credited(draft, group, carried).unwrap_or_else(|| own(draft, group, carried))],
        false => any,
    }
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
        rests: hand.rests,
    };
    hands.first().map(|side_by_side| side_by_side.iter().map(voice).collect()).unwrap_or_default()
}

/// The agency that the first report of the family credits: who names nobody has it from there. It speaks for itself like
/// the page of an outlet, and is lost where the pile has no report of it.
fn credited(draft: &Draft, group: &[usize], carried: &BTreeSet<usize>) -> Option<Voice> {
    let firsts = group.iter().copied().filter(|member| !carried.contains(member));
    let (member, credit) =
        firsts.into_iter().find_map(|member| Some((member, draft.ground.credits.of(draft.unit(member).doc)?)))?;
    let class = match draft.ground.has_outlet(&credit.name) {
        true => SourceClass::Author,
        false if is_body(&credit.name) => SourceClass::Organisation,
        false => SourceClass::Outlet,
    };
    Some(Voice {
        name: Name { folded: fold(&credit.name), class },
        shown_as: credit.name.clone(),
        relay: None,
        family: group[0],
        member,
        cited: Cited { report: draft.doc(member).id().to_string(), spans: vec![credit.span] },
        own: true,
        rests: Rests::Credit,
    })
}

fn own(draft: &Draft, group: &[usize], carried: &BTreeSet<usize>) -> Voice {
    let later = |member: &usize| (carried.contains(member), draft.unit(*member).headline, *member);
    let member = group.iter().copied().min_by_key(later).unwrap_or(group[0]);
    let house = draft.house(member);
    let body = draft.doc(member).outlet().is_some_and(is_body);
    let class = if body { SourceClass::Organisation } else { SourceClass::Author };
    Voice {
        name: Name { folded: fold(&house), class },
        shown_as: house,
        relay: None,
        family: group[0],
        member,
        cited: draft.shown(member),
        own: !body,
        rests: Rests::Words,
    }
}

/// A ministry's own page is the ministry's word, and no medium's; letters alone ("NBS") may be either's.
fn is_body(house: &str) -> bool {
    let medium = ["agency", "news", "press", "radio", "tv", "post", "times"];
    let media = fold(house).split(' ').any(|word| medium.contains(&word));
    let told = house.contains(' ') && !media;
    told && naming(house).is_some_and(|found| found.class == SourceClass::Organisation)
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
    let roots = absorbed(order.into_iter().filter_map(|key| roots.remove(&key)).map(sorted).collect());
    cited_for(draft, spoken_for(draft, roots))
}

/// "According to two people" in a page that cites the reports in which two are named: those, and nobody beside them.
fn cited_for(draft: &Draft, mut roots: Vec<Root>) -> Vec<Root> {
    let doc = |member: usize| draft.unit(member).doc;
    let cites = |citing: usize, cited: usize| draft.ground.citations.contains_key(&(doc(cited), doc(citing)));
    let mut at = 0;
    while at < roots.len() {
        let nameless = !roots[at].own && !roots[at].class.is_named();
        let behind = |root: &Root| {
            let cited = |&member: &usize| root.members.iter().any(|&other| cites(member, other));
            !root.own && root.class.is_named() && nameless && roots[at].members.iter().all(cited)
        };
        let sources: Vec<usize> = (0..roots.len()).filter(|&other| behind(&roots[other])).collect();
        if sources.is_empty() {
            at += 1;
            continue;
        }
        let meant = roots[at].clone();
        for source in sources {
            roots[source].meant.extend(meant.members.iter().map(|&member| (member, meant.name.clone())));
            roots[source].members.extend(&meant.members);
            roots[source] = sorted(roots[source].clone());
        }
        roots.remove(at);
    }
    roots
}

/// What a body says and what its spokesman says is one.
fn spoken_for(draft: &Draft, mut roots: Vec<Root>) -> Vec<Root> {
    let speaker = |roots: &[Root], body: &Root| {
        let speaks = |root: &Root| draft.ground.hands.speaks_for(&root.name, &body.name);
        (body.class == SourceClass::Organisation).then(|| roots.iter().position(speaks)).flatten()
    };
    let mut at = 0;
    while at < roots.len() {
        let Some(speaker) = speaker(&roots, &roots[at]).filter(|&speaker| speaker != at) else {
            at += 1;
            continue;
        };
        let body = roots[at].clone();
        let root = &mut roots[speaker];
        root.speaks_for.push(body.name.clone());
        take_in(root, body);
        *root = sorted(root.clone());
        roots.remove(at);
    }
    roots
}

fn take_in(root: &mut Root, other: Root) {
    root.members.extend(other.members);
    root.families.extend(other.families);
    root.outlets.extend(other.outlets);
    root.shown.extend(other.shown);
    root.rests.extend(other.rests);
}

/// A medium, or a body that watches, that some take for the origin and others only pass through: its source is the origin
/// for all.
fn absorbed(mut roots: Vec<Root>) -> Vec<Root> {
    let behind = |roots: &[Root], medium: &Root| {
        let through = |root: &Root| root.relay.as_ref().is_some_and(|relay| same_outlet(relay, &medium.name));
        let relays = matches!(medium.class, SourceClass::Outlet | SourceClass::Organisation);
        relays.then(|| roots.iter().position(through)).flatten()
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
        root.outlets.push(medium.name.clone());
        take_in(root, medium);
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
        rests: Vec::new(),
        speaks_for: Vec::new(),
        through: Vec::new(),
        meant: Vec::new(),
    }
}

fn add(draft: &Draft, root: &mut Root, voice: &Voice, family: &[usize]) {
    if voice.shown_as.len() > root.name.len() && voice.name.class.is_named() {
        root.name = voice.shown_as.clone();
        root.class = voice.name.class;
    }
    root.members.extend(family);
    root.families.push(voice.family);
    root.outlets.push(voice.relay.clone().unwrap_or_else(|| draft.house(voice.member)));
    if !matches!(voice.rests, Rests::Words | Rests::Sentence) {
        root.rests.push((voice.rests, voice.member, voice.cited.clone()));
    }
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

/// The roots as records. A page that names nobody is an origin only where nobody names anybody: beside sources it may rest
/// on them, as the reckoning says.
pub(super) fn origins(draft: &Draft, roots: &[Root]) -> Vec<Origin> {
    let sourced = roots.iter().any(|root| !root.own);
    roots.iter().filter(|root| !(sourced && root.own)).map(|root| origin(draft, root)).collect()
}

fn origin(draft: &Draft, root: &Root) -> Origin {
    Origin {
        name: root.name.clone(),
        class: root.class,
        witnesses: root.members.iter().map(|&member| draft.witnesses[member].id.clone()).collect(),
        lost: (!root.own || root.class == SourceClass::Outlet) && !in_pile(draft, root),
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
