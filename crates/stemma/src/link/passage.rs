//! Shared passages: aligned words gathered into spans, each told apart as narrative, quotation, post, law or
//! boilerplate. Of real pairs of articles that share 25 words or more, most merely quote the same speaker; so only
//! what is left after this counts as copied.

use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

use super::doc::{BOILERPLATE, Doc, QUOTED};
use super::matter;
use super::speech;
use super::{Evidence, Shared};

/// A passage that two reports share, in words of either.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Passage {
    pub a: RangeInclusive<usize>,
    pub b: RangeInclusive<usize>,
    /// Words that are equal.
    pub matched: usize,
    /// Places at which words were changed, dropped or added.
    pub edits: usize,
    /// Equal words that are narrative and stand in a run of such.
    pub narrative: usize,
    /// One of the reports names the other's outlet right before it.
    pub credited: bool,
    /// It stands in quotation marks in one report only: that one quotes the other, if it names it.
    pub lifted: bool,
    pub what: Shared,
}

impl Passage {
    pub fn evidence(&self, a: &Doc, b: &Doc) -> Evidence {
        Evidence {
            from_span: a.words.span(*self.a.start(), *self.a.end()),
            to_span: b.words.span(*self.b.start(), *self.b.end()),
            what: self.what,
        }
    }

    /// Whether the outlet that has it is named right before it.
    pub fn is_credited(&self) -> bool {
        self.credited && self.matched >= CREDITED
    }

    /// The same with the reports changed over.
    pub fn turned(&self) -> Passage {
        Passage { a: self.b.clone(), b: self.a.clone(), ..self.clone() }
    }
}

/// Words that make a copy when the outlet that has them is named right before them.
const CREDITED: usize = 12;
/// More words than this without a partner, in either text, end a passage.
const BREAK: u32 = 12;
/// A passage has at least this many equal words.
const LEAST: usize = 8;

/// Gathers aligned words into passages, in the order of the first text.
pub(super) fn passages(pairs: &[(u32, u32)], a: &Doc, b: &Doc) -> Vec<Passage> {
    pairs
        .chunk_by(|x, y| y.0 - x.0 <= BREAK && y.1 > x.1 && y.1 - x.1 <= BREAK)
        .filter(|pairs| pairs.len() >= LEAST)
        .map(|pairs| passage(pairs, a, b))
        .collect()
}

fn passage(pairs: &[(u32, u32)], a: &Doc, b: &Doc) -> Passage {
    let (first, last) = (pairs[0], pairs[pairs.len() - 1]);
    let (range_a, range_b) = (first.0 as usize..=last.0 as usize, first.1 as usize..=last.1 as usize);
    let (marks, lifted) = marks(pairs, a, b);
    let what = what(&marks, (a, &range_a), (b, &range_b));
    let narrative = match what {
        Shared::Narrative | Shared::Quotation => narrative(pairs, &marks),
        _ => 0,
    };
    let edits = edits(pairs, &marks);
    Passage { a: range_a, b: range_b, matched: pairs.len(), edits, narrative, credited: false, lifted, what }
}

/// The marks on each pair of equal words: boilerplate where either report says so; quoted where the passage's own
/// quotation marks say so, in whichever report it has some, and where it has none in either, by the reading of both.
/// With them, whether most words are quoted in one report only.
fn marks(pairs: &[(u32, u32)], a: &Doc, b: &Doc) -> (Vec<u8>, bool) {
    let (first, last) = (pairs[0], pairs[pairs.len() - 1]);
    let (marks_a, sure_a) = speech::marks_in(a, first.0 as usize..=last.0 as usize);
    let (marks_b, sure_b) = speech::marks_in(b, first.1 as usize..=last.1 as usize);
    let sides = pairs.iter().map(|&(i, j)| (marks_a[(i - first.0) as usize], marks_b[(j - first.1) as usize]));
    let parted = sides.clone().filter(|(x, y)| (x ^ y) & QUOTED != 0).count();
    let quoted = |(x, y): (u8, u8)| match (sure_a, sure_b) {
        (true, false) => x,
        (false, true) => y,
        (true, true) => x | y,
        (false, false) => x & y,
    };
    let marks = sides.map(|(x, y)| (x | y) & !QUOTED | quoted((x, y)) & QUOTED).collect();
    (marks, parted * 2 > pairs.len())
}

/// What most of the words are.
fn what(marks: &[u8], a: (&Doc, &RangeInclusive<usize>), b: (&Doc, &RangeInclusive<usize>)) -> Shared {
    let span = |(doc, range): (&Doc, &RangeInclusive<usize>)| doc.words.span(*range.start(), *range.end());
    let most = |mark: u8| marks.iter().filter(|word| **word & mark != 0).count() * 2 > marks.len();
    if most(BOILERPLATE) {
        Shared::Boilerplate
    } else if marks.len() < DOCUMENT && matter::is_law(span(a).of(a.0.text())) {
        Shared::Law
    } else if most(QUOTED) {
        Shared::Quotation
    } else if marks.len() < POST && [a, b].into_iter().any(|side| matter::is_post(side.0.of, span(side))) {
        Shared::Post
    } else {
        Shared::Narrative
    }
}

/// Places at which the two wordings of a passage part, outside of boilerplate.
fn edits(pairs: &[(u32, u32)], marks: &[u8]) -> usize {
    let own = |mark: u8| mark & BOILERPLATE == 0;
    (1..pairs.len())
        .filter(|&at| own(marks[at - 1]) && own(marks[at]))
        .filter(|&at| pairs[at].0 - pairs[at - 1].0 > 1 || pairs[at].1 - pairs[at - 1].1 > 1)
        .count()
}

/// A longer shared passage is no mere post, whatever stands in it.
const POST: usize = 70;
/// A longer shared passage is no mere quotation from a law, whatever stands in it.
const DOCUMENT: usize = 120;
/// Fewer narrative words in a row are what any two reports of one speech share: "he said on Monday that".
const ROW: usize = 6;

/// Narrative words that stand in a row of such; a changed word does not end the row, a quotation does.
fn narrative(pairs: &[(u32, u32)], marks: &[u8]) -> usize {
    let plain: Vec<usize> = (0..pairs.len()).filter(|&at| marks[at] & (QUOTED | BOILERPLATE) == 0).collect();
    plain.chunk_by(|x, y| y - x == 1).map(<[usize]>::len).filter(|&row| row >= ROW).sum()
}
