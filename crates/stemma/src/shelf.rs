//! Where the annotated reports of a pile lie. In memory they are a slice; a pile that outgrows memory lies on disk, in an
//! outer crate, and the rooms [`link`](crate::link) and [`trace`](crate::trace) take down what they need of it at a time.

use std::borrow::Cow;

use crate::Annotated;

/// The annotated reports of a pile, by their places on the shelf.
///
/// ```
/// use stemma::{annotate, read::Report, shelf::Shelf, situate::Reference};
/// let pile = vec![annotate(Report::from_text("r1", "The bridge fell, the mayor said."), Reference::bundled())];
/// assert_eq!(pile.size(), 1);
/// assert_eq!(pile.key(0).0, "r1");
/// assert_eq!(pile.take(0).report.id, "r1");
/// ```
pub trait Shelf: Sync {
    /// How many reports there are.
    fn size(&self) -> usize;

    /// The id of a report and the SHA-256 of its text: what puts the reports in an order that does not hang on their
    /// places. Asked for often; a shelf on disk keeps them at hand.
    fn key(&self, at: usize) -> (Cow<'_, str>, Cow<'_, str>);

    /// One report. Each is taken down some five times in a run, in no order that a shelf could count on.
    fn take(&self, at: usize) -> Cow<'_, Annotated>;

    /// The places of all reports in the order of their keys.
    fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.size()).collect();
        order.sort_by_cached_key(|&at| {
            let (id, text) = self.key(at);
            (id.into_owned(), text.into_owned())
        });
        order
    }
}

/// A pile in memory.
impl<T: AsRef<[Annotated]> + Sync> Shelf for T {
    fn size(&self) -> usize {
        self.as_ref().len()
    }

    fn key(&self, at: usize) -> (Cow<'_, str>, Cow<'_, str>) {
        let report = &self.as_ref()[at].report;
        (Cow::Borrowed(&report.id), Cow::Borrowed(&report.text_sha256))
    }

    fn take(&self, at: usize) -> Cow<'_, Annotated> {
        Cow::Borrowed(&self.as_ref()[at])
    }
}
