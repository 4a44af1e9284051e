//! Who: people, organisations, states, armed groups and media, by alias, short form and acronym.

use serde::{Deserialize, Serialize};

use super::place::PlaceMention;
use crate::Span;
use crate::read::Report;
use crate::segment::Segmentation;

/// An actor told in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActorMention {
    /// Where it stands.
    pub span: Span,
    /// The full or table name; the words here where nothing resolves them.
    pub name: String,
    /// The table's id; for actors outside the table one derived from the folded full name.
    pub id: String,
    /// `person`, `organisation`, `state`, `government`, `army`, `armed-group`, `alliance`, `outlet`, `people`.
    pub kind: String,
    /// Why this one, in words ("table alias", "short form of …", "acronym of …").
    pub basis: String,
}

/// Actors by alias.
#[derive(Debug)]
pub struct ActorTable {}

impl ActorTable {
    /// The one built into the program.
    pub fn bundled() -> Self {
        ActorTable {}
    }
}

/// Finds the actors of a report.
pub fn actors(
    report: &Report,
    segmentation: &Segmentation,
    places: &[PlaceMention],
    table: &ActorTable,
) -> Vec<ActorMention> {
    let _ = (report, segmentation, places, table);
    Vec::new()
}
