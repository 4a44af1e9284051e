//! People in a phrase: full names, with the titles and offices around them.

use std::cell::RefCell;

use super::lexicon;
use super::phrase::{self, is_capital};
use super::pile::Doc;
use super::table::Table;
use crate::Span;
use crate::attribute::{SourceClass, naming};
use crate::situate::place::PlaceRole;

/// The person whom a phrase names in full, and whether by office: "the governor of Varn province, Maren Holt", "Ministry
/// spokesman Major Tibor Anselk", "Otto Brenn, a retired engineer".
pub(super) fn person(doc: &Doc, words: &str) -> Option<(String, bool)> {
    let upto = words.split(" who ").next().unwrap_or(words);
    let parts: Vec<&str> = upto.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let office = |part: &str| {
        naming::naming(&part.to_lowercase()).is_some_and(|found| found.class == SourceClass::Official)
            || part.split(' ').any(is_office)
    };
    let whole = |part: &&str| {
        let name = full_name(doc, part)?;
        part[..part.len() - name.len()].split_whitespace().all(|word| is_office(word) || is_title(word)).then_some(name)
    };
    let named = parts.iter().take(3).find_map(|part| Some((part, whole(part)?))).filter(|_| parts.len() > 1);
    if let Some((part, name)) = named {
        return Some((name, parts.iter().any(|other| other != part && office(other))));
    }
    let first = parts.first()?;
    let name = full_name(doc, first)?;
    let before = &first[..first.len() - name.len()];
    let title = before.split_whitespace().next_back()?;
    let led = is_office(title) || (!is_capital(title) && naming::naming(title).is_some());
    led.then(|| (name, office(before)))
}

/// The run of two or more names that ends a phrase, titles aside, where it is no place.
fn full_name(doc: &Doc, part: &str) -> Option<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let run = words
        .iter()
        .rev()
        .take_while(|word| is_capital(word) && !is_office(word) && !is_title(word) && word.len() > 1)
        .count();
    let names = &words[words.len() - run..];
    let name = names.join(" ");
    let place = doc.source.situation.places.iter().any(|p| p.role == PlaceRole::Place && p.span.of(doc.text()) == name);
    let plain = names.iter().all(|word| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.')));
    let body =
        naming::naming(&name).is_some_and(|found| !matches!(found.class, SourceClass::Person | SourceClass::Official));
    ((2..=4).contains(&run) && plain && !place && !body && part.ends_with(&name)).then_some(name)
}

fn is_title(word: &str) -> bool {
    ["mr", "mrs", "ms", "dr", "sir", "the"].contains(&word.to_lowercase().trim_end_matches('.'))
}

/// A noun or title of office.
pub(super) fn is_office(word: &str) -> bool {
    thread_local! {
        /// What was asked before: the same words of office stand in every story.
        static KNOWN: RefCell<Table<bool>> = RefCell::default();
    }
    let lower = word.to_lowercase();
    KNOWN.with_borrow_mut(|known| {
        if let Some(&known) = known.get(&lower) {
            return known;
        }
        let office = naming::naming(&format!("the {lower}")).is_some_and(|found| found.class == SourceClass::Official);
        if known.len() >= MOST {
            *known = Table::default();
        }
        known.insert(lower, office);
        office
    })
}

/// Words that a thread remembers at most.
const MOST: usize = 1 << 16;

/// The tokens of a source phrase as its office is compared: lower case, without articles and small words.
pub(super) fn office_words(text: &str, span: Span) -> Vec<String> {
    let tokens = phrase::tokens(text, span);
    let words = tokens.iter().map(|token| token.span.of(text).to_lowercase().replace("'s", "").replace("’s", ""));
    words.filter(|word| !lexicon::is_stop(word)).collect()
}
