//! Causes: what the reports of a story say brought a happening about. "Caused by a drone" and "caused by a failed pump" share
//! no words and are two claims, but they answer one question differently, and each is told of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::lexicon::english;
use super::words::{fold, stem};
use super::{Aspect, Claim, Disagreement, Version};
use crate::Span;

/// Most words of a cause.
const LONGEST: usize = 8;

/// A witness that gives a cause.
struct Given {
    claim: usize,
    witness: String,
    /// The kind of happening.
    of: usize,
    written: String,
    words: BTreeSet<String>,
}

/// Adds to the claims that give a cause the other causes that the story gives of the same kind of happening.
pub(super) fn tell(drafts: &[Draft], claims: &mut [Claim]) {
    let mut by_kind: BTreeMap<usize, Vec<Vec<Given>>> = BTreeMap::new();
    for given in drafts.iter().enumerate().flat_map(|(at, draft)| given(at, draft)) {
        let causes = by_kind.entry(given.of).or_default();
        match causes.iter_mut().find(|same| same.iter().any(|other| !other.words.is_disjoint(&given.words))) {
            Some(same) => same.push(given),
            None => causes.push(vec![given]),
        }
    }
    for causes in by_kind.into_values().filter(|causes| causes.len() > 1) {
        let version = |same: &Vec<Given>| Version {
            value: same[0].written.clone(),
            witnesses: same.iter().map(|given| given.witness.clone()).collect(),
        };
        let differ = Disagreement { what: Aspect::Actor, values: causes.iter().map(version).collect() };
        let told: BTreeSet<usize> = causes.iter().flatten().map(|given| given.claim).collect();
        for claim in told {
            let known =
                claims.get_mut(claim).filter(|claim| !claim.disagreements.iter().any(|d| d.what == Aspect::Actor));
            known.into_iter().for_each(|claim| claim.disagreements.push(differ.clone()));
        }
    }
}

/// The causes that the witnesses of one claim give; a headline leaves that to its text.
fn given(claim: usize, draft: &Draft) -> Vec<Given> {
    let asserting = (0..draft.members.len()).filter(|&m| !draft.denying[m] && !draft.unit(m).headline);
    let cause = |member: usize| {
        let text = draft.doc(member).text();
        let (of, span) = draft.unit(member).spans.iter().find_map(|&span| cause(text, span))?;
        let written = span.of(text);
        let content = fold(written);
        let words = content.split(' ').filter(|word| !super::lexicon::is_stop(word)).map(stem).collect();
        let witness = draft.witnesses[member].id.clone();
        Some(Given { claim, witness, of, written: written.to_string(), words })
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
