//! Whether a phrase names an outlet: one of the table, or one that the words around its name call so.

use super::class::Nouns;
use super::outlets;
use super::source_phrase::{core, is_article, is_capital};
use crate::Span;

/// Media nouns that are common words too: they must end a name.
const WEAK: [&str; 9] = ["post", "24", "press", "observer", "online", "journal", "news", "wire", "times"];

/// Whether the phrase names one outlet: known, or called one by the words beside its name.
pub(super) fn is_outlet_phrase(words: &str) -> bool {
    if is_apposed(words) {
        return true;
    }
    let words = core(words).trim();
    match outlets::find_outlet(words) {
        Some((span, _)) => is_all_of(words, span),
        None => is_called_outlet(words),
    }
}

/// "Dol Sarna, a website based in Karvon,": what it is, behind its name.
fn is_apposed(words: &str) -> bool {
    let Some(called) = words.split(", ").nth(1).filter(|_| words.starts_with(char::is_uppercase)) else { return false };
    let called = called.trim_end_matches([',', ' ']).to_lowercase();
    let nouns = Nouns::english();
    let mut parts = called.split_whitespace();
    let article = parts.next().is_some_and(is_article);
    let kind: Vec<&str> = parts.take_while(|word| !matches!(*word, "in" | "of" | "based" | "owned" | "run")).collect();
    let outlet = kind.last().is_some_and(|noun| nouns.outlet_noun.contains(noun) && *noun != "service");
    article && outlet && !kind.iter().any(|word| nouns.no_medium.contains(word))
}

/// Whether the outlet named at `span` is what the phrase is about: not "the editor of Fars", nor "a Fars driver".
fn is_all_of(words: &str, span: Span) -> bool {
    let nouns = Nouns::english();
    let after = words[span.end..].trim_start_matches(['\'', '’', 's']).trim().to_lowercase();
    let before = words[..span.start].to_lowercase();
    let of = [" of ", " for ", " at ", " from ", " to ", " with ", " by "].iter().any(|p| before.contains(p));
    let medium = nouns.medium.contains(after.as_str()) || nouns.outlet_noun.contains(after.as_str());
    !of && (after.is_empty() || medium)
}

/// "Orvel news agency", "the Tervian daily Al Sahil".
fn is_called_outlet(words: &str) -> bool {
    let low = words.to_lowercase();
    let short = low.split_whitespace().count() <= 10 && !low.contains(" of ") && !low.contains(" by ");
    short && (holds_medium(&low, words) || follows_outlet_noun(&low, words))
}

/// Whether a noun of media stands at the end of a name, or before a name that ends the phrase.
fn holds_medium(low: &str, words: &str) -> bool {
    let named = words.split_whitespace().any(|word| is_capital(word) && !is_article(&word.to_lowercase()));
    let ends = words.split_whitespace().next_back().is_some_and(is_capital);
    let first = words.split_whitespace().next().filter(|first| is_capital(first)).map(str::to_lowercase);
    let words = format!(" {low} ");
    let stands = |medium: &str| {
        let mut found = words.match_indices(medium);
        found.any(|(at, _)| words[..at].ends_with(' ') && words[at + medium.len()..].starts_with(' '))
    };
    Nouns::english().medium.iter().any(|medium| {
        let tail = named && low.ends_with(medium.as_str()) && first.as_ref() != Some(medium);
        tail || ends && !WEAK.contains(&medium.as_str()) && stands(medium)
    })
}

/// "the Tervian agency Orvel", "the website Dol Sarna": what it is, then its name.
fn follows_outlet_noun(low: &str, words: &str) -> bool {
    let nouns = Nouns::english();
    let parts: Vec<&str> = low.split_whitespace().collect();
    let at =
        parts.iter().position(|word| nouns.outlet_noun.contains(word)).filter(|&at| at > 0 && at + 1 < parts.len());
    at.is_some_and(|at| {
        let name = words.split_whitespace().skip(at + 1).all(is_capital);
        name && !nouns.no_medium.contains(parts[at - 1]) && parts[at] != "service"
    })
}
