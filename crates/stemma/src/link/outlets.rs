//! Outlets by name: "The Harbour Gazette", "Harbour Gazette" and "harbourgazette.example" are told to be one or not
//! by their names alone.

use std::collections::BTreeMap;

use crate::attribute::outlets::is_outlet;

/// Words at the end of a name that say only what kind of medium it is.
const KINDS: &[&str] =
    &["agency", "news", "newspaper", "online", "web", "website", "wire", "com", "org", "net", "example"];

/// A name without article, marks, case and the words that only say what kind of medium it is.
pub(super) fn key(name: &str) -> String {
    let folded: String = name.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    if words.len() > 1 && matches!(words[0], "the" | "www") {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|last| KINDS.contains(last)) {
        words.pop();
    }
    words.concat()
}

/// The key of the name that an outlet mostly goes by, where the table of outlets knows it.
pub(super) fn known_key(name: &str) -> String {
    let known = is_outlet(name).or_else(|| written(name).iter().find_map(|name| is_outlet(name)));
    key(known.map_or(name, |outlet| &outlet.name))
}

/// A name in small letters, as an address has it, as a text may write it: "orva" is "Orva" or "ORVA".
fn written(name: &str) -> Vec<String> {
    let small = !name.is_empty() && name.chars().all(char::is_lowercase);
    let capitals = name.to_uppercase();
    let name = if name.len() <= INITIALS { capitals } else { capitalised(&capitals) };
    if small { vec![name] } else { Vec::new() }
}

/// Most letters of a name that is written in capitals throughout.
const INITIALS: usize = 5;

/// The names by which others call an outlet, the one of its masthead first: without article and what a catalogue
/// hangs on to it, without the word that only says what kind of medium it is, by its initials, by its other names in
/// the table of outlets.
pub(super) fn names(name: &str) -> Vec<String> {
    let masthead = short(name);
    let mut names = vec![masthead.clone()];
    if masthead.contains(' ') && !masthead.chars().any(char::is_lowercase) {
        names.push(masthead.split(' ').map(capitalised).collect::<Vec<_>>().join(" "));
    }
    names.extend(without_kind(&names[names.len() - 1]));
    names.extend(written(&masthead));
    names.extend(initials(name));
    if let Some(known) = is_outlet(&masthead) {
        names.extend(std::iter::once(&known.name).chain(&known.aliases).map(|name| short(name)));
    }
    names.sort_unstable();
    names.dedup();
    let first = names.iter().position(|other| *other == masthead).unwrap_or(0);
    names.swap(0, first);
    names
}

/// The name without article and without what a catalogue hangs on to it.
fn short(name: &str) -> String {
    let name = name.split(['(', '|']).next().unwrap_or(name);
    let name = name.split(" - ").next().unwrap_or(name).trim();
    let article = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the "));
    if article { name[4..].trim_start() } else { name }.to_string()
}

/// "LESK BUREAU" as a text writes it: "Lesk Bureau".
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_string() + &letters.as_str().to_lowercase())
}

/// Words that are no name by themselves once the kind of medium is gone: "Evening News".
const PLAIN: &[&str] = &[
    "business",
    "capital",
    "city",
    "county",
    "daily",
    "evening",
    "first",
    "global",
    "good",
    "international",
    "local",
    "metro",
    "morning",
    "national",
    "new",
    "online",
    "regional",
    "state",
    "sunday",
    "today",
    "town",
    "weekly",
    "world",
];
/// A name shorter than this (bytes) is no name by itself.
const SHORTEST: usize = 4;

/// "Meridian" for "Meridian Wire", where something is left that can stand for the outlet.
fn without_kind(name: &str) -> Option<String> {
    let mut words: Vec<&str> = name.split(' ').collect();
    let kind = |word: &str| KINDS.contains(&word.to_lowercase().as_str());
    while words.len() > 1 && kind(words[words.len() - 1]) {
        words.pop();
    }
    let rest = words.join(" ");
    let plain = words.len() == 1 && (rest.len() < SHORTEST || PLAIN.contains(&rest.to_lowercase().as_str()));
    (rest.len() < name.len() && !plain).then_some(rest)
}

/// The initials that a name gives itself in brackets, or that three words or more of it make.
fn initials(name: &str) -> Option<String> {
    let given = name.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(given, _)| given.trim());
    if let Some(given) = given.filter(|given| is_initials(given)) {
        return Some(given.to_string());
    }
    let letters: String = short(name).split(' ').filter_map(|word| word.chars().next()).collect();
    (letters.len() >= 3 && is_initials(&letters)).then_some(letters)
}

fn is_initials(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase())
}

/// What an outlet calls itself in its own pages: "the Courier" for "The Tolva Courier".
pub(super) fn nickname(name: &str) -> Option<String> {
    let name = names(name).into_iter().find(|name| name.contains(' ') && name.chars().any(char::is_lowercase))?;
    let last = name.rsplit(' ').next()?;
    let proper = last.chars().next().is_some_and(char::is_uppercase) && last.len() > SHORTEST;
    (proper && !KINDS.contains(&last.to_lowercase().as_str())).then(|| last.to_string())
}

/// Numbers of outlets: the same for the same name.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    by_name: BTreeMap<String, u32>,
    by_key: BTreeMap<String, u32>,
}

impl Numbers {
    /// The number of the outlet of this name, new or met before; until they are settled.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.by_name.get(name) {
            return number;
        }
        let next = self.by_key.len() as u32;
        let number = *self.by_key.entry(known_key(name)).or_insert(next);
        self.by_name.insert(name.to_string(), number);
        number
    }

    /// Numbers them in the order of their keys, so that it does not matter which was met first; gives the new number of
    /// each.
    pub fn settle(&mut self) -> Vec<u32> {
        let mut settled = vec![0; self.by_key.len()];
        for (new, old) in (0..).zip(self.by_key.values_mut()) {
            settled[*old as usize] = new;
            *old = new;
        }
        self.by_name.values_mut().for_each(|number| *number = settled[*number as usize]);
        settled
    }

    /// Every name with its number, in the order of the names.
    pub fn names(&self) -> impl Iterator<Item = (&str, u32)> {
        self.by_name.iter().map(|(name, number)| (name.as_str(), *number))
    }

    /// The number of the outlet with this key.
    pub fn of_key(&self, key: &str) -> Option<u32> {
        self.by_key.get(key).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{key, known_key, names, nickname, short};

    #[test]
    fn article_and_kind_do_not_make_another_outlet() {
        assert_eq!(key("The Harbour Gazette"), key("Harbour Gazette Online"));
        assert_eq!(key("Quillon"), key("Quillon News Agency"));
        assert_eq!(key("harbourgazette.example"), key("Harbour Gazette"));
        assert_ne!(key("Globe Wire"), key("Globe and Mail"));
        assert_eq!(key("The"), "the");
    }

    #[test]
    fn catalogue_names_are_shortened_to_what_others_write() {
        assert_eq!(short("The Harbour Gazette - News"), "Harbour Gazette");
        assert_eq!(short("Channel Orsa (Web)"), "Channel Orsa");
    }

    #[test]
    fn an_outlet_in_small_letters_is_written_with_capitals() {
        assert_eq!(names("orva"), ["orva", "ORVA"]);
        assert!(names("meridian").contains(&"Meridian".to_string()));
        assert_eq!(known_key("afp"), known_key("AFP"));
    }

    #[test]
    fn an_outlet_goes_by_several_names() {
        assert_eq!(names("Meridian Wire"), ["Meridian Wire", "Meridian"]);
        assert_eq!(names("Evening News"), ["Evening News"]);
        assert!(names("OSTREL TELEGRAPH AGENCY (OTA)").contains(&"OTA".to_string()));
        assert!(names("OSTREL TELEGRAPH AGENCY (OTA)").contains(&"Ostrel Telegraph".to_string()));
        assert!(names("Ostrel Telegraph Agency").contains(&"OTA".to_string()));
        assert_eq!(nickname("The Tolva Courier").as_deref(), Some("Courier"));
        assert_eq!((nickname("Quillon"), nickname("Harbour News")), (None, None));
    }
}
