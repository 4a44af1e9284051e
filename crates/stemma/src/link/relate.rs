//! One pair of reports: what they share, and whether that makes one a copy of the other.

use super::align::{Indexed, align};
use super::doc::Doc;
use super::passage::{Passage, passages};
use super::{LinkKind, Shared};

/// What two reports share.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Relation {
    /// In the order of the first report.
    pub passages: Vec<Passage>,
    /// Equal narrative words.
    pub narrative: usize,
    /// Equal words in passages that are not boilerplate.
    pub matched: usize,
    /// Words of either report that are not boilerplate.
    pub body: (usize, usize),
}

/// Narrative words that make a copy.
const COPY: usize = 20;
/// Narrative words that make a copy when they are nearly all that the shared passages hold.
const PURE: usize = 14;

impl Relation {
    /// Whether they share narrative enough that one has it from the other, or both from a third.
    pub fn is_copy(&self) -> bool {
        let longest = self.passages.iter().map(|passage| passage.narrative).max().unwrap_or(0);
        (self.narrative >= COPY && longest >= PURE && self.narrative * 4 >= self.matched)
            || (longest >= PURE && self.narrative * 4 >= self.matched * 3)
    }

    /// Whether they share words of a third that are no boilerplate: a speaker, a law, a post.
    pub fn is_quote(&self) -> bool {
        self.passages.iter().any(|passage| !matches!(passage.what, Shared::Boilerplate | Shared::Narrative))
    }

    /// Shares of either report's body that the other has.
    pub fn coverage(&self) -> (f64, f64) {
        let share = |body: usize| (self.matched as f64 / body.max(1) as f64).min(1.0);
        (share(self.body.0), share(self.body.1))
    }

    /// Changes for each equal word in the copied passages.
    pub fn editing(&self) -> f64 {
        let edits: usize = self.passages.iter().map(|passage| passage.edits).sum();
        edits as f64 / self.matched.max(1) as f64
    }

    /// The kind of copy that the second report is of the first.
    pub fn kind(&self, same_outlet: bool) -> LinkKind {
        let (of_first, of_second) = self.coverage();
        if same_outlet && of_first >= 0.4 {
            LinkKind::Update
        } else if self.editing() > 0.05 {
            LinkKind::Rewrite
        } else if of_second >= 0.5 && of_first >= 0.5 {
            LinkKind::Reprint
        } else {
            LinkKind::Excerpt
        }
    }

    /// The same with the reports changed over.
    pub fn turned(&self) -> Relation {
        let mut passages: Vec<Passage> = self.passages.iter().map(Passage::turned).collect();
        passages.sort_by_key(|passage| *passage.a.start());
        Relation { passages, body: (self.body.1, self.body.0), ..*self }
    }
}

/// Lays two reports side by side.
pub(super) fn relate(a: (&Doc, &Indexed), b: (&Doc, &Indexed)) -> Relation {
    let pairs = align((&a.0.words, a.1), (&b.0.words, b.1));
    let passages = passages(&pairs, a.0, b.0);
    let narrative = passages.iter().map(|passage| passage.narrative).sum();
    let matched =
        passages.iter().filter(|passage| passage.what != Shared::Boilerplate).map(|passage| passage.matched).sum();
    Relation { passages, narrative, matched, body: (a.0.body(), b.0.body()) }
}

/// A wording beside itself: one passage, all equal.
pub(super) fn itself(doc: &Doc) -> Relation {
    let pairs: Vec<(u32, u32)> = (0..doc.words.len() as u32).map(|at| (at, at)).collect();
    let passages = passages(&pairs, doc, doc);
    let narrative = passages.iter().map(|passage| passage.narrative).sum();
    Relation { passages, narrative, matched: doc.body(), body: (doc.body(), doc.body()) }
}
