//! The foot of a page in a text that lost its lines: "Related News … Follow us on … Privacy Policy", in one row behind the
//! last sentence. Lines tell furniture elsewhere (see `furniture`); here phrases do that stand close together up to the
//! end, spelt as headings are.

use crate::Span;
use serde::Deserialize;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

#[derive(Deserialize)]
struct Lexicon {
    heading: Vec<String>,
    #[cfg(test)]
    yes: Vec<String>,
    #[cfg(test)]
    no: Vec<String>,
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| toml::from_str(include_str!("lexicon/en/tail.toml")).expect("the bundled lexicon parses"));

static FINDER: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(&LEXICON.heading).expect("the bundled headings make an automaton"));

/// Headings that make a foot.
const HEADINGS: usize = 3;
/// Bytes between one heading and the next, and behind the last one.
const GAP: usize = 700;
/// Bytes of a line that is no mere line of furniture.
const LONG: usize = 600;

/// The foot of the page at the end of a text whose last line is a long one.
pub(super) fn find(text: &str) -> Option<Span> {
    let end = text.trim_end().len();
    let line = text[..end].rfind('\n').map_or(0, |at| at + 1);
    if end - line < LONG {
        return None;
    }
    let word = |at: usize| text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let found = FINDER.find_iter(&text[line..end]).map(|hit| (line + hit.start(), line + hit.end()));
    let found: Vec<(usize, usize)> = found.filter(|&(start, _)| word(start)).collect();
    let (mut start, mut headings) = (end, 0);
    for &(from, to) in found.iter().rev() {
        if start.saturating_sub(to) > GAP {
            break;
        }
        (start, headings) = (from, headings + 1);
    }
    (headings >= HEADINGS && start > line).then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foot_is_found_in_every_yes_and_in_no_no() {
        let article = "The ferry was late again on Monday. ".repeat(30);
        let with = |foot: &str| format!("{article}{foot}");
        for foot in &LEXICON.yes {
            assert_eq!(find(&with(foot)).map(|span| span.start), Some(article.len()), "{foot}");
        }
        for foot in &LEXICON.no {
            assert_eq!(find(&with(foot)), None, "{foot}");
        }
    }

    #[test]
    fn a_short_last_line_is_left_to_the_rules_of_lines() {
        assert_eq!(find("The ferry was late.\nRelated News Follow us on Privacy Policy"), None);
        assert_eq!(find(""), None);
    }
}
