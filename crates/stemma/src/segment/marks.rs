//! Quotation marks: which tokens may be one, of which family, and which way each looks.
//!
//! The glyph is a hint, the context decides: writers and OCR put “ for ” and keyboards know only `"`. A mark with
//! space before and none after opens; with space or punctuation after and none before it closes; one that could do
//! either way goes by what is open at that point.

use super::lexicon::Lexicon;
use super::tokens::is_apostrophe;
use super::{Token, TokenKind};
use crate::Span;

/// Marks that pair with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Double,
    Single,
    Angle,
    SingleAngle,
    Corner,
}

/// Which way a mark looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Open,
    Close,
}

/// A token that may be a quotation mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct QuoteMark {
    /// Index into the tokens.
    pub(super) token: usize,
    pub(super) family: Family,
    pub(super) side: Side,
    /// A lone apostrophe glyph: it is a quotation mark only where it pairs.
    pub(super) weak: bool,
}

/// The marks of one paragraph, whose tokens are `range`.
pub(super) fn marks(
    text: &str,
    tokens: &mut [Token],
    range: std::ops::Range<usize>,
    lexicon: &Lexicon,
) -> Vec<QuoteMark> {
    let paragraph = Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end);
    let mut marks = Vec::new();
    let mut open = [0usize; 5];
    for at in range {
        let token = &tokens[at];
        // "’s" begins with a mark and is a word.
        let mark = (token.kind != TokenKind::Word).then(|| glyph(&text[token.span])).flatten();
        let Some((family, hint)) = mark else { continue };
        let around = Around::new(text, paragraph, token.span);
        let weak = token.kind == TokenKind::Mark;
        if weak && is_plain_apostrophe(&around, lexicon) || is_measure(text, token.span, open[family as usize]) {
            tokens[at].kind = TokenKind::Mark;
            continue;
        }
        let Some(side) = around.side(hint, open[family as usize] > 0, weak) else { continue };
        let count = &mut open[family as usize];
        *count = if side == Side::Open { *count + 1 } else { count.saturating_sub(1) };
        marks.push(QuoteMark { token: at, family, side, weak });
    }
    drop_possessives(text, tokens, &mut marks);
    marks
}

/// Family of a mark and the side that its glyph suggests.
fn glyph(words: &str) -> Option<(Family, Option<Side>)> {
    let mut chars = words.chars();
    let first = chars.next()?;
    let doubled = chars.next().is_some();
    Some(match first {
        '`' if doubled => (Family::Double, Some(Side::Open)),
        '`' => (Family::Single, Some(Side::Open)),
        '’' | '´' if doubled => (Family::Double, Some(Side::Close)),
        '\'' | '＇' if doubled => (Family::Double, None),
        '"' | '＂' => (Family::Double, None),
        '“' | '„' | '‟' | '〝' => (Family::Double, Some(Side::Open)),
        '”' | '〞' => (Family::Double, Some(Side::Close)),
        '‘' | '‚' | '‛' => (Family::Single, Some(Side::Open)),
        '’' | '´' => (Family::Single, Some(Side::Close)),
        '\'' | '＇' => (Family::Single, None),
        '«' => (Family::Angle, Some(Side::Open)),
        '»' => (Family::Angle, Some(Side::Close)),
        '‹' => (Family::SingleAngle, Some(Side::Open)),
        '›' => (Family::SingleAngle, Some(Side::Close)),
        '「' | '『' => (Family::Corner, Some(Side::Open)),
        '」' | '』' => (Family::Corner, Some(Side::Close)),
        _ => return None,
    })
}

/// The characters beside a mark.
struct Around<'a> {
    before: Option<char>,
    after: Option<char>,
    rest: &'a str,
}

impl<'a> Around<'a> {
    fn new(text: &'a str, paragraph: Span, mark: Span) -> Self {
        let rest = &text[mark.end..paragraph.end];
        let before = text[paragraph.start..mark.start].chars().next_back();
        Around { before, after: rest.chars().next(), rest }
    }

    /// The way the mark looks; `None` for a lone apostrophe glyph that opens and closes nothing.
    fn side(&self, hint: Option<Side>, is_open: bool, weak: bool) -> Option<Side> {
        let (left, right) = (self.left(), self.right());
        Some(match (left, right) {
            (true, false) => Side::Open,
            (false, true) => Side::Close,
            _ if weak && hint.is_none() && !(left && right) => return None,
            _ => hint.filter(|_| !(left && right && is_open)).unwrap_or(if is_open { Side::Close } else { Side::Open }),
        })
    }

    /// Whether what stands before leaves room for an opening mark.
    fn left(&self) -> bool {
        self.before
            .is_none_or(|c| c.is_whitespace() || "([{—–-/=>*_".contains(c) || is_opening_glyph(c) || is_unseen(c))
    }

    /// Whether what stands after leaves room for a closing mark.
    fn right(&self) -> bool {
        self.after.is_none_or(|c| {
            c.is_whitespace()
                || ".,;:!?)]}…—–-/<*_".contains(c)
                || is_apostrophe(c)
                || is_closing_glyph(c)
                || is_unseen(c)
        })
    }
}

fn is_opening_glyph(c: char) -> bool {
    "\"“„‟‘‚«‹「『`'".contains(c)
}

fn is_closing_glyph(c: char) -> bool {
    "\"”’»›」』".contains(c)
}

/// Controls of direction and the like take no room.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// "'90s", "'tis": the mark stands for letters left out.
fn is_plain_apostrophe(around: &Around, lexicon: &Lexicon) -> bool {
    let word = around.rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    is_decade(word) || word.len() <= 8 && around.left() && lexicon.is_elided(&word.to_lowercase())
}

fn is_decade(word: &str) -> bool {
    let digits = word.strip_suffix('s').unwrap_or(word);
    digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Feet and inches: a mark right behind a short number while no quotation of its family is open.
fn is_measure(text: &str, mark: Span, open: usize) -> bool {
    if !matches!(&text[mark], "\"" | "'" | "''" | "’" | "”") {
        return false;
    }
    let before = &text[..mark.start];
    let digits = before.bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
    let feet = digits > 0 && before[..before.len() - digits].trim_end().ends_with(['\'', '’']);
    (1..=3).contains(&digits) && (open == 0 || feet && &text[mark] == "\"")
}

/// "'The soldiers' arms were taken,' he said": an apostrophe after an s, followed by a word, is a possessive where a
/// better closing mark comes before the next opening one.
fn drop_possessives(text: &str, tokens: &[Token], marks: &mut Vec<QuoteMark>) {
    let mut better_follows = false;
    let mut keep = vec![true; marks.len()];
    for (at, mark) in marks.iter().enumerate().rev() {
        if mark.family != Family::Single {
            continue;
        }
        let span = tokens[mark.token].span;
        let possessive = mark.weak
            && mark.side == Side::Close
            && text[..span.start].ends_with(['s', 'S', 'z', 'x'])
            && text[span.end..].trim_start().starts_with(char::is_alphanumeric);
        keep[at] = !(possessive && better_follows);
        if keep[at] {
            better_follows = mark.side == Side::Close;
        }
    }
    let mut kept = keep.into_iter();
    marks.retain(|_| kept.next().unwrap_or(true));
}
