//! Disagreements: versions of one claim that differ though no chain of edges turns the one into the other.
//!
//! Two witnesses that nothing joins and that differ are a disagreement, also where others have each version from one
//! another: in how many, whether, how sure, where, when and who.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::Count;
use super::draft::Draft;
use super::edges::Tie;
use super::mentions;
use super::polarity::is_over_against;
use super::versions::{self, Doubted};
use super::{Aspect, Disagreement, Version};
use crate::situate::actor::ActorMention;
use crate::situate::event::{Event, is_telling};
use crate::situate::place::{PlaceRole, same_place_name};
use crate::situate::time::TimeKind;

/// What the versions of a claim disagree in.
pub(super) fn disagreements(draft: &Draft, ties: &[Tie]) -> Vec<Disagreement> {
    let joined = Joined::new(draft.members.len(), ties);
    let mut found: Vec<(Aspect, Values)> = numbers(draft).into_iter().map(|values| (Aspect::Number, values)).collect();
    found.extend([
        (Aspect::Polarity, polarity(draft)),
        (Aspect::Hedge, hedges(draft)),
        (Aspect::Place, places(draft)),
        (Aspect::Time, times(draft)),
        (Aspect::Actor, actors(draft)),
    ]);
    let differ = found.into_iter().filter(|(_, values)| values.len() > 1 && joined.leaves_open(values));
    differ.map(|(what, values)| record(draft, what, values)).collect()
}

/// Witnesses by value (numbers padded, so that they sort), each value with its first wording.
type Values = BTreeMap<String, (String, BTreeSet<usize>)>;

fn put(values: &mut Values, value: &str, written: &str, member: usize) {
    values.entry(value.to_string()).or_insert_with(|| (written.to_string(), BTreeSet::new())).1.insert(member);
}

/// Which witnesses have it from which, over any number of edges.
struct Joined {
    after: Vec<BTreeSet<usize>>,
}

impl Joined {
    fn new(members: usize, ties: &[Tie]) -> Self {
        let mut next: Vec<Vec<usize>> = vec![Vec::new(); members];
        ties.iter().for_each(|tie| next[tie.from].push(tie.to));
        let after = (0..members).map(|start| reached(&next, start)).collect();
        Joined { after }
    }

    /// Whether some two witnesses have different values, and neither has it from the other.
    fn leaves_open(&self, values: &Values) -> bool {
        let sets: Vec<&BTreeSet<usize>> = values.values().map(|value| &value.1).collect();
        let apart = |a: usize, b: usize| !self.after[a].contains(&b) && !self.after[b].contains(&a);
        sets.iter().enumerate().any(|(at, a)| {
            sets[at + 1..]
                .iter()
                .filter(|b| a.is_disjoint(b))
                .any(|b| a.iter().any(|&x| b.iter().any(|&y| apart(x, y))))
        })
    }
}

fn reached(next: &[Vec<usize>], start: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::from([start]);
    let mut queue = vec![start];
    while let Some(at) = queue.pop() {
        queue.extend(next[at].iter().copied().filter(|&to| found.insert(to)));
    }
    found
}

/// Different numbers of one kind of thing, each kind by itself, by those who give one number of it.
fn numbers(draft: &Draft) -> Vec<Values> {
    let mut by_kind: BTreeMap<_, Values> = BTreeMap::new();
    for member in 0..draft.members.len() {
        let kinds: BTreeSet<_> = versions::counts(draft, member).map(Count::kind).collect();
        for count in kinds.into_iter().filter_map(|kind| versions::single(draft, member, kind)) {
            let written = count.span.of(draft.doc(member).text());
            put(by_kind.entry(count.kind()).or_default(), &format!("{:024.3}", count.value), written, member);
        }
    }
    by_kind.into_values().collect()
}

/// Some deny it, others say what they deny.
fn polarity(draft: &Draft) -> Values {
    let mut values = Values::new();
    let all = || 0..draft.members.len();
    let denied = |member| all().any(|d| draft.denying[d] && is_over_against(draft.unit(d), draft.unit(member)));
    for member in all() {
        match draft.denying[member] {
            true => put(&mut values, "denied", "denied", member),
            false if denied(member) => put(&mut values, "asserted", "asserted", member),
            false => {}
        }
    }
    values
}

/// Some say it is so, others that it may be. Headlines are short of words and count only through their text.
fn hedges(draft: &Draft) -> Values {
    let mut values = Values::new();
    let members = (0..draft.members.len()).filter(|&member| !draft.unit(member).headline);
    let doubts: Vec<(usize, Vec<Doubted>)> = members.map(|member| (member, versions::doubts(draft, member))).collect();
    let sure: Vec<usize> = doubts.iter().filter(|(_, found)| found.is_empty()).map(|(member, _)| *member).collect();
    for (member, found) in &doubts {
        for doubt in found {
            let stated: Vec<usize> = sure.iter().copied().filter(|&m| doubt.is_told_by(draft.unit(m))).collect();
            if !stated.is_empty() {
                put(&mut values, "doubted", &doubt.span.of(draft.doc(*member).text()).to_lowercase(), *member);
            }
            stated.into_iter().for_each(|member| put(&mut values, "stated", "stated without doubt", member));
        }
    }
    values
}

/// The one town that each tells.
fn places(draft: &Draft) -> Values {
    let mut values = Values::new();
    for member in 0..draft.members.len() {
        let (doc, unit) = (draft.doc(member), draft.unit(member));
        let towns = doc.source.situation.places.iter().filter(|p| {
            p.level == "town" && p.role == PlaceRole::Place && unit.spans.iter().any(|span| span.contains(p.span))
        });
        let found: BTreeMap<&str, &str> =
            towns.filter_map(|p| Some((p.geonames_id.as_deref()?, p.span.of(doc.text())))).collect();
        if let (1, Some((id, written))) = (found.len(), found.first_key_value()) {
            let known = values.iter().find(|(_, (known, _))| same_place_name(known, written));
            let id = known.map_or_else(|| id.to_string(), |(known, _)| known.clone());
            put(&mut values, &id, written, member);
        }
    }
    values
}

/// The one day that each tells; one word for it is one version, whichever day the page makes of it.
fn times(draft: &Draft) -> Values {
    let mut values = Values::new();
    for member in (0..draft.members.len()).filter(|&member| !draft.unit(member).headline) {
        let (doc, unit) = (draft.doc(member), draft.unit(member));
        let days = doc.source.situation.times.iter().filter(|time| {
            time.kind == TimeKind::Date
                && mentions::is_told(doc, time)
                && time.earliest == time.latest
                && unit.spans.iter().any(|span| span.contains(time.span))
        });
        let found: BTreeMap<String, &str> =
            days.map(|time| (format!("{:?}", time.earliest), time.span.of(doc.text()))).collect();
        if let (1, Some((day, written))) = (found.len(), found.first_key_value()) {
            let known = values.iter().find(|(_, (known, _))| known.eq_ignore_ascii_case(written));
            let day = known.map_or_else(|| day.clone(), |(day, _)| day.clone());
            put(&mut values, &day, written, member);
        }
    }
    values
}

/// Who is said to have done it: the one agent of the same kind of event that each tells.
fn actors(draft: &Draft) -> Values {
    let mut by_kind: BTreeMap<&str, Values> = BTreeMap::new();
    let mut agents: BTreeMap<&str, Vec<(&ActorMention, &str)>> = BTreeMap::new();
    for member in 0..draft.members.len() {
        let (doc, unit) = (draft.doc(member), draft.unit(member));
        let situation = &doc.source.situation;
        let inside = |span: crate::Span| unit.spans.iter().any(|part| part.contains(span));
        let told = |event: &&Event| is_telling(&event.kind) && event.trigger.iter().any(|&span| inside(span));
        for event in situation.events.iter().filter(told) {
            let agent = event.agent.and_then(|at| situation.actors.get(at));
            if let Some(agent) = agent.filter(|agent| inside(agent.span) && mentions::acts(doc, agent)) {
                let (values, written) = (by_kind.entry(&event.kind).or_default(), agent.span.of(doc.text()));
                let known = agents.entry(&event.kind).or_default();
                let one = known.iter().find(|(other, words)| mentions::is_one_actor((agent, written), (other, words)));
                let id = one.map_or(&agent.id, |(other, _)| &other.id);
                put(values, id, written, member);
                if !known.iter().any(|(other, words)| other.id == agent.id && *words == written) {
                    known.push((agent, written));
                }
            }
        }
    }
    by_kind.into_values().find(|values| values.len() > 1).unwrap_or_default()
}

fn record(draft: &Draft, what: Aspect, values: Values) -> Disagreement {
    let version = |(value, members): (String, BTreeSet<usize>)| Version {
        value,
        witnesses: members.into_iter().map(|member| draft.witnesses[member].id.clone()).collect(),
    };
    Disagreement { what, values: values.into_values().map(version).collect() }
}
