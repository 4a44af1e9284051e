//! A whole report cut for reading: segments that never overlap and cover the text, each with the notes that lie on it.
//!
//! The cut is made here and not in the page, so that a page needs no arithmetic on a stranger's text. A sweep over the
//! ends of all notes; a report of a hundred megabytes is given in windows.

use serde::Serialize;

use super::claim::class_name;
use super::marks::Mark;
use super::{reckoning, shown};
use crate::span::CodePoints;
use crate::{Annotated, Span};

/// Bytes of text in one window.
pub const WINDOW: usize = 100_000;
/// Notes that are kept of one window; what lies beyond is text without marks.
const MOST_NOTES: usize = 5_000;

/// A window of a report.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Reader {
    /// In the order of the text.
    pub segments: Vec<Segment>,
    /// What the segments point at.
    pub notes: Vec<Note>,
    /// Code points of the whole text.
    pub length: usize,
    /// Where the next window begins, in code points; `None` at the end.
    pub next: Option<usize>,
}

/// A stretch of text under the same notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words, control characters named.
    pub text: String,
    /// Indices into the notes.
    pub notes: Vec<usize>,
}

/// What words are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Its kind, as [`Mark::name`] calls it.
    pub mark: &'static str,
    /// Id of the statement or claim; the name of an actor or place; the other report's id for a passage.
    pub id: Option<String>,
    /// In words.
    pub says: String,
}

/// A note and where it lies.
#[derive(Debug, Clone)]
pub struct Placed {
    /// In bytes.
    pub span: Span,
    /// Which kind.
    pub mark: Mark,
    /// Id of what it points at.
    pub id: Option<String>,
    /// In words.
    pub says: String,
}

/// Cuts the window that begins at code point `from`. `more` are notes that the report does not know of itself: the
/// claims that it witnesses, the passages that others share.
///
/// ```
/// use stemma::{annotate, present::reader::read, read::Report, situate::Reference};
/// let annotated = annotate(Report::from_text("r", "It fell, the mayor said."), Reference::bundled());
/// let words: String = read(&annotated, 0, &[]).segments.iter().map(|s| s.text.as_str()).collect();
/// assert_eq!(words, "It fell, the mayor said.");
/// ```
pub fn read(annotated: &Annotated, from: usize, more: &[Placed]) -> Reader {
    let text = &annotated.report.text;
    let points = CodePoints::new(text);
    let length = points.point(text.len());
    let start = points.span([from.min(length), length]).map_or(text.len(), |span| span.start);
    let window = Span::new(start, window_end(text, start));
    let mut placed = notes(annotated);
    placed.extend_from_slice(more);
    placed.retain(|note| note.span.overlaps(window) && !note.span.is_empty());
    placed.sort_by_key(|note| (note.span, note.mark));
    placed.truncate(MOST_NOTES);
    Reader {
        segments: sweep(text, window, &placed, &points),
        notes: placed.into_iter().map(|p| Note { mark: p.mark.name(), id: p.id, says: p.says }).collect(),
        length,
        next: (window.end < text.len()).then(|| points.point(window.end)),
    }
}

/// The end of a line near the window's width, else any character boundary.
fn window_end(text: &str, start: usize) -> usize {
    let mut end = (start + WINDOW).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let last_line = text.get(start..end).and_then(|words| words.rfind('\n'));
    if end < text.len() { last_line.map_or(end, |at| start + at + 1) } else { end }
}

/// Goes once over all ends; what is open between two of them lies on that segment.
fn sweep(text: &str, window: Span, placed: &[Placed], points: &CodePoints) -> Vec<Segment> {
    let clip = |at: usize| at.clamp(window.start, window.end);
    let mut ends: Vec<(usize, bool, usize)> = Vec::with_capacity(placed.len() * 2);
    for (n, note) in placed.iter().enumerate() {
        ends.extend([(clip(note.span.start), true, n), (clip(note.span.end), false, n)]);
    }
    ends.sort_unstable();
    let (mut open, mut segments, mut at) = (std::collections::BTreeSet::new(), Vec::new(), window.start);
    for (to, opens, n) in ends.into_iter().chain([(window.end, false, usize::MAX)]) {
        let [start, end] = points.of(Span::new(at, to));
        if let Some(words) = text.get(at..to).filter(|words| !words.is_empty()) {
            segments.push(Segment { start, end, text: shown::text(words), notes: open.iter().copied().collect() });
            at = to;
        }
        if opens {
            open.insert(n)
        } else {
            open.remove(&n)
        };
    }
    segments
}

/// All that the report's own rooms say of its words.
fn notes(annotated: &Annotated) -> Vec<Placed> {
    let placed = |span, mark, id: &str, says: String| Placed {
        span,
        mark,
        id: Some(id).filter(|id| !id.is_empty()).map(String::from),
        says,
    };
    let mut notes = Vec::new();
    for s in &annotated.statements {
        let chain = reckoning::chain(&s.chain);
        notes.extend(s.source.iter().flatten().map(|&at| placed(at, Mark::Source, &s.id, format!("source: {chain}"))));
        for link in &s.chain {
            let says = format!("source: {} ({})", shown::line(&link.name), class_name(link.class));
            notes.extend(link.span.map(|at| placed(at, Mark::Source, &s.id, says)));
        }
        notes.extend(s.cue.iter().map(|&at| placed(at, Mark::Cue, &s.id, format!("cue, rule {}", s.rule))));
        let says = format!("said by {}", if chain.is_empty() { "a source not named" } else { &chain });
        notes.extend(s.content.iter().map(|&at| placed(at, Mark::Content, &s.id, says.clone())));
        notes.extend(s.hedges.iter().map(|&at| placed(at, Mark::Hedge, &s.id, "hedge".into())));
    }
    let situation = &annotated.situation;
    notes.extend(situation.times.iter().map(|t| {
        let value = t.value.as_deref().unwrap_or("not known");
        placed(t.span, Mark::Time, "", format!("time: {}", shown::line(value)))
    }));
    notes.extend(situation.places.iter().map(|p| {
        let radius = p.radius_km.map_or_else(String::new, |km| format!(", within {km} km"));
        placed(
            p.span,
            Mark::Place,
            &p.name,
            format!("place: {} ({}{radius}; {})", shown::line(&p.name), p.level, p.basis),
        )
    }));
    notes.extend(situation.actors.iter().map(|a| {
        placed(
            a.span,
            Mark::Actor,
            &a.name,
            format!("{}: {} ({})", a.kind, shown::line(&a.name), shown::line(&a.basis)),
        )
    }));
    notes.extend(
        annotated
            .report
            .furniture
            .iter()
            .map(|&at| placed(at, Mark::Furniture, "", "page furniture: not read as part of the article".into())),
    );
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Report;
    use crate::segment::segment;
    use proptest::prelude::*;

    fn bare(text: &str) -> Annotated {
        let report = Report::from_text("r", text);
        Annotated { segmentation: segment(text), report, statements: Vec::new(), situation: Default::default() }
    }

    proptest! {
        #[test]
        fn segments_cover_the_text_and_never_overlap(text in "[ -~é\\n]{0,80}", spans in proptest::collection::vec((0usize..90, 0usize..90), 0..8)) {
            let at = |n: usize| { let mut n = n.min(text.len()); while !text.is_char_boundary(n) { n -= 1 } n };
            let notes: Vec<_> = spans.iter().map(|&(a, b)| Placed {
                span: Span::new(at(a.min(b)), at(a.max(b))), mark: Mark::Claim, id: None, says: String::new(),
            }).collect();
            let read = read(&bare(&text), 0, &notes);
            prop_assert_eq!(read.segments.iter().map(|s| s.text.as_str()).collect::<String>(), text.clone());
            prop_assert!(read.segments.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
    }

    #[test]
    fn windows_follow_one_another_through_a_long_text() {
        let text = "one line of words\n".repeat(10_000);
        let (mut from, mut all) = (0, String::new());
        loop {
            let read = read(&bare(&text), from, &[]);
            all.extend(read.segments.iter().map(|s| s.text.as_str()));
            match read.next {
                Some(next) => from = next,
                None => break,
            }
        }
        assert_eq!(all, text);
    }

    #[test]
    fn direction_marks_are_named() {
        let read = read(&bare("a\u{202e}b"), 0, &[]);
        assert_eq!(read.segments[0].text, "a⟨U+202E⟩b");
    }
}
