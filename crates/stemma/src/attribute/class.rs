//! What kind of source a phrase names, and the name in it.
//!
//! The head noun decides, from lists; a name alone is a person. An outlet is known from the table, from the words
//! around its name ("the Lebanese daily Al Sahil"), or because the report calls it one elsewhere.

use serde::Deserialize;
use std::sync::OnceLock;

use super::SourceClass;
use super::outlets;
use super::source_phrase::{Phrase, core, is_article, is_capital};
use super::wordset::WordSet;

/// The lists of `sources.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nouns {
    pub(super) office: WordSet,
    pub(super) organisation: WordSet,
    pub(super) group: WordSet,
    pub(super) unnamed: WordSet,
    anonymous: Vec<String>,
    pub(super) document: WordSet,
    pub(super) medium: std::collections::BTreeSet<String>,
    pub(super) outlet_noun: WordSet,
    pub(super) title: WordSet,
    pub(super) state: WordSet,
    no_medium: WordSet,
    pub(super) particle: WordSet,
    pub(super) thing: WordSet,
    deed: WordSet,
    help: WordSet,
    armed: WordSet,
    target: WordSet,
    pub(super) showing: WordSet,
    staff: WordSet,
    pub(super) female: WordSet,
    pub(super) male: WordSet,
}

impl Nouns {
    pub(super) fn english() -> &'static Nouns {
        static NOUNS: OnceLock<Nouns> = OnceLock::new();
        NOUNS.get_or_init(|| toml::from_str(include_str!("lexicon/en/sources.toml")).expect("the list is tested"))
    }
}

/// The class of the source that `words` name; `None` where they name no source at all ("health reasons").
pub(super) fn class(words: &str) -> Option<SourceClass> {
    let nouns = Nouns::english();
    let phrase = Phrase::new(words);
    let head = phrase.head();
    let last = head.last().map(|word| word.trim_end_matches("'s")).unwrap_or("");
    if nouns.anonymous.iter().any(|mark| phrase.whole.contains(mark.as_str())) {
        return Some(SourceClass::Unnamed);
    }
    if matches!(last, "source" | "sources" | "insider" | "insiders" | "informant") {
        return Some(SourceClass::Unnamed);
    }
    if is_outlet_phrase(words) || nouns.staff.contains(last) && outlets::find_outlet(words).is_some() {
        return Some(SourceClass::Outlet);
    }
    if nouns.state.contains(phrase.low.join(" ").trim_start_matches("the ")) {
        return Some(SourceClass::Organisation);
    }
    match phrase.whole.trim() {
        "he" | "she" | "i" | "who" | "him" | "her" => return Some(SourceClass::Person),
        "it" | "its" | "which" => return Some(SourceClass::Organisation),
        _ => {}
    }
    let plural = |word: &String| nouns.group.contains(word.as_str());
    if plural(&last.to_string())
        || head
            .first()
            .is_some_and(|w| matches!(w.as_str(), "many" | "some" | "most" | "several" | "others" | "they" | "we"))
    {
        return Some(SourceClass::Group);
    }
    let trade = last.strip_suffix('s').is_some_and(|one| nouns.office.contains(one) || nouns.unnamed.contains(one));
    if trade && !nouns.organisation.contains(last) && phrase.core.last().is_some_and(|word| !is_capital(word)) {
        return Some(SourceClass::Group);
    }
    if phrase.is_people() {
        return Some(SourceClass::Group);
    }
    if phrase.is_state() {
        return Some(SourceClass::Organisation);
    }
    let named = phrase.has_name();
    let person = name(words).is_some();
    if !named && person {
        let office = head.iter().any(|word| nouns.office.contains(word.as_str()));
        return Some(if office { SourceClass::Official } else { SourceClass::Person });
    }
    let office = head.iter().any(|word| nouns.office.contains(word.as_str()));
    if nouns.document.contains(last) {
        return Some(SourceClass::Document);
    }
    if nouns.outlet_noun.contains(last) && !matches!(last, "agency" | "network" | "service" | "station" | "daily") {
        return Some(SourceClass::Outlet);
    }
    if nouns.organisation.contains(last) {
        return Some(SourceClass::Organisation);
    }
    if office
        && (person
            || named
            || head.first().is_some_and(|w| w == "the" || w.ends_with("'s"))
            || nouns.office.contains(last) && !nouns.unnamed.contains(last))
    {
        return Some(SourceClass::Official);
    }
    if nouns.unnamed.contains(last) && !person {
        return Some(SourceClass::Unnamed);
    }
    if named {
        let body = |(at, word): (usize, &String)| {
            nouns.organisation.contains(word.as_str()) && phrase.core.get(at).is_some_and(|word| is_capital(word))
        };
        let organisation = head.iter().enumerate().any(body) || phrase.is_body();
        return Some(if organisation { SourceClass::Organisation } else { SourceClass::Person });
    }
    let weak = head.iter().rev().find_map(|word| weak_class(nouns, word));
    weak.or_else(|| agentive(last, head)).or_else(|| {
        phrase.low.iter().find_map(|word| nouns.unnamed.contains(word.as_str()).then_some(SourceClass::Unnamed))
    })
}

/// Whether the words name something that says nothing: an attack, a town, a time, a number.
pub(super) fn is_thing(words: &str) -> bool {
    let nouns = Nouns::english();
    let phrase = Phrase::new(words);
    let head = phrase.head();
    let last = head.last().map_or("", |word| word.as_str());
    let figures = |word: &str| word.contains(':') && !word.chars().any(char::is_alphabetic);
    let clock = !phrase.whole.chars().any(char::is_alphabetic) || figures(last);
    let name = name(words).is_some_and(|name| name.split(' ').count() > 1 && words.ends_with(&name));
    !name && (clock || nouns.thing.contains(last) || matches!(last, "there" | "here"))
}

/// Whether a verb or noun of attack or support means blows here: one that strikes or is armed, or what is struck.
pub(super) fn is_deed(lemma: &str, source: &str, content: &str) -> bool {
    let nouns = Nouns::english();
    if lemma == "claim" {
        let lives = content.split_whitespace().take(6).any(|word| matches!(word, "life" | "lives"));
        return lives && !content.contains(" that ");
    }
    let head = |words: &str| Phrase::new(words).head().last().cloned().unwrap_or_default();
    let (source, content) = (head(source), head(content));
    let struck = nouns.armed.contains(&content) || nouns.target.contains(&content) || nouns.thing.contains(&content);
    let helped = nouns.help.contains(lemma) && (nouns.armed.contains(&content) || nouns.target.contains(&content));
    nouns.deed.contains(lemma) && (nouns.armed.contains(&source) || struck) || helped
}

/// What decides that `words` are of this class, for `--explain`.
pub(super) fn reason(words: &str, class: SourceClass) -> String {
    let nouns = Nouns::english();
    let phrase = Phrase::new(words);
    let last = phrase.head().last().map_or("", |word| word.as_str());
    let class = format!("{class:?}").to_lowercase();
    if let Some((_, outlet)) = outlets::find_outlet(words) {
        return format!("{class} ({} is in the table of outlets)", outlet.name);
    }
    if let Some(mark) = nouns.anonymous.iter().find(|mark| phrase.whole.contains(mark.as_str())) {
        return format!("{class} by “{mark}”");
    }
    let lists = [&nouns.office, &nouns.organisation, &nouns.group, &nouns.unnamed, &nouns.document, &nouns.outlet_noun];
    let listed = lists.iter().any(|list| list.contains(last));
    let known = phrase.low.iter().find(|word| lists.iter().any(|list| list.contains(word.as_str())));
    match known {
        _ if listed => format!("{class} by “{last}”"),
        Some(word) => format!("{class} by “{word}”"),
        None if phrase.has_name() => format!("{class} by its capitals"),
        None => format!("{class} by its ending"),
    }
}

/// "the engineers", "a fisher": nouns of those who do something, by their endings.
fn agentive(last: &str, head: &[String]) -> Option<SourceClass> {
    let ends = |ends: &[&str]| ends.iter().any(|end| last.len() > end.len() + 2 && last.ends_with(end));
    if ends(&["ers", "ors", "ists", "ians", "ents", "men", "ees", "ants"]) {
        return Some(SourceClass::Group);
    }
    let one = ends(&["er", "or", "ist", "ian", "ent", "man", "ee"]);
    let definite = head.first().is_some_and(|word| word == "the");
    one.then_some(if definite { SourceClass::Person } else { SourceClass::Unnamed })
}

fn weak_class(nouns: &Nouns, word: &str) -> Option<SourceClass> {
    let classes = [
        (&nouns.group, SourceClass::Group),
        (&nouns.organisation, SourceClass::Organisation),
        (&nouns.document, SourceClass::Document),
        (&nouns.unnamed, SourceClass::Unnamed),
    ];
    classes.into_iter().find(|(list, _)| list.contains(word)).map(|(_, class)| class)
}

/// Whether the phrase names one outlet: known, or called one by the words beside its name.
pub(super) fn is_outlet_phrase(words: &str) -> bool {
    if let Some(called) = words.split(", ").nth(1).map(|part| part.trim_end_matches([',', ' ']).to_lowercase()) {
        let nouns = Nouns::english();
        let mut parts = called.split_whitespace();
        let article = parts.next().is_some_and(|first| matches!(first, "a" | "an" | "the"));
        let last: Vec<&str> =
            parts.take_while(|word| !matches!(*word, "in" | "of" | "based" | "owned" | "run")).collect();
        let kind = last.last().is_some_and(|noun| nouns.outlet_noun.contains(noun) && *noun != "service");
        let other = last.iter().any(|word| nouns.no_medium.contains(word));
        if article && kind && !other && words.starts_with(char::is_uppercase) {
            return true;
        }
    }
    let words = core(words).trim();
    if let Some((span, _)) = outlets::find_outlet(words) {
        let after = words[span.end..].trim_start_matches(['\'', '’', 's']).trim().to_lowercase();
        let before = words[..span.start].to_lowercase();
        let of = [" of ", " for ", " at ", " from ", " to ", " with ", " by "]
            .iter()
            .any(|p| before.ends_with(p) || before.contains(p));
        let staff = !after.is_empty()
            && !Nouns::english().medium.contains(after.as_str())
            && !Nouns::english().outlet_noun.contains(after.as_str());
        return !of && !staff;
    }
    let low = words.to_lowercase();
    let nouns = Nouns::english();
    let named = words.split_whitespace().any(|word| is_capital(word) && !is_article(&word.to_lowercase()));
    let spaced = format!(" {low} ");
    let called = nouns.medium.iter().any(|medium| {
        let tail = low.ends_with(medium.as_str());
        let strong = !matches!(
            medium.as_str(),
            "post" | "24" | "press" | "observer" | "online" | "journal" | "news" | "wire" | "times"
        );
        let beyond =
            words.split_whitespace().next().is_some_and(|first| !is_capital(first) || first.to_lowercase() != *medium);
        tail && named && beyond || strong && spaced.contains(&format!(" {medium} ")) && ends_in_capital(words)
    });
    (called || follows_outlet_noun(&low, words))
        && !low.contains(" of ")
        && !low.contains(" by ")
        && low.split_whitespace().count() <= 10
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

fn ends_in_capital(words: &str) -> bool {
    words.split_whitespace().next_back().is_some_and(is_capital)
}

/// The person's or body's name in a phrase, without titles: "a senior Syrian politician Ammar al-Assad" → "Ammar al-Assad".
pub(super) fn name(words: &str) -> Option<String> {
    name_in(core(words)).or_else(|| apposed_name(words))
}

/// "her son, Karl Veld,", "the mayor, Mira Sollen": the name between the first commas, if nothing else stands there.
fn apposed_name(words: &str) -> Option<String> {
    let part = words.split(", ").nth(1)?.trim_end_matches(',');
    let all = part.split_whitespace().take(5).all(is_capital);
    let person = part.split_whitespace().count() >= 2 && all;
    name_in(part).filter(|_| person)
}

fn name_in(words: &str) -> Option<String> {
    let nouns = Nouns::english();
    let phrase = Phrase::new(words);
    let mut best: Vec<&str> = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    // "the mayor of Sarn", "an official in Sarn": what follows is no name of the person.
    let mut elsewhere = false;
    for (at, word) in phrase.core.iter().enumerate() {
        let low = phrase.low[at].as_str();
        let bare = low.trim_end_matches("'s");
        elsewhere = match low {
            "of" | "for" | "in" | "at" | "near" | "from" | "outside" if run.is_empty() => true,
            _ => elsewhere && (is_capital(word) || is_article(low)),
        };
        if elsewhere {
            continue;
        }
        let lost = low.strip_suffix('s').is_some_and(|state| nouns.state.contains(state)) && !nouns.state.contains(low);
        let owner = lost || matches!(low, "his" | "her" | "its" | "their" | "our" | "my" | "other" | "one" | "another");
        if is_capital(word) && !nouns.title.contains(low) && !is_article(low) && !owner {
            run.push(word.trim_end_matches("'s").trim_end_matches("’s"));
        } else if !run.is_empty()
            && nouns.particle.contains(bare)
            && low != "of"
            && phrase.core.get(at + 1).is_some_and(|w| is_capital(w))
        {
            run.push(word);
        } else if matches!(low, "who" | "which" | "that") {
            break;
        } else if !run.is_empty() {
            if matches!(low, "of" | "for" | "in" | "who" | "from" | "and" | "at") {
                break;
            }
            // "a Tervian diplomat": one capital before a noun tells where from, not who.
            if run.len() == 1 && best == run && !low.ends_with("self") {
                best.clear();
            }
            run.clear();
        }
        if !run.is_empty() {
            best.clone_from(&run);
        }
    }
    let office = |word: &&str| nouns.organisation.contains(word.to_lowercase().as_str());
    (!best.is_empty() && !best.iter().any(office)).then(|| best.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_follow_the_head() {
        for (words, expected) in [
            ("Local sources", SourceClass::Unnamed),
            ("an official who asked not to be named", SourceClass::Unnamed),
            ("a senior official", SourceClass::Unnamed),
            ("Residents", SourceClass::Group),
            ("a number of major Tervian media", SourceClass::Group),
            ("the Tervian daily Al Sahil", SourceClass::Outlet),
            ("Orvel news agency", SourceClass::Outlet),
            ("a major TV channel Al Hadath", SourceClass::Outlet),
            ("Mira Sollen", SourceClass::Person),
            ("Governor Mira Sollen", SourceClass::Official),
            ("the mayor", SourceClass::Official),
            ("the Ministry of Ports", SourceClass::Organisation),
            ("preliminary data", SourceClass::Document),
            ("a source in the ministry", SourceClass::Unnamed),
            ("a resident of Sarn", SourceClass::Unnamed),
            ("mission scientist Ola Renn", SourceClass::Person),
            ("the Grey Helmets", SourceClass::Organisation),
            ("the TDF", SourceClass::Organisation),
            ("the local site", SourceClass::Outlet),
            ("an AFP reporter", SourceClass::Outlet),
        ] {
            assert_eq!(class(words), Some(expected), "{words}");
        }
        assert_eq!(class("health reasons"), None);
        for words in ["a car bomb", "the death toll", "16:06", "GMT 13:06", "Monday"] {
            assert!(is_thing(words), "{words}");
        }
        assert!(!is_thing("the mayor") && !is_thing("Mira Sollen"));
    }

    #[test]
    fn names_shed_titles() {
        assert_eq!(name("a senior Tervian politician Amar al-Sadd").as_deref(), Some("Amar al-Sadd"));
        assert_eq!(name("Mr. Rask").as_deref(), Some("Rask"));
        assert_eq!(name("the mayor"), None);
        assert_eq!(name("the mayor of Sarn"), None);
        assert_eq!(name("His lawyer, Mira Sollen,").as_deref(), Some("Mira Sollen"));
        assert_eq!(name("Her coach"), None);
        assert_eq!(name("a Tervian diplomat"), None);
        assert_eq!(name("a spokesman for the union Harun Veld").as_deref(), Some("Harun Veld"));
    }
}
