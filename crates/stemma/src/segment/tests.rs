//! What holds for every text, and the written cases.

use proptest::prelude::*;

use super::lexicon::{Class, abbreviations};
use super::{Segmentation, segment};
use crate::Span;

/// Text built from the pieces that break segmenters.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\"",
        "“",
        "”",
        "„",
        "«",
        "»",
        "‘",
        "’",
        "'",
        "''",
        "``",
        "‹",
        "›",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        ".",
        "...",
        ",",
        "!",
        "?",
        "said",
        "Rask",
        "the",
        "He",
        "U.S.",
        "Gen.",
        "5",
        "1,200.5",
        "'s",
        "s'",
        "\u{202e}",
        "\u{0}",
        "é",
        "حلب",
        "-",
        "(",
        ")",
        "a@b.org",
        "http://x.org",
        "\u{301}",
        "\u{2028}",
        "\u{feff}",
        "6'",
        "10\"",
        "'90s",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

fn holds(text: &str) {
    let parts = segment(text);
    covers(text, &parts);
    nests(text, &parts);
    assert_eq!(parts, segment(text));
}

fn covers(text: &str, parts: &Segmentation) {
    let mut token_end = 0;
    for token in &parts.tokens {
        assert!(token.span.start >= token_end && !token.span.is_empty());
        assert!(text[token_end..token.span.start].chars().all(char::is_whitespace));
        assert!(!text[token.span].is_empty());
        token_end = token.span.end;
    }
    assert!(text[token_end..].chars().all(char::is_whitespace));
    let mut next_token = 0;
    for sentence in &parts.sentences {
        assert_eq!(sentence.tokens.start, next_token);
        assert!(!sentence.tokens.is_empty());
        next_token = sentence.tokens.end;
        assert_eq!(sentence.span, sentence.span.trimmed(text));
        assert_eq!(sentence.span.start, parts.tokens[sentence.tokens.start].span.start);
        assert_eq!(sentence.span.end, parts.tokens[sentence.tokens.end - 1].span.end);
        assert!(parts.paragraphs[sentence.paragraph].contains(sentence.span));
        assert_eq!(parts.sentence_at(sentence.span.end - 1), Some(sentence));
        assert_eq!(parts.tokens_in(sentence.span), sentence.tokens);
    }
    assert_eq!(next_token, parts.tokens.len());
}

fn nests(text: &str, parts: &Segmentation) {
    for (index, quotation) in parts.quotations.iter().enumerate() {
        assert!(text.get(quotation.span.start..quotation.span.end).is_some());
        assert!(text.get(quotation.inner.start..quotation.inner.end).is_some());
        assert!(quotation.span.contains(quotation.inner));
        assert!(quotation.continues.is_none_or(|earlier| earlier < index));
        let outer = quotation.parent.map(|parent| &parts.quotations[parent]);
        assert_eq!(quotation.depth, outer.map_or(0, |outer| outer.depth + 1));
        assert!(outer.is_none_or(|outer| outer.inner.contains(quotation.span)));
        assert!(parts.quotations[..index].iter().all(|before| before.span.start <= quotation.span.start));
    }
}

proptest! {
    #[test]
    fn any_unicode_is_covered(text in ".{0,200}") {
        holds(&text);
    }

    #[test]
    fn broken_quotations_nest(text in hostile()) {
        holds(&text);
    }

    #[test]
    fn looking_up_never_fails(text in hostile(), start in 0usize..300, length in 0usize..300) {
        let parts = segment(&text);
        let span = Span::new(start, start + length);
        prop_assert!(parts.tokens_in(span).end <= parts.tokens.len());
        prop_assert!(parts.is_quoted(span).is_none_or(|quotation| quotation.span.contains(span)));
    }
}

#[test]
fn a_curly_possessive_closes_no_quotation() {
    let parts = segment("Rask said he’s “ready” for the envoy’s visit.");
    assert_eq!(parts.quotations.len(), 1);
}

#[test]
fn abbreviation_examples_hold() {
    let lists = abbreviations();
    let classes: [&Class; 7] = [
        &lists.title,
        &lists.joining,
        &lists.numbered,
        &lists.month,
        &lists.month_or_word,
        &lists.ending,
        &lists.dotted_ending,
    ];
    for class in classes {
        for text in &class.yes {
            assert_eq!(sentences(text), [text.as_str()]);
        }
        for text in &class.no {
            assert_eq!(sentences(text).len(), if text.contains("? No.") { 3 } else { 2 }, "{text}");
        }
    }
}

/// The cases of a file: heading, text, expected records.
fn cases(file: &str) -> impl Iterator<Item = (&str, &str, Vec<&str>)> {
    file.split("\n## ").skip(1).map(|case| {
        let block = |name: &str| {
            let (_, rest) = case.split_once(&format!("```{name}\n")).expect("a case has a text and records");
            rest.split_once("```").expect("a block is closed").0
        };
        let heading = case.lines().next().unwrap_or("");
        (heading, block("text").trim_end_matches('\n'), block("records").lines().collect())
    })
}

fn holds_to(file: &str, record: impl Fn(&str, &Segmentation) -> Vec<String>) {
    for (heading, text, expected) in cases(file) {
        assert_eq!(record(text, &segment(text)), expected, "{heading}");
        holds(text);
    }
}

#[test]
fn quotation_cases() {
    holds_to(include_str!("cases/quotations.md"), |text, parts| {
        let record = |(index, quotation): (usize, &super::Quotation)| {
            let opened = if quotation.opened { "" } else { ", not opened" };
            let closed = if quotation.closed { "" } else { ", not closed" };
            let goes_on = quotation.continues.map_or(String::new(), |earlier| format!(", goes on with {earlier}"));
            format!("{index} depth {}{opened}{closed}{goes_on}: {}", quotation.depth, quotation.inner.of(text))
        };
        parts.quotations.iter().enumerate().map(record).collect()
    });
}

#[test]
fn sentence_cases() {
    holds_to(include_str!("cases/sentences.md"), |text, _| {
        sentences(text).iter().map(|words| words.to_string()).collect()
    });
}

#[test]
fn paragraph_cases() {
    holds_to(include_str!("cases/paragraphs.md"), |text, parts| {
        parts.paragraphs.iter().map(|paragraph| paragraph.of(text).replace('\n', "⏎")).collect()
    });
}

#[test]
fn token_cases() {
    holds_to(include_str!("cases/tokens.md"), |text, parts| {
        let words = |sentence: &super::Sentence| -> Vec<&str> {
            parts.tokens[sentence.tokens.clone()].iter().map(|token| token.span.of(text)).collect()
        };
        parts.sentences.iter().map(|sentence| words(sentence).join(" ")).collect()
    });
}

#[test]
fn base_forms() {
    let verbs = "said say, claims claim, fled flee, reported report, denies deny, denied deny, stopped stop, killed kill, \
                 controlled control, agreed agree, seized seize, evacuated evacuate, treated treat, used use, \
                 overran overrun, dying die, was be, doesn't do, won't will, bringing bring, shelled shell, reaching reach, \
                 changed change, hanging hang, visited visit, expedited expedite, monitored monitor, raided raid, \
                 provided provide, seeing see, need need, travelled travel, occurred occur";
    let nouns = "men man, policemen policeman, casualties casualty, cities city, lives life, buses bus, houses house, \
                 crises crisis, Troops troop, news news, heroes hero, churches church, children child, spies spy, \
                 headquarters headquarters, 35-year-olds 35-year-old, gas gas, causes cause, viruses virus";
    for (list, tag) in [(verbs, super::Tag::Verb), (nouns, super::Tag::Noun)] {
        for (form, base) in list.split(',').filter_map(|pair| pair.trim().split_once(' ')) {
            assert_eq!(super::lemma(form, tag), base, "{form}");
        }
    }
}

/// A time limit would depend on the machine; that this many broken quotations end at all shows that no step
/// looks back over all before it.
#[test]
fn one_long_line_ends() {
    for piece in ["“a ", "\"", "' ", "a.", "“‘", "a@", "said, “We, he said. "] {
        assert!(!segment(&piece.repeat(50_000)).tokens.is_empty());
    }
}

fn sentences(text: &str) -> Vec<&str> {
    segment(text).sentences.iter().map(|sentence| sentence.span.of(text)).collect()
}
