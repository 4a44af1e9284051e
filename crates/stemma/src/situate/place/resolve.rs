//! Which place a name means: every meaning is scored by what contains it, what else the report names, who publishes
//! the report and how many people live there.
//!
//! After Lieberman, Samet and Sankaranarayanan 2010 (local lexicons and comma groups), Leidner 2007 (one sense per
//! discourse, spatial minimality) and Smith and Crane 2001 (the centroid of the report).

use std::collections::BTreeMap;

use super::anchors::{Anchors, View};
use super::gazetteer::{Candidate, Class, Gazetteer, Level};
use super::home::Home;
use super::kilometres;
use super::spot::{Spot, Way};

/// A town with fewer people is not told of without its country where all else lies in another.
const SMALL: u64 = 100_000;

/// A spot that is a place, and the areas named with it.
pub(super) struct Asked<'a> {
    pub spot: &'a Spot,
    /// Meanings of the area after the comma or "in": "La." for "Alexandria".
    pub within: Vec<Candidate>,
    /// The kind that the words beside it state.
    pub kind: Option<Level>,
    /// A hospital, a school, a brigade of that name follows.
    pub institution: bool,
}

/// A meaning and how well it fits, with what spoke for it.
#[derive(Debug, Clone)]
pub(super) struct Scored {
    pub candidate: Candidate,
    pub score: f64,
    pub why: Vec<&'static str>,
    /// Reached by its sound and not by its letters.
    pub inferred: bool,
    /// A place far from all that the report tells of: what its name could mean, and no more.
    pub stranger: bool,
}

/// Meanings of each asked name, best first; empty where no list has it.
pub(super) fn resolve(asked: &[Asked], gazetteer: &Gazetteer, home: &Home) -> (Vec<Vec<Scored>>, Anchors) {
    let mut anchors = Anchors::default();
    let mut scored = Vec::new();
    for round in 0..3 {
        scored = asked
            .iter()
            .scan(BTreeMap::new(), |done, one| Some(meanings(one, gazetteer, home, &anchors, done)))
            .collect();
        one_sense(asked, &mut scored);
        anchors = Anchors::of(asked, &scored, round == 0);
    }
    (scored, anchors)
}

/// What makes two mentions the same question: the name, the areas named with it, the kind, what follows.
type Question = (String, Vec<u32>, Option<Level>, bool);

/// The meanings of one mention; a question that was asked before is not scored again.
fn meanings(
    one: &Asked,
    gazetteer: &Gazetteer,
    home: &Home,
    anchors: &Anchors,
    done: &mut BTreeMap<Question, Vec<Scored>>,
) -> Vec<Scored> {
    let within = one.within.iter().map(|area| area.place).collect();
    let question = (one.spot.key.clone(), within, one.kind, one.institution);
    let scorer = || Scorer { gazetteer, home, view: anchors.seen_from(&one.spot.key) };
    done.entry(question).or_insert_with(|| scorer().meanings(one)).clone()
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

struct Scorer<'a> {
    gazetteer: &'a Gazetteer,
    home: &'a Home,
    view: View,
}

impl Scorer<'_> {
    fn meanings(&self, one: &Asked) -> Vec<Scored> {
        let mut all: Vec<Scored> = one.spot.candidates.iter().map(|c| self.score(one, c.clone(), false)).collect();
        all.extend(self.by_sound(one));
        all.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.candidate.place.cmp(&b.candidate.place)));
        all.dedup_by_key(|m| m.candidate.place);
        all.truncate(8);
        if let Some(top) = all.first_mut() {
            top.stranger = self.is_stranger(one, top);
        }
        all
    }

    /// An exact match is a candidate and never a decision: a small town of a country that the report does not name, or
    /// what gave its name to a hospital, stays open.
    fn is_stranger(&self, one: &Asked, top: &Scored) -> bool {
        let place = &top.candidate;
        if place.added || !one.within.is_empty() || self.home.country() == place.country {
            return false;
        }
        let lent = one.institution && self.view.settled().is_some_and(|country| place.country != Some(country));
        let small = place.level == Level::Town && place.population < SMALL && !place.capital;
        lent && place.level == Level::Town || small && self.view.is_stranger(place)
    }

    /// Other spellings are looked for only in the country that the report has settled, and only where that country has
    /// no place of the very name.
    fn by_sound(&self, one: &Asked) -> Vec<Scored> {
        let Some(country) = self.view.settled().filter(|_| matches!(one.spot.way, Way::Name | Way::Told)) else {
            return Vec::new();
        };
        let candidates = &one.spot.candidates;
        let famous = candidates.iter().any(|c| c.population > 200_000 || c.level != Level::Town || c.added);
        if famous || candidates.iter().any(|c| c.country == Some(country)) || !one.spot.key.is_ascii() {
            return Vec::new();
        }
        let spelled = self.gazetteer.spelled(&one.spot.key, country).into_iter().take(3);
        let scored = spelled.map(|(c, likeness)| {
            let scored = self.score(one, c, true);
            Scored { score: scored.score + (likeness - 1.0) * 10.0, ..scored }
        });
        scored.collect()
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
            add(1.5 * self.view.in_country(&candidate), "other places of the report lie in it");
        } else {
            // Beside a country of that name, what the neighbours say of a small town counts half.
            let half = if candidate.population < 50_000 && of_country(one) { 0.5 } else { 1.0 };
            add(3.0 * half * self.view.in_country(&candidate), "other places of the report lie in its country");
            add(
                3.0 * half * self.view.in_area(&candidate, self.gazetteer),
                "other places of the report lie in its area",
            );
            add(2.0 * half * (-self.view.nearest(&candidate) / 120.0).exp(), "another place of the report is near");
        }
        add(self.home.nearness(&candidate), "near the home of the outlet");
        add(-self.overshadowed(one, &candidate), "");
        if candidate.added {
            add(20.0, "added to the gazetteer of the case");
        }
        Scored { candidate, score, why, inferred, stranger: false }
    }

    /// A town stands before the area that is named after it and of about its size, unless the words say otherwise.
    fn overshadowed(&self, one: &Asked, area: &Candidate) -> f64 {
        let seat = |c: &Candidate| {
            c.level == Level::Town
                && c.population * 8 > area.population
                && self.gazetteer.parents(c.place).contains(&area.place)
        };
        let named_after = area.level == Level::Admin1 && one.kind.is_none() && one.spot.candidates.iter().any(seat);
        if named_after { 1.5 } else { 0.0 }
    }

    fn lies_in(&self, candidate: &Candidate, area: &Candidate) -> bool {
        candidate.place != area.place
            && (area.level == Level::Country && candidate.country == area.country
                || self.gazetteer.parents(candidate.place).contains(&area.place)
                || matches!(area.level, Level::Region)
                    && kilometres((area.lat, area.lon), (candidate.lat, candidate.lon)) <= area.radius_km)
    }
}

fn of_country(one: &Asked) -> bool {
    one.spot.candidates.iter().any(|c| c.level == Level::Country)
}

/// What a place counts for where nothing else is known.
fn standing(candidate: &Candidate) -> f64 {
    // "Not on record" is a village more often than nothing.
    let people = (candidate.population.max(1_500) as f64).log10();
    let level = match candidate.level {
        Level::Country => 6.75,
        Level::Continent => 8.0,
        Level::Admin1 => 0.75 * people.min(7.0),
        Level::Region if candidate.radius_km < 20.0 && candidate.country.is_some() => 4.5,
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
