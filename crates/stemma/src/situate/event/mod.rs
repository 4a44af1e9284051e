//! What happens: who does what to whom, where, when and with how many.
//!
//! A first version: triggers from a lexicon, arguments by nearness inside the sentence with the passive turned round.
//! No parser stands behind it; what a sentence leaves open stays `None`.

mod frames;
mod quantity;
mod triggers;

use serde::{Deserialize, Serialize};

use super::{actor::ActorMention, place::PlaceMention, time::TimeMention};
use crate::Span;
use crate::attribute::Statement;
use crate::read::{Report, content_id};
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
    /// Lower-case category (`kill`, `attack`, `evacuate`, `detain`, …), from the lexicon.
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
    /// What is counted ("members", "people", "rockets"), as written, lower case.
    pub unit: Option<String>,
}

/// Finds the events of a report, in the order of the text.
///
/// ```
/// use stemma::{read::Report, segment::segment, situate::event::events};
/// let report = Report::from_text("r1", "More than 40 people were killed in the blast.");
/// let found = events(&report, &segment(&report.text), &[], &[], &[], &[]);
/// assert_eq!(found[0].kind, "kill");
/// assert_eq!(found[0].quantities[0].low, Some(40.0));
/// ```
pub fn events(
    report: &Report,
    segmentation: &Segmentation,
    statements: &[Statement],
    times: &[TimeMention],
    places: &[PlaceMention],
    actors: &[ActorMention],
) -> Vec<Event> {
    let told: Vec<Span> = times.iter().map(|t| t.span).collect();
    let around = frames::Around { text: &report.text, segmentation, times, places, actors, told: &told };
    let mut events = Vec::new();
    for sentence in &segmentation.sentences {
        if report.furniture.iter().any(|f| f.contains(sentence.span)) {
            continue;
        }
        let counted = quantity::quantities(&report.text, segmentation, sentence.span, &told);
        for trigger in triggers::triggers(&report.text, segmentation, sentence) {
            let mut event = around.event(sentence, &trigger, &counted);
            event.id = content_id(&[&report.id, "event", &trigger.span.start.to_string(), &event.kind]);
            event.statement = innermost(statements, trigger.span);
            events.push(event);
        }
    }
    events
}

/// Finds the quantities of a stretch of text, events or not.
///
/// ```
/// use stemma::{Span, segment::segment, situate::event::quantities};
/// let text = "Nearly 200 homes lost power.";
/// assert_eq!(quantities(text, &segment(text), Span::new(0, text.len()))[0].high, Some(200.0));
/// ```
pub fn quantities(text: &str, segmentation: &Segmentation, within: Span) -> Vec<Quantity> {
    quantity::quantities(text, segmentation, within, &[])
}

/// The statement with the shortest content that holds the words.
fn innermost(statements: &[Statement], words: Span) -> Option<String> {
    let holds = |s: &&Statement| s.content.iter().any(|c| c.contains(words));
    let length = |s: &&Statement| s.content.iter().map(|c| c.len()).sum::<usize>();
    statements.iter().filter(holds).min_by_key(length).map(|s| s.id.clone())
}
