//! Disagreements: versions of one claim that differ though no edge turns the one into the other.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::edges::Tie;
use super::lexicon::english;
use super::{Aspect, Change, Disagreement, Version};

/// What the versions of a claim disagree in.
pub(super) fn disagreements(draft: &Draft, ties: &[Tie], changes: &[Change]) -> Vec<Disagreement> {
    let mut found = numbers(draft, changes);
    found.extend(polarity(draft, ties));
    found
}

/// Witnesses by value.
type Values = BTreeMap<String, BTreeSet<usize>>;

/// Different numbers of one kind of thing.
fn numbers(draft: &Draft, changes: &[Change]) -> Vec<Disagreement> {
    let mut by_unit: BTreeMap<String, Values> = BTreeMap::new();
    for member in 0..draft.members.len() {
        for (unit, value) in counted(draft, member) {
            by_unit.entry(unit).or_default().entry(value).or_default().insert(member);
        }
    }
    let differ = by_unit.into_values().filter(|values| values.len() > 1 && unexplained(draft, values, changes));
    differ.map(|values| record(draft, Aspect::Number, values)).collect()
}

/// Whether some two values have no edge that turned the one into the other.
fn unexplained(draft: &Draft, values: &Values, changes: &[Change]) -> bool {
    let changed = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| {
        changes.iter().filter(|change| change.what == Aspect::Number).any(|change| {
            let has = |set: &BTreeSet<usize>, id: &str| set.iter().any(|&member| draft.witnesses[member].id == id);
            has(a, &change.from) && has(b, &change.to) || has(b, &change.from) && has(a, &change.to)
        })
    };
    let sets: Vec<&BTreeSet<usize>> = values.values().collect();
    sets.iter().enumerate().any(|(at, a)| sets[at + 1..].iter().any(|b| a.is_disjoint(b) && !changed(a, b)))
}

/// The numbers of a witness with what they count: people are one kind, told apart by what befell them.
fn counted(draft: &Draft, member: usize) -> Vec<(String, String)> {
    let (doc, unit) = (draft.doc(member), draft.unit(member));
    let words: Vec<(bool, &str, String)> = unit
        .spans
        .iter()
        .flat_map(|&span| doc.words_in(span))
        .map(|at| {
            let written = doc.words[at].span.of(doc.text());
            (doc.words[at].number, written, written.to_lowercase())
        })
        .collect();
    let mut found = Vec::new();
    for (at, (number, written, _)) in words.iter().enumerate().filter(|(_, word)| word.0) {
        let behind = words.iter().skip(at + 1).take(3).take_while(|word| !word.0);
        let people = behind.clone().any(|word| english().people.words.contains(&word.2));
        let lower: Vec<&str> = words.iter().map(|word| word.2.as_str()).collect();
        let unit = if people { befell(&lower, at) } else { behind.map(|word| super::words::stem(&word.2)).next() };
        found.extend(unit.filter(|_| *number).map(|unit| (unit, written.to_string())));
    }
    found
}

/// What befell the people counted at `at`: the nearest word that says so.
fn befell(words: &[&str], at: usize) -> Option<String> {
    let kind = |word: &str| {
        let stem = super::words::stem(word);
        english().toll.iter().find(|toll| toll.stems.contains(&stem)).map(|toll| toll.kind.clone())
    };
    let near = |place: &usize| (place.abs_diff(at), *place < at);
    let mut places: Vec<usize> = (0..words.len()).collect();
    places.sort_by_key(near);
    places.into_iter().take(16).find_map(|place| kind(words[place]))
}

/// Some say it, others deny it.
fn polarity(draft: &Draft, ties: &[Tie]) -> Option<Disagreement> {
    let mut values: Values = BTreeMap::new();
    for member in 0..draft.members.len() {
        let value = if draft.unit(member).denied { "denied" } else { "asserted" };
        values.entry(value.to_string()).or_default().insert(member);
    }
    let tied = |tie: &Tie| draft.unit(tie.from).denied != draft.unit(tie.to).denied;
    (values.len() > 1 && !ties.iter().any(tied)).then(|| record(draft, Aspect::Polarity, values))
}

fn record(draft: &Draft, what: Aspect, values: Values) -> Disagreement {
    let version = |(value, members): (String, BTreeSet<usize>)| Version {
        value,
        witnesses: members.into_iter().map(|member| draft.witnesses[member].id.clone()).collect(),
    };
    Disagreement { what, values: values.into_iter().map(version).collect() }
}
