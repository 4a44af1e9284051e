//! Stemma: who said it first?
//!
//! One way through, a room a stage; each room imports only from the rooms before it:
//!
//! ```text
//! read → segment → attribute → situate → link → trace → present
//! ```
//!
//! A *report* goes in; what it says, who says so, when, where and of whom comes out of the first four rooms
//! ([`annotate`]). A *pile* of annotated reports goes through the next two ([`link`](link::link) and
//! [`trace`](trace::trace)): which report copies which, and which origins are left for each claim.
//! `present` turns the result into records (the contract), terminal views and the HTML report.
//!
//! The library is pure: no files, no network, no clock, no randomness. Time is an input.
//! Records point at the untouched text by [`Span`]s, in bytes, so `&report.text[cue]` is "according to".
#![warn(missing_docs)]

pub mod attribute;
pub mod link;
pub mod present;
pub mod read;
pub mod segment;
pub mod shelf;
pub mod situate;
pub mod span;
pub mod trace;

pub use span::Span;

use serde::{Deserialize, Serialize};

/// Version of the rules and models: records made under another version are made anew.
pub const RULES_VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "-r2");

/// Version of the shape of the records (the contract).
pub const SCHEMA_VERSION: u32 = 1;

/// A report with all that the first four rooms found in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Annotated {
    /// The report as read; its text is never edited.
    pub report: read::Report,
    /// Paragraphs, sentences, tokens and quotation spans.
    pub segmentation: segment::Segmentation,
    /// Who says what, through whom.
    pub statements: Vec<attribute::Statement>,
    /// When, where, who, how many.
    pub situation: situate::Situation,
}

/// Takes one report through `segment`, `attribute` and `situate`.
///
/// ```
/// use stemma::{annotate, read::Report, situate::Reference};
/// let report = Report::from_text("r1", "The bridge fell, the mayor said.");
/// let annotated = annotate(report, Reference::bundled());
/// assert_eq!(annotated.segmentation.sentences.len(), 1);
/// ```
pub fn annotate(report: read::Report, reference: &situate::Reference) -> Annotated {
    let segmentation = segment::segment(&report.text);
    if let Some(language) = report.language.as_ref().filter(|found| !is_known(&found.value)) {
        // Kept and linked by wording, not read as bad English.
        let doubt = format!("language `{}` is not known yet: linked by wording only", language.value);
        let situation = situate::Situation { doubts: vec![doubt], ..Default::default() };
        return Annotated { report, segmentation, statements: Vec::new(), situation };
    }
    let statements = attribute::attribute(&report, &segmentation);
    let situation = situate::situate(&report, &segmentation, &statements, reference);
    Annotated { report, segmentation, statements, situation }
}

/// Whether the rooms have lexicons for the language of this tag (`en`, `en-GB`).
fn is_known(tag: &str) -> bool {
    tag.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}

/// Takes a pile of annotated reports through `link` and `trace`.
///
/// ```
/// use stemma::{annotate, read::Report, situate::Reference, trace_pile};
/// let pile = [annotate(Report::from_text("r1", "The bridge fell, the mayor said."), Reference::bundled())];
/// let traced = trace_pile(&pile);
/// assert!(traced.links.is_empty());
/// ```
pub fn trace_pile(pile: &[Annotated]) -> trace::Traced {
    trace_pile_again(pile, &mut link::grouping::InMemory::default(), &mut Kept::default())
}

/// What a run of [`trace_pile_again`] leaves for the next one.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// What comparing reports found.
    pub links: link::Kept,
    /// Stories, by what they were made of.
    pub stories: trace::Kept,
}

/// As [`trace_pile`], doing only what a run before has not done, and grouping by key elsewhere than in memory. The
/// result is that of a run from scratch, to the byte.
///
/// ```
/// use stemma::{Kept, annotate, link::grouping::InMemory, read::Report, situate::Reference, trace_pile, trace_pile_again};
/// let pile = [annotate(Report::from_text("r1", "The bridge fell, the mayor said."), Reference::bundled())];
/// let traced = trace_pile_again(&pile, &mut InMemory::default(), &mut Kept::default());
/// assert_eq!(traced, trace_pile(&pile));
/// ```
pub fn trace_pile_again(
    pile: &[Annotated],
    grouping: &mut dyn link::grouping::Grouping,
    kept: &mut Kept,
) -> trace::Traced {
    let mut stories = Vec::new();
    let links = trace_shelf(&pile, grouping, Some(kept), &mut |story| stories.push(story));
    trace::Traced { links, stories }
}

/// As [`trace_pile_again`], of a pile that outgrows memory: reports lie on a shelf, and stories are handed on one by one,
/// the largest first. Without `kept` everything is done and nothing kept. Gives the links.
///
/// ```
/// use stemma::{annotate, link::grouping::InMemory, read::Report, situate::Reference, trace_pile, trace_shelf};
/// let pile = vec![annotate(Report::from_text("r1", "The bridge fell, the mayor said."), Reference::bundled())];
/// let mut stories = Vec::new();
/// trace_shelf(&pile, &mut InMemory::default(), None, &mut |story| stories.push(story));
/// assert_eq!(stories, trace_pile(&pile).stories);
/// ```
pub fn trace_shelf(
    shelf: &dyn shelf::Shelf,
    grouping: &mut dyn link::grouping::Grouping,
    kept: Option<&mut Kept>,
    each: &mut dyn FnMut(trace::Story),
) -> Vec<link::Link> {
    let (of_links, of_stories) = kept.map(|kept| (&mut kept.links, &mut kept.stories)).unzip();
    let links = link::link_from(shelf, grouping, of_links);
    trace::trace_from(shelf, &links, of_stories, each);
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_lexicons_is_marked_and_not_read_as_english() {
        let mut report = read::Report::from_text("r1", "Le pont est tombé, said the mayor.");
        report.language = Some(read::Found::new("fr".into(), "test"));
        let annotated = annotate(report, situate::Reference::bundled());
        assert!(annotated.statements.is_empty());
        assert!(annotated.situation.doubts[0].contains("`fr`"));
        assert_eq!(annotated.segmentation.sentences.len(), 1);
    }
}
