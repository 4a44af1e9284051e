//! What differs between two witnesses that tell the claim in words of their own: numbers of one thing, how sure it is, whom it
//! comes from, when and where. Copies are compared word for word elsewhere (`changes`).

use super::Aspect;
use super::changes::{Delta, is_date};
use super::copies::shared;
use super::counts::Count;
use super::cues;
use super::draft::Draft;
use super::edges::Tie;
use super::hands::{Hand, Rests};
use super::lexicon::Doubt;
use super::mentions::{Mention, mentioned};
use super::units::Unit;
use super::words::fold;
use crate::Span;
use crate::attribute::SourceClass;
use crate::situate::time::{TimeKind, TimeMention};

/// How many words behind a word of doubt are doubted, and how many before it: "he fell, allegedly".
const BEHIND: usize = 5;
const BEFORE: usize = 2;

/// What became of the claim between a witness and one that has it from there.
pub(super) fn deltas(draft: &Draft, from: usize, to: usize) -> Vec<Delta> {
    let mut deltas = numbers(draft, from, to);
    let short = draft.unit(from).headline || draft.unit(to).headline;
    if short || !close(draft, from, to) {
        return deltas;
    }
    deltas.extend(hedge(draft, from, to).or_else(|| exact(draft, from, to)));
    deltas.extend(source(draft, from, to));
    deltas.extend(mention(draft, from, to, Aspect::Place));
    deltas.extend(mention(draft, from, to, Aspect::Time).or_else(|| vague(draft, from, to)));
    deltas
}

/// Whether one says half of what the other says: only then is what it leaves out left out of the same.
fn close(draft: &Draft, from: usize, to: usize) -> bool {
    let (a, b) = (&draft.unit(from).terms, &draft.unit(to).terms);
    shared(a, b) * 2 >= a.len().min(b.len())
}

/// "At least six" that becomes "six", or the other way round.
fn exact(draft: &Draft, from: usize, to: usize) -> Option<Delta> {
    let rough = |member: usize, count: &Count| {
        let (doc, words) = (draft.doc(member), words(draft, member));
        let found = cues::hedges(doc.text(), &words);
        let before = found.iter().find(|h| h.kind == Doubt::Rough && words.get(h.to) == Some(&count.span))?;
        Some(words.get(before.from)?.cover(count.span))
    };
    counts(draft, from).find_map(|was| {
        let same = counts(draft, to).find(|became| became.of == was.of && became.value == was.value)?;
        match (rough(from, was), rough(to, same)) {
            (Some(before), None) => Some(Delta { what: Aspect::Hedge, was: Some(before), became: Some(same.span) }),
            (None, Some(after)) => Some(Delta { what: Aspect::Hedge, was: Some(was.span), became: Some(after) }),
            _ => None,
        }
    })
}

/// A day or hour that becomes "hours earlier".
fn vague(draft: &Draft, from: usize, to: usize) -> Option<Delta> {
    let told = |member: usize, dated: bool| {
        let (doc, unit) = (draft.doc(member), draft.unit(member));
        let inside = |span: Span| unit.spans.iter().any(|part| part.contains(span));
        let mut times = doc.source.situation.times.iter().filter(|time| inside(time.span));
        let clocked = |time: &TimeMention| matches!(time.kind, TimeKind::Date | TimeKind::Time) || !dated;
        times.find(|time| time.earliest.is_some() == dated && clocked(time)).map(|time| time.span)
    };
    let (was, became) = (told(from, true)?, told(to, false)?);
    told(to, true).is_none().then_some(Delta { what: Aspect::Time, was: Some(was), became: Some(became) })
}

fn words(draft: &Draft, member: usize) -> Vec<Span> {
    let (doc, unit) = (draft.doc(member), draft.unit(member));
    unit.spans.iter().flat_map(|&span| doc.words_in(span)).map(|at| doc.words[at].span).collect()
}

/// What a headline makes of the text below it: a number that grows, a doubt that goes.
pub(super) fn headline(draft: &Draft, tie: &Tie) -> Vec<Delta> {
    let (title, body) = match (draft.unit(tie.from).headline, draft.unit(tie.to).headline) {
        (true, false) => (tie.from, tie.to),
        (false, true) => (tie.to, tie.from),
        _ => return Vec::new(),
    };
    let mut deltas = numbers(draft, body, title);
    deltas.extend(hedge(draft, body, title).filter(|delta| delta.became.is_none()));
    deltas
}

/// The counts of a witness, dates aside.
pub(super) fn counts<'d>(draft: &'d Draft, member: usize) -> impl Iterator<Item = &'d Count> {
    let doc = draft.doc(member);
    draft.unit(member).counts.iter().filter(move |count| !is_date(doc, count.span) && !super::phrase::is_day(&count.of))
}

/// The count of a kind of which a witness gives one number, and not parts and wholes.
pub(super) fn single<'d>(draft: &'d Draft, member: usize, kind: (&str, Option<&str>)) -> Option<&'d Count> {
    let mut all = counts(draft, member).filter(|count| count.kind() == kind);
    let first = all.next()?;
    all.all(|count| count.value == first.value).then_some(first)
}

/// Things of which both give one number, and not the same.
pub(super) fn numbers(draft: &Draft, from: usize, to: usize) -> Vec<Delta> {
    let mut kinds: Vec<_> = counts(draft, from).map(Count::kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let pair = |kind| Some((single(draft, from, kind)?, single(draft, to, kind)?));
    let pairs = kinds.into_iter().filter_map(pair).filter(|(was, became)| was.value != became.value);
    pairs.map(|(was, became)| Delta { what: Aspect::Number, was: Some(was.span), became: Some(became.span) }).collect()
}

/// Words that say it is not sure, with what they say it of.
pub(super) struct Doubted {
    /// The words of doubt.
    pub span: Span,
    /// The words beside them, as senses.
    of: Vec<u32>,
}

impl Doubted {
    /// Whether a witness says what is doubted here: "after suspected rebels fled" doubts nothing that is told of the shelling.
    pub fn is_told_by(&self, unit: &Unit) -> bool {
        self.of.iter().any(|term| unit.terms.binary_search(term).is_ok())
    }
}

/// The doubts in the words of a witness: "may", "allegedly", but not "about 40".
pub(super) fn doubts(draft: &Draft, member: usize) -> Vec<Doubted> {
    let (doc, spans) = (draft.doc(member), words(draft, member));
    let found = cues::hedges(doc.text(), &spans);
    let unsure = found.iter().filter(|hedge| hedge.kind != Doubt::Rough);
    let doubted = |hedge: &cues::Found<Doubt>| {
        let behind = spans[hedge.to..].iter().take(BEHIND);
        let before = spans[..hedge.from].iter().rev().take(BEFORE);
        let of =
            behind.chain(before).flat_map(|&span| doc.words_in(span)).filter_map(|at| doc.words[at].sense).collect();
        Some(Doubted { span: spans.get(hedge.from)?.cover(*spans.get(hedge.to - 1)?), of })
    };
    unsure.filter_map(doubted).collect()
}

/// A doubt that one has and the other, who says the same, has not.
fn hedge(draft: &Draft, from: usize, to: usize) -> Option<Delta> {
    let (was, became) = (doubts(draft, from), doubts(draft, to));
    let gone = |doubts: &[Doubted], by: usize| {
        let told = doubts.iter().find(|doubt| doubt.is_told_by(draft.unit(by)));
        told.map(|doubt| doubt.span)
    };
    let (dropped, added) = match (was.is_empty(), became.is_empty()) {
        (false, true) => (gone(&was, to), None),
        (true, false) => (None, gone(&became, from)),
        _ => (None, None),
    };
    (dropped.is_some() || added.is_some()).then_some(Delta { what: Aspect::Hedge, was: dropped, became: added })
}

/// A source that goes or becomes another. Who is named beside the words, or in the other report beside them, was not put
/// in another's place.
pub(super) fn source(draft: &Draft, from: usize, to: usize) -> Option<Delta> {
    let plain = |hand: &&Hand| hand.rests == Rests::Words && hand.class != SourceClass::Document;
    let was = first(draft, from).filter(plain)?;
    let told = |member: usize, hand: &Hand| hand.span.map(|span| attribution(draft, member, span));
    let became = match first(draft, to) {
        None if named_elsewhere(draft, to) || named_beside(draft, to, was) => return None,
        None => None,
        Some(became) if became.rests == Rests::Pronoun || is_said_again(draft, to, became) => return None,
        Some(became) if one(draft, (from, was), (to, became)) && !loses_name(draft, was, to) => return None,
        Some(_) if named_beside(draft, to, was) => return None,
        Some(became) if named_beside(draft, from, became) => return None,
        Some(became) => told(to, became),
    };
    Some(Delta { what: Aspect::Source, was: Some(told(from, was)?), became })
}

/// Whether the name of a hand stands beside the words of a witness: in its sentence, the one before, the one behind.
fn named_beside(draft: &Draft, member: usize, hand: &Hand) -> bool {
    let (doc, unit) = (draft.doc(member), draft.unit(member));
    let Some(span) = unit.spans.iter().copied().reduce(Span::cover) else { return false };
    let words = format!(" {} ", fold(doc.around(span).of(doc.text())));
    let person = matches!(hand.class, SourceClass::Person | SourceClass::Official);
    let name = if person { hand.folded.rsplit(' ').next().unwrap_or("") } else { &hand.folded };
    name.len() > 2 && words.contains(&format!(" {name} "))
}

/// "He said" is no other source than the one before.
fn is_said_again(draft: &Draft, member: usize, hand: &Hand) -> bool {
    hand.span.is_some_and(|span| super::phrase::is_pronoun(span.of(draft.doc(member).text())))
}

/// Whether the report of a witness names a source for the claim in another of its sentences.
fn named_elsewhere(draft: &Draft, member: usize) -> bool {
    let doc = draft.unit(member).doc;
    (0..draft.members.len()).any(|other| draft.unit(other).doc == doc && !draft.hands[other].is_empty())
}

fn first<'d>(draft: &'d Draft, member: usize) -> Option<&'d Hand> {
    draft.hands[member].first().and_then(|hands| hands.first())
}

/// Whether two hands are called alike: by one name and, as written, by words of which one holds the other's.
fn one(draft: &Draft, (from, was): (usize, &Hand), (to, became): (usize, &Hand)) -> bool {
    let written = |member: usize, hand: &Hand| {
        hand.span.map_or_else(|| hand.folded.clone(), |span| fold(span.of(draft.doc(member).text())))
    };
    let (a, b) = (written(from, was), written(to, became));
    let share = a == b || a.split(' ').any(|word| word.len() > 3 && b.split(' ').any(|other| other == word));
    was.folded == became.folded && (share || a.len() < 4 || b.len() < 4) || share
}

/// A person whom one names in full and the other nowhere: "Major Tibor Anselk" that becomes "a spokesman".
fn loses_name(draft: &Draft, was: &Hand, to: usize) -> bool {
    let surname = was.folded.rsplit(' ').next().unwrap_or("");
    let written =
        was.class != SourceClass::Unnamed && was.folded.contains(' ') && was.name.starts_with(char::is_uppercase);
    let person = matches!(was.class, SourceClass::Person | SourceClass::Official) && was.rests == Rests::Words;
    person
        && written
        && surname.len() > 2
        && !format!(" {} ", fold(draft.doc(to).text())).contains(&format!(" {surname} "))
}

/// The words of a source with the word of saying beside it.
fn attribution(draft: &Draft, member: usize, source: Span) -> Span {
    let doc = draft.doc(member);
    let cues =
        doc.source.statements.iter().filter(|said| said.source.iter().flatten().any(|part| part.overlaps(source)));
    let near = cues
        .flat_map(|said| &said.cue)
        .find(|cue| cue.start.abs_diff(source.end) <= 2 || source.start.abs_diff(cue.end) <= 2);
    near.map_or(source, |cue| source.cover(*cue))
}

/// The one time or place that both tell, where it is not the same.
fn mention(draft: &Draft, from: usize, to: usize, what: Aspect) -> Option<Delta> {
    let told = |member: usize| {
        let (doc, unit) = (draft.doc(member), draft.unit(member));
        all(unit).filter_map(|span| one_mention(doc.text(), &mentioned(doc, span, what))).next()
    };
    let (was, became) = (told(from)?, told(to)?);
    let words = |member: usize, mention: &Mention| mention.span().of(draft.doc(member).text());
    let same = was.is_one(words(from, &was), &became, words(to, &became));
    (!same).then_some(Delta { what, was: Some(was.span()), became: Some(became.span()) })
}

fn all(unit: &Unit) -> impl Iterator<Item = Span> + '_ {
    unit.spans.iter().copied()
}

fn one_mention<'a>(text: &str, found: &[Mention<'a>]) -> Option<Mention<'a>> {
    let first = found.first()?;
    let words = |mention: &Mention| mention.span().of(text).to_string();
    found.iter().all(|other| first.is_one(&words(first), other, &words(other))).then_some(*first)
}
