//! trace: stories, claims, stemmata, and how many independent origins are left.
//!
//! ```text
//! reports ── stories ── units ── copies ── claims ── edges ── origins ── independent, at least and at most
//!                                             └─ changes, disagreements, lost witnesses
//! ```
//!
//! Everything is told with the words that show it. The result does not depend on the order of the input.

mod align;
mod bodies;
mod causes;
mod census;
mod changes;
mod claims;
mod concepts;
mod copies;
mod counts;
mod credits;
mod cues;
mod disagree;
mod draft;
mod edges;
mod features;
mod generic;
mod groups;
mod hands;
mod independence;
mod kept;
mod lexicon;
mod lost;
mod mentions;
mod names;
mod narrow;
mod office;
mod openings;
mod origins;
mod outlets;
mod people;
mod phrase;
mod pile;
mod polarity;
mod pronouns;
mod prose;
mod setting;
mod sources;
mod spoken;
mod standing;
mod stories;
mod story;
mod stretches;
mod table;
mod tolls;
mod units;
mod versions;
mod vocabulary;
mod why;
mod wording;
mod words;

#[cfg(test)]
mod tests;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::attribute::SourceClass;
use crate::link::{Direction, Link};
use crate::shelf::Shelf;
use crate::{Annotated, Span};
pub use kept::Kept;
use pile::Pile;

/// All that `link` and `trace` say of a pile.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Traced {
    /// Report to report.
    pub links: Vec<Link>,
    /// Happenings, each with its claims.
    pub stories: Vec<Story>,
}

/// Reports of one happening.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Derives from content.
    pub id: String,
    /// The headline that says most of it.
    pub title: String,
    /// Ids of its reports.
    pub reports: Vec<String>,
    /// What they say.
    pub claims: Vec<Claim>,
}

/// Statements and narrated sentences that say the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Derives from content.
    pub id: String,
    /// The words of the witness that says it most plainly.
    pub title: String,
    /// Who witnesses it.
    pub witnesses: Vec<Witness>,
    /// Which witness has it from which.
    pub edges: Vec<Edge>,
    /// Cited, or must have existed, but not in the pile.
    pub lost_witnesses: Vec<LostWitness>,
    /// Where it goes back to.
    pub origins: Vec<Origin>,
    /// How many of them are independent.
    pub independent_origins: Independent,
    /// What an edge changed.
    pub changes: Vec<Change>,
    /// Where versions differ and no edge explains it.
    pub disagreements: Vec<Disagreement>,
}

/// A report's version with the words that say the claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Witness {
    /// Derives from report and words.
    pub id: String,
    /// Id of the report.
    pub report: String,
    /// Id of the statement; `None` for narration.
    pub statement: Option<String>,
    /// The words.
    pub spans: Vec<Span>,
    /// Whether the words are the headline.
    pub headline: bool,
}

/// One witness has it from another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// Id of a witness or lost witness.
    pub from: String,
    /// Id of a witness or lost witness.
    pub to: String,
    /// A link's kind (`reprint`, …, `citation`) or `same` for a claim told twice in one report.
    pub kind: String,
    /// How sure it is that `from` came first.
    pub direction: Direction,
    /// Why, in sentences.
    pub reasons: Vec<String>,
}

/// A report or voice that is cited, or must have existed, but is not in the pile: the next thing to look for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LostWitness {
    /// Derives from claim and name.
    pub id: String,
    /// "Al Hadath".
    pub name: String,
    /// What it is in the chain.
    pub role: LostRole,
    /// Who cites it, with the words.
    pub cited_by: Vec<Cited>,
}

/// What a lost witness is in the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LostRole {
    /// Where a chain begins: a medium or paper of its own knowledge.
    Origin,
    /// A medium in the middle of a chain.
    Relay,
    /// A text that several reports must have had before them.
    Ancestor,
}

/// Words of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cited {
    /// Id of the report.
    pub report: String,
    /// The words.
    pub spans: Vec<Span>,
}

/// Where a claim goes back to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// As resolved.
    pub name: String,
    /// What kind of source.
    pub class: SourceClass,
    /// Ids of the witnesses that go back to it.
    pub witnesses: Vec<String>,
    /// Whether its own words are not in the pile.
    pub lost: bool,
}

/// How many origins are independent, with each step of the reckoning.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Independent {
    /// Certainly different.
    pub at_least: usize,
    /// Possibly different.
    pub at_most: usize,
    /// Each step a sentence with its words.
    pub why: Vec<Why>,
}

/// One step of a reckoning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// "'local sources' reach r4, r7 and r9 only through Al Hadath."
    pub says: String,
    /// The words that show it.
    pub shown_by: Vec<Cited>,
}

/// What changed between two witnesses of one claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Id of the witness it was in.
    pub from: String,
    /// Id of the witness it became in.
    pub to: String,
    /// Id of the report of `from`.
    pub from_report: String,
    /// Id of the report of `to`.
    pub to_report: String,
    /// What kind of thing.
    pub what: Aspect,
    /// As written before; `None` where added.
    pub was: Option<String>,
    /// As written after; `None` where dropped.
    pub became: Option<String>,
    /// Where it was.
    pub was_span: Option<Vec<Span>>,
    /// Where it is.
    pub became_span: Option<Vec<Span>>,
}

/// What of a claim can change or be disputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Aspect {
    Number,
    Hedge,
    Source,
    Place,
    Time,
    Actor,
    Polarity,
}

/// Versions of a claim that differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// In what.
    pub what: Aspect,
    /// The versions.
    pub values: Vec<Version>,
}

/// One of several versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// "100".
    pub value: String,
    /// Ids of the witnesses that have it.
    pub witnesses: Vec<String>,
}

/// Groups a pile into stories and claims and traces each claim to its origins.
///
/// ```
/// use stemma::{annotate, read::Report, situate::Reference, trace::trace};
/// let report = |id, text| annotate(Report::from_text(id, text), Reference::bundled());
/// let fire = "Fire broke out in the old mill of Varn on Sunday. Nobody was hurt in the flames.";
/// let pile = [report("a", fire), report("b", fire)];
/// let stories = trace(&pile, &[]);
/// assert_eq!(stories.len(), 1);
/// assert_eq!(stories[0].reports, ["a", "b"]);
/// ```
pub fn trace(pile: &[Annotated], links: &[Link]) -> Vec<Story> {
    trace_again(pile, links, &mut Kept::default())
}

/// As [`trace`], tracing only those stories that were not kept from a run before: for a pile to which reports were added,
/// or from which some were taken. The result is that of a run from scratch, to the byte.
pub fn trace_again(pile: &[Annotated], links: &[Link], kept: &mut Kept) -> Vec<Story> {
    let mut stories = Vec::new();
    trace_from(&pile, links, Some(kept), &mut |story| stories.push(story));
    stories
}

/// Stories that are traced together before they are handed on.
const BATCH: usize = 256;

/// As [`trace_again`], of reports that lie on a shelf; without `kept`, all is traced and nothing kept. Stories are handed
/// on one by one, the largest first. Of the whole pile only its words are held in memory, of the reports themselves
/// those of a few stories at a time.
pub fn trace_from(shelf: &dyn Shelf, links: &[Link], mut kept: Option<&mut Kept>, each: &mut dyn FnMut(Story)) {
    if let Some(kept) = &mut kept {
        kept.start();
    }
    let census = census::Census::new(shelf);
    let groups = in_order(stories::stories(&census, links));
    let within = links_by_story(&census, links, &groups);
    let all: Vec<(&Vec<usize>, &Vec<usize>)> = groups.iter().zip(&within).collect();
    for batch in all.chunks(BATCH) {
        let told = |&(reports, within): &(&Vec<usize>, &Vec<usize>)| {
            let held: Vec<_> = reports.iter().map(|&report| census.take(report)).collect();
            let pile = Pile::of(&census, reports, &held);
            let made_of = kept.as_deref().map(|_| kept::made_of(&pile, links, within));
            match made_of.as_deref().and_then(|made_of| kept.as_deref()?.find(made_of)) {
                Some(story) => (made_of, story, false),
                None => (made_of, story::story(&pile, links, within), true),
            }
        };
        let made: Vec<(Option<String>, Story, bool)> = batch.par_iter().map(told).collect();
        for (made_of, story, anew) in made {
            if let (Some(kept), Some(made_of)) = (&mut kept, made_of) {
                kept.note(made_of, anew);
            }
            each(story);
        }
    }
    if let Some(kept) = kept {
        kept.forget();
    }
}

/// The groups, those of most reports first, then by the ids of their reports, in whose order reports are numbered.
fn in_order(mut groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    groups.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    groups
}

/// Per story the indices of the links between its reports, in an order that the input's does not sway.
fn links_by_story(census: &census::Census, links: &[Link], groups: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut story = vec![0; census.reports.len()];
    for (at, docs) in groups.iter().enumerate() {
        docs.iter().for_each(|&doc| story[doc] = at);
    }
    let mut order: Vec<usize> = (0..links.len()).collect();
    order.sort_by_key(|&at| (&links[at].from, &links[at].to, links[at].kind));
    let mut within = vec![Vec::new(); groups.len()];
    for at in order {
        let ends = (census.find(&links[at].from), census.find(&links[at].to));
        if let (Some(from), Some(to)) = ends
            && story[from] == story[to]
            && from != to
        {
            within[story[from]].push(at);
        }
    }
    within
}
