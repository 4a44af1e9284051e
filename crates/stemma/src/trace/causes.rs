//! Causes: what the reports of a story say brought a happening about. "Caused by a drone" and "caused by a failed pump" share
//! no words and are two claims, but they answer one question differently, and each is told of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::lexicon::english;
use super::units::Unit;
use super::words::{fold, stem};
use super::{Aspect, Claim, Disagreement, Version};
use crate::Span;

/// Most words of a cause.
const LONGEST: usize = 8;

/// A witness that gives a cause.
struct Given<'d> {
    claim: usize,
    unit: &'d Unit,
    witness: String,
    /// What its report is called.
    label: String,
    /// The kind of happening.
    of: usize,
    written: String,
    words: BTreeSet<String>,
}

/// Adds to the claims that give a cause the other causes that the story gives of the same happening.
pub(super) fn tell(drafts: &[Draft], claims: &mut [Claim]) {
    let Some(ground) = drafts.first().map(|draft| draft.ground) else { return };
    let one = |a: &Given, b: &Given| a.claim == b.claim || ground.openings.one_happening(ground.pile, a.unit, b.unit);
    for causes in causes(drafts) {
        let told: BTreeSet<usize> = causes.iter().flatten().map(|given| given.claim).collect();
        for claim in told {
            let own: Vec<&Given> = causes.iter().flatten().filter(|given| given.claim == claim).collect();
            let of_one = |same: &&Vec<Given>| same.iter().any(|given| own.iter().any(|mine| one(mine, given)));
            let values: Vec<Version> = causes.iter().filter(of_one).map(|same| version(claim, same)).collect();
            let known = claims[claim].disagreements.iter().any(|d| d.what == Aspect::Actor);
            if values.len() > 1 && !known {
                claims[claim].disagreements.push(Disagreement { what: Aspect::Actor, values });
            }
        }
    }
}

/// The causes of each kind of happening, those in like words together.
fn causes<'d>(drafts: &'d [Draft]) -> Vec<Vec<Vec<Given<'d>>>> {
    let mut by_kind: BTreeMap<usize, Vec<Vec<Given>>> = BTreeMap::new();
    for given in drafts.iter().enumerate().flat_map(|(at, draft)| given(at, draft)) {
        let causes = by_kind.entry(given.of).or_default();
        match causes.iter_mut().find(|same| same.iter().any(|other| !other.words.is_disjoint(&given.words))) {
            Some(same) => same.push(given),
            None => causes.push(vec![given]),
        }
    }
    by_kind.into_values().filter(|causes| causes.len() > 1).collect()
}

/// One cause as a claim is told of it: with the claim's own witnesses; else with the report that gives it elsewhere.
fn version(claim: usize, same: &[Given]) -> Version {
    let own: Vec<&Given> = same.iter().filter(|given| given.claim == claim).collect();
    let value = match own.first() {
        Some(given) => given.written.clone(),
        None => format!("{} ({})", same[0].written, same[0].label),
    };
    Version { value, witnesses: own.into_iter().map(|given| given.witness.clone()).collect() }
}

/// The causes that the witnesses of one claim give; a headline leaves that to its text.
fn given<'d>(claim: usize, draft: &'d Draft) -> Vec<Given<'d>> {
    let asserting = (0..draft.members.len()).filter(|&m| !draft.denying[m] && !draft.unit(m).headline);
    let cause = |member: usize| {
        let text = draft.doc(member).text();
        let (of, span) = draft.unit(member).spans.iter().find_map(|&span| cause(text, span))?;
        let written = span.of(text);
        let content = fold(written);
        let words = content.split(' ').filter(|word| !super::lexicon::is_stop(word)).map(stem).collect();
        let (unit, witness, label) = (draft.unit(member), draft.witnesses[member].id.clone(), draft.label(member));
        Some(Given { claim, unit, witness, label, of, written: written.to_string(), words })
    };
    asserting.filter_map(cause).filter(|given| !given.words.is_empty()).collect()
}

/// "The blast was caused by a drone, …": what happened, and the words of what did it.
fn cause(text: &str, within: Span) -> Option<(usize, Span)> {
    let words = within.of(text);
    let cue = english().cause.words.iter().filter_map(|cue| Some((words.find(&format!(" {cue} "))?, cue.len() + 2)));
    let (at, length) = cue.min()?;
    let before = words[..at].to_lowercase();
    let named =
        |kind: &Vec<String>| before.split(|c: char| !c.is_alphanumeric()).any(|word| kind.iter().any(|k| k == word));
    let of = english().happening.iter().position(|kind| named(&kind.words))?;
    let behind = &words[at + length..];
    let mark = [',', '.', ';', '(', '"', '”'].iter().filter_map(|&mark| behind.find(mark)).min();
    let clause = [" and ", " or ", " that ", " which ", " who ", " when ", " after ", " but "]
        .iter()
        .filter_map(|mark| behind.find(mark))
        .min();
    let end = mark.unwrap_or(behind.len()).min(clause.unwrap_or(behind.len()));
    let cut = behind[..end].match_indices(' ').nth(LONGEST).map_or(end, |(cut, _)| cut);
    let start = within.start + at + length;
    let span = Span::new(start, start + cut).trimmed(text);
    (!span.is_empty()).then_some((of, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_end_where_the_clause_does() {
        let found = |text: &str| cause(text, Span::new(0, text.len())).map(|(_, span)| span.of(text).to_string());
        assert_eq!(found("The blast was caused by a drone, he said.").as_deref(), Some("a drone"));
        assert_eq!(found("The fire was set off by a failed pump and not by rain.").as_deref(), Some("a failed pump"));
        assert_eq!(found("The delay was caused by rain."), None);
    }
}
