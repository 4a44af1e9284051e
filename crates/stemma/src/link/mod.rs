//! link: which report copies, excerpts, rewrites, quotes or cites which, aligned to spans.
//!
//! Overlap is not copying: most long passages that real articles of different outlets share are quotations of one
//! speaker. So every shared passage is told apart first (narrative, quotation, post, law, boilerplate), and only
//! narrative makes a copy. The way through, each step a pure function over keys:
//!
//! ```text
//! report → words → fingerprints ─ group by fingerprint → pairs ─ group by pair → aligned passages → families → stemma
//! ```
//!
//! The result does not depend on the order of the reports.

pub(crate) mod agency;
mod align;
mod arborescence;
mod ask;
mod background;
mod candidates;
mod cite;
mod cited;
pub(crate) mod clock;
mod credit;
mod doc;
mod family;
mod fingerprint;
pub mod grouping;
mod kept;
mod matter;
mod outlets;
mod passage;
mod pile;
mod rarity;
mod reasons;
mod relate;
mod say;
pub(crate) mod sets;
mod speech;
mod stemma;
mod survey;
#[cfg(test)]
mod tests;
mod update;
mod weigh;
mod weigher;
mod words;

use rayon::prelude::*;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::shelf::Shelf;
use crate::{Annotated, Span};
use grouping::{Grouping, InMemory};
pub use kept::Kept;

/// Two reports that are related, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Id of the report copied or cited.
    pub from: String,
    /// Id of the report that copies or cites.
    pub to: String,
    /// How.
    pub kind: LinkKind,
    /// How sure it is that `from` came first.
    pub direction: Direction,
    /// 0 to 1: the share of the smaller report's narrative that both have, or the strength of the citation.
    pub score: f64,
    /// Whether the link belongs to the stemma.
    pub parent: bool,
    /// Why, in sentences.
    pub reasons: Vec<String>,
    /// The shared passages.
    pub evidence: Vec<Evidence>,
}

/// How two reports are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum LinkKind {
    Reprint,
    Excerpt,
    Rewrite,
    Update,
    Citation,
    Quote,
}

impl LinkKind {
    /// `quote` and `citation` are no copies: a common origin, no parent.
    pub fn is_copy(self) -> bool {
        !matches!(self, LinkKind::Quote | LinkKind::Citation)
    }
}

/// How sure a direction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Direction {
    Sure,
    Likely,
    Unknown,
}

/// One passage that both reports have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// In the text of `from`.
    pub from_span: Span,
    /// In the text of `to`.
    pub to_span: Span,
    /// What the shared words are.
    pub what: Shared,
}

/// What shared words are. Only narrative makes a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Shared {
    Narrative,
    Quotation,
    Post,
    Law,
    Boilerplate,
}

/// Finds every related pair of a pile, and the parents among them; ascending by `(from, to)`.
///
/// ```
/// use stemma::{annotate, link::{link, LinkKind}, read::Report, situate::Reference};
/// let text = "The ferry to the northern island was late again on Monday because of fog, and forty people \
///     spent the night in the school of Orsk, where the baker brought them bread and soup.";
/// let report = |id: &str, text: &str| annotate(Report::from_text(id, text), Reference::bundled());
/// let links = link(&[report("a", text), report("b", &format!("{text} The school was closed on Tuesday."))]);
/// assert_eq!((links.len(), links[0].kind), (1, LinkKind::Reprint));
/// ```
pub fn link(pile: &[Annotated]) -> Vec<Link> {
    link_with(pile, &mut InMemory::default())
}

/// As [`link`], with another way to group by key.
pub fn link_with(pile: &[Annotated], grouping: &mut dyn Grouping) -> Vec<Link> {
    link_from(&pile, grouping, None)
}

/// As [`link_with`], laying side by side only pairs that were not compared in the run before: for a pile to which
/// reports were added, or from which some were taken. The result is that of a run from scratch, to the byte.
///
/// ```
/// use stemma::{annotate, link::{Kept, grouping::InMemory, link, link_again}, read::Report, situate::Reference};
/// let text = "The ferry to the northern island was late again on Monday because of fog, and forty people \
///     spent the night in the school of Orsk, where the baker brought them bread and soup.";
/// let report = |id: &str| annotate(Report::from_text(id, &format!("{text} Seen by {id}.")), Reference::bundled());
/// let mut pile = vec![report("a"), report("b")];
/// let mut kept = Kept::default();
/// link_again(&pile, &mut InMemory::default(), &mut kept);
/// pile.push(report("c"));
/// assert_eq!(link_again(&pile, &mut InMemory::default(), &mut kept), link(&pile));
/// assert_eq!(kept.compared(), 2);
/// ```
pub fn link_again(pile: &[Annotated], grouping: &mut dyn Grouping, kept: &mut Kept) -> Vec<Link> {
    link_from(&pile, grouping, Some(kept))
}

/// As [`link_again`], of reports that lie on a shelf; without `kept`, all is laid side by side. Of the whole pile only a
/// card a report is held in memory, of the reports themselves one part of it at a time.
pub fn link_from(shelf: &dyn Shelf, grouping: &mut dyn Grouping, kept: Option<&mut Kept>) -> Vec<Link> {
    let survey = survey::Survey::of(shelf, grouping);
    let index = cited::Index::of(&survey);
    let mut running = kept.map(Kept::run);
    let (mut links, mut asked) = (Vec::new(), Vec::new());
    for part in survey.parts() {
        let held: Vec<_> = part.reports.par_iter().map(|&report| survey.take(report)).collect();
        let pile = family::compare(&survey, &part, &held, running.as_mut());
        let (found, cited) = linked(&pile, &index);
        links.extend(found);
        asked.extend(cited);
    }
    links.extend(cite::citations(&survey, asked));
    links.sort_by(|a, b| (&a.from, &a.to, a.kind).cmp(&(&b.from, &b.to, b.kind)));
    links
}

/// The links of a part whose reports are compared, and what it cites.
fn linked(pile: &pile::Pile, index: &cited::Index) -> (Vec<Link>, Vec<ask::Asked>) {
    let families = family::families(pile);
    let stemmata: Vec<stemma::Stemma> =
        families.par_iter().map(|members| stemma::stemma(pile, members.clone())).collect();
    let copies = |stemma: &stemma::Stemma| {
        let mut links = Vec::new();
        say::copies(pile, stemma, &mut links);
        links
    };
    let mut links: Vec<Link> = stemmata.par_iter().flat_map_iter(copies).collect();
    say::quotes(pile, &mut links);
    let parents: BTreeMap<u32, Vec<u32>> = stemmata.iter().flat_map(stemma::Stemma::parents_by_report).collect();
    let mut family_of: BTreeMap<u32, &[u32]> = BTreeMap::new();
    families.iter().for_each(|members| family_of.extend(members.iter().map(|&member| (member, members.as_slice()))));
    (links, ask::asked(pile, index, &parents, &family_of))
}

/// The first stages alone, on a stream: pairs of texts that are worth laying side by side, by their places in the stream,
/// ascending. Each text comes with a number for its outlet, where that is known. Of a text that went by, only a sketch
/// of at most half a kilobyte is held; the rest lies in the grouping.
///
/// ```
/// use stemma::link::{candidate_pairs, grouping::InMemory};
/// let text = "The ferry to the northern island was late again on Monday because of fog, and forty people \
///     spent the night in the school of Orsk, where the baker brought them bread and soup.";
/// let texts = [("Apples are cheap this year.", None), (text, Some(1)), (text, Some(2))];
/// assert_eq!(candidate_pairs(texts, &mut InMemory::default()), [(1, 2)]);
/// ```
pub fn candidate_pairs<T: AsRef<str>>(
    texts: impl IntoIterator<Item = (T, Option<u32>)>,
    grouping: &mut dyn Grouping,
) -> Vec<(u32, u32)> {
    let mut pairing = candidates::Pairing::new(grouping);
    for (text, outlet) in texts {
        pairing.add(&fingerprint::prints(&words::Words::of(text.as_ref())), outlet);
    }
    pairing.finish().pairs.into_iter().map(|pair| (pair.a, pair.b)).collect()
}
