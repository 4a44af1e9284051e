//! Who "he", "the politician", "the agency" and "Assad" are: names given earlier in the report.
//!
//! Recency decides among those that fit; what nothing decides stays as the words are.

use super::SourceClass;
use super::class::{self, Nouns};
use super::outlets::{self, OutletKind};

/// Mentions kept: a name told longer ago no longer answers to "he" or "the agency".
const REMEMBERED: usize = 200;

/// A source that the report named.
struct Mention {
    name: String,
    class: SourceClass,
    /// The phrase that named it, in lower case: "a senior syrian politician ammar al-assad".
    phrase: String,
    kind: Option<OutletKind>,
}

/// The names of a report so far, in the order of the text.
#[derive(Default)]
pub(super) struct Names {
    known: Vec<Mention>,
    /// The person who spoke last, and the paragraph.
    last_person: Option<(usize, usize)>,
}

/// What a phrase resolves to.
pub(super) struct Resolved {
    pub(super) name: String,
    pub(super) class: SourceClass,
}

impl Names {
    /// Resolves a source phrase and remembers what it names.
    pub(super) fn resolve(&mut self, words: &str, paragraph: usize) -> Resolved {
        let low = words.to_lowercase();
        let class = class::class(words).unwrap_or(SourceClass::Person);
        if let Some(index) = self.pronoun(&low, paragraph).or_else(|| self.definite(&low)) {
            return self.again(index, paragraph);
        }
        if class == SourceClass::Outlet {
            return self.outlet(words, &low, paragraph);
        }
        let Some(name) = class::name(words).filter(|_| class.is_named()) else {
            return Resolved { name: words.to_string(), class };
        };
        if matches!(class, SourceClass::Organisation | SourceClass::Document) {
            self.remember(words.to_string(), class, low, None, paragraph);
            return Resolved { name: words.to_string(), class };
        }
        if let Some(index) = self.longer(&name) {
            return self.again(index, paragraph);
        }
        self.remember(name.clone(), class, low, None, paragraph);
        Resolved { name, class }
    }

    /// Remembers a person or body that the text names without quoting.
    pub(super) fn remember(
        &mut self,
        name: String,
        class: SourceClass,
        phrase: String,
        kind: Option<OutletKind>,
        paragraph: usize,
    ) {
        self.known.push(Mention { name, class, phrase, kind });
        let person = matches!(class, SourceClass::Person | SourceClass::Official);
        if person {
            self.last_person = Some((self.known.len() - 1, paragraph));
        }
    }

    fn again(&mut self, index: usize, paragraph: usize) -> Resolved {
        let mention = &self.known[index];
        if matches!(mention.class, SourceClass::Person | SourceClass::Official) {
            self.last_person = Some((index, paragraph));
        }
        Resolved { name: self.known[index].name.clone(), class: self.known[index].class }
    }

    fn outlet(&mut self, words: &str, low: &str, paragraph: usize) -> Resolved {
        let found = outlets::find_outlet(words).map(|(_, outlet)| outlet);
        let name = found.map_or_else(|| words.trim().to_string(), |outlet| outlet.name.clone());
        self.remember(name.clone(), SourceClass::Outlet, low.to_string(), found.map(|outlet| outlet.kind), paragraph);
        Resolved { name, class: SourceClass::Outlet }
    }

    fn recent(&self) -> impl Iterator<Item = (usize, &Mention)> {
        self.known.iter().enumerate().rev().take(REMEMBERED)
    }

    /// "he", "she", "who": the person who spoke last, in this paragraph or the two before.
    fn pronoun(&self, low: &str, paragraph: usize) -> Option<usize> {
        let (index, at) = self.last_person?;
        let near = paragraph.saturating_sub(at) <= 2;
        (matches!(low.trim(), "he" | "she") && near).then_some(index)
    }

    /// "the politician", "the ministry", "the agency": the last that was called so.
    fn definite(&self, low: &str) -> Option<usize> {
        let noun = low.trim().strip_prefix("the ")?;
        if noun.contains(' ') || noun.is_empty() {
            return None;
        }
        let outlet_noun = Nouns::english().outlet_noun.contains(noun);
        self.recent()
            .find(|(_, mention)| {
                let called = mention.phrase.split(|c: char| !c.is_alphanumeric()).any(|word| word == noun);
                let by_kind = outlet_noun
                    && mention.class == SourceClass::Outlet
                    && mention.kind.is_none_or(|kind| fits(kind, noun));
                called || by_kind
            })
            .map(|(index, _)| index)
    }

    /// A name of which this one is the last part.
    fn longer(&self, name: &str) -> Option<usize> {
        let short = fold(name);
        self.recent()
            .filter(|(_, mention)| matches!(mention.class, SourceClass::Person | SourceClass::Official))
            .find(|(_, mention)| {
                let long = fold(&mention.name);
                long == short || long.strip_suffix(&short).is_some_and(|rest| rest.ends_with([' ', '-']))
            })
            .map(|(index, _)| index)
    }
}

fn fits(kind: OutletKind, noun: &str) -> bool {
    match kind {
        OutletKind::Agency => matches!(noun, "agency" | "service" | "outlet"),
        OutletKind::Broadcaster => matches!(noun, "channel" | "broadcaster" | "network" | "station" | "outlet"),
        OutletKind::Newspaper => matches!(noun, "newspaper" | "paper" | "daily" | "outlet" | "tabloid"),
        OutletKind::Magazine => matches!(noun, "magazine" | "weekly" | "outlet"),
        OutletKind::Site => matches!(noun, "website" | "site" | "outlet"),
    }
}

fn fold(name: &str) -> String {
    name.to_lowercase().replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_words_resolve_to_the_name_given_before() {
        let mut names = Names::default();
        let mut name = |words| names.resolve(words, 1).name;
        assert_eq!(name("a senior Tervian politician Amar al-Sadd"), "Amar al-Sadd");
        assert_eq!(name("Fars news"), "Fars News Agency");
        assert_eq!(name("he"), "Amar al-Sadd");
        assert_eq!(name("The politician"), "Amar al-Sadd");
        assert_eq!(name("Sadd"), "Amar al-Sadd");
        assert_eq!(name("The agency"), "Fars News Agency");
        assert_eq!(name("the ministry"), "the ministry");
    }
}
