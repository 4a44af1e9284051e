//! segment: a text becomes paragraphs, sentences, tokens and quotation spans. Never fails, always covers the text.

mod lemma;
mod lexicon;
mod lookup;
mod marks;
mod paragraphs;
mod quotations;
mod sentences;
mod tagger;
mod tokens;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use std::ops::Range;

use crate::Span;
pub use lemma::lemma;

/// How a text falls into parts. Every list is in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Segmentation {
    /// Blocks between blank lines or line ends.
    pub paragraphs: Vec<Span>,
    /// Sentences, without the white space around them.
    pub sentences: Vec<Sentence>,
    /// Words, numbers, marks.
    pub tokens: Vec<Token>,
    /// What stands in quotation marks, outer before inner.
    pub quotations: Vec<Quotation>,
}

/// A sentence and the tokens in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Indices into [`Segmentation::tokens`].
    pub tokens: Range<usize>,
    /// Index into [`Segmentation::paragraphs`].
    pub paragraph: usize,
}

/// A word, number or mark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What its characters are.
    pub kind: TokenKind,
    /// Part of speech.
    pub tag: Tag,
}

/// What a token's characters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TokenKind {
    /// Begins with a letter ("Fars", "US-led", "don't", "U.S.").
    Word,
    /// Begins with a digit ("120", "1,200.5", "7th").
    Number,
    /// A quotation mark of any glyph, not an apostrophe.
    Quote,
    /// Any other mark or symbol, one character (or a run of the same: "...", "--").
    Mark,
}

/// Universal part-of-speech tags.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Tag {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

/// A stretch in quotation marks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quotation {
    /// With its marks, where they stand.
    pub span: Span,
    /// Without its marks.
    pub inner: Span,
    /// 0 outermost.
    pub depth: usize,
    /// Whether the opening mark stands there.
    pub opened: bool,
    /// Whether the closing mark stands there.
    pub closed: bool,
    /// Index of the earlier quotation that this one goes on with: the one that the paragraph before left open, or, in
    /// a text that lost its paragraphs, the one that was opened again here.
    pub continues: Option<usize>,
    /// Index of the quotation it stands in.
    pub parent: Option<usize>,
}

/// Cuts a text into its parts.
///
/// ```
/// let parts = stemma::segment::segment("It fell. “Nobody was hurt,” she said.");
/// assert_eq!(parts.sentences.len(), 2);
/// assert_eq!(&"It fell. “Nobody was hurt,” she said."[parts.quotations[0].inner], "Nobody was hurt,");
/// ```
pub fn segment(text: &str) -> Segmentation {
    let lexicon = lexicon::Lexicon::english();
    let mut parts = Segmentation { paragraphs: paragraphs::paragraphs(text), ..Segmentation::default() };
    let mut running = None;
    for (index, &paragraph) in parts.paragraphs.iter().enumerate() {
        let first = parts.tokens.len();
        tokens::tokenize(text, paragraph, lexicon, &mut parts.tokens);
        let range = first..parts.tokens.len();
        let marks = marks::marks(text, &mut parts.tokens, range.clone(), lexicon);
        let sentences = sentences::sentences(text, &parts.tokens, range.clone(), &marks, index, lexicon);
        let view = quotations::Paragraph {
            text,
            tokens: &parts.tokens,
            range: range.clone(),
            marks: &marks,
            sentences: &sentences,
            lexicon,
        };
        let before = parts.quotations.len();
        running = quotations::quotations(&view, running, &mut parts.quotations);
        for quotation in &parts.quotations[before..] {
            name_marks(quotation, &mut parts.tokens);
        }
        for sentence in &sentences {
            tagger::Tagger::english().tag(text, sentence, &mut parts.tokens);
        }
        parts.sentences.extend(sentences);
    }
    parts
}

/// A lone `'` is a mark until it turns out to open or close a quotation.
fn name_marks(quotation: &Quotation, tokens: &mut [Token]) {
    if quotation.opened {
        let at = tokens.partition_point(|token| token.span.start < quotation.span.start);
        tokens[at].kind = TokenKind::Quote;
    }
    if quotation.closed {
        let at = tokens.partition_point(|token| token.span.end < quotation.span.end);
        tokens[at].kind = TokenKind::Quote;
    }
}
