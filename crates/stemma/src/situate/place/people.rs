//! Who in a report is a person, as far as it keeps their names from being taken for places.
//!
//! A first pass marks full names (a given name and what follows, a title and what follows, a name before an age); their
//! last words are then surnames of the report, and stand against a place wherever they come alone (one sense per
//! discourse, Gale, Church and Yarowsky 1992).

use std::collections::BTreeSet;

use super::lexicon::Sets;
use super::text::{Case, Text};
use super::words::{self, COMMON, FREQUENT, GIVEN, GIVEN_RARE, SURNAME};

/// The persons of one report.
pub(super) struct People {
    /// Whether the word at this index is part of a full name.
    pub inside: Vec<bool>,
    /// Lower-cased last words of full names.
    pub surnames: BTreeSet<String>,
}

/// Whether the words from `from` to before `to` are a place that nobody doubts; full names do not go through it.
pub(super) type Known<'a> = dyn Fn(usize, usize) -> bool + 'a;

impl People {
    /// Marks the full names of the report.
    pub fn find(text: &Text, sets: &Sets, known: &Known) -> People {
        let mut people = People { inside: vec![false; text.words.len()], surnames: BTreeSet::new() };
        let mut at = 0;
        while at < text.words.len() {
            match full_name(text, sets, known, at) {
                Some((from, to)) => {
                    people.inside[from..to].iter_mut().for_each(|inside| *inside = true);
                    let last = (from..to).rev().find(|i| !is_generation(text.lower(*i))).unwrap_or(from);
                    people.surnames.insert(text.lower(last).to_string());
                    at = to;
                }
                None => at += 1,
            }
        }
        people
    }
}

/// The full name that starts or is announced at `at`: from its first word to before the one after it.
fn full_name(text: &Text, sets: &Sets, known: &Known, at: usize) -> Option<(usize, usize)> {
    let word = text.word(at)?;
    let announced = matches!(word.case, Case::Capital) && sets.title.has(&word.lower) && !is_place_title(text, at);
    if announced {
        let start = skip_stop(text, at + 1);
        let end = name_end(text, sets, start);
        let single = end == start + 1;
        let place = known(start, end) && !(single && sets.address.has(&word.lower));
        let whole = end > start && !place && !(single && sets.organisation.has(text.lower(start)));
        return whole.then_some((start, end));
    }
    if !matches!(word.case, Case::Capital | Case::Upper) || stops(sets, &word.lower) {
        return None;
    }
    let end = name_end(text, sets, at);
    if before_age(text, end) && end - at >= 2 && end - at <= 4 {
        return Some((at, end));
    }
    let given = words::flags(&word.lower);
    let is_given = given & (GIVEN | GIVEN_RARE) != 0 && (given & GIVEN != 0 || given & (COMMON | FREQUENT) == 0);
    let tied = text.word(at + 1).is_some_and(|next| next.glued);
    let initial = is_initial(word.span.of(text.text)) && !tied;
    if !(is_given || initial) || end < at + 2 || end > at + 5 {
        return None;
    }
    given_name(text, sets, known, at, end)
}

/// A given name or an initial and what follows it.
fn given_name(text: &Text, sets: &Sets, known: &Known, at: usize, end: usize) -> Option<(usize, usize)> {
    let longest_place = (at + 2..=end).rev().any(|to| known(at, to));
    let last = text.lower(end - 1);
    let organisation = (at + 1..end).any(|i| is_institution(text, sets, i));
    if longest_place || organisation {
        return None;
    }
    if !known(at, at + 1) {
        return Some((at, end));
    }
    // "Georgia Smith", "Jordan Smith": the given name is a place too; the word after it decides.
    let placed = at > 0 && sets.inside.has(text.before(at, 1));
    let surname = words::flags(last) & (COMMON | FREQUENT) == 0 || words::flags(last) & SURNAME != 0;
    (surname && !placed && end == at + 2).then_some((at, end))
}

/// Words of organisations, roads and features end a given name's claim: "Jackson County", "Austin Street".
fn is_institution(text: &Text, sets: &Sets, at: usize) -> bool {
    let lower = text.lower(at);
    let surname = words::flags(lower) & SURNAME != 0;
    sets.road.has(lower)
        || sets.feature.has(lower) && !surname
        || sets.organisation.has(lower) && !surname
        || is_kind(lower)
}

fn is_kind(lower: &str) -> bool {
    matches!(
        lower,
        "county"
            | "parish"
            | "township"
            | "university"
            | "college"
            | "school"
            | "hospital"
            | "police"
            | "department"
            | "island"
            | "beach"
            | "river"
            | "lake"
            | "airport"
            | "high"
            | "city"
    )
}

/// "Mayor of", "Governor, ": the title governs no name. "Police Chief" goes on with its name.
fn is_place_title(text: &Text, at: usize) -> bool {
    text.lower(at + 1) == "of" || !text.capital(skip_stop(text, at + 1))
}

fn skip_stop(text: &Text, at: usize) -> usize {
    if text.lower(at) == "." { at + 1 } else { at }
}

/// One past the last word of the run of capitals that starts at `at`, initials and "al-", "bin", "van" inside.
fn name_end(text: &Text, sets: &Sets, at: usize) -> usize {
    let mut end = at;
    while end < text.words.len() && end < at + 6 {
        let lower = text.lower(end);
        let joined = end == at
            || text.follows(end)
            || text.before(end, 1) == "." && is_initial(text.span(end - 2, end - 1).of(text.text));
        let stop = lower == "." && end > at && is_initial(text.span(end - 1, end).of(text.text));
        let small = is_particle(lower) && end > at && text.capital(end + 1);
        if !(joined && (text.capital(end) && !sets.never.has(lower) || small) || stop) {
            break;
        }
        end += 1;
    }
    while end > at && text.lower(end - 1) == "." {
        end -= 1;
    }
    end
}

/// A word that opens no name: "The", "Monday", and generic nouns that are no given name.
fn stops(sets: &Sets, lower: &str) -> bool {
    sets.never.has(lower) || sets.generic.has(lower) && words::flags(lower) & GIVEN == 0
}

fn is_particle(lower: &str) -> bool {
    matches!(
        lower,
        "al" | "el"
            | "bin"
            | "ibn"
            | "van"
            | "von"
            | "de"
            | "der"
            | "da"
            | "di"
            | "del"
            | "la"
            | "abu"
            | "ul"
            | "ad"
            | "as"
            | "ash"
            | "az"
            | "ar"
            | "an"
            | "at"
            | "ould"
            | "ben"
            | "bint"
            | "y"
            | "dos"
            | "le"
            | "du"
            | "\""
    )
}

fn is_generation(lower: &str) -> bool {
    matches!(lower.trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv")
}

fn is_initial(written: &str) -> bool {
    let mut letters = written.chars().filter(|c| *c != '.');
    let short = letters.next().is_some_and(char::is_uppercase) && letters.clone().count() < 2;
    short && letters.all(char::is_uppercase)
}

/// ", 19," or ", 19, of": an age stands after the name.
fn before_age(text: &Text, end: usize) -> bool {
    let age = text
        .word(end + 1)
        .is_some_and(|w| w.case == Case::Number && w.lower.parse::<u32>().is_ok_and(|n| (1..=110).contains(&n)));
    text.lower(end) == "," && age && matches!(text.lower(end + 2), "," | "." | "and" | "was" | "is")
}
