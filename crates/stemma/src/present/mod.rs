//! present: what leaves the program. The measured records, the terminal views and the HTML report, from one model.
//!
//! The model is a [`Pile`]: the annotated reports and what tracing says of them, borrowed. From it come a
//! [`claim::ClaimView`] a claim, and from that view the table ([`table`]), the tree ([`terminal`]) and the page ([`html`]),
//! so that no two of them can say different things.

pub mod claim;
pub mod contract;
pub mod correct;
pub mod drawing;
pub mod html;
pub mod layout;
pub mod marks;
pub mod names;
mod origins;
pub mod reader;
pub mod reasons;
mod reckoning;
mod short;
pub mod shown;
mod svg;
pub mod table;
pub mod terminal;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::Annotated;
use crate::read::Report;
use crate::trace::{Claim, Story, Traced};

/// A traced pile, ready to be shown.
#[derive(Debug)]
pub struct Pile<'a> {
    reports: BTreeMap<&'a str, &'a Annotated>,
    traced: &'a Traced,
}

impl<'a> Pile<'a> {
    /// Puts the reports beside what was traced of them.
    ///
    /// ```
    /// use stemma::{annotate, present::{Pile, terminal}, read::Report, situate::Reference, trace_pile};
    /// let reports = [annotate(Report::from_text("r1", "The bridge fell, the mayor said."), Reference::bundled())];
    /// let traced = trace_pile(&reports);
    /// let pile = Pile::new(&reports, &traced);
    /// let table = terminal::claims(&pile.views(), &terminal::Style::plain(100));
    /// # let _ = table;
    /// ```
    pub fn new(reports: &'a [Annotated], traced: &'a Traced) -> Self {
        Pile { reports: reports.iter().map(|a| (a.report.id.as_str(), a)).collect(), traced }
    }

    /// An annotated report by id.
    pub fn annotated(&self, id: &str) -> Option<&'a Annotated> {
        self.reports.get(id).copied()
    }

    /// A report by id.
    pub fn report(&self, id: &str) -> Option<&'a Report> {
        self.annotated(id).map(|annotated| &annotated.report)
    }

    /// How many reports the pile holds.
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Whether the pile holds none.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// What was traced.
    pub fn traced(&self) -> &'a Traced {
        self.traced
    }

    /// Every claim with its story, in the order of the records.
    pub fn claims(&self) -> impl Iterator<Item = (&'a Story, &'a Claim)> + use<'a> {
        self.traced.stories.iter().flat_map(|story| story.claims.iter().map(move |claim| (story, claim)))
    }

    /// A view of every claim, those with most witnesses first (ties in the order of the records).
    pub fn views(&self) -> Vec<claim::ClaimView> {
        let mut views: Vec<_> = self.claims().map(|(story, c)| claim::view(self, story, c)).collect();
        views.sort_by_key(|view| std::cmp::Reverse(view.reports));
        views
    }

    /// How a report is called in a line: its outlet, else its title, else its id.
    pub fn label(&self, id: &str) -> String {
        self.annotated(id).map_or_else(|| shown::line(id), |annotated| label(&annotated.report))
    }

    /// When a report was published, in words for a line.
    pub fn when(&self, id: &str) -> String {
        self.annotated(id).map_or_else(|| "undated".to_string(), |a| published(&a.report))
    }
}

/// How a report is called in a line: its outlet, else its title, else its id.
pub fn label(report: &Report) -> String {
    match (report.outlet_name(), &report.title) {
        (Some(outlet), _) => shown::line(outlet),
        (None, Some(title)) => shown::cut(&shown::line(&title.value), 40),
        (None, None) => shown::line(&report.id),
    }
}

/// `2031-03-04 09:10`, `2031-03-04` or `undated`.
pub fn published(report: &Report) -> String {
    report.published_at().map_or_else(|| "undated".to_string(), |at| at.to_string().replace('T', " "))
}
