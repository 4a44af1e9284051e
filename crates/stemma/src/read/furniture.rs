//! Lines that belong to the page and not to the article: comment forms, share bars, prompts to subscribe, mastheads,
//! bylines. They stay in a text that is taken to the character; here is where they stand.

use super::{Report, byline, date};
use crate::Span;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Lexicon {
    longest: usize,
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    how: How,
    words: Vec<String>,
    #[cfg(test)]
    yes: Vec<String>,
    #[cfg(test)]
    no: Vec<String>,
}

/// How the words of a rule meet a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum How {
    Opens,
    Is,
    Starts,
    Holds,
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| toml::from_str(include_str!("lexicon/en/furniture.toml")).expect("the bundled lexicon parses"));

/// What a line is to its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Words,
    Furniture,
    /// Furniture, and so is all below it.
    Opens,
}

/// Judges one line.
pub(super) fn line(line: &str) -> Line {
    if line.len() > LEXICON.longest * 4 || line.chars().count() > LEXICON.longest {
        return Line::Words;
    }
    let key = key(line);
    match LEXICON.rule.iter().find(|rule| rule.meets(&key)) {
        Some(Rule { how: How::Opens, .. }) => Line::Opens,
        Some(_) => Line::Furniture,
        None => Line::Words,
    }
}

impl Rule {
    fn meets(&self, key: &str) -> bool {
        let begins = |words: &str| {
            key.strip_prefix(words.trim_end()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        self.words.iter().any(|words| match self.how {
            How::Opens | How::Is => key == words,
            How::Starts => begins(words),
            How::Holds => key.contains(words.as_str()),
        })
    }
}

/// Small letters, each number as `#`, marks as one space.
fn key(line: &str) -> String {
    let mut key = String::with_capacity(line.len());
    for c in line.chars().flat_map(char::to_lowercase) {
        match c {
            '0'..='9' if key.ends_with('#') => {}
            '0'..='9' => key.push('#'),
            '©' => key.push(c),
            _ if c.is_alphanumeric() => key.push(c),
            _ if key.is_empty() || key.ends_with(' ') => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Letters that must stand above a line like "Comments" before it closes the article.
const ARTICLE: usize = 200;

/// The furniture in the text of `report`: whole lines, in order.
pub(super) fn find(report: &Report) -> Vec<Span> {
    let title = report.title.as_ref().map_or("", |found| found.value.as_str());
    let (mut found, mut at, mut head): (Vec<Span>, usize, Vec<Span>) = (Vec::new(), 0, Vec::new());
    let (mut in_head, mut titled) = (true, false);
    for words in report.text.split_inclusive('\n') {
        let span = Span::new(at, at + words.len()).trimmed(&report.text);
        at += words.len();
        if span.is_empty() {
            continue;
        }
        in_head &= head.len() < 12 && !prose(span.of(&report.text));
        match line(span.of(&report.text)) {
            Line::Opens if span.start >= ARTICLE => {
                found.push(Span::new(span.start, report.text.len()).trimmed(&report.text));
                break;
            }
            Line::Furniture => found.push(span),
            _ if in_head && !titled && span.of(&report.text) == title => {
                // What stands above the headline is the masthead.
                found.append(&mut head);
                titled = true;
            }
            _ if in_head && titled && credit(span.of(&report.text)) => found.push(span),
            _ if in_head => head.push(span),
            _ => {}
        }
    }
    found.sort();
    found
}

fn prose(line: &str) -> bool {
    line.split_whitespace().nth(24).is_some()
        || (line.split_whitespace().nth(9).is_some() && line.ends_with(['.', '”', '"']))
}

/// A byline or a line that dates the page.
fn credit(line: &str) -> bool {
    let short =
        line.split_whitespace().nth(14).is_none() && !(line.ends_with('.') && line.split_whitespace().nth(5).is_some());
    short && (date::stated(line).is_some() || byline::stated(line).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_holds_for_its_examples() {
        for rule in &LEXICON.rule {
            for words in &rule.yes {
                assert_ne!(line(words), Line::Words, "{words}");
            }
            for words in &rule.no {
                assert_eq!(line(words), Line::Words, "{words}");
            }
        }
    }
}
