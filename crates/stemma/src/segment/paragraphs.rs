//! Paragraphs: blocks between blank lines or line ends, with hard-wrapped lines joined again.
//!
//! A text is hard-wrapped where most single line ends stand where a typewriter would have put them: the next word
//! would not have fitted into the width of the text, and the sentence goes on. Greedy wrapping leaves that trace.

use crate::Span;

/// Lines longer than this (characters) are never the product of hard wrapping.
const WIDEST_WRAP: usize = 110;
/// Hard-wrapped text is at least this wide.
const NARROWEST_WRAP: usize = 40;

struct Line {
    span: Span,
    /// Characters in it.
    width: usize,
    /// Characters of its first word.
    first_word: usize,
    indented: bool,
    /// Whether a blank line stands before it.
    after_blank: bool,
}

/// Cuts a text into paragraphs, trimmed, none of them empty.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrap = wrap_width(text, &lines);
    let mut paragraphs: Vec<Span> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match paragraphs.last_mut() {
            Some(open) if joins(text, &lines[at - 1], line, wrap) => *open = open.cover(line.span),
            _ => paragraphs.push(line.span),
        }
    }
    paragraphs
}

/// Lines that hold more than white space.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut blank = false;
    let mut start = 0;
    for piece in text.split_inclusive(is_line_end) {
        let whole = Span::new(start, start + piece.len());
        start = whole.end;
        let span = whole.trimmed(text);
        if span.is_empty() {
            // A lone "\r\n" splits into "…\r" and "\n": the second half is no blank line.
            blank |= piece != "\n" || !text[..whole.start].ends_with('\r');
            continue;
        }
        let words = &text[span];
        let first_word = words.split(char::is_whitespace).next().map_or(0, |word| word.chars().count());
        let indented = span.start > whole.start;
        lines.push(Line { span, width: words.chars().count(), first_word, indented, after_blank: blank });
        blank = false;
    }
    lines
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The width at which the text was wrapped, if it was.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let breaks: Vec<&[Line]> = lines.windows(2).filter(|pair| !pair[1].after_blank).collect();
    let width = breaks.iter().map(|pair| pair[0].width.max(pair[1].width)).max()?;
    if breaks.len() < 2 || !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&width) {
        return None;
    }
    let full = breaks.iter().filter(|pair| is_full(&pair[0], &pair[1], width)).count();
    let inside = breaks.iter().filter(|pair| !ends_sentence(text, &pair[0])).count();
    (full * 10 >= breaks.len() * 6 && inside * 10 >= breaks.len() * 4).then_some(width)
}

/// Whether the next word would not have fitted on the line. Wrapping by hand leaves a few columns.
fn is_full(line: &Line, next: &Line, width: usize) -> bool {
    line.width + 1 + next.first_word + 4 > width
}

fn ends_sentence(text: &str, line: &Line) -> bool {
    let words = text[line.span].trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    words.ends_with(['.', '!', '?', ':', '…', '。'])
}

fn joins(text: &str, line: &Line, next: &Line, wrap: Option<usize>) -> bool {
    if next.after_blank || next.indented && !line.indented || is_item(&text[next.span]) {
        return false;
    }
    let goes_on = text[next.span].starts_with(char::is_lowercase);
    match wrap {
        Some(width) => is_full(line, next, width) || goes_on,
        None => goes_on && line.width >= NARROWEST_WRAP && !ends_sentence(text, line),
    }
}

/// Whether a line starts as an item of a list does.
fn is_item(line: &str) -> bool {
    line.starts_with(['•', '·', '▪', '●', '◦', '‣']) || line.starts_with("- ") || line.starts_with("* ")
}
