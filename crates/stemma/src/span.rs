//! Spans: where words stand. Byte offsets inside the program, code points in the records that leave it.

use serde::{Deserialize, Serialize};
use std::ops::{Index, Range};

/// A half-open range of **bytes** in a report's text, always on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// From the start of the earlier to the end of the later.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The words: `span.of(text)` is `&text[span]`, and empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// The same words without white space at either end.
    pub fn trimmed(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

/// The nearest character boundary at or before a byte.
pub(crate) fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Span { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

impl Index<Span> for str {
    type Output = str;
    fn index(&self, span: Span) -> &str {
        &self[span.start..span.end]
    }
}

impl Index<Span> for String {
    type Output = str;
    fn index(&self, span: Span) -> &str {
        &self.as_str()[span.start..span.end]
    }
}

/// Turns byte offsets of one text into code points and back.
///
/// ```
/// use stemma::span::{CodePoints, Span};
/// let points = CodePoints::new("né à Toul");
/// assert_eq!(points.of(Span::new(7, 11)), [5, 9]);
/// assert_eq!(points.span([5, 9]), Some(Span::new(7, 11)));
/// ```
#[derive(Debug, Clone)]
pub struct CodePoints {
    /// Byte offset of every code point that follows a wider one; empty for plain ASCII.
    starts: Vec<usize>,
    length: usize,
}

impl CodePoints {
    /// Reads the text once; ASCII texts cost nothing more.
    pub fn new(text: &str) -> Self {
        let starts = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at).collect() };
        CodePoints { starts, length: text.len() }
    }

    /// Byte offset to code point.
    pub fn point(&self, byte: usize) -> usize {
        if self.starts.is_empty() { byte } else { self.starts.partition_point(|&at| at < byte) }
    }

    /// A span as `[start, end]` in code points.
    pub fn of(&self, span: Span) -> [usize; 2] {
        [self.point(span.start), self.point(span.end)]
    }

    /// `[start, end]` in code points as a span; `None` where it does not fit the text.
    pub fn span(&self, points: [usize; 2]) -> Option<Span> {
        let byte = |point: usize| match self.starts.get(point) {
            Some(&at) => Some(at),
            None if self.starts.is_empty() && point <= self.length => Some(point),
            None if point == self.starts.len() => Some(self.length),
            None => None,
        };
        let span = Span::new(byte(points[0])?, byte(points[1])?);
        (span.start <= span.end).then_some(span)
    }
}
