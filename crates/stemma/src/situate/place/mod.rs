//! Where: places with coordinates and radius, alternatives kept with their reasons.
//!
//! Three steps, each a file: [`spot`] finds words that may name a place, [`weigh`] decides which do here, [`resolve`]
//! decides which place they name. What no list has stays, with its words and without coordinates.

mod anchors;
mod doubt;
pub mod gazetteer;
mod home;
mod key;
mod lexicon;
mod people;
mod resolve;
mod spot;
mod text;
mod weigh;
pub mod words;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use gazetteer::{Alias, Candidate, Class, Gazetteer, Level, Place};
pub use key::{jaro_winkler, name_key, same_place_name, skeleton, sounds, without_article};

use crate::Span;
use crate::read::Report;
use crate::segment::Segmentation;
use resolve::{Asked, Scored};
use spot::{Spot, Way};
use text::Text;
use weigh::Evidence;

/// A place told in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceMention {
    /// Where it stands.
    pub span: Span,
    /// The gazetteer's name; the words here where nothing resolves them.
    pub name: String,
    /// GeoNames id.
    pub geonames_id: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// `country`, `admin1`, `admin2`, `town`, `region`, `sea`, `river`, `mountain`, `continent`, `unknown`.
    pub level: String,
    /// How far from the point it reaches.
    pub radius_km: Option<f64>,
    /// Why this one, in words.
    pub basis: String,
    /// What else it could be, best first.
    pub alternatives: Vec<Alternative>,
    /// What the name does in its sentence.
    #[serde(default)]
    pub role: PlaceRole,
}

/// What a place's name does in its sentence: only [`PlaceRole::Place`] says where something is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceRole {
    /// The place itself: "in Homs".
    #[default]
    Place,
    /// Its government: "Washington said".
    Government,
    /// An adjective or a people: "Syrian", "Syrians".
    Demonym,
    /// Part of the name of something else: "Louisville Police Department".
    InName,
}

/// Another place that the words could mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// The gazetteer's name.
    pub name: String,
    /// GeoNames id; empty where it has none.
    pub geonames_id: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Why it stands behind.
    pub reason: String,
}

/// Great-circle distance between two points, each degrees north and east.
///
/// ```
/// let homs_to_palmyra = stemma::situate::place::kilometres((34.73, 36.71), (34.56, 38.28));
/// assert!((homs_to_palmyra - 145.0).abs() < 3.0);
/// ```
pub fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let (dlat, dlon) = (lat_b - lat_a, (b.1 - a.1).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (dlon / 2.0).sin().powi(2);
    12_742.0 * h.sqrt().min(1.0).asin()
}

/// Finds and resolves the places of a report; second: geography that contradicts itself, in words.
///
/// ```
/// use stemma::{read::Report, segment::segment, situate::place::{Gazetteer, places}};
/// let report = Report::from_text("r", "The road from Homs to Palmyra was cut near Sukhna, in Syria.");
/// let (found, doubts) = places(&report, &segment(&report.text), &Gazetteer::bundled());
/// assert!(found.iter().all(|place| place.country.as_deref() == Some("SY")));
/// assert_eq!((found.len(), doubts.len()), (4, 0));
/// ```
pub fn places(report: &Report, segmentation: &Segmentation, gazetteer: &Gazetteer) -> (Vec<PlaceMention>, Vec<String>) {
    let sets = lexicon::english();
    let text = Text::new(&report.text, segmentation);
    let spots = spot::spots(&text, gazetteer, sets);
    let known = known_words(&spots);
    let people = people::People::find(&text, sets, &|from, to| known.contains(&(from, to)));
    let weighed = weigh::weigh(&text, sets, &people, &spots);
    let home = home::Home::of(report, gazetteer);
    let sure = keep(&spots, &weighed, |_, evidence| evidence.sum >= weigh::ENOUGH);
    let (_, _, anchors) = settle(&text, sets, &sure, gazetteer, &home);
    let support = |spot: &Spot, evidence: &Evidence| anchors::support(&anchors, gazetteer, spot, evidence);
    let kept = keep(&spots, &weighed, |spot, evidence| evidence.sum + support(spot, evidence) >= weigh::ENOUGH);
    let (asked, scored, _) = settle(&text, sets, &kept, gazetteer, &home);
    let doubts = doubt::doubts(&text, &asked, &scored, gazetteer);
    let mentions = kept
        .iter()
        .zip(&scored)
        .map(|((spot, evidence), meanings)| mention(&text, gazetteer, spot, evidence, meanings));
    (mentions.collect(), doubts)
}

/// A spot and what its context says of it.
type Kept<'a> = (&'a Spot, Evidence);

fn keep<'a>(spots: &'a [Spot], weighed: &[Evidence], enough: impl Fn(&Spot, &Evidence) -> bool) -> Vec<Kept<'a>> {
    spots.iter().zip(weighed.iter().copied()).filter(|(spot, evidence)| enough(spot, evidence)).collect()
}

/// What is asked of each kept spot, its meanings, and the places that they were measured against.
fn settle<'a>(
    text: &Text,
    sets: &lexicon::Sets,
    kept: &[Kept<'a>],
    gazetteer: &Gazetteer,
    home: &home::Home,
) -> (Vec<Asked<'a>>, Vec<Vec<Scored>>, anchors::Anchors) {
    let asked: Vec<Asked> = (0..kept.len()).map(|at| ask(text, sets, kept, at)).collect();
    let (scored, anchors) = resolve::resolve(&asked, gazetteer, home);
    (asked, scored, anchors)
}

/// The stretches that are a well-known place, which a full name does not swallow.
fn known_words(spots: &[Spot]) -> std::collections::BTreeSet<(usize, usize)> {
    let known = |spot: &&Spot| {
        let strong = spot.best().is_some_and(|best| spot::importance(best) >= 4.0);
        matches!(spot.way, Way::Road | Way::Demonym | Way::Abbreviation)
            || strong
            || spot.to - spot.from > 1 && spot.way == Way::Name
    };
    spots.iter().filter(known).map(|spot| (spot.from, spot.to)).collect()
}

/// What the words beside a kept spot say of which place is meant.
fn ask<'a>(text: &Text, sets: &lexicon::Sets, kept: &[Kept<'a>], at: usize) -> Asked<'a> {
    let spot = kept[at].0;
    let next = kept.get(at + 1).map(|(next, _)| *next);
    let comma = next.filter(|next| text.lower(spot.to) == "," && next.from == spot.to + 1);
    let inside = next.filter(|next| text.lower(spot.to) == "in" && next.from <= spot.to + 2);
    let apart =
        |area: &&Spot| spot.best().is_none_or(|best| best.level != Level::Country) || weigh::closed(text, area.to);
    let area = comma.or(inside).filter(|area| weigh::is_area(area) && weigh::holds(area, spot)).filter(apart);
    let after = text.lower(spot.to);
    let before = text.lower(spot.from.wrapping_sub(2));
    let of = text.lower(spot.from.wrapping_sub(1)) == "of";
    let admin = sets.admin.has(after) && !text.capital(spot.to) || of && sets.admin.has(before);
    let town = matches!(after, "city" | "town" | "village")
        || of && matches!(before, "city" | "town" | "village" | "streets" | "outskirts" | "mayor");
    let kind = if admin { Some(Level::Admin1) } else { town.then_some(Level::Town) };
    let institution = sets.institution.has(after);
    Asked { spot, within: area.map(|area| area.candidates.clone()).unwrap_or_default(), kind, institution }
}

fn mention(text: &Text, gazetteer: &Gazetteer, spot: &Spot, evidence: &Evidence, meanings: &[Scored]) -> PlaceMention {
    let span = text.span(spot.from, spot.to);
    let role = match spot.way {
        Way::Demonym => PlaceRole::Demonym,
        _ if evidence.government => PlaceRole::Government,
        _ if evidence.in_name => PlaceRole::InName,
        _ => PlaceRole::Place,
    };
    let Some(top) = meanings.first() else { return unresolved(span, span.of(text.text), spot, role) };
    if top.stranger {
        return stranger(span, span.of(text.text), gazetteer, role, meanings);
    }
    let place = &top.candidate;
    PlaceMention {
        span,
        name: gazetteer.name(place.place),
        geonames_id: place.geonames_id.map(|id| id.to_string()),
        lat: Some(place.lat),
        lon: Some(place.lon),
        country: place.country_code().map(str::to_string),
        level: place.level.word().to_string(),
        radius_km: Some(place.radius_km),
        basis: basis(top, role),
        alternatives: meanings[1..].iter().take(4).map(|other| alternative(gazetteer, top, other)).collect(),
        role,
    }
}

/// A name that lists have only far from the report's other places: open, with what it could mean.
fn stranger(span: Span, words: &str, gazetteer: &Gazetteer, role: PlaceRole, meanings: &[Scored]) -> PlaceMention {
    let reason = "in a country that the report does not otherwise name";
    let other = |meaning: &Scored| Alternative { reason: reason.into(), ..alternative(gazetteer, meaning, meaning) };
    let basis = "a place of that name is known only far from the report's other places";
    PlaceMention { alternatives: meanings.iter().take(4).map(other).collect(), ..open(span, words, role, basis) }
}

fn unresolved(span: Span, words: &str, spot: &Spot, role: PlaceRole) -> PlaceMention {
    let basis = match spot.way {
        Way::Road => "a road, by its last word; no list has roads",
        Way::Feature => "a place, by its word of kind; no list has it",
        _ => "a place, by the words before it; no list has it",
    };
    open(span, words, role, basis)
}

/// A place with its words and no coordinates.
fn open(span: Span, words: &str, role: PlaceRole, basis: &str) -> PlaceMention {
    PlaceMention {
        span,
        name: words.to_string(),
        geonames_id: None,
        lat: None,
        lon: None,
        country: None,
        level: "unknown".to_string(),
        radius_km: None,
        basis: basis.to_string(),
        alternatives: Vec::new(),
        role,
    }
}

fn basis(top: &Scored, role: PlaceRole) -> String {
    let mut basis = String::from(if top.inferred { "inferred from the sound of the name" } else { "by its name" });
    if top.why.is_empty() {
        basis.push_str("; the most populous or widest of that name");
    }
    for reason in &top.why {
        basis.push_str("; ");
        basis.push_str(reason);
    }
    basis.push_str(match role {
        PlaceRole::Place => "",
        PlaceRole::Government => "; it stands for its government here",
        PlaceRole::Demonym => "; an adjective or people of it",
        PlaceRole::InName => "; inside the name of something else",
    });
    basis
}

fn alternative(gazetteer: &Gazetteer, top: &Scored, other: &Scored) -> Alternative {
    let behind = top.why.iter().find(|reason| !other.why.contains(reason)).copied();
    let smaller = other.candidate.population < top.candidate.population;
    let reason = match behind {
        Some(reason) => format!("this cannot be said of it: {reason}"),
        None if smaller => "less populous".to_string(),
        None => "fits the report less well".to_string(),
    };
    Alternative {
        name: gazetteer.name(other.candidate.place),
        geonames_id: other.candidate.geonames_id.map(|id| id.to_string()).unwrap_or_default(),
        lat: other.candidate.lat,
        lon: other.candidate.lon,
        country: other.candidate.country_code().map(str::to_string),
        reason,
    }
}
