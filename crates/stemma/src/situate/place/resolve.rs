//! Which place a name means: every meaning is scored by what contains it, what else the report names, who publishes
//! the report and how many people live there.
//!
//! After Lieberman, Samet and Sankaranarayanan 2010 (local lexicons and comma groups), Leidner 2007 (one sense per
//! discourse, spatial minimality) and Smith and Crane 2001 (the centroid of the report).

use std::collections::BTreeMap;

use super::gazetteer::{Candidate, Class, Gazetteer, Level};
use super::home::Home;
use super::kilometres;
use super::spot::{Spot, Way};

/// A spot that is a place, and the areas named with it.
pub(super) struct Asked<'a> {
    pub spot: &'a Spot,
    /// Meanings of the area after the comma or "in": "La." for "Alexandria".
    pub within: Vec<Candidate>,
    /// The kind that the words beside it state.
    pub kind: Option<Level>,
}

/// A meaning and how well it fits, with what spoke for it.
#[derive(Debug, Clone)]
pub(super) struct Scored {
    pub candidate: Candidate,
    pub score: f64,
    pub why: Vec<&'static str>,
    /// Reached by its sound and not by its letters.
    pub inferred: bool,
}

/// Meanings of each asked name, best first; empty where no list has it.
pub(super) fn resolve(asked: &[Asked], gazetteer: &Gazetteer, home: &Home) -> Vec<Vec<Scored>> {
    let mut anchors = Anchors::default();
    let mut scored = Vec::new();
    for round in 0..3 {
        let scorer = Scorer { gazetteer, home, anchors: &anchors, settled: anchors.settled() };
        scored = asked.iter().map(|one| scorer.meanings(one)).collect::<Vec<_>>();
        one_sense(asked, &mut scored);
        anchors = Anchors::of(asked, &scored, round == 0);
    }
    scored
}

/// The same name means the same place all through the report, unless words beside it say otherwise.
fn one_sense(asked: &[Asked], scored: &mut [Vec<Scored>]) {
    let mut best: BTreeMap<String, (f64, u32)> = BTreeMap::new();
    for (one, meanings) in asked.iter().zip(scored.iter()) {
        if let Some(top) = meanings.first() {
            let seen = best.entry(one.spot.key.clone()).or_insert((f64::MIN, 0));
            if top.score > seen.0 {
                *seen = (top.score, top.candidate.place);
            }
        }
    }
    for (one, meanings) in asked.iter().zip(scored.iter_mut()) {
        let Some((_, place)) = best.get(&one.spot.key) else { continue };
        let at = meanings.iter().position(|m| m.candidate.place == *place);
        if let Some(at) = at.filter(|at| *at > 0 && one.within.is_empty() && one.kind.is_none()) {
            let mut sense = meanings.remove(at);
            sense.why.push("as elsewhere in the report");
            meanings.insert(0, sense);
        }
    }
}

/// The places of the report that others are measured against.
#[derive(Default)]
struct Anchors {
    countries: BTreeMap<[u8; 2], f64>,
    areas: BTreeMap<u32, f64>,
    points: Vec<(u32, f64, f64)>,
    weight: f64,
}

impl Anchors {
    /// In the first round only names with one weighty meaning count.
    fn of(asked: &[Asked], scored: &[Vec<Scored>], first: bool) -> Anchors {
        let mut anchors = Anchors::default();
        let mut seen = std::collections::BTreeSet::new();
        for (one, meanings) in asked.iter().zip(scored) {
            let Some(top) = meanings.first() else { continue };
            let second = meanings.get(1).map_or(f64::MIN, |m| m.score);
            if first && top.score - second < 1.5 || !seen.insert((top.candidate.place, one.spot.way == Way::Demonym)) {
                continue;
            }
            anchors.add(top, one.spot.way == Way::Demonym);
        }
        anchors
    }

    fn add(&mut self, top: &Scored, demonym: bool) {
        let weight = if demonym { 0.5 } else { 1.0 };
        self.weight += weight;
        if let Some(country) = top.candidate.country {
            *self.countries.entry(country).or_default() += weight;
        }
        let area = if top.candidate.level == Level::Admin1 { Some(top.candidate.place) } else { top.candidate.parent };
        if let Some(area) = area.filter(|_| top.candidate.level != Level::Country) {
            *self.areas.entry(area).or_default() += weight;
        }
        if matches!(top.candidate.level, Level::Town | Level::Admin2) {
            self.points.push((top.candidate.place, top.candidate.lat, top.candidate.lon));
        }
    }

    /// The country that most of the report's places lie in, where one does.
    fn settled(&self) -> Option<[u8; 2]> {
        let (country, weight) = self.countries.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
        (*weight >= 2.0 && *weight >= 0.45 * self.weight).then_some(*country)
    }

    fn nearest(&self, candidate: &Candidate) -> f64 {
        let others = self.points.iter().filter(|(place, ..)| *place != candidate.place);
        others
            .map(|(_, lat, lon)| kilometres((*lat, *lon), (candidate.lat, candidate.lon)))
            .fold(f64::INFINITY, f64::min)
    }
}

/// Where the report takes place, for names that are not sure to be places at all.
pub(super) struct Focus {
    anchors: Anchors,
}

impl Focus {
    /// From the meanings of the names that are sure.
    pub fn of(scored: &[Vec<Scored>]) -> Focus {
        let mut anchors = Anchors::default();
        scored.iter().filter_map(|meanings| meanings.first()).for_each(|top| anchors.add(top, false));
        Focus { anchors }
    }

    /// What a meaning near the report's other places, or in their country, adds to a name.
    pub fn support(&self, spot: &Spot, evidence: &super::weigh::Evidence) -> f64 {
        if evidence.person || spot.way != Way::Name {
            return 0.0;
        }
        let near = spot.candidates.iter().any(|c| c.level != Level::Country && self.anchors.nearest(c) < 90.0);
        let settled = self.anchors.settled();
        let known = spot.candidates.iter().any(|c| c.country == settled && settled.is_some() && c.population > 10_000);
        if near {
            1.25
        } else if known {
            0.5
        } else {
            0.0
        }
    }
}

struct Scorer<'a> {
    gazetteer: &'a Gazetteer,
    home: &'a Home,
    anchors: &'a Anchors,
    settled: Option<[u8; 2]>,
}

/// Least likeness of sound at which another spelling is taken for the name.
const ALIKE: f64 = 0.93;

impl Scorer<'_> {
    fn meanings(&self, one: &Asked) -> Vec<Scored> {
        let mut all: Vec<Scored> = one.spot.candidates.iter().map(|c| self.score(one, c.clone(), false)).collect();
        all.extend(self.by_sound(one));
        all.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.candidate.place.cmp(&b.candidate.place)));
        all.dedup_by_key(|m| m.candidate.place);
        all.truncate(8);
        all
    }

    /// Other spellings are looked for only in the country that the report has settled, and only where that country has
    /// no place of the very name.
    fn by_sound(&self, one: &Asked) -> Vec<Scored> {
        let Some(country) = self.settled.filter(|_| matches!(one.spot.way, Way::Name | Way::Told)) else {
            return Vec::new();
        };
        let candidates = &one.spot.candidates;
        let articled = self.gazetteer.lookup_article(&one.spot.key).into_iter().filter(|c| c.country == Some(country));
        let famous = candidates.iter().any(|c| c.population > 200_000 || c.level != Level::Town || c.added);
        if famous || candidates.iter().any(|c| c.country == Some(country)) || !one.spot.key.is_ascii() {
            return Vec::new();
        }
        let mut found: Vec<Scored> = articled.map(|c| self.score(one, c, true)).collect();
        let alike = self.gazetteer.lookup_alike(&one.spot.key, country);
        let close = alike.into_iter().take_while(|(_, likeness)| *likeness >= ALIKE).take(3);
        found.extend(close.map(|(c, likeness)| {
            let scored = self.score(one, c, true);
            Scored { score: scored.score + (likeness - 1.0) * 10.0, ..scored }
        }));
        found
    }

    fn score(&self, one: &Asked, candidate: Candidate, inferred: bool) -> Scored {
        let mut why = Vec::new();
        let mut score = standing(&candidate);
        let mut add = |points: f64, reason: &'static str| {
            score += points;
            if points >= 0.75 {
                why.push(reason);
            }
        };
        if one.within.iter().any(|area| self.lies_in(&candidate, area)) {
            add(8.0, "the area named with it holds it");
        }
        if let Some(kind) = one.kind {
            add(if kind == candidate.level { 4.0 } else { 0.0 }, "of the kind that the words beside it say");
        }
        if candidate.level == Level::Country {
            add(self.by_country(&candidate) * 0.6, "other places of the report lie in it");
        } else {
            add(self.by_country(&candidate), "other places of the report lie in its country");
            add(self.by_area(&candidate), "other places of the report lie in its area");
            add(2.0 * (-self.anchors.nearest(&candidate) / 120.0).exp(), "another place of the report is near");
        }
        add(self.home.nearness(&candidate), "near the home of the outlet");
        if candidate.added {
            add(20.0, "added to the gazetteer of the case");
        }
        Scored { candidate, score, why, inferred }
    }

    fn lies_in(&self, candidate: &Candidate, area: &Candidate) -> bool {
        candidate.place != area.place
            && (area.level == Level::Country && candidate.country == area.country
                || self.gazetteer.parents(candidate.place).contains(&area.place)
                || matches!(area.level, Level::Region)
                    && kilometres((area.lat, area.lon), (candidate.lat, candidate.lon)) <= area.radius_km)
    }

    fn by_country(&self, candidate: &Candidate) -> f64 {
        let own = candidate.country.and_then(|country| self.anchors.countries.get(&country)).copied().unwrap_or(0.0);
        if self.anchors.weight == 0.0 { 0.0 } else { 2.5 * own / self.anchors.weight }
    }

    fn by_area(&self, candidate: &Candidate) -> f64 {
        let up = self.gazetteer.parents(candidate.place);
        let own: f64 = self
            .anchors
            .areas
            .iter()
            .filter(|(area, _)| up.contains(area) || **area == candidate.place)
            .map(|(_, weight)| weight)
            .sum();
        if self.anchors.weight == 0.0 { 0.0 } else { 3.0 * (own / self.anchors.weight).min(1.0) }
    }
}

/// What a place counts for where nothing else is known.
fn standing(candidate: &Candidate) -> f64 {
    let people = (candidate.population as f64 + 1.0).log10();
    let level = match candidate.level {
        Level::Country => 6.75,
        Level::Continent => 8.0,
        Level::Admin1 => 0.75 * people.min(7.0),
        Level::Region | Level::Sea => 5.5,
        Level::River | Level::Mountain => 4.5,
        Level::Admin2 => 0.5 * people.min(6.0),
        Level::Town if candidate.capital => people * 0.8 + 1.5,
        Level::Town => people * 0.8,
    };
    match candidate.class {
        Class::Alternate if candidate.level == Level::Town => level - 1.25,
        Class::Short => level - 2.0,
        _ => level,
    }
}
