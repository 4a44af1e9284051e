//! Words in context: a stretch of a report cut into segments, each with what its words are.

use crate::{Annotated, Span};
use serde::Serialize;

use super::shown;

/// What words are, for the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Mark {
    Claim,
    Source,
    Cue,
    Hedge,
    Time,
    Place,
    Actor,
    Content,
    Passage,
    Furniture,
}

impl Mark {
    /// Its name as a CSS class and in the legend.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Claim => "claim",
            Mark::Source => "source",
            Mark::Cue => "cue",
            Mark::Hedge => "hedge",
            Mark::Time => "time",
            Mark::Place => "place",
            Mark::Actor => "actor",
            Mark::Content => "content",
            Mark::Passage => "passage",
            Mark::Furniture => "furniture",
        }
    }
}

/// A stretch in which the marks do not change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// The words.
    pub text: String,
    /// In the order of [`Mark`].
    pub marks: Vec<Mark>,
}

/// Cuts `window` of the text where a mark begins or ends; the segments never overlap and cover the window.
///
/// ```
/// use stemma::{Span, present::marks::{Mark, segments}};
/// let cut = segments("he said so", Span::new(0, 10), &[(Span::new(3, 7), Mark::Cue)]);
/// assert_eq!(cut[1].text, "said");
/// ```
pub fn segments(text: &str, window: Span, marks: &[(Span, Mark)]) -> Vec<Segment> {
    let inside = |at: &usize| window.start < *at && *at < window.end;
    let mut cuts: Vec<usize> = marks.iter().flat_map(|(span, _)| [span.start, span.end]).filter(inside).collect();
    cuts.extend([window.start, window.end]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|pair| segment(text, Span::new(pair[0], pair[1]), marks)).collect()
}

fn segment(text: &str, span: Span, marks: &[(Span, Mark)]) -> Segment {
    let mut over: Vec<Mark> = marks.iter().filter(|(marked, _)| marked.contains(span)).map(|&(_, mark)| mark).collect();
    over.sort_unstable();
    over.dedup();
    Segment { text: shown::text(span.of(text)), marks: over }
}

/// The sentences around the claim's words, marked: one segment list a stretch.
pub fn in_context(annotated: &Annotated, words: &[Span], statement: Option<&str>) -> Vec<Segment> {
    let Some(window) = window(annotated, words) else { return Vec::new() };
    segments(&annotated.report.text, window, &marks_of(annotated, words, statement))
}

/// From the first to the last sentence that the words or their attribution touch, bounded for very long quotations.
fn window(annotated: &Annotated, words: &[Span]) -> Option<Span> {
    const LONGEST: usize = 1200;
    let touched =
        annotated.segmentation.sentences.iter().map(|s| s.span).filter(|s| words.iter().any(|w| w.overlaps(*s)));
    let whole = touched.chain(words.iter().copied()).reduce(Span::cover)?;
    if whole.len() <= LONGEST {
        return Some(whole);
    }
    let text = &annotated.report.text;
    let mut end = (whole.start + LONGEST).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Some(Span::new(whole.start, end))
}

fn marks_of(annotated: &Annotated, words: &[Span], statement: Option<&str>) -> Vec<(Span, Mark)> {
    let mut marks: Vec<(Span, Mark)> = words.iter().map(|&span| (span, Mark::Claim)).collect();
    if let Some(s) = statement.and_then(|id| annotated.statements.iter().find(|s| s.id == id)) {
        marks.extend(s.source.iter().flatten().map(|&span| (span, Mark::Source)));
        marks.extend(s.chain.iter().filter_map(|link| Some((link.span?, Mark::Source))));
        marks.extend(s.cue.iter().map(|&span| (span, Mark::Cue)));
        marks.extend(s.hedges.iter().map(|&span| (span, Mark::Hedge)));
    }
    marks.extend(annotated.situation.times.iter().map(|t| (t.span, Mark::Time)));
    marks.extend(annotated.situation.places.iter().map(|p| (p.span, Mark::Place)));
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn segments_cover_their_window(text in "\\PC{0,60}", spans in proptest::collection::vec((0usize..60, 0usize..60), 0..6)) {
            let at = |n: usize| { let mut n = n.min(text.len()); while !text.is_char_boundary(n) { n -= 1 } n };
            let marks: Vec<_> = spans.iter().map(|&(a, b)| (Span::new(at(a.min(b)), at(a.max(b))), Mark::Cue)).collect();
            let cut = segments(&text, Span::new(0, text.len()), &marks);
            prop_assert_eq!(cut.iter().map(|s| s.text.as_str()).collect::<String>(), text);
        }
    }

    #[test]
    fn overlapping_marks_share_a_segment() {
        let cut = segments(
            "one two three",
            Span::new(0, 13),
            &[(Span::new(0, 7), Mark::Claim), (Span::new(4, 13), Mark::Time)],
        );
        assert_eq!(cut.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["one ", "two", " three"]);
        assert_eq!(cut[1].marks, [Mark::Claim, Mark::Time]);
    }
}
