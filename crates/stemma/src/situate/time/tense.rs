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
    if first > 0
        && tokens[first].gap != Gap::Break
        && !opens_past(grammar, text, tokens, first, end)
        && (leads(&tokens[first - 1]) || as_early_as(text, tokens, first))
    {
        return Tense::Future;
    }
    if possessed(grammar, text, tokens, end) {
        return Tense::Open;
    }
    let mut at = first;
    let mut unsure = None;
    while at > 0 && first - at < LEFT && tokens[at].gap != Gap::Break {
        at -= 1;
        if ends_sentence(text, &tokens[at]) {
            break;
        }
        match cue(grammar, text, tokens, at) {
            Some(found) if is_plain(grammar, &tokens[at]) && first - at > 3 => unsure = unsure.or(Some(found)),
            Some(found) => return found,
            None => {}
        }
    }
    unsure.or_else(|| ahead(grammar, text, tokens, end)).unwrap_or(Tense::Open)
}

/// The first cue after a time, in its sentence.
fn ahead(grammar: &Grammar, text: &str, tokens: &[Token], end: usize) -> Option<Tense> {
    let rest = tokens.iter().enumerate().skip(end).take(RIGHT);
    let inside = rest.take_while(|(_, token)| token.gap != Gap::Break && !ends_sentence(text, token));
    inside.into_iter().find_map(|(at, _)| cue(grammar, text, tokens, at))
}

/// "By Saturday the soldiers were …" at the head of a sentence looks back.
fn opens_past(grammar: &Grammar, text: &str, tokens: &[Token], first: usize, end: usize) -> bool {
    let opens = first == 1 || tokens[first - 1].gap == Gap::Break || ends_sentence(text, &tokens[first - 2]);
    opens && ahead(grammar, text, tokens, end) == Some(Tense::Past)
}

/// "As early as Tuesday": a day that may still come.
fn as_early_as(text: &str, tokens: &[Token], first: usize) -> bool {
    let word = |back: usize| first.checked_sub(back).map_or("", |at| &text[tokens[at].start..tokens[at].end]);
    word(1) == "as" && matches!(word(2), "early" | "soon" | "late") && word(3).eq_ignore_ascii_case("as")
}

/// "Friday's ruling" is over whatever the sentence looks ahead to; "Friday's vote" goes with it.
fn possessed(grammar: &Grammar, text: &str, tokens: &[Token], end: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| &text[token.start..token.end]);
    let owns = matches!(word(end), "'" | "’") && word(end + 1) == "s";
    let scheduled = |token: &Token| grammar.words.classes(token.word) & grammar.classes.scheduled != 0;
    owns && !tokens.iter().skip(end + 2).take(3).any(scheduled)
}

fn ends_sentence(text: &str, token: &Token) -> bool {
    matches!(&text[token.start..token.end], "." | "!" | "?")
}

/// Whether no class but that of intentions says what the word is.
fn is_plain(grammar: &Grammar, token: &Token) -> bool {
    grammar.words.classes(token.word) & !grammar.classes.intent == 0
}

/// A listed word, an intention ("planned to"), or a word in -ed that no "be" makes a plan ("to be completed").
fn cue(grammar: &Grammar, text: &str, tokens: &[Token], at: usize) -> Option<Tense> {
    let token = &tokens[at];
    let classes = grammar.words.classes(token.word);
    let next = tokens.get(at + 1).map_or("", |next| &text[next.start..next.end]);
    let meant = classes & grammar.classes.intent != 0 && matches!(next, "to" | "for");
    let word = &text[token.start..token.end];
    // "Could not be reached on Friday" is over; "could come on Friday" is not.
    if word == "could" && next == "not" {
        return Some(Tense::Past);
    }
    if meant || classes & grammar.classes.future != 0 {
        return Some(Tense::Future);
    }
    if classes & grammar.classes.past != 0 {
        return Some(Tense::Past);
    }
    let regular = is_plain(grammar, token) && word.len() > 4 && word.ends_with("ed") && !token.capital;
    let planned = at > 0 && text[tokens[at - 1].start..tokens[at - 1].end].eq_ignore_ascii_case("be");
    (regular && !planned).then_some(Tense::Past)
}
