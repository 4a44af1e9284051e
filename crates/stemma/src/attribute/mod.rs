//! attribute: who says what, through whom. Statements with source, cue, content, stance, hedges and chain.

pub mod outlets;

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::read::Report;
use crate::segment::Segmentation;

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
pub fn attribute(report: &Report, segmentation: &Segmentation) -> Vec<Statement> {
    let _ = (report, segmentation);
    Vec::new()
}
