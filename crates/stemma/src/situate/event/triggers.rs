//! The words that name an event, from the lexicon.

use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::Words;
use super::forms::{inflected, is_irregular_past};
use crate::Span;
use crate::segment::{Segmentation, Sentence, Tag, Token, TokenKind};

/// A word that names an event.
pub(super) struct Trigger {
    pub span: Span,
    pub kind: &'static str,
    /// A noun ("the evacuation"), not a verb.
    pub noun: bool,
    pub negated: bool,
    /// "was killed": what stands before is the patient.
    pub passive: bool,
    pub codes: Codes,
    /// Nobody need have done it.
    pub accident: bool,
    /// Still to come, need not come, remembered: what the words before it say.
    pub future: bool,
    pub hypothetical: bool,
    pub historical: bool,
}

/// Three lists of kinds, as one; the first also has what stands around a trigger.
const KINDS: [&str; 2] = [include_str!("lexicon/en/affairs.toml"), include_str!("lexicon/en/acts.toml")];

#[derive(Deserialize)]
struct File {
    kind: Vec<Kind>,
    negation: Words,
    passive: Words,
    unsided: Words,
    future: Words,
    hypothetical: Words,
    historical: Words,
    elsewhen: Words,
}

#[derive(Deserialize)]
struct Kinds {
    kind: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    name: String,
    verbs: Vec<String>,
    /// Verbs that name it only with the word behind them ("broke out").
    #[serde(default)]
    then: Vec<String>,
    #[serde(default)]
    forms: Vec<String>,
    nouns: Vec<String>,
    /// Forms whose subject suffers it, in the active too ("died", "dead").
    #[serde(default)]
    suffers: Vec<String>,
    /// Nobody need have done it: a quake, a crash, a blast.
    #[serde(default)]
    accident: bool,
    /// In all news ("begin"): only its verbs count, and no headline's word.
    #[serde(default)]
    broad: bool,
    /// Not of the first list: weighs nothing where two sentences are compared.
    #[serde(skip)]
    aside: bool,
    /// PLOVER's event type.
    plover: Option<String>,
    /// ACLED's sub-event type, where no mode says another.
    acled: Option<String>,
    #[serde(default)]
    modes: Vec<Mode>,
    #[cfg(test)]
    yes: Vec<String>,
    #[cfg(test)]
    no: Vec<String>,
}

/// What some words of a kind say of the means.
#[derive(Deserialize)]
struct Mode {
    words: Vec<String>,
    mode: Option<String>,
    acled: String,
}

/// What the two code books call an event.
#[derive(Clone, Copy, Default)]
pub(super) struct Codes {
    pub plover: Option<&'static str>,
    pub mode: Option<&'static str>,
    pub acled: Option<&'static str>,
}

struct Entry {
    kind: &'static str,
    noun: bool,
    suffered: bool,
    /// The form alone tells what it is, whatever the tag: "retook", "wounded", "airstrike".
    sure: bool,
    accident: bool,
    codes: Codes,
    broad: bool,
    /// What has to stand behind it.
    then: Option<&'static str>,
}

struct Lexicon {
    file: &'static File,
    entries: BTreeMap<String, Vec<Entry>>,
    /// What a word before a trigger says of it: the marks below.
    marks: BTreeMap<&'static str, u8>,
}

const NEGATED: u8 = 1;
const PASSIVE: u8 = 2;
const FUTURE: u8 = 4;
const HYPOTHETICAL: u8 = 8;
const HISTORICAL: u8 = 16;
/// How many tokens before a trigger each of them reaches from.
const REACHES: [(u8, usize); 3] = [(PASSIVE, 3), (NEGATED, 4), (FUTURE | HYPOTHETICAL | HISTORICAL, 5)];

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    static FILE: OnceLock<File> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let file = FILE.get_or_init(|| {
            let mut file: File = toml::from_str(include_str!("lexicon/en/events.toml")).expect("a lexicon that parses");
            let more = KINDS.iter().flat_map(|kinds| toml::from_str::<Kinds>(kinds).expect("kinds that parse").kind);
            file.kind.extend(more.map(|kind| Kind { aside: true, ..kind }));
            file
        });
        Lexicon { file, entries: entries(file), marks: marks(file) }
    })
}

fn marks(file: &'static File) -> BTreeMap<&'static str, u8> {
    let lists = [
        (&file.negation, NEGATED),
        (&file.passive, PASSIVE),
        (&file.future, FUTURE),
        (&file.hypothetical, HYPOTHETICAL),
        (&file.historical, HISTORICAL),
    ];
    let mut marks = BTreeMap::new();
    for (list, mark) in lists {
        list.words.iter().for_each(|word| *marks.entry(word.as_str()).or_default() |= mark);
    }
    marks
}

fn entries(file: &'static File) -> BTreeMap<String, Vec<Entry>> {
    let mut entries: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for kind in &file.kind {
        let mut add = |form: String, noun: bool, then: Option<&'static str>, sure: bool| {
            let unsided = noun && file.unsided.words.contains(&form) && kind.name == "destroy";
            let entry = Entry {
                kind: &kind.name,
                noun,
                suffered: kind.suffers.contains(&form),
                sure,
                accident: kind.accident || unsided,
                codes: codes(file, kind, &form),
                broad: kind.broad,
                then,
            };
            let of_form = entries.entry(form).or_default();
            // What needs a word behind it is asked first.
            let at = if then.is_some() { 0 } else { of_form.len() };
            of_form.insert(at, entry);
        };
        for verb in &kind.verbs {
            let telling = |form: &str| !kind.broad && (form.ends_with("ed") || is_irregular_past(verb, form));
            inflected(verb).into_iter().for_each(|form| {
                let sure = telling(&form);
                add(form, false, None, sure)
            });
        }
        for (verb, then) in kind.then.iter().filter_map(|verb| verb.split_once(' ')) {
            inflected(verb).into_iter().for_each(|form| add(form, false, Some(then), true));
        }
        kind.forms.iter().chain(&kind.suffers).for_each(|form| add(form.clone(), false, None, true));
        kind.nouns.iter().for_each(|noun| add(noun.clone(), true, None, true));
    }
    entries
}

/// The codes of a form: its mode's before its kind's; none where nobody need have done it.
fn codes(file: &'static File, kind: &'static Kind, form: &String) -> Codes {
    if file.unsided.words.contains(form) {
        return Codes::default();
    }
    let says = |mode: &&Mode| mode.words.iter().any(|word| word == form || inflected(word).contains(form));
    let mode = kind.modes.iter().find(says);
    let acled = mode.map(|mode| mode.acled.as_str()).or(kind.acled.as_deref());
    Codes {
        plover: kind.plover.as_deref(),
        mode: mode.and_then(|mode| mode.mode.as_deref()),
        acled: acled.filter(|name| !name.is_empty()),
    }
}

/// The kind that a word names, where it names one alone ("wounded", "dead").
pub(super) fn kind_of(word: &str) -> Option<&'static str> {
    lexicon().entries.get(word).and_then(|entries| entries.first()).map(|entry| entry.kind)
}

/// Whether a sentence says that it is at another time than the one before it ("earlier").
pub(super) fn is_elsewhen(text: &str, segmentation: &Segmentation, sentence: &Sentence) -> bool {
    let words = &lexicon().file.elsewhen.words;
    segmentation.tokens[sentence.tokens.clone()].iter().any(|t| words.contains(&t.span.of(text).to_lowercase()))
}

/// Whether that two sentences tell of this kind is a sign that they tell the same.
pub(super) fn is_telling(kind: &str) -> bool {
    static ASIDE: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let aside = || lexicon().file.kind.iter().filter(|kind| kind.aside).map(|kind| kind.name.as_str()).collect();
    !ASIDE.get_or_init(aside).contains(kind)
}

/// Finds the triggers of a sentence, in order.
pub(super) fn triggers(text: &str, segmentation: &Segmentation, sentence: &Sentence) -> Vec<Trigger> {
    let lexicon = lexicon();
    let mut found = Vec::new();
    let headline = is_headline(text, &segmentation.tokens[sentence.tokens.clone()]);
    for at in sentence.tokens.clone() {
        let token = &segmentation.tokens[at];
        if token.kind != TokenKind::Word || (token.tag == Tag::Propn && !headline) {
            continue;
        }
        let Some(entries) = lexicon.entries.get(&*lower(token.span.of(text))) else { continue };
        let around = Around { text, segmentation, sentence, at };
        let Some(entry) = around.chosen(entries) else { continue };
        let marks = around.marks(&lexicon.marks);
        let marked = |mark: u8| marks & mark != 0;
        found.push(Trigger {
            span: token.span,
            kind: entry.kind,
            noun: entry.noun,
            negated: marked(NEGATED),
            passive: entry.suffered || (!entry.noun && marked(PASSIVE)),
            codes: entry.codes,
            accident: entry.accident,
            future: marked(FUTURE),
            hypothetical: marked(HYPOTHETICAL),
            historical: marked(HISTORICAL),
        });
    }
    leave_accidents_unsided(&mut found);
    found
}

/// "Gunmen Attack Mill, Two Killed": nearly every word of four letters or more has a capital, so that a capital is no name.
fn is_headline(text: &str, tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.span.of(text)).filter(|w| w.len() > 3);
    let (mut capital, mut small) = (0, 0);
    words.for_each(|word| if word.starts_with(|c: char| c.is_ascii_lowercase()) { small += 1 } else { capital += 1 });
    capital >= 4 && small * 6 <= capital
}

/// In lower case; most words are.
fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Who dies in a crash was killed by nobody, unless the sentence tells of an attack as well.
fn leave_accidents_unsided(found: &mut [Trigger]) {
    let attacked = found.iter().any(|trigger| matches!(trigger.kind, "attack" | "fight"));
    if !attacked && found.iter().any(|trigger| trigger.accident) {
        let befell = found.iter_mut().filter(|trigger| matches!(trigger.kind, "kill" | "injure" | "destroy"));
        befell.for_each(|trigger| trigger.codes = Codes::default());
    }
}

struct Around<'a> {
    text: &'a str,
    segmentation: &'a Segmentation,
    sentence: &'a Sentence,
    at: usize,
}

impl Around<'_> {
    /// The reading that fits the tag and what follows; the first one where the tag says nothing.
    fn chosen<'e>(&self, entries: &'e [Entry]) -> Option<&'e Entry> {
        let mut fit = entries.iter().filter(|e| e.then.is_none_or(|then| self.is_followed_by(then)));
        match self.segmentation.tokens[self.at].tag {
            Tag::Noun => fit.clone().find(|e| e.noun).or_else(|| fit.find(|e| e.sure)),
            Tag::Verb => fit.clone().find(|e| !e.noun).or_else(|| fit.next()),
            Tag::Adj => fit.find(|e| e.sure),
            Tag::X => fit.next(),
            // Only in a headline: of the broad kinds too many words are half a name.
            Tag::Propn => fit.find(|e| !e.broad),
            _ => None,
        }
    }

    /// "Broke out", "checked herself into": the word stands behind, at most two others between and no mark.
    fn is_followed_by(&self, then: &str) -> bool {
        let rest = &self.segmentation.tokens[self.at + 1..self.sentence.tokens.end];
        let mut near = rest.iter().take(3).take_while(|t| t.kind == TokenKind::Word);
        near.any(|t| *lower(t.span.of(self.text)) == *then)
    }

    /// What the words before it say of it, no mark between.
    fn marks(&self, words: &BTreeMap<&'static str, u8>) -> u8 {
        let before = self.segmentation.tokens[self.sentence.tokens.start..self.at].iter().rev();
        let mut marks = 0;
        for (n, token) in before.take_while(|t| t.kind == TokenKind::Word).take(5).enumerate() {
            let says = words.get(&*lower(token.span.of(self.text))).copied().unwrap_or_default();
            let reached = REACHES.iter().filter(|(_, reach)| n < *reach).fold(0, |all, (mark, _)| all | mark);
            marks |= says & reached;
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    #[test]
    fn kinds_carry_their_evidence() {
        let mut wrong = Vec::new();
        for kind in &lexicon().file.kind {
            let tells = |text: &&String| {
                let parts = segment(text);
                parts.sentences.iter().any(|s| triggers(text, &parts, s).iter().any(|t| t.kind == kind.name))
            };
            wrong.extend(kind.yes.iter().filter(|text| !tells(text)).chain(kind.no.iter().filter(tells)));
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
