//! One key for a person whom reports romanise differently: "Mohammed al-Jolani" and "Muhammad al-Julani".
//!
//! Given names that are known to vary go by a list; a name with an Arabic particle or such a given name goes by its
//! consonants in the rest (compare Aqeel, Beitzel, Jensen et al. 2006); Slavic endings are made one. Every other
//! name goes by its letters, since "Dan" and "Don" are two people.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::situate::place::{name_key, skeleton};

#[derive(Deserialize)]
struct File {
    given: Given,
    particles: Particles,
}

#[derive(Deserialize)]
struct Given {
    names: Vec<Vec<String>>,
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
    given: BTreeMap<String, String>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let file: File = toml::from_str(include_str!("lexicon/en/romanised.toml")).expect("a lexicon that parses");
        let pairs = file.given.names.iter().flat_map(|group| group.iter().map(|name| (name.clone(), group[0].clone())));
        let given = pairs.collect();
        Lexicon { file, given }
    })
}

/// What all romanisations of a person's name have in common.
pub(super) fn person_key(name: &str) -> String {
    let lexicon = lexicon();
    let key = name_key(name);
    let words: Vec<&str> = key.split(' ').collect();
    let particle = |word: &str| lexicon.file.particles.words.iter().any(|p| p == word);
    let given = |word: &str| lexicon.given.get(word).map(String::as_str);
    let slavic =
        |word: &str| matches!(given(word), Some("sergey" | "aleksey" | "yevgeny" | "dmitry" | "yury" | "aleksandr"));
    let arabic = words.len() > 1 && words.iter().any(|word| particle(word) || given(word).is_some() && !slavic(word));
    let kept = words.iter().filter(|word| !(arabic && matches!(**word, "al" | "el" | "ul")));
    let folded = kept.map(|word| match given(word) {
        Some(one) => one.to_string(),
        None if arabic && !particle(word) && skeleton(word).chars().count() > 1 => skeleton(word),
        None => ending(word),
    });
    folded.collect::<Vec<_>>().join(" ")
}

/// "-skiy", "-skyy" and "-ski" as "-sky".
fn ending(word: &str) -> String {
    let stem = ["iy", "yy", "ij", "ii", "i"].iter().find_map(|end| word.strip_suffix(end));
    match stem.filter(|stem| stem.chars().count() > 2) {
        Some(stem) => format!("{stem}y"),
        None => word.to_string(),
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

    proptest! {
        #[test]
        fn any_name_has_a_stable_key(name in "\\PC{0,60}") {
            prop_assert_eq!(person_key(&name), person_key(&name));
        }
    }
}
