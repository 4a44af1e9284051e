//! Base forms of verbs and nouns: tables for what is irregular, endings for the rest, after Porter's way of stripping
//! and Minnen, Carroll and Pearce (2001) in undoing what the ending did to the stem.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::Tag;

#[derive(Deserialize)]
struct Tables {
    verb: VerbTable,
    noun: NounTable,
}

#[derive(Deserialize)]
struct VerbTable {
    e_endings: Vec<String>,
    bare_endings: Vec<String>,
    double: Vec<String>,
    single_l: Vec<String>,
    prefixes: Vec<String>,
    irregular: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct NounTable {
    irregular: BTreeMap<String, Vec<String>>,
    unchanged: Vec<String>,
}

/// The tables, each sorted for search.
struct Lemmas {
    /// Form and base.
    verbs: Vec<(String, String)>,
    nouns: Vec<(String, String)>,
    unchanged_nouns: Vec<String>,
    e_endings: Vec<String>,
    bare_endings: Vec<String>,
    double: Vec<String>,
    single_l: Vec<String>,
    prefixes: Vec<String>,
}

/// The base form of a word in lower case; names and all but verbs and nouns only lose their capitals.
///
/// ```
/// use stemma::segment::{Tag, lemma};
/// assert_eq!(lemma("claimed", Tag::Verb), "claim");
/// assert_eq!(lemma("Fled", Tag::Verb), "flee");
/// assert_eq!(lemma("casualties", Tag::Noun), "casualty");
/// assert_eq!(lemma("Homs", Tag::Propn), "homs");
/// ```
pub fn lemma(word: &str, tag: Tag) -> Cow<'_, str> {
    let lower = if word.chars().any(char::is_uppercase) || word.contains('’') {
        Cow::Owned(word.to_lowercase().replace('’', "'"))
    } else {
        Cow::Borrowed(word)
    };
    let base = match tag {
        Tag::Verb | Tag::Aux => Lemmas::english().verb(&lower),
        Tag::Noun => Lemmas::english().noun(&lower),
        _ => None,
    };
    base.map_or(lower, Cow::Owned)
}

impl Lemmas {
    fn english() -> &'static Lemmas {
        static LEMMAS: OnceLock<Lemmas> = OnceLock::new();
        LEMMAS.get_or_init(|| {
            let tables = toml::from_str(include_str!("lexicon/en/lemmas.toml")).expect("a bundled lexicon parses");
            Lemmas::new(tables)
        })
    }

    fn new(tables: Tables) -> Lemmas {
        Lemmas {
            verbs: by_form(tables.verb.irregular),
            nouns: by_form(tables.noun.irregular),
            unchanged_nouns: sorted(tables.noun.unchanged),
            e_endings: tables.verb.e_endings,
            bare_endings: tables.verb.bare_endings,
            double: sorted(tables.verb.double),
            single_l: sorted(tables.verb.single_l),
            prefixes: tables.verb.prefixes,
        }
    }

    /// The base form, where it differs.
    fn verb(&self, word: &str) -> Option<String> {
        if let Some(base) = irregular(&self.verbs, word) {
            return Some(base.to_string());
        }
        if let Some(base) = self.prefixed(word) {
            return Some(base);
        }
        if let Some(positive) = word.strip_suffix("n't") {
            return Some(irregular(&self.verbs, positive).unwrap_or(positive).to_string());
        }
        if let Some(stem) = word.strip_suffix("ied").or(word.strip_suffix("ies")).filter(|stem| stem.len() > 1) {
            return Some(format!("{stem}y"));
        }
        if let Some(stem) = word.strip_suffix("eing").filter(|stem| !stem.is_empty()) {
            return Some(format!("{stem}e"));
        }
        if let Some(stem) = word.strip_suffix("ed").or(word.strip_suffix("ing")).filter(|stem| is_stem(stem)) {
            return Some(self.restored(stem));
        }
        third_person(word)
    }

    /// "overran", "rebuilt": a prefix and an irregular form.
    fn prefixed(&self, word: &str) -> Option<String> {
        let parts = self.prefixes.iter().filter_map(|prefix| Some((prefix, word.strip_prefix(prefix.as_str())?)));
        let regular = |form: &str| form.len() < 4 || form.ends_with("ied") || form.ends_with("ies");
        parts.filter(|(_, form)| !regular(form)).find_map(|(prefix, form)| {
            let base = irregular(&self.verbs, form).filter(|base| *base != form)?;
            Some(format!("{prefix}{base}"))
        })
    }

    /// The stem as it was before "-ed" or "-ing".
    fn restored(&self, stem: &str) -> String {
        let mut letters = stem.chars().rev();
        let (last, before) = (letters.next(), letters.next());
        let doubled = last == before && last.is_some_and(|c| "bdgklmnprtvz".contains(c));
        if doubled && !has(&self.double, stem) {
            let single = &stem[..stem.len() - 1];
            let undoubled = last != Some('l') || has(&self.single_l, single);
            return if undoubled && last != Some('z') { single } else { stem }.to_string();
        }
        let e = longest(&self.e_endings, stem) > longest(&self.bare_endings, stem);
        if e { format!("{stem}e") } else { stem.to_string() }
    }

    fn noun(&self, word: &str) -> Option<String> {
        if let Some(base) = irregular(&self.nouns, word) {
            return Some(base.to_string());
        }
        // "35-year-olds", "gunmen" in a compound: the last part decides.
        if let Some((head, last)) = word.rsplit_once('-') {
            return self.noun(last).map(|base| format!("{head}-{base}"));
        }
        let singular = ["ss", "us", "is", "'s"].iter().any(|end| word.ends_with(end));
        if word.len() < 4 || singular || has(&self.unchanged_nouns, word) {
            return None;
        }
        if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
            return Some(format!("{stem}y"));
        }
        if let Some(stem) = word.strip_suffix("men").filter(|stem| stem.len() > 1) {
            return Some(format!("{stem}man"));
        }
        if let Some(stem) = word.strip_suffix("ren").filter(|stem| stem.ends_with("child")) {
            return Some(stem.to_string());
        }
        // "viruses", "caucuses", but "causes", "houses".
        let in_us = |stem: &&str| stem.ends_with("us") && !["aus", "eus", "ous"].iter().any(|end| stem.ends_with(end));
        match word.strip_suffix("es").filter(in_us) {
            Some(stem) => Some(stem.to_string()),
            None => third_person(word),
        }
    }
}

/// Takes off the "-s" that verbs and nouns share.
fn third_person(word: &str) -> Option<String> {
    let hissing = ["sses", "shes", "ches", "xes", "zzes", "oes"];
    if hissing.iter().any(|end| word.ends_with(end)) {
        return Some(word[..word.len() - 2].to_string());
    }
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 1 && !stem.ends_with(['s', 'u', 'i']))?;
    Some(stem.to_string())
}

/// What is left of a regular form has a vowel and more than one letter: "red" and "king" are no such forms.
fn is_stem(stem: &str) -> bool {
    stem.len() > 1 && stem.is_ascii() && stem.contains(['a', 'e', 'i', 'o', 'u', 'y']) && !stem.ends_with('e')
}

/// Length of the longest ending that fits the stem.
fn longest(endings: &[String], stem: &str) -> usize {
    let fits = |ending: &&String| match ending.strip_prefix('^') {
        Some(whole) => whole == stem,
        None => stem.ends_with(ending.as_str()),
    };
    endings.iter().filter(fits).map(String::len).max().unwrap_or(0)
}

fn by_form(table: BTreeMap<String, Vec<String>>) -> Vec<(String, String)> {
    let pairs = table.into_iter().flat_map(|(base, forms)| forms.into_iter().map(move |form| (form, base.clone())));
    let mut pairs: Vec<(String, String)> = pairs.collect();
    pairs.sort();
    pairs
}

fn irregular<'a>(pairs: &'a [(String, String)], form: &str) -> Option<&'a str> {
    let at = pairs.binary_search_by(|(known, _)| known.as_str().cmp(form)).ok()?;
    Some(&pairs[at].1)
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

fn has(words: &[String], word: &str) -> bool {
    words.binary_search_by(|known| known.as_str().cmp(word)).is_ok()
}
