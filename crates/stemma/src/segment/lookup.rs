//! Finding what stands at a place: every look-up is a binary search.

use std::ops::Range;

use super::{Quotation, Segmentation, Sentence};
use crate::Span;

impl Segmentation {
    /// The sentence that holds the byte, or the last one before it; `None` where the text has none up to there.
    pub fn sentence_at(&self, byte: usize) -> Option<&Sentence> {
        self.sentence_index_at(byte).map(|index| &self.sentences[index])
    }

    /// Index of the sentence that holds the byte, or of the last one before it.
    pub fn sentence_index_at(&self, byte: usize) -> Option<usize> {
        self.sentences.partition_point(|sentence| sentence.span.start <= byte).checked_sub(1)
    }

    /// Indices of the tokens that share a byte with the span.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        start..end.max(start)
    }

    /// Indices of the sentences that share a byte with the span.
    pub fn sentences_in(&self, span: Span) -> Range<usize> {
        let start = self.sentences.partition_point(|sentence| sentence.span.end <= span.start);
        let end = self.sentences.partition_point(|sentence| sentence.span.start < span.end);
        start..end.max(start)
    }

    /// Index of the paragraph that holds the byte, or of the last one before it.
    pub fn paragraph_of(&self, byte: usize) -> Option<usize> {
        self.paragraphs.partition_point(|paragraph| paragraph.start <= byte).checked_sub(1)
    }

    /// The innermost quotation whose words (marks included) hold the whole span; [`Quotation::parent`] leads outwards.
    ///
    /// ```
    /// let text = "“It fell,” she said.";
    /// let parts = stemma::segment::segment(text);
    /// assert!(parts.is_quoted(stemma::Span::new(3, 5)).is_some());
    /// assert!(parts.is_quoted(stemma::Span::new(15, 18)).is_none());
    /// ```
    pub fn is_quoted(&self, span: Span) -> Option<&Quotation> {
        let last = self.quotations.partition_point(|quotation| quotation.span.start <= span.start).checked_sub(1)?;
        // Quotations nest and never cross: whatever holds the span is the last one begun or stands around it.
        let mut at = Some(last);
        while let Some(index) = at {
            let quotation = &self.quotations[index];
            if quotation.span.contains(span) {
                return Some(quotation);
            }
            at = quotation.parent;
        }
        None
    }
}
