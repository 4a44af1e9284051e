//! The words of a link cut down to its source: without the time, the clause or the apposition around it.
//!
//! Where a text has lost its commas, the phrase that the room before took in may begin in the clause before ("two lorries
//! and a barge the harbour guard"). Read backwards from its end, it begins where its source does.

use super::lexicon::{english, is_stop};
use super::phrase::{self, Token, is_capital, is_day};
use super::pile::Doc;
use crate::Span;
use crate::attribute::naming;

/// Words of a text for each comma that it must have to count as marked.
const WORDS_A_COMMA: usize = 100;

/// What goes on behind a source.
const TAILS: [&str; 9] =
    [" which ", " who ", ", which", ", who", ", that", " using ", " citing ", " speaking on ", " speaking to "];

/// The span of the source within the span of a link.
pub(super) fn source(doc: &Doc, span: Span) -> Span {
    within(doc.text(), span, is_unmarked(doc))
}

/// The same of the name that the words of a link were resolved to, which stands elsewhere.
pub(super) fn name(doc: &Doc, name: &str) -> String {
    within(name, Span::new(0, name.len()), is_unmarked(doc)).of(name).to_string()
}

fn within(text: &str, span: Span, unmarked: bool) -> Span {
    let span = without_tail(text, without_time(text, span));
    if !unmarked {
        return span;
    }
    let span = without_apposition(text, span);
    begun(text, span).unwrap_or(span)
}

/// Whether a text has so few commas that their absence says nothing.
fn is_unmarked(doc: &Doc) -> bool {
    doc.text().bytes().filter(|&byte| byte == b',').count() * WORDS_A_COMMA < doc.words.len()
}

/// Words without the time before or behind the name ("Three hours later the ministry", "the ministry on Tuesday") and
/// without "according to".
fn without_time(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let mut kept = words;
    for lead in ["According to ", "according to ", "of "] {
        kept = kept.strip_prefix(lead).unwrap_or(kept);
    }
    let clock = kept
        .split_once(' ')
        .filter(|(first, _)| first.contains(':') && first.starts_with(|c: char| c.is_ascii_digit()));
    kept = clock.map_or(kept, |(_, rest)| rest);
    if let Some((before, rest)) = kept.split_once(" later ").filter(|(before, _)| before.split(' ').count() <= 2) {
        kept = if before.is_empty() { kept } else { rest };
    }
    let start = span.start + (words.len() - kept.len());
    for tail in [", which", ", who", " which", " who", ", that", " there"] {
        kept = kept.strip_suffix(tail).unwrap_or(kept);
    }
    if let Some((before, _)) = kept.rsplit_once(" on ").filter(|(before, last)| is_day(last) && !before.is_empty()) {
        kept = before;
    }
    Span::new(start, start + kept.len()).trimmed(text)
}

/// "the Observatory which has no staff there", "spokesman Radim Osk using another name for it".
fn without_tail(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let end = TAILS.iter().filter_map(|tail| words.find(tail)).filter(|&at| at > 0).min();
    let end = end.filter(|&end| words[..end].split(' ').any(|word| !is_stop(&word.to_lowercase())));
    end.map_or(span, |end| Span::new(span.start, span.start + end).trimmed(text))
}

/// "the Observatory a Sarn-based monitor", "Mira Sollen a teacher from Varn": the name before what explains it.
fn without_apposition(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let named = |&at: &usize| words[..at].split(' ').next_back().is_some_and(is_capital);
    let end = [" a ", " an "].iter().filter_map(|mark| words.find(mark)).filter(named).min();
    let kept = end.map(|end| Span::new(span.start, span.start + end));
    let is_name = |words: &str| !is_stop(&words.to_lowercase()) && naming::naming(words).is_some();
    kept.filter(|kept| is_name(kept.of(text))).unwrap_or(span)
}

/// Where the source that ends a span begins, if other words stand before it.
fn begun(text: &str, span: Span) -> Option<Span> {
    let tokens = phrase::tokens(text, span);
    let inner = phrase::before(text, &tokens, tokens.len())?;
    let before = tokens.iter().take_while(|token| token.span.end <= inner.start).count();
    (before > 0 && inner.end + 1 >= span.end && opens(text, &tokens, before)).then_some(inner)
}

/// Whether a source phrase may begin at a token that others stand before.
fn opens(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens[at].span.of(text);
    let (first, last) = (word(at), word(at - 1));
    let low = last.to_lowercase();
    if matches!(first, "The" | "A" | "An") {
        return true;
    }
    let clause = CLAUSE.contains(&low.as_str());
    if matches!(first, "the" | "a" | "an" | "one" | "another") {
        return clause || !leads(&low) && !english().modifier.words.contains(&low);
    }
    // Without an article only a name shows where it begins, and only where no phrase has just been opened before it.
    let timed = is_day(last) || last.chars().all(|c| c.is_ascii_digit());
    let open = at > 1 && leads(&word(at - 2).to_lowercase());
    clause
        || is_capital(first) && !is_capital(last) && (timed || !open && !leads(&low) && at > 2)
        || is_capital(first) && timed
}

/// Words behind which a clause begins.
const CLAUSE: [&str; 7] = ["after", "before", "since", "when", "while", "where", "because"];

/// Whether a word leads to what follows it, so that no phrase begins behind it.
fn leads(word: &str) -> bool {
    const LINKS: [&str; 43] = [
        "of", "for", "at", "in", "from", "with", "and", "by", "to", "on", "near", "the", "a", "an", "or", "than", "as",
        "known", "called", "al", "el", "de", "von", "van", "bin", "ben", "abu", "his", "her", "its", "their", "this",
        "that", "some", "another", "one", "both", "about", "against", "under", "between", "into", "over",
    ];
    LINKS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::pile::whole;
    use crate::trace::tests::report;

    /// What is left of the words that a text begins with.
    fn left(words: &str) -> String {
        let text = format!("{words} said so.");
        let span = |pile: &crate::trace::pile::Pile| source(&pile.docs[0], Span::new(0, words.len()));
        whole(&[report("r", "", "", &text).done()], span).of(&text).to_string()
    }

    #[test]
    fn of_a_phrase_that_grew_the_source_is_left() {
        for (words, wanted) in [
            ("two lorries and hurt around nine more the Observatory", "the Observatory"),
            ("at the quay where the ferries from Varn were waiting one resident", "one resident"),
            ("the Observatory a Sarn-based monitor", "the Observatory"),
            ("the Observatory which watches the locks", "the Observatory"),
            ("harbour spokesman Radim Osk using another name for it", "harbour spokesman Radim Osk"),
            ("empty a witness", "a witness"),
            ("Date of publication 3 October 2031 Tervia", "Tervia"),
            ("In a parallel effort Secretary Mira Sollen", "Secretary Mira Sollen"),
        ] {
            assert_eq!(left(words), wanted);
        }
    }

    #[test]
    fn a_phrase_that_is_a_source_stays() {
        for words in [
            "the devastated man",
            "former lock investigators",
            "Activists in rural Varn",
            "Radim al Osk",
            "a source at Varn Police Command",
            "The head of the Weir Council",
            "an official familiar with initial assessments",
            "the Weir Observatory for River Rights",
        ] {
            assert_eq!(left(words), words);
        }
    }
}
