//! Noun phrases of sources, read backwards from the word of saying: in "… near Varn a source at the harbour police said"
//! the phrase is "a source at the harbour police". Needs no commas, which many pages lose.

use super::lexicon::english;
use crate::Span;
use crate::attribute::SourceClass;
use crate::attribute::naming::naming;

/// Most words of a phrase.
const LONGEST: usize = 14;

/// A word between white space, without the marks around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// The word without marks.
    pub span: Span,
    /// Whether a mark that parts phrases stands right behind it.
    parted: bool,
}

/// The words of a stretch.
pub(super) fn tokens(text: &str, within: Span) -> Vec<Token> {
    let part = within.of(text);
    let starts = part.split_whitespace().map(|word| (word.as_ptr() as usize - part.as_ptr() as usize, word));
    starts
        .filter_map(|(at, word)| {
            let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            let from = within.start + at + word.len() - bare.len();
            let end = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
            let dotted = end.contains('.') && bare[end.len()..].starts_with('.');
            let span = Span::new(from, from + end.len() + usize::from(dotted));
            let parted = bare[end.len() + usize::from(dotted)..].contains([',', ';', ':', '"', '”', '.', '!', '?']);
            (!end.is_empty()).then_some(Token { span, parted })
        })
        .collect()
}

/// The source phrase that ends before the token `end`; `None` where the words there name no source.
pub(super) fn before(text: &str, tokens: &[Token], end: usize) -> Option<Span> {
    let mut last = end;
    while last > 0 && is_between(tokens[last - 1].span.of(text)) && !tokens[last - 1].parted {
        last -= 1;
    }
    let last = last.checked_sub(1)?;
    let first = if tokens[last].parted { apposed(text, tokens, last)? } else { start(text, tokens, last)? };
    let whole = tokens[first].span.cover(tokens[last].span);
    let closed = whole.of(text).contains('(') && text[whole.end..].starts_with(')');
    (last - first < LONGEST).then_some(Span::new(whole.start, whole.end + usize::from(closed)))
}

/// "Radim Osk, the ministry spokesman, told": the phrase before the apposition, which ends at `last`.
fn apposed(text: &str, tokens: &[Token], last: usize) -> Option<usize> {
    if !text[tokens[last].span.end..].starts_with(',') {
        return None;
    }
    let comma = (last.saturating_sub(LONGEST)..last).rev().find(|&at| tokens[at].parted)?;
    let name = text[tokens[comma].span.end..].starts_with(',') && is_capital(tokens[comma].span.of(text));
    if name { start(text, tokens, comma) } else { None }
}

/// The first token of the phrase that ends at `last`.
fn start(text: &str, tokens: &[Token], last: usize) -> Option<usize> {
    let word = |at: usize| tokens[at].span.of(text);
    if is_pronoun(word(last)) {
        return Some(last);
    }
    if !is_capital(word(last)) && naming(word(last)).is_none() {
        return None;
    }
    let mut first = last;
    while first > 0 && last - first < LONGEST {
        let left = first - 1;
        if is_determiner(word(first)) && first < last {
            let head = left.checked_sub(1).filter(|_| is_link(word(left)) && !tokens[left].parted);
            match head.filter(|&head| is_head(word(head))) {
                Some(head) => first = head,
                None => break,
            }
            continue;
        }
        if tokens[left].parted {
            break;
        }
        match step(text, tokens, left, first) {
            Some(to) => first = to,
            None => break,
        }
    }
    let alone = first == last && is_determiner(word(last));
    (!alone).then_some(first)
}

/// How far the phrase that begins at `first` reaches over the token to its left.
fn step(text: &str, tokens: &[Token], left: usize, first: usize) -> Option<usize> {
    let word = |at: usize| tokens[at].span.of(text);
    let before = left.checked_sub(1).filter(|&at| !tokens[at].parted);
    if is_determiner(word(left)) {
        return Some(left);
    }
    if is_day(word(left)) {
        return None;
    }
    if is_link(word(left)) {
        let joined = |at: usize| is_head(word(at)) || (is_within_names(word(left)) && is_capital(word(at)));
        return before.filter(|&at| joined(at) && !is_day(word(at)));
    }
    let modifier = english().modifier.words.contains(&word(left).to_lowercase()) || is_compound(word(left));
    let small = !is_capital(word(left)) && (modifier || (is_head(word(left)) && !word(left).ends_with('s')));
    if !is_capital(word(left)) && !is_head(word(left)) && !modifier {
        return compound(text, tokens, left, first);
    }
    let named = is_capital(word(left)) && !is_determiner(word(first));
    let elsewhere = !is_capital(word(first)) && behind_preposition(text, tokens, left);
    (named && !elsewhere || small).then_some(left)
}

/// "the harbour guard": any noun counts between "the" and a noun of source.
fn compound(text: &str, tokens: &[Token], left: usize, first: usize) -> Option<usize> {
    let word = |at: usize| tokens[at].span.of(text);
    let determiner = left.checked_sub(1).filter(|&at| !tokens[at].parted && is_determiner(word(at)))?;
    (!is_capital(word(first)) && !is_pronoun(word(left)) && !word(left).ends_with("ed")).then_some(determiner)
}

/// Whether the names up to `at` follow a preposition: of "near Varn residents" only "residents" is the source.
fn behind_preposition(text: &str, tokens: &[Token], at: usize) -> bool {
    let names = tokens[..=at].iter().rev().take_while(|token| is_capital(token.span.of(text))).count();
    let before = (at + 1).checked_sub(names + 1).map(|at| tokens[at].span.of(text).to_lowercase());
    before.is_some_and(|word| {
        ["in", "near", "at", "to", "of", "on", "from", "outside", "around"].contains(&word.as_str())
    })
}

/// "Britain-based", "government-run".
fn is_compound(word: &str) -> bool {
    ["-based", "-run", "-backed", "-linked", "-held", "-led", "-owned", "-ranking"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// A noun for those who say things, in lower case.
fn is_head(word: &str) -> bool {
    !is_capital(word)
        && !is_pronoun(word)
        && !is_determiner(word)
        && naming(word).is_some_and(|found| found.class != SourceClass::Document)
}

pub(super) fn is_capital(word: &str) -> bool {
    let name = ["al-", "el-", "al", "el"].iter().find_map(|article| word.strip_prefix(article)).unwrap_or(word);
    word.starts_with(char::is_uppercase) || (name.len() < word.len() && name.starts_with(char::is_uppercase))
}

pub(super) fn is_pronoun(word: &str) -> bool {
    english().pronoun.words.contains(&word.to_lowercase())
}

fn is_determiner(word: &str) -> bool {
    let lower = word.to_lowercase();
    matches!(
        lower.as_str(),
        "the" | "a" | "an" | "one" | "his" | "her" | "its" | "their" | "our" | "some" | "several" | "many"
    )
}

/// "of", "for": what joins the parts of a name; "at", "in": what says where a source sits.
fn is_link(word: &str) -> bool {
    matches!(word, "of" | "for" | "at" | "in" | "from" | "with" | "and" | "&")
}

fn is_within_names(word: &str) -> bool {
    matches!(word, "of" | "for" | "and" | "&")
}

/// Between a source and its verb: "has also", "repeatedly", "on Friday".
fn is_between(word: &str) -> bool {
    let lower = word.to_lowercase();
    let auxiliary = ["has", "have", "had", "also", "later", "earlier", "then", "meanwhile", "on", "once", "again"];
    auxiliary.contains(&lower.as_str())
        || is_day(word)
        || (lower.ends_with("ly") && lower.len() > 4 && !is_capital(word))
}

pub(super) fn is_day(word: &str) -> bool {
    english().calendar.words.contains(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str, cue: &str) -> Option<String> {
        let tokens = tokens(text, Span::new(0, text.len()));
        let end = tokens.iter().rposition(|token| token.span.of(text) == cue)?;
        before(text, &tokens, end).map(|span| span.of(text).to_string())
    }

    #[test]
    fn the_phrase_before_the_word_of_saying_is_found() {
        for (text, wanted) in [
            (
                "Shells fell on the port of Varn a source at Lock Police Command said.",
                "a source at Lock Police Command",
            ),
            ("The lock was blown open near Varn rights groups said.", "rights groups"),
            (
                "Ten were hurt the Tervian Observatory for Human Rights (TOHR) said on Friday.",
                "the Tervian Observatory for Human Rights (TOHR)",
            ),
            ("The tower fell state news agency ORVA said.", "state news agency ORVA"),
            ("They drive there for bread Abdel Varn said.", "Abdel Varn"),
            ("The barge sank, he said.", ""),
            ("The harbour guard has repeatedly said so.", "The harbour guard"),
            ("We know nothing,” Mrs Osk said.", "Mrs Osk"),
            (
                "I say so,” Colonel Radim Osk, the ministry spokesman, said.",
                "Colonel Radim Osk, the ministry spokesman",
            ),
            ("The head of the Weir Council said so.", "The head of the Weir Council"),
        ] {
            let wanted = if wanted.is_empty() { Some("he".to_string()) } else { Some(wanted.to_string()) };
            assert_eq!(source(text, "said"), wanted, "{text}");
        }
    }

    #[test]
    fn what_names_no_source_is_none() {
        for text in ["Six were said to be hurt.", "It was said.", "The bridge that was said to be safe fell."] {
            assert_eq!(source(text, "said"), None, "{text}");
        }
    }
}
