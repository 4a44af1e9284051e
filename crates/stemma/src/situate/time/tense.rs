//! Whether what stands around a time is told as past or as to come: the nearest cue of its sentence decides.

use super::rules::Grammar;
use super::scan::{Gap, Token};

/// Past, future or no cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
    Open,
}

const LEFT: usize = 16;
const RIGHT: usize = 10;

/// The tense around the tokens from `first` to `end`: first looks back, then ahead, never out of the sentence.
pub fn tense(grammar: &Grammar, text: &str, tokens: &[Token], first: usize, end: usize) -> Tense {
    let leads = |token: &Token| grammar.words.classes(token.word) & grammar.classes.until != 0;
    if first > 0 && tokens[first].gap != Gap::Break && (leads(&tokens[first - 1]) || as_early_as(text, tokens, first)) {
        return Tense::Future;
    }
    let mut at = first;
    let mut unsure = None;
    while at > 0 && first - at < LEFT && tokens[at].gap != Gap::Break {
        at -= 1;
        if ends_sentence(text, &tokens[at]) {
            break;
        }
        match cue(grammar, text, tokens, at) {
            Some(found) if tokens[at].word == 0 && first - at > 3 => unsure = unsure.or(Some(found)),
            Some(found) => return found,
            None => {}
        }
    }
    if let Some(found) = unsure {
        return found;
    }
    for (ahead, token) in tokens.iter().enumerate().skip(end).take(RIGHT) {
        if token.gap == Gap::Break || ends_sentence(text, token) {
            break;
        }
        if let Some(found) = cue(grammar, text, tokens, ahead) {
            return found;
        }
    }
    Tense::Open
}

/// "As early as Tuesday": a day that may still come.
fn as_early_as(text: &str, tokens: &[Token], first: usize) -> bool {
    let word = |back: usize| first.checked_sub(back).map_or("", |at| &text[tokens[at].start..tokens[at].end]);
    word(1) == "as" && matches!(word(2), "early" | "soon" | "late") && word(3).eq_ignore_ascii_case("as")
}

fn ends_sentence(text: &str, token: &Token) -> bool {
    matches!(&text[token.start..token.end], "." | "!" | "?")
}

/// A listed word, an intention ("planned to"), or a word in -ed that no "be" makes a plan ("to be completed").
fn cue(grammar: &Grammar, text: &str, tokens: &[Token], at: usize) -> Option<Tense> {
    let token = &tokens[at];
    let classes = grammar.words.classes(token.word);
    let meant = classes & grammar.classes.intent != 0
        && tokens.get(at + 1).is_some_and(|next| &text[next.start..next.end] == "to");
    if meant || classes & grammar.classes.future != 0 {
        return Some(Tense::Future);
    }
    if classes & grammar.classes.past != 0 {
        return Some(Tense::Past);
    }
    let word = &text[token.start..token.end];
    let regular = token.word == 0 && word.len() > 4 && word.ends_with("ed") && !token.capital;
    let planned = at > 0 && text[tokens[at - 1].start..tokens[at - 1].end].eq_ignore_ascii_case("be");
    (regular && !planned).then_some(Tense::Past)
}
