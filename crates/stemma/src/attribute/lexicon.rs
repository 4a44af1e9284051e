//! The word lists of this room, read once from the TOML files in `lexicon/en`.
//!
//! Verbs stand there by their base form; past, participle, third person and "-ing" follow from spelling rules and a
//! table of irregular ones.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Stance;
use super::wordset::WordSet;

/// What may follow a verb that attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Frame {
    Clause,
    Quote,
    That,
    Object,
    To,
    Recipient,
    Raising,
}

/// A group of verbs that behave alike.
#[derive(Debug, Deserialize)]
pub(super) struct Group {
    pub(super) verbs: Vec<String>,
    pub(super) frames: Vec<Frame>,
    #[serde(default)]
    pub(super) preps: Vec<String>,
    pub(super) stance: Stance,
    #[cfg(test)]
    pub(super) yes: Vec<String>,
    #[cfg(test)]
    pub(super) no: Vec<String>,
}

/// Which form of a verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Base,
    Third,
    Ing,
    /// Past, or past and participle alike.
    Past,
    /// Participle only ("known").
    Participle,
}

/// One reading of a word as a verb that attributes.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) lemma: String,
    /// The words after the first ("out" of "point out").
    pub(super) tail: Vec<String>,
    pub(super) form: Form,
    /// Index into [`Lexicon::groups`].
    pub(super) groups: Vec<usize>,
}

#[derive(Deserialize)]
struct Verbs {
    cue: Vec<Group>,
    irregular: BTreeMap<String, Vec<String>>,
}

/// The closed and open word classes of `words.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) determiner: WordSet,
    pub(super) pronoun: WordSet,
    pub(super) nominative: WordSet,
    pub(super) preposition: WordSet,
    pub(super) conjunction: WordSet,
    pub(super) subordinator: WordSet,
    pub(super) relative: WordSet,
    pub(super) be: WordSet,
    pub(super) auxiliary: WordSet,
    pub(super) negation: WordSet,
    adverb: WordSet,
    not_adverb: WordSet,
    pub(super) control: WordSet,
    pub(super) weekday: WordSet,
    pub(super) month: WordSet,
    pub(super) time_noun: WordSet,
    pub(super) other_verb: WordSet,
    pub(super) medium: WordSet,
    pub(super) audience: WordSet,
    pub(super) untrue: WordSet,
    pub(super) never_noun: WordSet,
    pub(super) clause_opener: WordSet,
    pub(super) phrase_closer: WordSet,
}

impl Words {
    /// Whether a word in lower case may stand as an adverb beside a verb.
    pub(super) fn is_adverb(&self, word: &str) -> bool {
        self.adverb.contains(word) || word.len() > 4 && word.ends_with("ly") && !self.not_adverb.contains(word)
    }
}

/// All lists of one language.
pub(super) struct Lexicon {
    pub(super) groups: Vec<Group>,
    readings: BTreeMap<String, Vec<Reading>>,
    pub(super) words: Words,
}

impl Lexicon {
    /// The English lists.
    pub(super) fn english() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(Lexicon::load)
    }

    fn load() -> Lexicon {
        let verbs: Verbs = toml::from_str(include_str!("lexicon/en/verbs.toml")).expect("the list is tested");
        let words: Words = toml::from_str(include_str!("lexicon/en/words.toml")).expect("the list is tested");
        let readings = readings(&verbs);
        Lexicon { groups: verbs.cue, readings, words }
    }

    /// The readings of a word in lower case as a verb that attributes, those with the longest tail first.
    pub(super) fn readings(&self, word: &str) -> &[Reading] {
        self.readings.get(word).map_or(&[], Vec::as_slice)
    }
}

fn readings(verbs: &Verbs) -> BTreeMap<String, Vec<Reading>> {
    let mut by_lemma: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, group) in verbs.cue.iter().enumerate() {
        for verb in &group.verbs {
            let groups = by_lemma.entry(verb).or_default();
            if groups.last() != Some(&index) {
                groups.push(index);
            }
        }
    }
    let mut readings: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
    for (lemma, groups) in by_lemma {
        let mut parts = lemma.split(' ').map(str::to_string);
        let head = parts.next().unwrap_or_default();
        let tail: Vec<String> = parts.collect();
        for (word, form) in forms(&head, verbs.irregular.get(&head)) {
            let reading = Reading { lemma: lemma.to_string(), tail: tail.clone(), form, groups: groups.clone() };
            readings.entry(word).or_default().push(reading);
        }
    }
    for list in readings.values_mut() {
        list.sort_by_key(|reading| std::cmp::Reverse(reading.tail.len()));
    }
    readings
}

/// Every form of a verb. `irregular` holds past, participle and "-ing", as many as differ from the rules.
fn forms(base: &str, irregular: Option<&Vec<String>>) -> Vec<(String, Form)> {
    let given = |at: usize| irregular.and_then(|list| list.get(at)).cloned();
    let past = given(0).unwrap_or_else(|| regular_past(base));
    let ing = given(2).unwrap_or_else(|| regular_ing(base));
    let mut forms = vec![(base.to_string(), Form::Base), (third(base), Form::Third), (ing, Form::Ing)];
    forms.push((past.clone(), Form::Past));
    if let Some(participle) = given(1).filter(|p| *p != past && p != base) {
        forms.push((participle, Form::Participle));
    }
    forms
}

fn consonant_y(base: &str) -> bool {
    let mut ends = base.chars().rev();
    ends.next() == Some('y') && !ends.next().is_some_and(|c| "aeiou".contains(c))
}

fn third(base: &str) -> String {
    match base {
        "be" => "is".to_string(),
        _ if consonant_y(base) => format!("{}ies", &base[..base.len() - 1]),
        _ if ["s", "x", "z", "ch", "sh", "go"].iter().any(|end| base.ends_with(end)) => format!("{base}es"),
        _ => format!("{base}s"),
    }
}

fn regular_past(base: &str) -> String {
    match base {
        _ if consonant_y(base) => format!("{}ied", &base[..base.len() - 1]),
        _ if base.ends_with('e') => format!("{base}d"),
        _ => format!("{base}ed"),
    }
}

fn regular_ing(base: &str) -> String {
    let drops = base.ends_with('e') && !base.ends_with("ee") && base.len() > 2;
    format!("{}ing", if drops { &base[..base.len() - 1] } else { base })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_the_spelling() {
        let words =
            |base, given: Option<&Vec<String>>| forms(base, given).into_iter().map(|(w, _)| w).collect::<Vec<_>>();
        assert_eq!(words("deny", None), ["deny", "denies", "denying", "denied"]);
        assert_eq!(words("argue", None), ["argue", "argues", "arguing", "argued"]);
        let given = vec!["knew".to_string(), "known".to_string()];
        assert_eq!(words("know", Some(&given)), ["know", "knows", "knowing", "knew", "known"]);
    }

    #[test]
    fn longer_readings_come_first() {
        let lexicon = Lexicon::english();
        assert_eq!(lexicon.readings("pointed")[0].lemma, "point out");
        assert!(lexicon.readings("window").is_empty());
    }
}
