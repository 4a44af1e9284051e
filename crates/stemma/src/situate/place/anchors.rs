//! The places of a report that its other names are measured against: their countries, areas and points.
//!
//! A name is never measured against itself, so that "Georgia" is weighed by Alabama and Florida alone.

use std::collections::{BTreeMap, BTreeSet};

use super::gazetteer::{Candidate, Gazetteer, Level};
use super::kilometres;
use super::resolve::{Asked, Scored};
use super::spot::{Spot, Way};
use super::weigh::Evidence;

/// More places than this do not make a report's whereabouts clearer.
const MOST: usize = 300;

/// One place that a name of the report means.
struct Anchor {
    key: String,
    country: Option<[u8; 2]>,
    area: Option<u32>,
    point: Option<(f64, f64)>,
    weight: f64,
}

/// All of them, each place once.
#[derive(Default)]
pub(super) struct Anchors {
    all: Vec<Anchor>,
}

impl Anchors {
    /// In the first round only names with one weighty meaning count.
    pub fn of(asked: &[Asked], scored: &[Vec<Scored>], first: bool) -> Anchors {
        let mut anchors = Anchors::default();
        let mut seen = BTreeSet::new();
        for (one, meanings) in asked.iter().zip(scored) {
            let Some(top) = meanings.first().filter(|_| anchors.all.len() < MOST) else { continue };
            let second = meanings.get(1).map_or(f64::MIN, |m| m.score);
            let demonym = one.spot.way == Way::Demonym;
            if top.stranger || first && top.score - second < 1.5 || !seen.insert((top.candidate.place, demonym)) {
                continue;
            }
            anchors.all.push(anchor(&one.spot.key, &top.candidate, if demonym { 0.5 } else { 1.0 }));
        }
        anchors
    }

    /// The anchors as the name with this key sees them.
    pub fn seen_from(&self, key: &str) -> View {
        let mut view = View::default();
        for anchor in self.all.iter().filter(|anchor| anchor.key != key) {
            view.weight += anchor.weight;
            if let Some(country) = anchor.country {
                *view.countries.entry(country).or_default() += anchor.weight;
            }
            if let Some(area) = anchor.area {
                *view.areas.entry(area).or_default() += anchor.weight;
            }
            view.points.extend(anchor.point);
        }
        view
    }
}

fn anchor(key: &str, place: &Candidate, weight: f64) -> Anchor {
    let area = if place.level == Level::Admin1 { Some(place.place) } else { place.parent };
    let local = matches!(place.level, Level::Town | Level::Admin2);
    Anchor {
        key: key.to_string(),
        country: place.country,
        area: area.filter(|_| place.level != Level::Country),
        point: local.then_some((place.lat, place.lon)),
        weight,
    }
}

/// The whereabouts of the report as one of its names sees them.
#[derive(Default)]
pub(super) struct View {
    countries: BTreeMap<[u8; 2], f64>,
    areas: BTreeMap<u32, f64>,
    points: Vec<(f64, f64)>,
    weight: f64,
}

impl View {
    /// The country that most of the report's other places lie in, where one does.
    pub fn settled(&self) -> Option<[u8; 2]> {
        let (country, weight) = self.countries.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
        (*weight >= 2.0 && *weight >= 0.45 * self.weight).then_some(*country)
    }

    /// Whether the report keeps to one country, and the candidate lies in one that nothing else in it names.
    pub fn is_stranger(&self, candidate: &Candidate) -> bool {
        let sure = self.weight >= 4.0 && self.countries.values().any(|weight| *weight >= 0.6 * self.weight);
        sure && candidate.country.is_some_and(|country| !self.countries.contains_key(&country))
    }

    /// Share of the other places that lie in the candidate's country, 0 to 1.
    pub fn in_country(&self, candidate: &Candidate) -> f64 {
        let own = candidate.country.and_then(|country| self.countries.get(&country)).copied().unwrap_or(0.0);
        if self.weight == 0.0 { 0.0 } else { own / self.weight }
    }

    /// Share of the other places that lie in the candidate or in an area that holds it, 0 to 1.
    pub fn in_area(&self, candidate: &Candidate, gazetteer: &Gazetteer) -> f64 {
        let up = gazetteer.parents(candidate.place);
        let shared = self.areas.iter().filter(|(area, _)| up.contains(area) || **area == candidate.place);
        let own: f64 = shared.map(|(_, weight)| weight).sum();
        if self.weight == 0.0 { 0.0 } else { (own / self.weight).min(1.0) }
    }

    /// Kilometres to the nearest other town of the report.
    pub fn nearest(&self, candidate: &Candidate) -> f64 {
        let here = (candidate.lat, candidate.lon);
        self.points.iter().map(|point| kilometres(*point, here)).fold(f64::INFINITY, f64::min)
    }
}

/// What the report's sure places add to a name that is not sure to be a place at all.
pub(super) fn support(anchors: &Anchors, gazetteer: &Gazetteer, spot: &Spot, evidence: &Evidence) -> f64 {
    if evidence.person || !matches!(spot.way, Way::Name | Way::Told) {
        return 0.0;
    }
    let view = anchors.seen_from(&spot.key);
    let local = spot.candidates.iter().filter(|c| c.level != Level::Country);
    let near = local.map(|c| view.nearest(c)).fold(f64::INFINITY, f64::min);
    let settled = view.settled();
    let there = |c: &&Candidate| c.country == settled && settled.is_some();
    let known = spot.candidates.iter().find(there).map(|c| c.population > 10_000);
    match (known, settled) {
        _ if near < 90.0 => 1.25,
        _ if near < 160.0 => 0.75,
        (Some(true), _) => 0.5,
        (None, Some(country)) if sounds_alike(gazetteer, spot, country) => 1.0,
        _ => 0.0,
    }
}

/// Whether the country has a town that sounds like the name.
fn sounds_alike(gazetteer: &Gazetteer, spot: &Spot, country: [u8; 2]) -> bool {
    spot.key.is_ascii() && !gazetteer.lookup_alike(&spot.key, country).is_empty()
}
