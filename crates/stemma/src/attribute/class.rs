//! What kind of source a phrase names, and the name in it.
//!
//! The head noun decides, from lists; a name alone is a person. An outlet is known from the table, from the words
//! around its name ("the Lebanese daily Al Sahil"), or because the report calls it one elsewhere.

use serde::Deserialize;
use std::sync::OnceLock;

use super::SourceClass;
use super::outlets;
use super::wordset::WordSet;

/// The lists of `sources.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nouns {
    office: WordSet,
    organisation: WordSet,
    group: WordSet,
    unnamed: WordSet,
    anonymous: Vec<String>,
    document: WordSet,
    medium: std::collections::BTreeSet<String>,
    pub(super) outlet_noun: WordSet,
    title: WordSet,
    state: WordSet,
    no_medium: WordSet,
    particle: WordSet,
    thing: WordSet,
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

/// Nouns of quantity, behind which the head follows "of".
const COUNTED: [&str; 20] = [
    "number", "group", "lot", "majority", "handful", "dozens", "series", "host", "couple", "pair", "percent", "some",
    "most", "many", "one", "two", "three", "several", "both", "hundreds",
];

/// A phrase as classification sees it: its words up to the first comma or bracket, and all of it in lower case.
pub(super) struct Phrase<'a> {
    core: Vec<&'a str>,
    low: Vec<String>,
    whole: String,
}

impl<'a> Phrase<'a> {
    pub(super) fn new(words: &'a str) -> Self {
        let core: Vec<&str> = core(words).split_whitespace().take(24).map(bare).filter(|w| !w.is_empty()).collect();
        let low =
            core.iter().map(|word| word.to_lowercase().replace('’', "'").trim_end_matches("'s").to_string()).collect();
        let cut = words.char_indices().nth(400).map_or(words.len(), |(at, _)| at);
        Phrase { core, low, whole: words[..cut].to_lowercase() }
    }

    /// The nouns before "of", "in", "for", "who": where the head stands.
    fn head(&self) -> &[String] {
        let counted = self.low.iter().take(5).position(|word| COUNTED.contains(&word.as_str()));
        if let Some(at) = counted.filter(|&at| self.low.get(at + 1).is_some_and(|word| word == "of")) {
            return self.nouns(at + 2);
        }
        self.nouns(0)
    }

    fn nouns(&self, from: usize) -> &[String] {
        let low = &self.low[from.min(self.low.len())..];
        let stops = [
            "of",
            "in",
            "for",
            "from",
            "at",
            "with",
            "on",
            "who",
            "that",
            "close",
            "near",
            "to",
            "by",
            "which",
            "about",
            "published",
            "released",
            "conducted",
            "seen",
            "obtained",
            "issued",
            "posted",
            "shared",
            "cited",
            "quoted",
            "based",
            "leaked",
            "led",
            "run",
            "familiar",
            "called",
            "named",
            "contacted",
            "close",
            "whose",
            "speaking",
        ];
        let end = low.iter().skip(1).position(|word| stops.contains(&word.as_str())).map_or(low.len(), |at| at + 1);
        &low[..end]
    }

    fn has_name(&self) -> bool {
        let from = usize::from(self.low.first().is_some_and(|word| is_article(word)));
        self.core
            .iter()
            .enumerate()
            .any(|(at, word)| at >= from && is_capital(word) && (at > 0 || self.core.len() > 1 || !self.is_plain(at)))
    }

    /// "the White Helmets", "MSF", "the SDF": bodies go by an article or by letters, people do not.
    fn is_body(&self) -> bool {
        let article = self.low.first().is_some_and(|word| word == "the");
        let names = &self.core[usize::from(article)..];
        let letters = |word: &&str| (2..=6).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase());
        let people = ["an", "er", "crat", "ish", "ese", "ist"];
        let one = names.len() == 1 && people.iter().any(|end| names[0].ends_with(end));
        let all = !names.is_empty() && names.iter().all(|word| is_capital(word));
        article && all && !one || names.len() == 1 && names.iter().all(letters)
    }

    /// A word that is capital only because it opens a sentence.
    fn is_plain(&self, at: usize) -> bool {
        let nouns = Nouns::english();
        let word = self.low[at].as_str();
        nouns.group.contains(word)
            || nouns.unnamed.contains(word)
            || nouns.document.contains(word)
            || nouns.office.contains(word)
            || nouns.organisation.contains(word)
    }
}

pub(super) fn core(words: &str) -> &str {
    let end =
        words.char_indices().find(|(at, c)| *at > 0 && matches!(c, ',' | '(' | ';')).map_or(words.len(), |(at, _)| at);
    &words[..end]
}

fn bare(word: &str) -> &str {
    word.trim_matches(['"', '“', '”', '(', ')', ',', ':', ';'])
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an")
}

fn is_capital(word: &str) -> bool {
    let name = word.strip_prefix("al-").or_else(|| word.strip_prefix("el-")).unwrap_or(word);
    name.chars().next().is_some_and(char::is_uppercase)
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
        let owner = matches!(low, "his" | "her" | "its" | "their" | "our" | "my" | "other" | "one" | "another");
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
