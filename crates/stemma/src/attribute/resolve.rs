//! Who "he", "the politician", "the agency" and "Assad" are: names given earlier in the report.
//!
//! Recency decides among those that fit; what nothing decides stays as the words are.

use super::SourceClass;
use super::class::{self, Nouns};
use super::outlets::{self, OutletKind};
use super::source_name;

/// Mentions kept: a name told longer ago no longer answers to "he" or "the agency".
const REMEMBERED: usize = 200;

/// Persons who may still answer to "he".
const PRESENT: usize = 8;

/// Paragraphs that a pronoun reaches back.
const NEAR: usize = 2;

/// A source that the report named.
struct Mention {
    name: String,
    class: SourceClass,
    /// The phrase that named it, in lower case: "a senior syrian politician ammar al-assad".
    phrase: String,
    kind: Option<OutletKind>,
    /// "she" and "spokeswoman", or "he" and "spokesman", were said of it.
    female: Option<bool>,
    /// The paragraph it was last heard in.
    paragraph: usize,
}

/// The names of a report so far, in the order of the text.
#[derive(Default)]
pub(super) struct Names {
    known: Vec<Mention>,
    /// Who was heard or named last, persons and bodies alike.
    last: Vec<usize>,
}

/// What a phrase resolves to.
pub(super) struct Resolved {
    pub(super) name: String,
    pub(super) class: SourceClass,
    /// The words that decide it, where the name is not what stands here.
    pub(super) by: Option<String>,
}

impl Names {
    /// Resolves a source phrase and remembers what it names.
    pub(super) fn resolve(&mut self, words: &str, paragraph: usize) -> Resolved {
        let words = owner(words);
        let low = words.to_lowercase();
        let class = class::class(words).unwrap_or(SourceClass::Person);
        if let Some(index) = self.pronoun(&low, paragraph).or_else(|| self.definite(&low, class)) {
            return self.again(index, paragraph, true);
        }
        if class == SourceClass::Outlet || self.is_credited(words) {
            return self.outlet(words, &low, paragraph);
        }
        let named = source_name::name(words).filter(|_| class.is_named());
        let Some(name) = named else {
            if !is_pronoun(&low)
                && matches!(
                    class,
                    SourceClass::Unnamed
                        | SourceClass::Official
                        | SourceClass::Person
                        | SourceClass::Organisation
                        | SourceClass::Document
                )
            {
                self.remember(words.to_string(), class, low, None, paragraph);
            }
            return Resolved { name: words.to_string(), class, by: None };
        };
        if matches!(class, SourceClass::Organisation | SourceClass::Document) {
            // "The Observatory which has no staff there" is the Observatory.
            let end = [" which ", " who ", " that "].iter().filter_map(|clause| words.find(clause)).min();
            let name = words[..end.unwrap_or(words.len())].trim_end_matches([',', ' ', '-', '–']);
            self.remember(name.to_string(), class, name.to_lowercase(), None, paragraph);
            return Resolved { name: name.to_string(), class, by: None };
        }
        if let Some(index) = self.longer(&name) {
            self.learn(index, &low);
            return self.again(index, paragraph, self.known[index].name != name);
        }
        self.remember(name.clone(), class, low, None, paragraph);
        Resolved { name, class, by: None }
    }

    /// An agency that a dateline, byline or credit line names: an outlet, whatever it is called.
    pub(super) fn credit(&mut self, words: &str, paragraph: usize) {
        self.outlet(words, &words.to_lowercase(), paragraph);
    }

    /// Whether the words are the name of an outlet that the report called one before: "Orvel" of "Orvel news agency".
    pub(super) fn is_credited(&self, words: &str) -> bool {
        let low = words.trim_end_matches([',', ' ']).to_lowercase();
        let name = words.split(' ').count() <= 3 && words.split(' ').all(|word| word.starts_with(char::is_uppercase));
        let called = |mention: &Mention| mention.class == SourceClass::Outlet && is_part(&mention.phrase, &low);
        name && self.recent().any(|(_, mention)| called(mention))
    }

    /// A person or body that the text names without quoting, so that "he" may mean it.
    pub(super) fn mention(&mut self, words: &str, paragraph: usize) {
        let person = matches!(class::class(words), Some(SourceClass::Person | SourceClass::Official));
        if person && source_name::name(words).is_some() {
            self.resolve(words, paragraph);
        }
    }

    fn remember(&mut self, name: String, class: SourceClass, low: String, kind: Option<OutletKind>, paragraph: usize) {
        let female = gender(&low);
        self.known.push(Mention { name, class, phrase: low, kind, female, paragraph });
        self.heard(self.known.len() - 1, paragraph);
    }

    fn heard(&mut self, index: usize, paragraph: usize) {
        self.known[index].paragraph = paragraph;
        self.last.retain(|&known| known != index);
        self.last.push(index);
        if self.last.len() > PRESENT {
            self.last.remove(0);
        }
    }

    fn learn(&mut self, index: usize, low: &str) {
        let female = gender(low);
        self.known[index].female = self.known[index].female.or(female);
    }

    fn again(&mut self, index: usize, paragraph: usize, told: bool) -> Resolved {
        self.heard(index, paragraph);
        let mention = &self.known[index];
        let by = told.then(|| mention.phrase.clone());
        Resolved { name: mention.name.clone(), class: mention.class, by }
    }

    fn outlet(&mut self, words: &str, low: &str, paragraph: usize) -> Resolved {
        let found = outlets::find_outlet(words).map(|(_, outlet)| outlet);
        let called = |mention: &Mention| mention.class == SourceClass::Outlet && is_part(&mention.phrase, low);
        let again = self.recent().find(|(_, mention)| found.is_none() && called(mention));
        if let Some((name, kind)) = again.map(|(_, mention)| (mention.name.clone(), mention.kind)) {
            self.remember(name.clone(), SourceClass::Outlet, low.to_string(), kind, paragraph);
            return Resolved { name, class: SourceClass::Outlet, by: None };
        }
        let name =
            found.map_or_else(|| super::source_phrase::core(words).trim().to_string(), |outlet| outlet.name.clone());
        self.remember(name.clone(), SourceClass::Outlet, low.to_string(), found.map(|outlet| outlet.kind), paragraph);
        Resolved { name, class: SourceClass::Outlet, by: None }
    }

    fn recent(&self) -> impl Iterator<Item = (usize, &Mention)> {
        self.known.iter().enumerate().rev().take(REMEMBERED)
    }

    /// "he", "she", "it": who was heard or named last and may be called so, in this paragraph or the two before.
    fn pronoun(&mut self, low: &str, paragraph: usize) -> Option<usize> {
        let low = low.trim();
        let female = match low {
            "he" => Some(false),
            "she" => Some(true),
            "it" => None,
            _ => return None,
        };
        let fits = |mention: &Mention| {
            let person = matches!(mention.class, SourceClass::Person | SourceClass::Official | SourceClass::Unnamed);
            let near = paragraph.saturating_sub(mention.paragraph) <= NEAR;
            let body = matches!(mention.class, SourceClass::Organisation | SourceClass::Outlet | SourceClass::Document);
            near && if low == "it" { body } else { person && mention.female.is_none_or(|known| Some(known) == female) }
        };
        let found = self.last.iter().rev().copied().find(|&index| fits(&self.known[index]))?;
        self.known[found].female = self.known[found].female.or(female);
        Some(found)
    }

    /// "the politician", "the ministry", "the defence ministry": the last that was called so.
    fn definite(&self, low: &str, class: SourceClass) -> Option<usize> {
        let said: Vec<&str> = low.trim().strip_prefix("the ")?.split(' ').collect();
        let noun = *said.last()?;
        if said.len() > 3 || noun.is_empty() {
            return None;
        }
        let outlet_noun = said.len() == 1 && Nouns::english().outlet_noun.contains(noun);
        let called = |mention: &Mention| {
            let words: Vec<&str> = mention.phrase.split(|c: char| !c.is_alphanumeric()).collect();
            mention.phrase != low.trim()
                && answers(class) == answers(mention.class)
                && said.iter().all(|word| words.contains(word))
        };
        let by_kind = |mention: &Mention| {
            outlet_noun && mention.class == SourceClass::Outlet && mention.kind.is_none_or(|kind| fits(kind, noun))
        };
        self.recent().find(|(_, mention)| called(mention) || by_kind(mention)).map(|(index, _)| index)
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

/// "the army's" as the owner of a claim is the army.
fn owner(words: &str) -> &str {
    let owned = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s"));
    owned.or_else(|| words.strip_suffix(['\'', '’']).filter(|owner| owner.ends_with('s'))).unwrap_or(words)
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

/// Bodies, papers and persons do not answer to each other's names: "the Observatory" is not its director.
fn answers(class: SourceClass) -> u8 {
    match class {
        SourceClass::Organisation | SourceClass::Outlet => 1,
        SourceClass::Document => 2,
        _ => 0,
    }
}

/// Whether `part` stands in `whole` as words of their own.
fn is_part(whole: &str, part: &str) -> bool {
    let bounded = |at: usize| {
        let (before, behind) = (&whole[..at], &whole[at + part.len()..]);
        (before.is_empty() || before.ends_with(' ')) && (behind.is_empty() || behind.starts_with(' '))
    };
    !part.is_empty() && whole.match_indices(part).any(|(at, _)| bounded(at))
}

pub(crate) fn is_pronoun(low: &str) -> bool {
    let pronouns = [
        "he", "she", "it", "who", "which", "that", "i", "they", "we", "you", "his", "her", "its", "their", "our", "my",
        "this", "these", "those", "him", "them", "us", "me",
    ];
    pronouns.contains(&low.trim())
}

/// Whether the words say that a person is a woman, or a man.
fn gender(low: &str) -> Option<bool> {
    let nouns = Nouns::english();
    low.split(' ').find_map(|word| {
        let word = word.trim_matches([',', '"', '“', '”']);
        if nouns.female.contains(word) { Some(true) } else { nouns.male.contains(word).then_some(false) }
    })
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

    #[test]
    fn he_and_she_are_told_apart_once_known() {
        let mut names = Names::default();
        let mut name = |words| names.resolve(words, 1).name;
        assert_eq!(name("spokeswoman Mira Sollen"), "Mira Sollen");
        assert_eq!(name("Mr. Rask"), "Rask");
        assert_eq!(name("she"), "Mira Sollen");
        assert_eq!(name("he"), "Rask");
        assert_eq!(name("the harbour ministry"), "the harbour ministry");
        assert_eq!(name("it"), "the harbour ministry");
    }

    #[test]
    fn nobody_answers_to_he_from_afar() {
        let mut names = Names::default();
        names.resolve("Mr. Rask", 1);
        assert_eq!(names.resolve("he", 9).name, "he");
    }
}
