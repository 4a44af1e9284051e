//! The outlets that the program knows by name: agencies, broadcasters, papers, magazines, sites.
//!
//! A source that stands here is a relay, not a witness. Later rooms resolve citations with the same table. Unknown
//! outlets are told from their context elsewhere (see `class`); this table never guesses.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::Span;

/// A news medium.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// The name it goes by in English.
    pub name: String,
    /// Other spellings and short forms.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The name is a common word ("The Sun") and counts with its article only.
    #[serde(default)]
    pub article: bool,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// What kind of medium.
    pub kind: OutletKind,
    /// A state owns or runs it.
    #[serde(default)]
    pub state: bool,
}

/// What kind of medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum OutletKind {
    Agency,
    Broadcaster,
    Newspaper,
    Magazine,
    Site,
}

/// The outlet of this name, if the table knows it. Articles, a possessive ending and hyphens do not matter; capitals do
/// ("TIME", "Time", not "time").
///
/// ```
/// use stemma::attribute::outlets::is_outlet;
/// assert_eq!(is_outlet("the Fars News Agency").unwrap().name, "Fars News Agency");
/// assert_eq!(is_outlet("Fars").unwrap(), is_outlet("FNA").unwrap());
/// assert!(is_outlet("The Sun").is_some() && is_outlet("Sun").is_none());
/// assert!(is_outlet("his wife").is_none());
/// ```
pub fn is_outlet(name: &str) -> Option<&'static Outlet> {
    let name = name.trim();
    let table = table();
    let found = table.by_name.get(&fold(name)).or_else(|| table.by_name.get(&fold(without_article(name))))?;
    Some(&table.outlets[*found])
}

/// The first known outlet named within `words`, longest name first, with the span of its name in `words`.
///
/// ```
/// use stemma::attribute::outlets::find_outlet;
/// let words = "the Iranian state news agency Fars";
/// let (span, outlet) = find_outlet(words).unwrap();
/// assert_eq!((span.of(words), outlet.name.as_str()), ("Fars", "Fars News Agency"));
/// ```
pub fn find_outlet(words: &str) -> Option<(Span, &'static Outlet)> {
    let starts: Vec<usize> = word_starts(words).collect();
    for (i, &start) in starts.iter().enumerate() {
        // Names have capitals or figures in their first word; most words of a phrase have not.
        let first = words[start..].split_whitespace().next().unwrap_or_default();
        if !first.contains(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            continue;
        }
        let ends = starts[i + 1..]
            .iter()
            .take(LONGEST - 1)
            .copied()
            .chain((starts.len() < i + LONGEST + 1).then_some(words.len()));
        let longest = ends
            .filter_map(|end| {
                let span = Span::new(start, end).trimmed(words);
                let bare = span.of(words).trim_end_matches([',', '.', ';', ':', ')', '"', '”']);
                is_outlet(bare).map(|outlet| (Span::new(start, start + bare.len()), outlet))
            })
            .next_back();
        if longest.is_some() {
            return longest;
        }
    }
    None
}

/// All outlets, in the order of the table.
pub fn all() -> &'static [Outlet] {
    &table().outlets
}

/// The most words that a name in the table has.
const LONGEST: usize = 7;

struct Table {
    outlets: Vec<Outlet>,
    by_name: BTreeMap<String, usize>,
}

#[derive(Deserialize)]
struct File {
    outlet: Vec<Outlet>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let file: File = toml::from_str(include_str!("lexicon/en/outlets.toml")).expect("the table is tested");
        let mut by_name = BTreeMap::new();
        for (i, outlet) in file.outlet.iter().enumerate() {
            let whole = if outlet.article { &outlet.name } else { without_article(&outlet.name) };
            by_name.entry(fold(whole)).or_insert(i);
            for alias in &outlet.aliases {
                by_name.entry(fold(without_article(alias))).or_insert(i);
            }
        }
        Table { outlets: file.outlet, by_name }
    })
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name)
}

/// The form under which a name is kept: hyphens as spaces, no possessive; short words in capitals stay as they are, so
/// that "AP" is no "ap" and "TAP" no "tap"; of others the first letter's case is kept (the article "al" aside).
fn fold(name: &str) -> String {
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    let words = name.split([' ', '-', '\u{a0}', '\n']).filter(|word| !word.is_empty());
    words.enumerate().map(fold_word).collect::<Vec<_>>().join(" ")
}

fn fold_word((at, word): (usize, &str)) -> String {
    let capitals = word.len() <= 5 && word.chars().all(|c| !c.is_lowercase());
    if capitals {
        return word.to_string();
    }
    let lower = word.to_lowercase().replace('’', "'");
    match word.chars().next() {
        _ if at == 0 && lower == "al" => "Al".to_string(),
        Some(first) if at == 0 && first.is_uppercase() => {
            let rest: String = lower.chars().skip(1).collect();
            format!("{first}{rest}")
        }
        _ => lower,
    }
}

fn word_starts(words: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    words.char_indices().filter_map(move |(at, c)| {
        let start = before.is_whitespace() || matches!(before, '(' | '"' | '“' | '[');
        before = c;
        (start && !c.is_whitespace()).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        assert!(all().len() >= 150);
        for outlet in all() {
            assert_eq!(outlet.country.len(), 2, "{}", outlet.name);
            let found = is_outlet(&outlet.name).unwrap_or_else(|| panic!("{} is not found", outlet.name));
            assert_eq!(found.name, outlet.name);
            for alias in &outlet.aliases {
                assert_eq!(is_outlet(alias).map(|o| &o.name), Some(&outlet.name), "{alias}");
                assert!(alias.split(' ').count() <= LONGEST);
            }
        }
    }

    #[test]
    fn spelling_does_not_matter_and_case_does() {
        for name in ["Al-Jazeera", "Al Jazeera", "the Associated Press", "AP", "BBC's", "al-Mayadeen"] {
            assert!(is_outlet(name).is_some(), "{name}");
        }
        for word in ["ap", "time", "tap", "sun", "Sun", "", "the", "post", "salon"] {
            assert!(is_outlet(word).is_none(), "{word}");
        }
    }

    #[test]
    fn an_outlet_is_found_inside_a_phrase() {
        let name = |words| find_outlet(words).map(|(_, outlet)| outlet.name.as_str());
        assert_eq!(name("a major TV channel Al Hadath"), Some("Al Hadath"));
        assert_eq!(name("Russia's state-run news agency, TASS,"), Some("TASS"));
        assert_eq!(name("a man from the harbour"), None);
        assert_eq!(name(""), None);
    }
}
