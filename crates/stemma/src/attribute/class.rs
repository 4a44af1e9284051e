//! What kind of source a phrase names.
//!
//! The head noun decides, from lists; a name alone is a person. An outlet is known from the table, from the words
//! around its name ("the Lebanese daily Al Sahil"), or because the report calls it one elsewhere.

use serde::Deserialize;
use std::sync::OnceLock;

use super::SourceClass;
use super::outlet_phrase::is_outlet_phrase;
use super::outlets;
use super::source_name;
use super::source_phrase::{Phrase, is_capital};
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
    pub(super) no_medium: WordSet,
    pub(super) particle: WordSet,
    pub(super) thing: WordSet,
    pub(super) deed: WordSet,
    pub(super) help: WordSet,
    pub(super) armed: WordSet,
    pub(super) target: WordSet,
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

    /// The words of a phrase that say that its source wants no name.
    fn anonymity(&self, phrase: &Phrase<'_>) -> Option<&str> {
        self.anonymous.iter().map(String::as_str).find(|mark| phrase.whole.contains(mark))
    }

    /// Whether words beside a source say that it wants no name.
    pub(super) fn hide(&self, words: &str) -> bool {
        self.anonymous.iter().any(|mark| words.contains(mark.as_str()))
    }
}

/// The class of the source that `words` name; `None` where they name no source at all ("health reasons").
pub(super) fn class(words: &str) -> Option<SourceClass> {
    let asked = Asked::new(words);
    asked
        .hidden()
        .or_else(|| asked.outlet())
        .or_else(|| asked.pronoun())
        .or_else(|| asked.many())
        .or_else(|| asked.state())
        .or_else(|| asked.by_head_or_name())
        .or_else(|| asked.by_any_noun())
}

/// Offices that charities and companies have too.
const ANYWHERE: [&str; 14] = [
    "coordinator",
    "manager",
    "executive",
    "director",
    "head",
    "chief",
    "leader",
    "candidate",
    "adviser",
    "advisor",
    "aide",
    "chair",
    "administrator",
    "principal",
];

/// A phrase whose class is asked.
struct Asked<'a> {
    nouns: &'static Nouns,
    words: &'a str,
    phrase: Phrase<'a>,
}

impl<'a> Asked<'a> {
    fn new(words: &'a str) -> Self {
        Asked { nouns: Nouns::english(), words, phrase: Phrase::new(words) }
    }

    /// "a source", "an official who asked not to be named".
    fn hidden(&self) -> Option<SourceClass> {
        let source = matches!(self.phrase.last(), "source" | "sources" | "insider" | "insiders" | "informant")
            || matches!(self.phrase.whole.trim(), "a guard" | "one guard" | "another guard");
        (source || self.nouns.anonymity(&self.phrase).is_some()).then_some(SourceClass::Unnamed)
    }

    /// An outlet, or who works for one.
    fn outlet(&self) -> Option<SourceClass> {
        let staff = || self.nouns.staff.contains(self.phrase.last()) && outlets::find_outlet(self.words).is_some();
        (is_outlet_phrase(self.words) || staff()).then_some(SourceClass::Outlet)
    }

    fn pronoun(&self) -> Option<SourceClass> {
        match self.phrase.whole.trim() {
            "he" | "she" | "i" | "who" | "him" | "her" => Some(SourceClass::Person),
            "it" | "its" | "which" => Some(SourceClass::Organisation),
            _ => None,
        }
    }

    /// "residents", "many", "the governors", "the Iraqis".
    fn many(&self) -> Option<SourceClass> {
        let (nouns, phrase, last) = (self.nouns, &self.phrase, self.phrase.last());
        let counted =
            |word: &String| matches!(word.as_str(), "many" | "some" | "most" | "several" | "others" | "they" | "we");
        let trade = last.strip_suffix('s').is_some_and(|one| nouns.office.contains(one) || nouns.unnamed.contains(one))
            && !nouns.organisation.contains(last)
            && (phrase.core.len() == 1 || phrase.core.last().is_some_and(|word| !is_capital(word)));
        let many = nouns.group.contains(last) || phrase.head().first().is_some_and(counted) || trade;
        (many || phrase.is_people()).then_some(SourceClass::Group)
    }

    /// "Washington", "longtime ally Russia".
    fn state(&self) -> Option<SourceClass> {
        let whole = self.phrase.low.join(" ");
        let alone = self.nouns.state.contains(whole.trim_start_matches("the "));
        (alone || self.phrase.is_state()).then_some(SourceClass::Organisation)
    }

    fn by_head_or_name(&self) -> Option<SourceClass> {
        let named = self.phrase.has_name();
        let person = source_name::name_of(self.words, &self.phrase).is_some();
        let office = self.holds_office(&self.phrase) || person && self.is_apposed_officer();
        if !named && person {
            return Some(if office { SourceClass::Official } else { SourceClass::Person });
        }
        let anybody = self.nouns.unnamed.contains(self.phrase.last());
        let official = office && (person || named && !anybody || self.is_the_officer());
        let unnamed = anybody && !person;
        self.body_or_paper()
            .or_else(|| official.then_some(SourceClass::Official))
            .or_else(|| unnamed.then_some(SourceClass::Unnamed))
            .or_else(|| named.then(|| self.named()))
    }

    fn holds_office(&self, phrase: &Phrase<'_>) -> bool {
        phrase.head().iter().any(|word| self.nouns.office.contains(word))
    }

    /// "Mira Sollen, 58, the mayor of Sarn": a public office in the words behind a name.
    fn is_apposed_officer(&self) -> bool {
        let public = |office: &str| self.nouns.office.contains(office) && !ANYWHERE.contains(&office);
        self.apposition().is_some_and(|phrase| public(phrase.last()))
    }

    /// The words behind the first comma, or behind an age; none where they are a clause.
    fn apposition(&self) -> Option<Phrase<'a>> {
        let age = |part: &&str| part.chars().all(|c| c.is_ascii_digit());
        let called = self.words.split(", ").skip(1).find(|part| !age(part)).map(Phrase::new)?;
        let first = called.low.first().map_or("", String::as_str);
        (!matches!(first, "who" | "whose" | "which" | "where")).then_some(called)
    }

    /// What the last noun of the head says: "report", "newspaper", "ministry".
    fn body_or_paper(&self) -> Option<SourceClass> {
        let (nouns, last) = (self.nouns, self.phrase.last());
        let vague = matches!(last, "agency" | "network" | "service" | "station" | "daily");
        if nouns.document.contains(last) {
            return Some(SourceClass::Document);
        }
        if nouns.outlet_noun.contains(last) && !vague {
            return Some(SourceClass::Outlet);
        }
        nouns.organisation.contains(last).then_some(SourceClass::Organisation)
    }

    /// "the officer", "a mayor", but not "a senior officer".
    fn is_the_officer(&self) -> bool {
        let last = self.phrase.last();
        self.phrase.head().first().is_some_and(|word| word == "the")
            || self.nouns.office.contains(last) && !self.nouns.unnamed.contains(last)
    }

    /// A name without an office: a body's or a person's.
    fn named(&self) -> SourceClass {
        let phrase = &self.phrase;
        let body = |(at, word): (usize, &String)| {
            self.nouns.organisation.contains(word) && phrase.core.get(at).is_some_and(|word| is_capital(word))
        };
        let organisation = phrase.head().iter().enumerate().any(body) || phrase.is_body();
        if organisation { SourceClass::Organisation } else { SourceClass::Person }
    }

    /// Where no name and no head decide: any noun of the lists, from the head on, then an ending.
    fn by_any_noun(&self) -> Option<SourceClass> {
        let (nouns, phrase) = (self.nouns, &self.phrase);
        let listed = phrase.head().iter().rev().find_map(|word| weak_class(nouns, word));
        let unnamed = || phrase.low.iter().any(|word| nouns.unnamed.contains(word)).then_some(SourceClass::Unnamed);
        listed.or_else(|| agentive(phrase.last(), phrase.head())).or_else(unnamed)
    }
}

/// The word that the records have for a class.
pub(super) fn word(class: SourceClass) -> String {
    format!("{class:?}").to_lowercase()
}

/// What decides that `words` are of this class, for `--explain`.
pub(super) fn reason(words: &str, class: SourceClass) -> String {
    let nouns = Nouns::english();
    let phrase = Phrase::new(words);
    let last = phrase.last();
    let called = word(class);
    if let Some((_, outlet)) = outlets::find_outlet(words) {
        return format!("{called} ({} is in the table of outlets)", outlet.name);
    }
    if let Some(mark) = nouns.anonymity(&phrase) {
        return format!("{called} by “{mark}”");
    }
    let lists = [&nouns.office, &nouns.organisation, &nouns.group, &nouns.unnamed, &nouns.document, &nouns.outlet_noun];
    let listed = |word: &str| lists.iter().any(|list| list.contains(word));
    let apposed = Asked::new(words).apposition().filter(|phrase| listed(phrase.last()));
    let medium = (class == SourceClass::Outlet).then(|| phrase.low.iter().find(|word| nouns.medium.contains(*word)));
    let known = medium.flatten().or_else(|| phrase.low.iter().find(|word| listed(word)));
    match (known, apposed) {
        _ if listed(last) => format!("{called} by “{last}”"),
        (Some(word), _) => format!("{called} by “{word}”"),
        (None, Some(apposed)) => format!("{called} by “{}”", apposed.last()),
        (None, None) if class == SourceClass::Outlet => format!("{called}, as the report calls it or credits it"),
        (None, None) if phrase.has_name() => format!("{called} by its capitals"),
        (None, None) => format!("{called} by its ending"),
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
            ("Officers", SourceClass::Group),
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
    }
}
