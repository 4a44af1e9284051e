//! Whether a candidate attributes: a linear model over the words around it.
//!
//! Rules propose (`verbs`, `nouns`, and `loose` beyond their frames), a logistic regression disposes: its marks are the
//! lemma, the rule, tags and words on either side, what the source looks like and how the content begins. That a
//! classifier decides which verbs are cues is Pareti's idea (2015); here it comes after the spans, so that their shape
//! may speak. The weights are built by `train/attribute`, whose README is their card.

use super::class;
use super::draft::Draft;
use super::things;
use super::verbs::Verb;
use super::view::Run;
use crate::Span;
use crate::segment::Tag;

/// Weights, one signed byte a bucket.
const WEIGHTS: &[u8] = include_bytes!("english.weights");

/// Buckets of the weights; a mark is the number of one.
const BUCKETS: u32 = 1 << 18;

/// Whether the model takes the candidate; one that it has no marks of stands.
pub(super) fn attributes(draft: &Draft) -> bool {
    draft.marks.is_empty() || weighs(&draft.marks)
}

/// Whether somebody tells in the first or second person what they want or like ("I want to go", "you like it"), no clause
/// following: the speaker of a turn or the writer of a column reports nobody by that.
pub(super) fn is_own_wish(run: &Run<'_>, draft: &Draft) -> bool {
    let source = draft.source.map_or("", |span| span.of(run.view.text));
    let own = matches!(source, "I" | "we" | "We" | "you" | "You" | "i");
    let mut content = draft.content.first().map_or(0..0, |span| run.items_of(*span));
    let infinitive = draft.frame == "an infinitive follows";
    let thing = draft.frame == "a clause or object follows" && !content.any(|at| run.is_finite_verb(at));
    own && (infinitive || thing) && run.inside.is_none()
}

/// Whether what would be the source cannot say anything: an attack, a town, a time. Things show and suggest, though.
pub(super) fn is_no_sayer(run: &Run<'_>, draft: &Draft) -> bool {
    let source = draft.source.map_or("", |span| span.of(run.view.text)).trim_end_matches([',', ' ']);
    let shows = class::Nouns::english().showing.contains(draft.lemma);
    let first = draft.source.map_or(0, |span| run.items_of(span).start);
    let doing = run.tag(first) == Tag::Verb && run.low(first).ends_with("ing") && source.contains(' ');
    !source.is_empty() && !draft.marks.is_empty() && !shows && (things::is_thing(source) || doing && first > 0)
}

/// Whether words are deeds here: "rebels attacked the convoy", "troops backed by jets", "the raid claimed nine lives".
pub(super) fn is_deed(run: &Run<'_>, draft: &Draft) -> bool {
    let of = |span: Option<&Span>| span.map_or("", |span| span.of(run.view.text)).trim_end_matches([',', ' ']);
    let (source, content) = (of(draft.source.as_ref()), of(draft.content.last()));
    if draft.lemma == "call" && draft.frame == "a clause or object follows" && !names_anew(run, draft) {
        return true;
    }
    let clause = draft.content.iter().any(|span| run.items_of(*span).any(|at| run.is_quotation(at)));
    !clause && !draft.marks.is_empty() && things::is_deed(draft.lemma, source, content)
}

/// Whether "called X" goes on with what X is called ("called him *a liar*", "called the strike *illegal*").
fn names_anew(run: &Run<'_>, draft: &Draft) -> bool {
    let content = draft.content.last().map_or(0..0, |span| run.items_of(*span));
    let anew = |at: usize| {
        let behind = run.is_subject_end(at - 1) || run.words().pronoun.contains(run.low(at - 1));
        let opens = run.is_determiner(at) && !run.is_possessive(at) || run.tag(at) == Tag::Adj;
        run.is_quotation(at) || behind && (opens || run.is(at, &["as", "“", "‘"]))
    };
    run.is_quotation(content.start) || (content.start + 1..content.end.min(content.start + 16)).any(anew)
}

/// Whether the weights of the marks are above nothing.
pub(super) fn weighs(marks: &[u32]) -> bool {
    score(marks) > 0
}

pub(super) fn score(marks: &[u32]) -> i32 {
    let weight = |mark: &u32| WEIGHTS.get(*mark as usize).map_or(0, |&byte| i32::from(byte.cast_signed()));
    marks.iter().map(weight).sum()
}

/// The marks of a candidate at a verb.
pub(super) fn verb_marks(verb: &Verb<'_>, draft: &Draft, loose: bool) -> Vec<u32> {
    let (run, group) = (verb.run, &verb.group);
    let lemma = group.reading.lemma.as_str();
    let rule = draft.framed();
    let form = format!("{:?}", group.reading.form);
    let mut marks = Marks::new(if loose { "loose" } else { "" });
    marks.add("lemma", &[lemma]);
    marks.add("rule", &[rule]);
    marks.add("form", &[&form]);
    marks.add("lemma rule", &[lemma, rule]);
    marks.add("lemma form", &[lemma, &form]);
    marks.flag("passive", group.passive, lemma);
    marks.flag("negated", group.negated, lemma);
    marks.flag("infinitive", group.infinitive, lemma);
    marks.flag("auxiliary", group.auxiliary, &form);
    around(run, group.start, group.head, group.end, lemma, &mut marks);
    shape(run, draft, lemma, &mut marks);
    marks.list
}

/// The marks of a candidate at a noun.
pub(super) fn noun_marks(run: &Run<'_>, at: usize, draft: &Draft, loose: bool) -> Vec<u32> {
    let noun = run.low(at);
    let mut marks = Marks::new(if loose { "loose" } else { "" });
    marks.add("noun", &[]);
    marks.add("lemma", &[noun]);
    around(run, at, at, at + 1, noun, &mut marks);
    shape(run, draft, noun, &mut marks);
    marks.list
}

/// Words and tags on either side of the cue.
fn around(run: &Run<'_>, start: usize, head: usize, end: usize, lemma: &str, marks: &mut Marks) {
    let word = |at: Option<usize>| at.map_or("^", |at| if run.is_quotation(at) { "“”" } else { run.low(at) });
    let tag = |at: Option<usize>| at.map_or(String::new(), |at| format!("{:?}", run.tag(at)));
    let (before, after) = (start.checked_sub(1), Some(end));
    marks.add("before", &[word(before)]);
    marks.add("after", &[word(after)]);
    marks.add("two before", &[word(start.checked_sub(2)), word(before)]);
    marks.add("two after", &[word(after), word(Some(end + 1))]);
    marks.add("lemma before", &[lemma, word(before)]);
    marks.add("lemma after", &[lemma, word(after)]);
    marks.add("tag", &[&tag(Some(head))]);
    marks.add("tag before", &[&tag(before), &tag(start.checked_sub(2))]);
    marks.add("tag after", &[&tag(after), &tag(Some(end + 1))]);
    marks.add("lemma tag", &[lemma, &tag(Some(head))]);
    marks.add("lemma tag after", &[lemma, &tag(after)]);
    marks.add("first", &[word(Some(start))]);
}

/// What source and content look like, and where in the report the candidate stands.
fn shape(run: &Run<'_>, draft: &Draft, lemma: &str, marks: &mut Marks) {
    let text = run.view.text;
    let source = draft.source.map_or("", |span| span.of(text));
    let class = draft.source.map_or_else(|| "none".to_string(), |_| format!("{:?}", class::class(source)));
    let last = source.rsplit(' ').next().unwrap_or("").to_lowercase();
    let first = source.split(' ').next().unwrap_or("").to_lowercase();
    marks.add("class", &[&class]);
    marks.add("lemma class", &[lemma, &class]);
    marks.add("source ends", &[&last]);
    marks.add("source begins", &[&first]);
    marks.add("source length", &[length(source.split(' ').count())]);
    let content = draft.content.first().map_or("", |span| span.of(text));
    let opens = content.split_whitespace().next().unwrap_or("").to_lowercase();
    let quoted = draft.content.iter().any(|span| span.of(text).contains(['"', '“', '”', '«']));
    let said = draft.content.first().zip(draft.cue.first()).is_some_and(|(content, cue)| content.start < cue.start);
    marks.add("content begins", &[&opens]);
    marks.add("content length", &[length(content.split_whitespace().take(40).count())]);
    marks.add("quoted", &[if quoted { "yes" } else { "no" }, if said { "before" } else { "behind" }]);
    marks.flag("quoted lemma", quoted, lemma);
    marks.flag("title", run.title, lemma);
    marks.flag("inside a quotation", run.inside.is_some(), &first);
    marks.flag("question", run.low(run.len().saturating_sub(1)) == "?", "");
    marks.flag("opens the report", run.paragraph == 0, "");
    marks.flag("gap", draft.source.is_some_and(|source| far(source, draft)), lemma);
}

/// Whether many words stand between source and cue.
fn far(source: Span, draft: &Draft) -> bool {
    draft.cue.first().is_some_and(|cue| cue.start > source.end + 40)
}

fn length(words: usize) -> &'static str {
    match words {
        0 | 1 => "one",
        2 => "two",
        3..=5 => "few",
        6..=12 => "some",
        13..=30 => "many",
        _ => "most",
    }
}

/// Marks in the making.
pub(super) struct Marks {
    pub(super) list: Vec<u32>,
    kind: &'static str,
}

impl Marks {
    /// `kind` keeps the marks of one question apart from those of another.
    pub(super) fn new(kind: &'static str) -> Marks {
        let mut marks = Marks { list: Vec::with_capacity(40), kind };
        marks.add("always", &[]);
        marks
    }

    /// A template with its words. Candidates of rules and loose ones share those of two words.
    pub(super) fn add(&mut self, template: &str, words: &[&str]) {
        let kind = if self.kind == "loose" && words.len() > 1 { "" } else { self.kind };
        let parts = [kind, template].into_iter().chain(words.iter().copied());
        let hash = parts.fold(0x811C_9DC5, |hash, part| fnv(fnv(hash, part.as_bytes()), &[0]));
        self.list.push((hash ^ (hash >> 18)) % BUCKETS);
    }

    fn flag(&mut self, template: &str, set: bool, word: &str) {
        if set {
            self.add(template, &[]);
            self.add(template, &[word, ""]);
        }
    }
}

/// FNV-1a.
fn fnv(hash: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
