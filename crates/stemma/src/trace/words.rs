//! Words of a text as this room compares them: where each stands, its stem, and whether it carries content.
//!
//! Headlines stand outside the text, so the room scans words itself and does not lean on the segmenter's tokens.
//! Stemming is a light suffix stripper in the manner of Harman's S-stemmer (1991), with -ed and -ing.

use super::lexicon;
use crate::Span;

/// A word or number where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawWord {
    /// Its bytes in the text.
    pub span: Span,
    /// Stem in lower case; for numbers the digits ("1,200" and "1200" are one, "eight" is 8).
    pub stem: String,
    /// Digits or a number word.
    pub number: bool,
    /// Neither a function word nor one that every report has ("said", "told").
    pub content: bool,
}

/// The words of `text`, in order. Hyphens part words; apostrophes, and points and commas between digits, do not.
pub(super) fn words(text: &str) -> Vec<RawWord> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = letter.is_alphanumeric() || joins(text, at, letter);
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push(word(text, Span::new(from, at)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Whether a mark holds its neighbours together: "don't", "1,200.5".
fn joins(text: &str, at: usize, letter: char) -> bool {
    let neighbours = || {
        let before = text[..at].chars().next_back();
        let after = text[at + letter.len_utf8()..].chars().next();
        before.zip(after)
    };
    match letter {
        '\'' | '’' => neighbours().is_some_and(|(a, b)| a.is_alphabetic() && b.is_alphabetic()),
        ',' | '.' => neighbours().is_some_and(|(a, b)| a.is_ascii_digit() && b.is_ascii_digit()),
        _ => false,
    }
}

fn word(text: &str, span: Span) -> RawWord {
    let written = span.of(text);
    if written.starts_with(|c: char| c.is_ascii_digit()) {
        let stem = written.replace(',', "").to_lowercase();
        return RawWord { span, stem, number: true, content: true };
    }
    let mut lower = written.to_lowercase();
    if lower.contains('’') {
        lower = lower.replace('’', "'");
    }
    if let Some(value) = lexicon::number(&lower) {
        return RawWord { span, stem: value.to_string(), number: true, content: true };
    }
    let content = !lexicon::is_stop(&lower);
    RawWord { span, stem: stem(&lower), number: false, content }
}

/// Strips the possessive and the commonest endings: "killings", "killed" and "kill" are one.
pub(super) fn stem(lower: &str) -> String {
    let word = lower.strip_suffix("'s").unwrap_or(lower);
    let mut stem = ENDINGS
        .iter()
        .find_map(|(ending, put)| {
            let root = word.strip_suffix(ending)?;
            (root.chars().count() >= 3 && !word.ends_with("ss")).then(|| format!("{root}{put}"))
        })
        .unwrap_or_else(|| word.to_string());
    if doubled(&stem) {
        stem.pop();
    }
    if stem.ends_with('e') && stem.chars().count() > 3 {
        stem.pop();
    }
    stem
}

const ENDINGS: [(&str, &str); 6] = [("ies", "y"), ("ings", ""), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")];

/// "stopp" of "stopped", but not "kill" or "pass".
fn doubled(stem: &str) -> bool {
    let mut last = stem.chars().rev();
    match (last.next(), last.next()) {
        (Some(a), Some(b)) => a == b && stem.chars().count() > 3 && !matches!(a, 'l' | 's' | 'e' | 'f' | 'o'),
        _ => false,
    }
}

/// A name without case, marks and articles: "the Morning Ledger" and "Morning Ledger" are one.
pub(super) fn fold(name: &str) -> String {
    let lower = name.to_lowercase().replace("'s", "").replace("’s", "");
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "the" | "a" | "an"))
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_share_a_stem() {
        for (a, b) in [("killed", "kills"), ("stopped", "stop"), ("bodies", "body"), ("rises", "rising")] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("pass"), stem("pas"));
    }

    #[test]
    fn numbers_keep_their_points_and_words_their_apostrophes() {
        let stems: Vec<String> = words("It's 1,200.5 US-led troops.").into_iter().map(|w| w.stem).collect();
        assert_eq!(stems, ["it", "1200.5", "us", "led", "troop"]);
    }

    #[test]
    fn number_words_are_numbers() {
        let found = words("Eight of them");
        assert_eq!((found[0].stem.as_str(), found[0].number), ("8", true));
    }
}
