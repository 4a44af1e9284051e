//! One key for a person whom reports romanise differently: "Mohammed al-Jolani" and "Muhammad al-Golani"; and which names
//! of a pile may be one person's beyond that, with the reason.
//!
//! Given names that are known to vary go by a list; a name with an Arabic particle or such a given name goes by its
//! consonants in the rest (compare Aqeel, Beitzel, Jensen et al. 2006); Slavic endings are made one. Every other
//! name goes by its letters, since "Dan" and "Don" are two people.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::situate::place::{name_key, skeleton, words};

#[derive(Deserialize)]
struct File {
    given: Given,
    particles: Particles,
}

#[derive(Deserialize)]
struct Given {
    arabic: Vec<Vec<String>>,
    other: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Particles {
    words: Vec<String>,
    #[cfg(test)]
    yes: Vec<String>,
    #[cfg(test)]
    no: Vec<String>,
}

struct Lexicon {
    file: File,
    /// What stands for a given name, and whether it is one from Arabic.
    given: BTreeMap<String, (String, bool)>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let file: File = toml::from_str(include_str!("lexicon/en/romanised.toml")).expect("a lexicon that parses");
        let groups = file.given.arabic.iter().map(|group| (group, true));
        let groups = groups.chain(file.given.other.iter().map(|group| (group, false)));
        let names = groups.flat_map(|(group, arabic)| group.iter().map(move |name| (name, (group[0].clone(), arabic))));
        let given = names.map(|(name, stands_for)| (name.clone(), stands_for)).collect();
        Lexicon { file, given }
    })
}

/// What all romanisations of a person's name have in common.
pub(crate) fn person_key(name: &str) -> String {
    let lexicon = lexicon();
    let key = name_key(name);
    let words: Vec<&str> = key.split(' ').collect();
    let particle = |word: &str| lexicon.file.particles.words.iter().any(|p| p == word);
    let given = |word: &str| lexicon.given.get(word);
    let arabic = words.len() > 1 && words.iter().any(|word| particle(word) || given(word).is_some_and(|(_, is)| *is));
    let kept = words.iter().filter(|word| !(arabic && matches!(**word, "al" | "el" | "ul")));
    let folded = kept.map(|word| match given(word) {
        Some((one, _)) => one.clone(),
        None if arabic && !particle(word) && bones(word).chars().count() > 1 => bones(word),
        None => ending(word),
    });
    folded.collect::<Vec<_>>().join(" ")
}

/// The consonants; g as Egypt says it and dj as France writes it are j, gh stays.
fn bones(word: &str) -> String {
    skeleton(&word.replace("dj", "j").replace("gh", "ḡ").replace('g', "j").replace('ḡ', "gh"))
}

/// "-skiy", "-skyy" and "-ski" as "-sky"; "Rossi" stays.
fn ending(word: &str) -> String {
    let bare = word.strip_suffix('i').filter(|stem| stem.ends_with("sk") || stem.ends_with("ck"));
    let stem = ["iy", "yy", "ij"].iter().find_map(|end| word.strip_suffix(end)).or(bare);
    match stem.filter(|stem| stem.chars().count() > 2) {
        Some(stem) => format!("{stem}y"),
        None => word.to_string(),
    }
}

/// Two names of a pile that may be one person's: a possibility for people to judge, never a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alike {
    /// The one, as written.
    pub one: String,
    /// The other.
    pub other: String,
    /// Why, in words.
    pub why: &'static str,
}

/// More names of one surname are too common a surname to say anything.
const COMMON: usize = 60;

/// Which of the names may be one person's.
///
/// ```
/// let names = ["Abu Omar al-Tolvi", "Muhammad al-Julani", "Mohamad al-Golani", "Ahmad al-Golani"];
/// let found = stemma::situate::actor::alike(names);
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].one.as_str(), found[0].other.as_str()), ("Mohamad al-Golani", "Muhammad al-Julani"));
/// ```
pub fn alike<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Alike> {
    let mut by_surname: BTreeMap<String, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    for name in names {
        let words: Vec<String> = person_key(name).split(' ').map(str::to_string).collect();
        if let Some(last) = words.last().filter(|_| words.len() > 1 && words.len() <= 6).cloned() {
            by_surname.entry(last).or_default().insert(name, words);
        }
    }
    let mut found = Vec::new();
    for bearers in by_surname.values().filter(|bearers| bearers.len() <= COMMON) {
        for (at, (one, a)) in bearers.iter().enumerate() {
            let others = bearers.iter().skip(at + 1).filter_map(|(other, b)| Some((other, may_be_one(a, b)?)));
            found.extend(others.map(|(other, why)| Alike { one: one.to_string(), other: other.to_string(), why }));
        }
    }
    found
}

/// Of bodies too "Free Army" has a word less than "Free Syrian Army".
fn is_given(word: &str) -> bool {
    lexicon().given.contains_key(word) || words::flags_of_key(word) & (words::GIVEN | words::FREQUENT) == words::GIVEN
}

/// Why two names of one surname, as keys, may be one person's; another given name makes two people.
fn may_be_one(a: &[String], b: &[String]) -> Option<&'static str> {
    let byname = |words: &[String]| matches!(words[0].as_str(), "abu" | "abou" | "umm");
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    let held = short.iter().all(|word| rest.any(|other| other == word));
    match (a == b, byname(a), byname(b)) {
        (true, ..) => Some("the same name, romanised or written in another way"),
        (_, true, false) | (_, false, true) => Some("the same surname, and one is a byname (“father of”, “mother of”)"),
        (_, false, false) if a[0] == b[0] && held && is_given(&a[0]) => {
            Some("the same given name and surname, and one has a name more")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_person_has_one_key_and_two_have_two() {
        let same = |pair: &String| pair.split_once(" = ").map(|(a, b)| person_key(a) == person_key(b)).unwrap();
        let particles = &lexicon().file.particles;
        let wrong: Vec<_> =
            particles.yes.iter().filter(|p| !same(p)).chain(particles.no.iter().filter(|p| same(p))).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn names_are_alike_with_a_reason_or_not_at_all() {
        let why =
            |one: &str, other: &str| alike([one, other]).first().map(|found| found.why.split(',').next().unwrap());
        assert_eq!(why("Mohammed al-Jolani", "Muhammad al-Golani"), Some("the same name"));
        assert_eq!(why("Mohammed al-Jolani", "Abu Mohammad al-Julani"), Some("the same surname"));
        assert_eq!(why("Ahmad al-Tolvi", "Ahmed Husayn al-Tolvi"), Some("the same given name and surname"));
        // Two brothers, two fathers, a surname alone: nothing says that they are one.
        assert_eq!(why("Ahmad al-Tolvi", "Omar al-Tolvi"), None);
        assert_eq!(why("Abu Omar al-Tolvi", "Abu Ahmad al-Tolvi"), None);
        assert_eq!(why("al-Tolvi", "Omar al-Tolvi"), None);
        assert_eq!(why("Dan Marrow", "Don Marrow"), None);
        assert_eq!(why("Free Army", "Free Tolvan Army"), None);
    }

    proptest! {
        #[test]
        fn any_name_has_a_stable_key(name in "\\PC{0,60}") {
            prop_assert_eq!(person_key(&name), person_key(&name));
        }
    }
}
