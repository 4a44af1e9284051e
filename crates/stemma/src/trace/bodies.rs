//! Bodies of a story under their several names: "the so-called Lock Observatory for River Rights", "the Sarn-based
//! monitoring group" and "LORR" are one, where the report, or else the story, names only one such body in full.
//!
//! Names are cut down to what is a name (coreference by head match and strict sieves, Raghunathan et al. 2010): what
//! stands before it ("so-called", "Sarn-based"), what explains it ("…, which …", "a monitoring group") says nothing of who
//! it is.

use std::collections::{BTreeMap, BTreeSet};

use super::hands::{Chain, Hand};
use super::lexicon::{self, english};
use super::names::holds;
use super::phrase::is_capital;
use super::words::fold;
use crate::attribute::SourceClass;
use crate::attribute::naming::naming;

/// Gives every body of these chains its full name.
pub(super) fn settle(by_doc: &mut BTreeMap<usize, Vec<Chain>>) {
    by_doc.values_mut().flatten().flatten().flatten().for_each(shorten);
    let named: BTreeMap<usize, BTreeSet<String>> =
        by_doc.iter().map(|(&doc, chains)| (doc, full_names(chains))).collect();
    let story: BTreeSet<String> = named.values().flatten().cloned().collect();
    let longest = longest(&story);
    let whole = |name: &str| longest.get(name).cloned().unwrap_or_else(|| name.to_string());
    let heads: BTreeSet<String> = story.iter().map(|name| whole(name)).collect();
    for (doc, chains) in by_doc {
        let here: BTreeSet<String> = named[doc].iter().map(|name| whole(name)).collect();
        for hand in chains.iter_mut().flatten().flatten().filter(|hand| is_body(hand)) {
            let known = longest.get(&hand.name).map(String::as_str);
            let meant = known.or_else(|| only(&hand.name, &here)).or_else(|| only(&hand.name, &heads));
            if let Some(name) = meant.map(str::to_string) {
                (hand.folded, hand.name) = (fold(&name), name);
            }
        }
    }
}

/// For each name of a body the longest of the story that holds its words, where there is only one such: "Weir
/// Observatory" and "Observatory for River Rights" are the Weir Observatory for River Rights.
fn longest(names: &BTreeSet<String>) -> BTreeMap<String, String> {
    let folded: Vec<(&String, String)> = names.iter().map(|name| (name, fold(name))).collect();
    type Folded<'n> = (&'n String, String);
    let held = |short: &Folded, long: &Folded| short.0 != long.0 && holds(&long.1, &short.1);
    let heads: Vec<&Folded> = folded.iter().filter(|name| !folded.iter().any(|long| held(name, long))).collect();
    let head = |name: &Folded| {
        let mut over = heads.iter().filter(|long| held(name, long));
        over.next().filter(|_| over.next().is_none()).map(|long| (name.0.clone(), long.0.clone()))
    };
    folded.iter().filter_map(head).collect()
}

/// Whether a name is a body's own: it has a capital beside the article.
pub(super) fn names_body(name: &str) -> bool {
    capitals(name).next().is_some()
}

fn is_body(hand: &Hand) -> bool {
    hand.class == SourceClass::Organisation
}

fn full_names(chains: &[Chain]) -> BTreeSet<String> {
    let hands = chains.iter().flatten().flatten().filter(|hand| is_body(hand));
    hands.map(|hand| hand.name.clone()).filter(|name| capitals(name).count() > 1 && !name.contains(" and ")).collect()
}

fn capitals(name: &str) -> impl Iterator<Item = &str> {
    name.split(' ').filter(|word| is_capital(word) && !lexicon::is_stop(&word.to_lowercase()))
}

/// Leaves of a body's name what is a name, where two words and more of it are.
fn shorten(hand: &mut Hand) {
    if !is_body(hand) {
        return;
    }
    let name = bare(&hand.name);
    if capitals(name).count() > 1 && fold(name) != hand.folded {
        (hand.folded, hand.name) = (fold(name), name.to_string());
    }
}

fn bare(name: &str) -> &str {
    let mut kept = name.split([',', '(']).next().unwrap_or(name);
    for mark in [" which ", " who ", " that ", " a ", " an ", " with "] {
        kept = kept.split_once(mark).map_or(kept, |(before, _)| before);
    }
    kept = named_part(kept);
    let last = |at: &(usize, &str)| kept[at.0 + at.1.len()..].starts_with(char::is_uppercase);
    kept = kept.match_indices(" the ").find(last).map_or(kept, |(at, the)| &kept[at + the.len()..]);
    while let Some((before, _)) = kept.rsplit_once(' ').filter(|(_, word)| is_generic(word) && !is_capital(word)) {
        kept = before;
    }
    let idle = |word: &str| {
        matches!(word, "the" | "The" | "so" | "called" | "So" | "opposing" | "opposition" | "rebel") || is_epithet(word)
    };
    while let Some((_, rest)) = kept.split_once(' ').filter(|(word, _)| idle(word)) {
        kept = rest;
    }
    kept.trim()
}

/// Up to the first word that belongs to no name: "Weir Observatory for River Rights *those killed* …".
fn named_part(name: &str) -> &str {
    let link = |word: &str| matches!(word, "of" | "for" | "and" | "the" | "&" | "in" | "on" | "al" | "el" | "de");
    let belongs = |word: &str| {
        is_capital(word) || link(word) || english().modifier.words.contains(word) || naming(word).is_some()
    };
    let own = |word: &str| is_capital(word) && !lexicon::is_stop(&word.to_lowercase());
    let Some(first) = name.split(' ').position(own) else { return name };
    let words: Vec<&str> = name.split(' ').collect();
    let mut end = (first..words.len()).find(|&at| !belongs(words[at])).unwrap_or(words.len());
    while end > first + 1 && link(words[end - 1]) {
        end -= 1;
    }
    &name[..words[..end].iter().map(|word| word.len() + 1).sum::<usize>() - 1]
}

/// "so-called", "Sarn-based".
fn is_epithet(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower == "so-called" || lower.ends_with("-based") || lower.starts_with("anti-") || lower.starts_with("pro-")
}

/// A noun for a body that watches and counts.
fn is_generic(word: &str) -> bool {
    english().monitor.words.contains(&word.to_lowercase())
}

/// The only one of these names that a short name can stand for: initials ("LORR"), or nouns of its kind ("the
/// Sarn-based monitoring group").
fn only<'n>(short: &str, names: &'n BTreeSet<String>) -> Option<&'n str> {
    let fits: Vec<&String> = names.iter().filter(|name| stands_for(short, name)).collect();
    match fits[..] {
        [name] => Some(name),
        _ => None,
    }
}

fn stands_for(short: &str, name: &str) -> bool {
    let words: Vec<String> =
        short.split([' ', '(', ')']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let told: Vec<&String> = words.iter().filter(|word| !lexicon::is_stop(word) && !is_epithet(word)).collect();
    let letters = |word: &String| {
        capitals(name).filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).eq(word.chars())
    };
    let initials =
        matches!(told[..], [word] if word.len() > 2 && letters(word)) && !short.chars().any(char::is_lowercase);
    let kind = |word: &str| {
        is_generic(word) || matches!(word, "war" | "rights" | "opposition" | "activist" | "toll" | "count" | "tally")
    };
    let head = |word: &&String| is_generic(word) && *word != "group";
    let folded = fold(name);
    let of_kind = folded.split(' ').any(is_generic);
    let held = |word: &String| word != "observatory" || folded.split(' ').any(|other| other == word);
    let generic = !told.is_empty() && told.iter().all(|word| kind(word) && held(word));
    let based = words.iter().any(|word| word.ends_with("-based"));
    initials || generic && of_kind && (based || told.iter().any(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_name_the_name_is_left() {
        for name in [
            "The so-called Lock Observatory for River Rights",
            "the Sarn-based Lock Observatory for River Rights (LORR)",
            "The Lock Observatory for River Rights monitoring group",
            "The Lock Observatory for River Rights a Sarn-based monitor",
            "The Sarn-based opposition monitoring group the Lock Observatory for River Rights",
            "the Lock Observatory for River Rights, which watches the locks",
            "opposing Lock Observatory for River Rights",
        ] {
            assert_eq!(bare(name), "Lock Observatory for River Rights", "{name}");
        }
        assert_eq!(bare("the Weir Council"), "Weir Council");
    }

    #[test]
    fn the_parts_of_a_name_are_its_longest() {
        let names =
            ["Weir Observatory", "Observatory for River Rights", "Weir Observatory for River Rights", "Weir Council"];
        let longest = longest(&names.iter().map(|name| name.to_string()).collect());
        assert_eq!(longest.len(), 2);
        assert!(longest.values().all(|name| name == "Weir Observatory for River Rights"));
    }

    #[test]
    fn short_names_stand_for_the_only_body_of_their_kind() {
        let name = "Lock Observatory for River Rights";
        for short in ["LORR", "the Observatory", "The Sarn-based group", "a monitoring group", "a war monitor"] {
            assert!(stands_for(short, name), "{short}");
        }
        for short in ["the group", "the ministry", "rights", "lorr", "the Harbour Observatory"] {
            assert!(!stands_for(short, name), "{short}");
        }
        assert!(!stands_for("the monitor", "Weir Council"));
    }
}
