//! What it costs to say that one report has its text from another.
//!
//! The cost of an arrow is a sum of plain parts, each a rough negative log-likelihood in thousandths:
//! - *edits*: every place at which the two wordings part. Copies inherit the changes of their parent, so a shared
//!   change draws two reports together and an arrow past it pays twice (Lachmann's shared errors);
//! - *regained*: passages of the child that others of the family have and the parent lacks. A truncated copy cannot
//!   be the parent of a fuller one;
//! - *dropped*: passages of the parent that the child lacks: one cut each, however long;
//! - *inserted*: words that the child alone has; the more, the less each;
//! - *shed*: a credit or other line of the parent's own that the child lacks;
//! - *time*: intervals, not points; a child before its parent is dear, not impossible, since clocks are wrong;
//! - *credit*: the child names the parent's outlet, or has a credit in the parent's words;
//! - *against*: the parent names the child's outlet, or the child tells as its own ("told the Courier") what the parent
//!   has without it, or keeps an agency ("told AFP") that the parent left out, or prints an agency's text that the parent
//!   wrote anew;
//! - *update*: both are of one outlet and number their versions;
//! - *taken*: how many others have their text from the parent.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use super::credit::Credit;
use super::passage::Passage;

/// One thousandth is the unit.
const UNIT: f64 = 1000.0;

/// What speaks for and against an arrow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weights {
    pub text: TextParts,
    /// Cost of the times, as from [`time_cost`].
    pub time: f64,
    pub credit: Option<Credited>,
    pub against: Against,
    pub same_outlet: bool,
}

/// What speaks against an arrow, other than wording and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Against {
    /// The parent names the child's outlet as its source.
    pub credit: Option<Credited>,
    /// In a passage of both the child names its own outlet as the one that was told, and the parent does not.
    pub claimed: bool,
    /// In a passage of both the child names an agency as the one that was told or was there, and the parent, which is not
    /// that agency, does not: it stands nearer to the agency's text than the parent does.
    pub kept: bool,
    /// The child prints an agency's text, and the parent is neither the agency nor prints it.
    pub printed: bool,
    /// How the parent's number stands to the child's where both are versions of one outlet.
    pub update: Ordering,
}

impl Against {
    fn cost(self) -> f64 {
        let credit = match self.credit {
            Some(Credited::Whole) => 5.0,
            Some(Credited::Passage) => 3.0,
            _ => 0.0,
        };
        let update = match self.update {
            Ordering::Less => -3.0,
            Ordering::Equal => 0.0,
            Ordering::Greater => 6.0,
        };
        let told = if self.claimed || self.kept { 4.0 } else { 0.0 };
        credit + told + if self.printed { 9.0 } else { 0.0 } + update
    }
}

/// What a child's credit says of a parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Credited {
    /// The parent has the same credit, in the same words.
    Handed,
    /// The child cites the parent's outlet.
    Passage,
    /// The child owes the whole report to the parent's outlet.
    Whole,
}

/// What the two wordings alone say of an arrow.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct TextParts {
    /// Places in the shared passages at which the wordings part.
    pub edits: usize,
    /// Passages, and their words, that the child shares with others of the family but not with the parent.
    pub regained: (usize, usize),
    /// Passages that the parent shares with others of the family but not with the child.
    pub dropped: usize,
    /// Words of the child that nobody else of the family has.
    pub inserted: usize,
    /// The parent has a line of its own (a credit, furniture) that the child lacks.
    pub shed: bool,
}

impl TextParts {
    fn cost(&self) -> f64 {
        let edits = 0.8 * self.edits.min(MANY) as f64 + 0.3 * self.edits.saturating_sub(MANY) as f64;
        let regained = 3.0 * self.regained.0 as f64 + 0.3 * self.regained.1 as f64;
        let inserted = 2.2 * (1.0 + self.inserted as f64 / 20.0).ln();
        edits + regained + self.dropped as f64 + inserted + if self.shed { 0.8 } else { 0.0 }
    }
}

/// So many edits are a rewriting; each further one says less.
const MANY: usize = 40;

/// How the child's time stands to the parent's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Time {
    /// The child is later, by this many minutes at least.
    Later(i64),
    /// The intervals meet, or are the same minute.
    Open,
    /// The child is earlier, by this many minutes at least.
    Earlier(i64),
    /// Either has no time.
    Unknown,
}

impl Time {
    pub fn between(parent: Option<Interval>, child: Option<Interval>) -> Time {
        match (parent, child) {
            (Some(parent), Some(child)) if child.0 > parent.1 => Time::Later(child.0 - parent.1),
            (Some(parent), Some(child)) if child.1 < parent.0 => Time::Earlier(parent.0 - child.1),
            (Some(_), Some(_)) => Time::Open,
            _ => Time::Unknown,
        }
    }
}

/// Minutes between which something was published.
pub(super) type Interval = (i64, i64);

/// What a parent's and a child's times cost, an hour anywhere in an interval being as good as any other.
pub(super) fn time_cost(parent: Interval, child: Interval) -> f64 {
    let gap = (child.0 + child.1 - parent.0 - parent.1).max(0) as f64 / 2.0;
    -later(parent, child).max(WRONG).ln() + 0.4 * (1.0 + gap / 120.0).ln()
}

/// The chance that a clock is so wrong that a copy seems to be older than its model.
const WRONG: f64 = 0.007;

/// Steps in which an interval is walked through.
const STEPS: i64 = 24;

/// The chance that a time of the second interval lies behind one of the first.
fn later(first: Interval, second: Interval) -> f64 {
    let share = |at: f64| {
        let width = (first.1 - first.0) as f64;
        if width > 0.0 {
            ((at - first.0 as f64) / width).clamp(0.0, 1.0)
        } else if at == first.0 as f64 {
            0.5
        } else {
            f64::from(u8::from(at > first.0 as f64))
        }
    };
    let at = |step: i64| second.0 as f64 + (second.1 - second.0) as f64 * (step as f64 + 0.5) / STEPS as f64;
    (0..STEPS).map(|step| share(at(step))).sum::<f64>() / STEPS as f64
}

impl Weights {
    /// In thousandths; negative only for a credit or an update.
    pub fn cost(&self) -> i64 {
        let credit = match self.credit {
            Some(Credited::Whole) => -9.0,
            Some(Credited::Passage | Credited::Handed) => -5.0,
            None => 0.0,
        };
        let outlet = if self.same_outlet { 0.5 } else { 0.0 };
        ((self.text.cost() + self.time + credit + self.against.cost() + outlet) * UNIT).round() as i64
    }
}

/// What an arrow is the cheaper when so many other reports have their text from its parent: who is taken by many is
/// taken by more (cumulative advantage; Price 1976), in thousandths.
pub(super) fn favour(others: u32) -> i64 {
    (TAKEN * (1.0 + f64::from(others)).ln() * UNIT).round() as i64
}

/// Weight of being taken.
const TAKEN: f64 = 0.3;

/// What it costs to call a report an original: the same for long and short ones, and more than any doubt about time.
pub(super) const ORIGINAL: i64 = 80_000;

/// Fewer words than this are no passage that is lost or regained.
const SCRAP: usize = 6;

/// Runs of words that are set, and the words in them, outside the ranges given.
pub(super) fn outside<'a>(words: &[bool], ranges: impl Iterator<Item = &'a RangeInclusive<usize>>) -> (usize, usize) {
    let mut left = words.to_vec();
    for range in ranges {
        left[range.clone()].fill(false);
    }
    let runs = left.chunk_by(|a, b| a == b).filter(|run| run[0] && run.len() >= SCRAP);
    runs.fold((0, 0), |sum, run| (sum.0 + 1, sum.1 + run.len()))
}

/// Edits in passages that are the reports' own matter.
pub(super) fn edits(passages: &[Passage]) -> usize {
    passages.iter().filter(|passage| passage.what != super::Shared::Boilerplate).map(|passage| passage.edits).sum()
}

/// Whether the child credits the parent's outlet, or has a credit that the parent has in the same words; `whole` where
/// it is for the whole report.
pub(super) fn credit(child: &[Credit], parent: &[Credit], parent_outlet: Option<u32>) -> Option<Credited> {
    let told = child.iter().filter_map(|credit| {
        if Some(credit.outlet) == parent_outlet {
            return Some(if credit.whole { Credited::Whole } else { Credited::Passage });
        }
        parent.iter().any(|other| other.wording == credit.wording).then_some(Credited::Handed)
    });
    told.max()
}
