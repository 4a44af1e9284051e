//! What happens: who does what to whom, where, when and with how many.

use serde::{Deserialize, Serialize};

use super::{actor::ActorMention, place::PlaceMention, time::TimeMention};
use crate::Span;
use crate::attribute::Statement;
use crate::read::Report;
use crate::segment::Segmentation;

/// An event told in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Derives from the report's id and the trigger.
    pub id: String,
    /// The statement whose content tells it; `None` for narration.
    pub statement: Option<String>,
    /// The words that name it ("killed", "the evacuation").
    pub trigger: Vec<Span>,
    /// Lower-case category (`kill`, `attack`, `evacuate`, `arrest`, …), from the lexicon.
    pub kind: String,
    /// Index into [`Situation::actors`](super::Situation::actors).
    pub agent: Option<usize>,
    /// Index into [`Situation::actors`](super::Situation::actors).
    pub patient: Option<usize>,
    /// Index into [`Situation::places`](super::Situation::places).
    pub place: Option<usize>,
    /// Index into [`Situation::times`](super::Situation::times).
    pub time: Option<usize>,
    /// How many of what.
    pub quantities: Vec<Quantity>,
    /// Whether it is said not to have happened.
    pub negated: bool,
}

/// A number as a range: "more than 120 members" is low 120, high none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The words.
    pub span: Vec<Span>,
    /// At least.
    pub low: Option<f64>,
    /// At most.
    pub high: Option<f64>,
    /// What is counted ("members", "people", "rockets"), singular or plural as written, lower case.
    pub unit: Option<String>,
}

/// Finds the events of a report.
pub fn events(
    report: &Report,
    segmentation: &Segmentation,
    statements: &[Statement],
    times: &[TimeMention],
    places: &[PlaceMention],
    actors: &[ActorMention],
) -> Vec<Event> {
    let _ = (report, segmentation, statements, times, places, actors);
    Vec::new()
}

/// Finds the quantities of a stretch of text, events or not.
pub fn quantities(text: &str, within: Span) -> Vec<Quantity> {
    let _ = (text, within);
    Vec::new()
}
