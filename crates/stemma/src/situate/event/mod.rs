//! What happens: who does what to whom, where, when and with how many.
//!
//! Triggers from a lexicon, arguments by nearness inside the sentence with the passive turned round. No parser stands
//! behind it; what a sentence leaves open stays `None`. Categories and modes are named after PLOVER (Open Event Data
//! Alliance, CC BY-SA 4.0), sub-events after ACLED's codebook; which words lead to them is ours. What lies far back, is
//! still to come, or need not come is marked and kept.

mod forms;
mod frames;
mod quantity;
mod triggers;
mod when;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::time::{TimeMention, days_between, interval};
use super::{actor::ActorMention, place::PlaceMention};
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
    /// When it is told to have been, index into [`Situation::times`](super::Situation::times); never the time of saying
    /// it, and never the publication date by itself.
    pub time: Option<usize>,
    /// How it comes to that time.
    #[serde(default)]
    pub time_by: Option<TimeBy>,
    /// How many of what.
    pub quantities: Vec<Quantity>,
    /// Whether it is said not to have happened.
    pub negated: bool,
    /// PLOVER's event type ("ASSAULT", "CONSULT"); `None` where it has none, or nobody need have done it ("died").
    #[serde(default)]
    pub category: Option<String>,
    /// By what means, after PLOVER's modes ("firearms", "heavy-weapons", "arrest").
    #[serde(default)]
    pub mode: Option<String>,
    /// ACLED's sub-event type of that name, where the words settle one.
    #[serde(default)]
    pub sub_event: Option<String>,
    /// Remembered: more than a year before the report, by its time or its words.
    #[serde(default)]
    pub historical: bool,
    /// Still to come when the report was written.
    #[serde(default)]
    pub future: bool,
    /// Feared, possible, under a condition.
    #[serde(default)]
    pub hypothetical: bool,
}

/// How an event comes to its time, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeBy {
    /// It stands in the same clause.
    Clause,
    /// It stands in the same sentence.
    Sentence,
    /// The event told before, a sentence or two back, has it, and nothing says that time went on.
    Before,
}

/// A list of words of a lexicon.
#[derive(Deserialize)]
struct Words {
    words: Vec<String>,
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
    /// The words of the number that this one is a part of: "at least 12, five of them children".
    #[serde(default)]
    pub part_of: Option<Span>,
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
    let around = frames::Around { text: &report.text, segmentation, times, places, actors };
    let (mut events, mut before) = (Vec::new(), when::Before::default());
    for (at, sentence) in segmentation.sentences.iter().enumerate() {
        if report.furniture.iter().any(|f| f.contains(sentence.span)) {
            continue;
        }
        let counted = quantity::quantities(&report.text, segmentation, sentence.span, &told);
        let first = events.len();
        let triggers = triggers::triggers(&report.text, segmentation, sentence);
        for trigger in &triggers {
            let statement = innermost(statements, trigger.span);
            let mut event = around.event(sentence, trigger, &counted, &triggers, statement.map(|s| &s.content[..]));
            event.id = content_id(&[&report.id, "event", &trigger.span.start.to_string(), &event.kind]);
            event.statement = statement.map(|s| s.id.clone());
            dated(&mut event, times, report.published_at().map(|at| at.date));
            events.push(event);
        }
        let elsewhen =
            when::is_elsewhen(sentence.span, times) || triggers::is_elsewhen(&report.text, segmentation, sentence);
        before.lend(&mut events[first..], at, elsewhen, times);
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

/// Whether that two sentences tell of this kind is a sign that they tell the same: "attack" is one, "begin" stands in all news,
/// and what courts and sport would add was not found to help.
pub fn is_telling(kind: &str) -> bool {
    triggers::is_telling(kind)
}

/// What its time says: more than a year past, or still to come.
fn dated(event: &mut Event, times: &[TimeMention], published: Option<Date>) {
    let told = event.time.and_then(|at| times.get(at)).and_then(interval);
    let (Some((first, last)), Some(published)) = (told, published) else { return };
    event.historical |= days_between(last, published) > 365;
    event.future |= first > published;
}

/// The statement with the shortest content that holds the words.
fn innermost(statements: &[Statement], words: Span) -> Option<&Statement> {
    let holds = |s: &&Statement| s.content.iter().any(|c| c.contains(words));
    let length = |s: &&Statement| s.content.iter().map(|c| c.len()).sum::<usize>();
    statements.iter().filter(holds).min_by_key(length)
}
