//! What the room knows of a part of the pile once its reports are read and compared. Reports have numbers of their own here,
//! in the order of the pile.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::Span;

use super::credit::Credit;
use super::doc::Doc;
use super::relate::Relation;

/// What two wordings share, by their numbers, the smaller first. A run's [`Kept`](super::Kept) shares them.
pub(super) type Relations = BTreeMap<(u32, u32), Arc<Relation>>;

/// What the room knows of a part of the pile, by report.
pub(super) struct Pile<'a> {
    pub docs: Vec<Doc<'a>>,
    /// The number of each in the whole pile, ascending.
    pub numbers: &'a [u32],
    pub outlets: Vec<Option<u32>>,
    /// Where each names another outlet as its source.
    pub credits: Vec<Vec<Credit>>,
    /// Where each says that something was told to its own outlet.
    pub claims: Vec<Vec<Span>>,
    /// The outlets of whose name each has a bearer, ascending.
    pub persons: Vec<Vec<u32>>,
    /// For each report the first report with the same wording.
    pub classes: Vec<u32>,
    /// The further reports of a wording, by its first one.
    pub copies: BTreeMap<u32, Vec<u32>>,
    /// What two wordings share, by their first reports, the smaller number first.
    pub relations: Relations,
    /// The relation of each wording to itself.
    pub selves: BTreeMap<u32, Relation>,
}

impl Pile<'_> {
    /// The reports that have the wording of a first report, ascending.
    pub fn of_wording(&self, first: u32) -> impl Iterator<Item = u32> + '_ {
        let copies = self.copies.get(&first).into_iter().flatten().copied();
        std::iter::once(first).chain(copies)
    }

    /// What two reports share, seen from `a`; `None` where they share no passage.
    pub fn relation(&self, a: u32, b: u32) -> Option<Cow<'_, Relation>> {
        let (x, y) = (self.classes[a as usize], self.classes[b as usize]);
        match x.cmp(&y) {
            Ordering::Equal => self.selves.get(&x).map(Cow::Borrowed),
            Ordering::Less => self.relations.get(&(x, y)).map(|relation| Cow::Borrowed(&**relation)),
            Ordering::Greater => self.relations.get(&(y, x)).map(|relation| Cow::Owned(relation.turned())),
        }
    }
}
