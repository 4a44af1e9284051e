//! The words that name an event, from the lexicon.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Words;
use crate::Span;
use crate::segment::{Segmentation, Sentence, Tag, TokenKind};

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
struct Kind {
    name: String,
    verbs: Vec<String>,
    #[serde(default)]
    forms: Vec<String>,
    nouns: Vec<String>,
    /// Forms whose subject suffers it, in the active too ("died", "dead").
    #[serde(default)]
    suffers: Vec<String>,
    /// Nobody need have done it: a quake, a crash, a blast.
    #[serde(default)]
    accident: bool,
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
}

struct Lexicon {
    file: &'static File,
    entries: BTreeMap<String, Vec<Entry>>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    static FILE: OnceLock<File> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let file =
            FILE.get_or_init(|| toml::from_str(include_str!("lexicon/en/events.toml")).expect("a lexicon that parses"));
        Lexicon { file, entries: entries(file) }
    })
}

fn entries(file: &'static File) -> BTreeMap<String, Vec<Entry>> {
    let mut entries: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for kind in &file.kind {
        let verbs =
            kind.verbs.iter().flat_map(|verb| inflected(verb)).chain(kind.forms.iter().chain(&kind.suffers).cloned());
        for form in verbs {
            let (suffered, codes) = (kind.suffers.contains(&form), codes(file, kind, &form));
            let sure = suffered || kind.forms.contains(&form) || form.ends_with("ed");
            let accident = kind.accident;
            entries.entry(form).or_default().push(Entry {
                kind: &kind.name,
                noun: false,
                suffered,
                sure,
                accident,
                codes,
            });
        }
        for noun in &kind.nouns {
            let codes = codes(file, kind, noun);
            let accident = kind.accident || file.unsided.words.contains(noun) && kind.name == "destroy";
            entries.entry(noun.clone()).or_default().push(Entry {
                kind: &kind.name,
                noun: true,
                suffered: false,
                sure: true,
                accident,
                codes,
            });
        }
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

/// Lemma, -s, -ed and -ing by the rules of spelling.
fn inflected(verb: &str) -> Vec<String> {
    let y = verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let e = verb.strip_suffix('e');
    let doubled = verb.chars().last().filter(|_| matches!(verb, "ban" | "stab" | "kidnap"));
    let sibilant = verb.ends_with(['s', 'x', 'z']) || verb.ends_with("sh") || verb.ends_with("ch");
    let third = match y {
        Some(stem) => format!("{stem}ies"),
        None if sibilant => format!("{verb}es"),
        None => format!("{verb}s"),
    };
    let past = match (y, e, doubled) {
        (Some(stem), _, _) => format!("{stem}ied"),
        (_, Some(stem), _) => format!("{stem}ed"),
        (_, _, Some(last)) => format!("{verb}{last}ed"),
        _ => format!("{verb}ed"),
    };
    let ing = match (e.filter(|stem| !stem.ends_with('e')), doubled) {
        (Some(stem), _) => format!("{stem}ing"),
        (_, Some(last)) => format!("{verb}{last}ing"),
        _ => format!("{verb}ing"),
    };
    vec![verb.to_string(), third, past, ing]
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

/// Finds the triggers of a sentence, in order.
pub(super) fn triggers(text: &str, segmentation: &Segmentation, sentence: &Sentence) -> Vec<Trigger> {
    let lexicon = lexicon();
    let mut found = Vec::new();
    for at in sentence.tokens.clone() {
        let token = &segmentation.tokens[at];
        if token.kind != TokenKind::Word || token.tag == Tag::Propn {
            continue;
        }
        let word = token.span.of(text).to_lowercase();
        let Some(entries) = lexicon.entries.get(&word) else { continue };
        let Some(entry) = chosen(entries, token.tag) else { continue };
        let before = Before { text, segmentation, first: sentence.tokens.start, at };
        found.push(Trigger {
            span: token.span,
            kind: entry.kind,
            noun: entry.noun,
            negated: before.has(&lexicon.file.negation.words, 4),
            passive: entry.suffered || (!entry.noun && before.has(&lexicon.file.passive.words, 3)),
            codes: entry.codes,
            accident: entry.accident,
            future: before.has(&lexicon.file.future.words, 5),
            hypothetical: before.has(&lexicon.file.hypothetical.words, 5),
            historical: before.has(&lexicon.file.historical.words, 5),
        });
    }
    leave_accidents_unsided(&mut found);
    found
}

/// Who dies in a crash was killed by nobody, unless the sentence tells of an attack as well.
fn leave_accidents_unsided(found: &mut [Trigger]) {
    let attacked = found.iter().any(|trigger| matches!(trigger.kind, "attack" | "fight"));
    if !attacked && found.iter().any(|trigger| trigger.accident) {
        let befell = found.iter_mut().filter(|trigger| matches!(trigger.kind, "kill" | "injure" | "destroy"));
        befell.for_each(|trigger| trigger.codes = Codes::default());
    }
}

/// The reading that fits the tag; the first one where the tag says nothing.
fn chosen(entries: &[Entry], tag: Tag) -> Option<&Entry> {
    match tag {
        Tag::Noun => entries.iter().find(|e| e.noun).or_else(|| entries.iter().find(|e| e.sure)),
        Tag::Verb => entries.iter().find(|e| !e.noun).or_else(|| entries.first()),
        Tag::Adj => entries.iter().find(|e| e.sure),
        Tag::X => entries.first(),
        _ => None,
    }
}

struct Before<'a> {
    text: &'a str,
    segmentation: &'a Segmentation,
    first: usize,
    at: usize,
}

impl Before<'_> {
    /// Whether one of the words stands among the last `reach` tokens, with no mark between.
    fn has(&self, words: &[String], reach: usize) -> bool {
        let from = self.at.saturating_sub(reach).max(self.first);
        let tokens = self.segmentation.tokens[from..self.at].iter().rev();
        tokens.take_while(|t| t.kind == TokenKind::Word).any(|t| words.contains(&t.span.of(self.text).to_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    #[test]
    fn kinds_carry_their_evidence() {
        for kind in &lexicon().file.kind {
            let tells = |text: &String| {
                let parts = segment(text);
                parts.sentences.iter().any(|s| triggers(text, &parts, s).iter().any(|t| t.kind == kind.name))
            };
            assert!(kind.yes.iter().all(tells), "{}: yes", kind.name);
            assert!(!kind.no.iter().any(tells), "{}: no", kind.name);
        }
    }

    #[test]
    fn verbs_are_inflected_by_rule() {
        assert_eq!(inflected("evacuate"), ["evacuate", "evacuates", "evacuated", "evacuating"]);
        assert_eq!(inflected("occupy"), ["occupy", "occupies", "occupied", "occupying"]);
        assert_eq!(inflected("clash"), ["clash", "clashes", "clashed", "clashing"]);
        assert_eq!(inflected("ban")[2], "banned");
    }
}
