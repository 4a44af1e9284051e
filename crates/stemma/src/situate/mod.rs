//! situate: when, where, who, how many. Doubt is data: an interval, a radius, alternatives, `None`.

pub mod actor;
pub mod event;
pub mod place;
mod rows;
pub mod time;

use serde::{Deserialize, Serialize};

use crate::attribute::Statement;
use crate::read::Report;
use crate::segment::Segmentation;

/// What the room found in one report; every list in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Situation {
    /// Times told.
    pub times: Vec<time::TimeMention>,
    /// Places told.
    pub places: Vec<place::PlaceMention>,
    /// People, organisations, states, armed groups.
    pub actors: Vec<actor::ActorMention>,
    /// Who does what to whom, with how many.
    pub events: Vec<event::Event>,
    /// What contradicts itself or the reference, in words.
    pub doubts: Vec<String>,
}

/// What the room looks things up in: bundled tables and what the user added.
#[derive(Debug)]
pub struct Reference {
    /// Places by name.
    pub gazetteer: place::Gazetteer,
    /// Actors by alias.
    pub actors: actor::ActorTable,
}

impl Reference {
    /// The tables that are built into the program.
    pub fn bundled() -> &'static Reference {
        static BUNDLED: std::sync::OnceLock<Reference> = std::sync::OnceLock::new();
        BUNDLED
            .get_or_init(|| Reference { gazetteer: place::Gazetteer::bundled(), actors: actor::ActorTable::bundled() })
    }
}

/// Finds times, places, actors and events of a report.
pub fn situate(
    report: &Report,
    segmentation: &Segmentation,
    statements: &[Statement],
    reference: &Reference,
) -> Situation {
    let published = report.published_at();
    let times = time::times(&report.text, segmentation, published);
    let (places, doubts) = place::places(report, segmentation, &reference.gazetteer);
    let actors = actor::actors(report, segmentation, statements, &places, &reference.actors);
    let events = event::events(report, segmentation, statements, &times, &places, &actors);
    Situation { times, places, actors, events, doubts }
}
