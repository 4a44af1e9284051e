//! Disagreements: versions of one claim that differ though no edge turns the one into the other.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::edges::Tie;
use super::{Aspect, Change, Disagreement, Version};

/// What the versions of a claim disagree in.
pub(super) fn disagreements(draft: &Draft, ties: &[Tie], changes: &[Change]) -> Vec<Disagreement> {
    let mut found = numbers(draft, changes);
    found.extend(polarity(draft, ties));
    found
}

/// Witnesses by value (numbers padded, so that they sort), each value with its first wording.
type Values = BTreeMap<String, (String, BTreeSet<usize>)>;

/// Different numbers of one kind of thing.
fn numbers(draft: &Draft, changes: &[Change]) -> Vec<Disagreement> {
    let mut by_unit: BTreeMap<&str, Values> = BTreeMap::new();
    for member in 0..draft.members.len() {
        for count in &draft.unit(member).counts {
            let written = count.span.of(draft.doc(member).text());
            put(by_unit.entry(&count.of).or_default(), &format!("{:024.3}", count.value), written, member);
        }
    }
    let differ = by_unit.into_values().filter(|values| values.len() > 1 && unexplained(draft, values, changes));
    differ.map(|values| record(draft, Aspect::Number, values)).collect()
}

fn put(values: &mut Values, value: &str, written: &str, member: usize) {
    values.entry(value.to_string()).or_insert_with(|| (written.to_string(), BTreeSet::new())).1.insert(member);
}

/// Whether some two values have no edge that turned the one into the other.
fn unexplained(draft: &Draft, values: &Values, changes: &[Change]) -> bool {
    let changed = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| {
        changes.iter().filter(|change| change.what == Aspect::Number).any(|change| {
            let has = |set: &BTreeSet<usize>, id: &str| set.iter().any(|&member| draft.witnesses[member].id == id);
            has(a, &change.from) && has(b, &change.to) || has(b, &change.from) && has(a, &change.to)
        })
    };
    let sets: Vec<&BTreeSet<usize>> = values.values().map(|value| &value.1).collect();
    sets.iter().enumerate().any(|(at, a)| sets[at + 1..].iter().any(|b| a.is_disjoint(b) && !changed(a, b)))
}

/// Some say it, others deny it.
fn polarity(draft: &Draft, ties: &[Tie]) -> Option<Disagreement> {
    let mut values: Values = BTreeMap::new();
    for member in 0..draft.members.len() {
        let value = if draft.unit(member).denied { "denied" } else { "asserted" };
        put(&mut values, value, value, member);
    }
    let tied = |tie: &Tie| draft.unit(tie.from).denied != draft.unit(tie.to).denied;
    (values.len() > 1 && !ties.iter().any(tied)).then(|| record(draft, Aspect::Polarity, values))
}

fn record(draft: &Draft, what: Aspect, values: Values) -> Disagreement {
    let version = |(value, members): (String, BTreeSet<usize>)| Version {
        value,
        witnesses: members.into_iter().map(|member| draft.witnesses[member].id.clone()).collect(),
    };
    Disagreement { what, values: values.into_values().map(version).collect() }
}
