//! link: which report copies, excerpts, rewrites, quotes or cites which, aligned to spans.

use serde::{Deserialize, Serialize};

use crate::{Annotated, Span};

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
    Quote,
    Citation,
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

/// Finds every related pair of a pile, and the parents among them.
pub fn link(pile: &[Annotated]) -> Vec<Link> {
    let _ = pile;
    Vec::new()
}
