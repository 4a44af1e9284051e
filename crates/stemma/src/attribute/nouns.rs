//! Nouns that attribute: "Rask's claim that …", "the claim by Rask that …".

use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::Stance;
use super::complement::Opening;
use super::decide;
use super::draft::Draft;
use super::subject::source_span;
use super::view::Run;

/// A group of nouns that behave alike.
#[derive(Debug, Deserialize)]
pub(super) struct Group {
    nouns: Vec<String>,
    preps: Vec<String>,
    clause: bool,
    #[serde(default)]
    before_noun: bool,
    stance: Stance,
    #[cfg(test)]
    pub(super) yes: Vec<String>,
    #[cfg(test)]
    pub(super) no: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    noun: Vec<Group>,
}

pub(super) struct Nouns {
    pub(super) groups: Vec<Group>,
    by_word: BTreeMap<String, usize>,
}

pub(super) fn nouns() -> &'static Nouns {
    static NOUNS: OnceLock<Nouns> = OnceLock::new();
    NOUNS.get_or_init(|| {
        let file: File = toml::from_str(include_str!("lexicon/en/nouns.toml")).expect("the list is tested");
        let by_word =
            file.noun.iter().enumerate().flat_map(|(i, g)| g.nouns.iter().map(move |n| (n.clone(), i))).collect();
        Nouns { groups: file.noun, by_word }
    })
}

/// The statements that nouns make in one run.
pub(super) fn find(run: &Run<'_>, found: &mut Vec<Draft>) {
    for at in 1..run.len() {
        if !run.is_word(at) {
            continue;
        }
        if let Some(group) = group(run.low(at)) {
            found.extend(at_noun(run, at, group));
        }
    }
}

fn at_noun(run: &Run<'_>, at: usize, group: &Group) -> Option<Draft> {
    let (source, start, after) = owner(run, at).or_else(|| agent(run, at))?;
    let (content, lead_end) = lead(run, after, group)?;
    let cue_end = if after == at + 1 { lead_end.max(at + 1) } else { at + 1 };
    let mut draft = draft(run, start..cue_end, group, at);
    draft.source = Some(source_span(run, source));
    draft.say(run.span(content..content_end(run, content, run.opening(after))));
    // "the claim by Rask that …" needs no weighing.
    let sure = group.stance == Stance::Asserts && run.opening(after) == Opening::That;
    if !sure {
        draft.marks = decide::noun_marks(run, at, &draft, false);
    }
    (!draft.content.is_empty()).then_some(draft)
}

/// The group of a noun that attributes.
pub(super) fn group(word: &str) -> Option<&'static Group> {
    let nouns = nouns();
    nouns.by_word.get(word).map(|&group| &nouns.groups[group])
}

/// The noun as the list has it.
fn lemma(word: &str) -> &'static str {
    nouns().by_word.get_key_value(word).map_or("", |(noun, _)| noun.as_str())
}

/// A draft with its cue only.
pub(super) fn draft(run: &Run<'_>, cue: Range<usize>, group: &Group, at: usize) -> Draft {
    let mut draft = Draft::new(run.span(cue), group.stance, format!("noun “{}”", run.low(at)));
    (draft.finite, draft.head, draft.lemma) = (false, at, lemma(run.low(at)));
    draft
}

/// Where what is said begins behind a noun, and where the preposition that belongs to the cue ends, if there is one.
pub(super) fn lead(run: &Run<'_>, after: usize, group: &Group) -> Option<(usize, usize)> {
    if group.clause && run.opening(after) == Opening::That {
        return Some((after, 0));
    }
    let preposition = group.preps.iter().any(|prep| prep == run.low(after));
    let noun = group.before_noun || run.low(after) != "to" || !run.opens_name(after + 1);
    let infinitive = run.low(after) == "to" && !group.before_noun;
    let lead = if infinitive { (after, 0) } else { (after + 1, after + 1) };
    (preposition && after + 1 < run.end() && noun).then_some(lead)
}

/// "Rask's (new) claim": the possessor, and where the cue begins.
fn owner(run: &Run<'_>, at: usize) -> Option<(Range<usize>, usize, usize)> {
    let from = at.saturating_sub(4);
    let mark = (from..at).rev().find(|&here| run.is_possessive(here))?;
    let plain = (mark + 1..at).all(|here| run.is_word(here) && !run.is_preposition(here) && !run.is_finite_verb(here));
    if !plain || run.is(mark, &["whose"]) {
        return None;
    }
    if run.is_word(mark) && !run.is(mark, &["'s", "s'"]) {
        return Some((mark..mark + 1, at, at + 1));
    }
    let subject = run.subject_before(mark, 0)?;
    let start = possessor_start(run, subject.clone());
    Some((start..mark + 1, at, at + 1))
}

/// A possessor is shorter than a subject: behind the last preposition that is no "of".
fn possessor_start(run: &Run<'_>, range: Range<usize>) -> usize {
    let cut = range.clone().rev().find(|&here| {
        run.is_preposition(here) && run.low(here) != "of"
            || run.is(here, &["and", "or"])
            || run.is_finite_verb(here)
            || run.low(here).ends_with("ing") && !run.is_capital(here)
            || run
                .view
                .lexicon
                .readings(run.low(here))
                .first()
                .is_some_and(|_| !run.is_capital(here) && here > range.start && here + 1 < range.end)
    });
    cut.map_or(range.start, |here| here + 1)
}

/// "the claim by Rask", "criticism from the union".
fn agent(run: &Run<'_>, at: usize) -> Option<(Range<usize>, usize, usize)> {
    if !run.is(at + 1, &["by", "from"]) || !run.opens_subject(at + 2) {
        return None;
    }
    let source = run.phrase_after(at + 2, run.len());
    let stop = (source.start..source.end)
        .find(|&here| here > source.start && run.is(here, &["that", "of", "about"]) && !run.is_capital(here + 1));
    let end = stop.unwrap_or(source.end);
    (end > source.start).then_some((source.start..end, at, end))
}

/// A clause ends before the verb that the noun is the subject of; an object before any finite verb.
pub(super) fn content_end(run: &Run<'_>, start: usize, opening: Opening) -> usize {
    let limit = run.content_end(start, false).min(start + 60);
    let mut verbs = 0;
    for at in start + 1..limit {
        if run.is(at, &[",", ";"]) || run.is_dash(at) {
            return at;
        }
        let new_group = run.is_auxiliary(at) && !run.is_auxiliary(at - 1);
        let starts = run.is_finite_verb(at)
            && (!run.is_finite_verb(at - 1) || new_group)
            && !(run.is_adverb(at - 1) && at > 1 && run.is_finite_verb(at - 2));
        if starts {
            verbs += 1;
            let own = usize::from(opening == Opening::That);
            let excused = (at.saturating_sub(6)..at).any(|here| {
                here > start && run.is(here, &["who", "which", "that", "when", "if", "and", "how", "where"])
            });
            if verbs > own && !excused {
                return at;
            }
        }
    }
    limit
}
