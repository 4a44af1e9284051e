//! Candidates beyond the frames: a verb or noun of the lexicon where no rule's frame fits ("had little to *say about* it",
//! "the *allegations of* fraud"). Their spans are guessed by nearness; whether they attribute is for `decide` to say.

use super::complement::{Complement, Opening};
use super::decide;
use super::draft::Draft;
use super::lexicon::Form;
use super::nouns;
use super::subject::trimmed;
use super::verbs::Verb;
use super::view::Run;
use crate::segment::Tag;

/// Prepositions behind a verb that belong to its cue ("disagreed *with* him").
const LEADING: [&str; 6] = ["about", "of", "with", "against", "for", "over"];

/// The candidates of one run whose words no rule took as a cue: not those of `verbs`, nor those of `others`.
pub(super) fn find(run: &Run<'_>, verbs: &[Draft], others: &[Draft]) -> Vec<Draft> {
    let mut taken = vec![false; run.len()];
    for cue in verbs.iter().chain(others).flat_map(|draft| &draft.cue) {
        let from = run.items.partition_point(|item| run.view.seg.tokens[item.tokens.start].span.start < cue.start);
        (from..run.len()).take_while(|&at| run.span(at..at + 1).start < cue.end).for_each(|at| taken[at] = true);
    }
    let free = |at: &usize| run.is_word(*at) && !taken[*at];
    (0..run.len()).filter(free).filter_map(|at| at_verb(run, at, verbs).or_else(|| at_noun(run, at))).collect()
}

/// Takes out the guesses (from `first` on) inside what somebody says: there only rules are trusted, as PolNeAR, by which
/// the model learned, says nothing of nested attributions.
pub(super) fn drop_nested(run: &Run<'_>, found: &mut Vec<Draft>, first: usize) {
    // Those of a sentence's first statements: it has no more, unless it means to take forever.
    let contents: Vec<crate::Span> =
        found[first..].iter().flat_map(|draft| draft.content.iter().copied()).take(100).collect();
    let nested = |draft: &Draft| draft.cue.iter().all(|cue| contents.iter().any(|content| content.contains(*cue)));
    let mut rules = found.split_off(first);
    rules.retain(|draft| !draft.loose || run.inside.is_none() && !nested(draft));
    found.append(&mut rules);
}

fn at_verb(run: &Run<'_>, at: usize, rules: &[Draft]) -> Option<Draft> {
    let reading = run
        .view
        .lexicon
        .readings(run.low(at))
        .iter()
        .filter(|reading| !matches!(reading.lemma.as_str(), "put" | "cite" | "quote"))
        .find(|reading| reading.tail.iter().enumerate().all(|(i, word)| run.low(at + 1 + i) == word))?;
    let before = &rules[..rules.partition_point(|draft| draft.head < at)];
    let verb = Verb { run, group: run.verb_group(at, reading), before };
    if !may_be_verb(&verb) {
        return None;
    }
    let stance = run.view.lexicon.groups[*reading.groups.first()?].stance;
    let leads = run.is(verb.group.end, &LEADING) && verb.group.end + 1 < run.end();
    let end = verb.group.end + usize::from(leads);
    let mut draft = verb.new_draft(end, stance, "by the words around it");
    fill(&verb, end, &mut draft);
    draft.finite = false;
    draft.loose = true;
    draft.marks = decide::verb_marks(&verb, &draft, true);
    (!draft.content.is_empty()).then_some(draft)
}

/// Nouns and names are none of this; a determiner before, and no auxiliary, makes a noun too.
fn may_be_verb(verb: &Verb<'_>) -> bool {
    let (run, group) = (verb.run, &verb.group);
    let named = run.is_capital_inside(group.head) || run.tag(group.head) == Tag::Propn && !run.title;
    let noun = run.tag(group.head) == Tag::Noun
        && group.reading.form != Form::Ing
        && group.start.checked_sub(1).is_some_and(|before| run.is_determiner(before) || run.is_possessive(before));
    let found =
        matches!(group.reading.lemma.as_str(), "see" | "find" | "know" | "hear" | "read") && run.low(group.end) == "by";
    // "on condition that he not be named" keeps silent about somebody.
    let unnamed = matches!(group.reading.lemma.as_str(), "name" | "identify") && group.passive && group.negated;
    !named && !found && !unnamed && (!noun || group.auxiliary)
}

/// Source and content by nearness: the subject, else the one shared; what follows, else what stands before.
fn fill(verb: &Verb<'_>, end: usize, draft: &mut Draft) {
    let run = verb.run;
    let group = &verb.group;
    let subject = if group.infinitive { None } else { verb.subject() };
    let range = subject.as_ref().and_then(|subject| subject.range.clone());
    let passive = group.passive || verb.is_reduced_passive();
    draft.source = subject.and_then(|subject| subject.span).or_else(|| verb.shared()).filter(|_| !passive);
    let left_end = range.as_ref().map_or(group.start, |range| range.start);
    let led = end > group.end;
    let inner = if led { Complement { opening: Opening::Phrase, start: end } } else { run.complement(end) };
    match inner.opening {
        Opening::Comma | Opening::End => before_it(verb, left_end, &inner, draft),
        _ => draft.say(run.span(inner.start..verb.right_end(inner.start))),
    }
    if passive && let Some(range) = range {
        draft.content.insert(0, trimmed(run, range));
    }
}

fn before_it(verb: &Verb<'_>, left_end: usize, inner: &Complement, draft: &mut Draft) {
    let left = verb.left_content(left_end).or_else(|| verb.relative_content(left_end, inner));
    if let Some(left) = left {
        draft.say(verb.run.span(left));
    }
}

/// A noun that leads to what is said, its owner unknown or an adjective ("Tervian criticism of the plan").
fn at_noun(run: &Run<'_>, at: usize) -> Option<Draft> {
    let group = nouns::group(run.low(at)).filter(|_| !run.is_auxiliary(at + 1))?;
    let (start, cue_end) = nouns::lead(run, at + 1, group)?;
    let mut draft = nouns::draft(run, at..cue_end.max(at + 1), group, at);
    draft.say(run.span(start..nouns::content_end(run, start, run.opening(at + 1))));
    draft.loose = true;
    draft.marks = decide::noun_marks(run, at, &draft, true);
    (!draft.content.is_empty()).then_some(draft)
}
