//! Lines that belong to the page and not to the article: comment forms, share bars, prompts to subscribe, mastheads,
//! bylines. They stay in a text that is taken to the character; here is where they stand.

use super::{Found, Report, byline, date};
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

/// The furniture in the text of `report`, in order: whole lines, and the foot of a page that lost its lines.
pub(super) fn find(report: &Report) -> Vec<Span> {
    let title = report.title.as_ref().map_or("", |found| found.value.as_str());
    let names = Names::of(report);
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
            _ if in_head && titled && names.credit(span.of(&report.text)) => found.push(span),
            _ if in_head => head.push(span),
            _ => {}
        }
    }
    if found.last().is_none_or(|last| last.end < report.text.trim_end().len()) {
        found.extend(super::tail::find(&report.text));
    }
    found.sort();
    found
}

fn prose(line: &str) -> bool {
    line.split_whitespace().nth(24).is_some()
        || (line.split_whitespace().nth(9).is_some() && line.ends_with(['.', '”', '"']) && !ends_in_clock(line))
}

/// `11.20 a.m.`: the stop ends no sentence.
fn ends_in_clock(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    line.ends_with("a.m.") || line.ends_with("p.m.")
}

/// Who the page says that it is by, as keys.
struct Names {
    outlet: String,
    author: String,
}

impl Names {
    fn of(report: &Report) -> Self {
        let name = |found: &Option<Found<String>>| found.as_ref().map_or(String::new(), |found| key(&found.value));
        Names { outlet: name(&report.outlet), author: name(&report.author) }
    }

    /// A byline, a line that dates the page, the outlet's name, or the menu beside it.
    fn credit(&self, line: &str) -> bool {
        let words = line.split_whitespace().count();
        let sentence = line.ends_with(['.', '!', '?']) && words > 5 && !ends_in_clock(line);
        words < 15 && !sentence && (self.names(line, words) || menu(line) || states(line))
    }

    /// `THE POST`; `Ada Penn, Oster`.
    fn names(&self, line: &str, words: usize) -> bool {
        let key = key(line);
        let by_author = !self.author.is_empty() && key.starts_with(&self.author) && words < 9;
        by_author || (!self.outlet.is_empty() && key == self.outlet)
    }
}

fn states(line: &str) -> bool {
    date::stated(line).is_some() || byline::stated(line).is_some()
}

/// `Front page - Parish news - Small ads`: three cells or more, of a few words each.
fn menu(line: &str) -> bool {
    let marks = |c: char| matches!(c, '\t' | '|' | '•' | '·' | '»' | '›' | '>');
    let cells: Vec<&str> = line.split(marks).flat_map(|cell| cell.split(" - ")).map(str::trim).collect();
    cells.len() > 2 && cells.iter().all(|cell| cell.split_whitespace().count() < 5)
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

    fn credits(line: &str) -> bool {
        Names { outlet: "the oster post".into(), author: "ada penn".into() }.credit(line)
    }

    #[test]
    fn a_line_under_the_headline_that_says_whose_it_is_is_furniture() {
        for line in [
            "THE OSTER POST",
            "THE OSTER POST\tFront page - Harbour - Small ads",
            "Ada Penn, Oster",
            "By Ben Roe, The Oster Post, 4 March 2031, 11.20 a.m.",
            "News | Harbour | Ferries",
        ] {
            assert!(credits(line), "{line}");
        }
    }

    #[test]
    fn a_line_under_the_headline_that_tells_something_is_none() {
        for line in [
            "Harbour master says the ferry was overloaded",
            "Ada Penn, the mayor, says that she will not resign over the ferry.",
            "Ferry sinks - all saved",
            "The Oster Post has learned of a second list.",
        ] {
            assert!(!credits(line), "{line}");
        }
    }
}
