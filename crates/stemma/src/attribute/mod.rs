//! attribute: who says what, through whom. Statements with source, cue, content, stance, hedges and chain.

pub mod outlets;

mod complement;
mod draft;
mod lexicon;
mod nesting;
mod passive;
mod phrase;
mod prepositions;
mod quotations;
mod verbs;
mod view;

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::read::{Report, content_id};
use crate::segment::Segmentation;

use draft::Draft;
use view::{Run, View};

/// Somebody says, believes, asks, denies something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Derives from the report's id and the spans.
    pub id: String,
    /// The id of the statement whose content holds this one.
    pub parent: Option<String>,
    /// In the source's own words or not.
    pub kind: Kind,
    /// As written; `None` where the text names none.
    pub source: Option<Vec<Span>>,
    /// "said", "according to", "citing".
    pub cue: Vec<Span>,
    /// What is said; split where the attribution stands in the middle.
    pub content: Vec<Span>,
    /// How the source stands to it.
    pub stance: Stance,
    /// "could be", "allegedly".
    pub hedges: Vec<Span>,
    /// Origin first, the outlet nearest to this page last.
    pub chain: Vec<ChainLink>,
    /// Which rule found it, for `--explain`.
    pub rule: String,
}

/// One hand that a statement went through.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChainLink {
    /// The resolved name ("Ammar al-Assad"); the words here where nothing resolves them.
    pub name: String,
    /// What kind of source it is.
    pub class: SourceClass,
    /// The words here ("The politician"); `None` where they stand in no span (the page's own outlet).
    pub span: Option<Span>,
    /// Sources side by side in one link ("Reuters and AFP").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<ChainLink>,
}

/// In whose words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Kind {
    Direct,
    Mixed,
    Indirect,
}

/// How the source stands to what it is quoted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Stance {
    Asserts,
    Denies,
    Doubts,
    Asks,
    Orders,
    Believes,
    Declines,
}

/// What kind of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceClass {
    /// A named person.
    Person,
    /// A person in office, by office or name.
    Official,
    /// A body: ministry, army, company, NGO.
    Organisation,
    /// A medium.
    Outlet,
    /// "residents", "Arab media": many, none by name.
    Group,
    /// "local sources", "an official who asked not to be named".
    Unnamed,
    /// A paper, data, a post.
    Document,
    /// The page itself.
    Author,
}

impl SourceClass {
    /// Whether somebody could be asked: `group` and `unnamed` are not named.
    pub fn is_named(self) -> bool {
        !matches!(self, SourceClass::Group | SourceClass::Unnamed)
    }
}

/// Finds the statements of a report.
///
/// ```
/// use stemma::{attribute::attribute, read::Report, segment::segment};
/// let report = Report::from_text("r1", "The bridge fell, the mayor said.");
/// let statements = attribute(&report, &segment(&report.text));
/// assert_eq!(&report.text[statements[0].content[0]], "The bridge fell");
/// assert_eq!(&report.text[statements[0].source.as_ref().unwrap()[0]], "the mayor");
/// assert_eq!(statements[0].chain[0].name, "the mayor");
/// ```
pub fn attribute(report: &Report, segmentation: &Segmentation) -> Vec<Statement> {
    let view = View::new(&report.text, segmentation);
    let runs: Vec<Run<'_>> = view.runs().into_iter().filter(|run| !is_furniture(report, run)).collect();
    let mut drafts = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        let first = drafts.len();
        prepositions::find(run, &mut drafts);
        verbs::find(run, &mut drafts);
        for draft in &mut drafts[first..] {
            (draft.run, draft.paragraph) = (index, run.paragraph);
        }
    }
    quotations::float(&runs, &mut drafts);
    finish(report, segmentation, drafts)
}

fn is_furniture(report: &Report, run: &Run<'_>) -> bool {
    let span = run.span(0..run.len());
    let from = report.furniture.partition_point(|f| f.end <= span.start);
    report.furniture.get(from).is_some_and(|f| f.overlaps(span))
}

/// Drafts to statements, in the order of the text.
fn finish(report: &Report, segmentation: &Segmentation, mut drafts: Vec<Draft>) -> Vec<Statement> {
    drafts.sort_by_key(|draft| (draft.extent().start, draft.cue.first().map_or(0, |cue| cue.start)));
    let parents = nesting::parents(&drafts);
    let quoted: Vec<Span> = segmentation.quotations.iter().filter(|q| q.depth == 0).map(|q| q.span).collect();
    let ids: Vec<String> = drafts.iter().map(|draft| id(report, draft)).collect();
    let statement = |(index, draft): (usize, &Draft)| Statement {
        id: ids[index].clone(),
        parent: parents[index].map(|parent| ids[parent].clone()),
        kind: draft::kind(&draft.content, &quoted),
        source: draft.source.map(|source| vec![source]),
        cue: draft.cue.clone(),
        content: draft.content.clone(),
        stance: draft.stance,
        hedges: Vec::new(),
        chain: draft
            .source
            .iter()
            .map(|&span| ChainLink {
                name: span.of(&report.text).to_string(),
                class: SourceClass::Person,
                span: Some(span),
                members: Vec::new(),
            })
            .collect(),
        rule: draft.rule.clone(),
    };
    drafts.iter().enumerate().map(statement).collect()
}

/// Derives from the report's id and the spans of cue and content.
fn id(report: &Report, draft: &Draft) -> String {
    let spans = draft.cue.iter().chain(&draft.content).map(|span| format!("{}-{}", span.start, span.end));
    let spans: Vec<String> = spans.collect();
    content_id(&[&report.id, &report.text_sha256, &spans.join(",")])
}
