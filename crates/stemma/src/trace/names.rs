//! When two names are one: folded alike, or one's words standing in the other's ("Imrek", "Pavel Imrek").

use super::words::fold;
use crate::attribute::SourceClass;
use crate::situate::actor::person_key;

/// A name as the room compares it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    /// Without case, marks and articles.
    pub folded: String,
    /// What kind of source bears it.
    pub class: SourceClass,
}

/// Whether two outlets are one: "Reuters", "the Reuters news agency", "reuters.com".
pub(super) fn same_outlet(a: &str, b: &str) -> bool {
    OutletName::new(a).same(&OutletName::new(b))
}

/// An outlet's name as it is compared with others.
#[derive(Debug, Clone)]
pub(super) struct OutletName {
    /// Without case, marks and articles.
    pub folded: String,
    /// Without what kind of outlet it is and without its domain's ends.
    told: String,
    /// Written in one: "Morning Ledger" as its domain has it.
    pub closed: String,
    /// It ends in a common noun that is none for media: "the Sorland coast guard" is somebody of Sorland, and no longer
    /// name of Sorland Radio.
    of_others: bool,
}

impl OutletName {
    pub fn new(name: &str) -> Self {
        let folded = fold(name);
        let told: Vec<&str> = folded.split(' ').filter(|word| !KINDS.contains(word)).collect();
        let told = if told.is_empty() { folded.clone() } else { told.join(" ") };
        OutletName { closed: told.replace(' ', ""), folded, told, of_others: ends_in_noun(name) }
    }

    /// Whether two outlets are one.
    pub fn same(&self, other: &Self) -> bool {
        let (x, y) = (&self.told, &other.told);
        let longer = |a: &Self, b: &Self| !a.of_others && holds(&a.told, &b.told);
        let one = x == y || longer(self, other) || longer(other, self) || self.closed == other.closed;
        one && !x.is_empty() && !y.is_empty()
    }

    /// Whether all of the other's words stand side by side in this one's.
    pub fn contains(&self, other: &Self) -> bool {
        holds(&self.folded, &other.folded)
    }
}

/// Whether a name with capitals ends in a word without, and that is no word for media.
fn ends_in_noun(name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default().trim_end_matches(|c: char| !c.is_alphanumeric());
    let common = last.starts_with(char::is_lowercase) && !KINDS.contains(&last) && !MEDIA.contains(&last);
    common && !last.contains('.') && name.contains(char::is_uppercase)
}

/// Further words for media that end an outlet's name.
const MEDIA: [&str; 14] = [
    "broadcaster",
    "daily",
    "journal",
    "magazine",
    "media",
    "network",
    "outlet",
    "paper",
    "portal",
    "press",
    "service",
    "station",
    "weekly",
    "wire",
];

const KINDS: [&str; 16] = [
    "www",
    "com",
    "org",
    "net",
    "co",
    "news",
    "agency",
    "newspaper",
    "channel",
    "tv",
    "television",
    "radio",
    "online",
    "website",
    "state",
    "site",
];

/// Whether the words of `inner` stand side by side in `outer`.
pub(super) fn holds(outer: &str, inner: &str) -> bool {
    let mut starts = [0].into_iter().chain(outer.match_indices(' ').map(|(at, _)| at + 1));
    starts.any(|at| outer[at..].strip_prefix(inner).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// For each name the index of the one that stands for it: the longest of its kind that holds its words. A short name
/// that stands in two long ones stays by itself.
pub(super) fn aliases(names: &[Name]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(names[at].folded.len()), at));
    let mut stands_for: Vec<usize> = (0..names.len()).collect();
    let mut heads: Vec<usize> = Vec::new();
    for at in order {
        let fits: Vec<usize> = heads.iter().copied().filter(|&head| one(&names[head], &names[at])).collect();
        match fits[..] {
            [head] => stands_for[at] = head,
            _ => heads.push(at),
        }
    }
    stands_for
}

fn one(long: &Name, short: &Name) -> bool {
    if !long.class.is_named() || !short.class.is_named() {
        return long == short;
    }
    match (long.class, short.class) {
        (SourceClass::Outlet, SourceClass::Outlet) => same_outlet(&long.folded, &short.folded),
        (a, b) if is_somebody(a) && is_somebody(b) => {
            holds(&long.folded, &short.folded) || same_person(&long.folded, &short.folded)
        }
        _ => holds(&long.folded, &short.folded),
    }
}

fn is_somebody(class: SourceClass) -> bool {
    matches!(class, SourceClass::Person | SourceClass::Official)
}

/// Given name and surname agree, and the longer one has but names between or "Jr." behind; or both are romanisations of
/// one.
fn same_person(long: &str, short: &str) -> bool {
    let bare = |name: &str| -> Vec<String> {
        let words = name.split(' ').filter(|word| !matches!(*word, "jr" | "sr" | "ii" | "iii"));
        words.map(str::to_string).collect()
    };
    let (long_words, short_words) = (bare(long), bare(short));
    let ends = |words: &[String]| words.first().cloned().zip(words.last().cloned());
    let mut rest = long_words.iter();
    let held = short_words.iter().all(|word| rest.any(|other| other == word));
    let full = short_words.len() > 1 && long_words.len() > 1;
    full && (held && ends(&long_words) == ends(&short_words) || person_key(long) == person_key(short))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(words: &str, class: SourceClass) -> Name {
        Name { folded: fold(words), class }
    }

    #[test]
    fn short_names_join_the_only_long_one() {
        let names = [
            name("Imrek", SourceClass::Person),
            name("Pavel Imrek", SourceClass::Official),
            name("the ministry", SourceClass::Organisation),
            name("the interior ministry", SourceClass::Organisation),
            name("the defence ministry", SourceClass::Organisation),
        ];
        assert_eq!(aliases(&names), [1, 1, 2, 3, 4]);
    }

    #[test]
    fn a_person_is_one_with_and_without_a_middle_name() {
        let names = [name("Mira Sollen", SourceClass::Person), name("Mira T. Sollen Jr.", SourceClass::Official)];
        assert_eq!(aliases(&names), [1, 1]);
        let names = [name("Mohammed al-Jolani", SourceClass::Person), name("Muhammad Jolani", SourceClass::Person)];
        assert_eq!(aliases(&names), [0, 0]);
        let names = [name("Mira Sollen", SourceClass::Person), name("Pavel Sollen", SourceClass::Person)];
        assert_eq!(aliases(&names), [0, 1]);
    }

    #[test]
    fn outlets_are_one_with_and_without_their_kind() {
        assert!(same_outlet("Fars", "the Fars News Agency"));
        assert!(same_outlet("ledger", "The Morning Ledger"));
        assert!(same_outlet("morningledger.example", "Morning-Ledger Example"));
        assert!(!same_outlet("Morning Ledger", "Evening Ledger"));
        assert!(!same_outlet("Sorland Radio", "the Sorland coast guard"));
        assert!(
            same_outlet("Sahil", "the Tervian daily Al Sahil") && same_outlet("Sorland Radio", "the Sorland station")
        );
    }
}
