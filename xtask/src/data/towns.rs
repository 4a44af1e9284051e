//! Towns and the areas that hold them: one list has the towns, another the names of their areas.

use std::collections::BTreeMap;

use stemma::situate::place::gazetteer::{Class, Level};

use super::build::{Areas, Draft};
use super::sources::{self, Sources};

fn cell(lat: f64, lon: f64) -> (i32, i32) {
    ((lat * 100.0).round() as i32, (lon * 100.0).round() as i32)
}

/// Towns find their areas by the same point in the other list, else by the nearest town that did, in the same
/// first-level division.
pub fn towns(sources: &Sources, countries: &BTreeMap<String, usize>, areas: &Areas, drafts: &mut Vec<Draft>) {
    let mut by_cell: BTreeMap<(&str, (i32, i32)), usize> = BTreeMap::new();
    for (at, held) in sources.held.iter().enumerate() {
        by_cell.entry((&held.country, cell(held.lat, held.lon))).or_insert(at);
    }
    let own_cell =
        |town: &sources::Town| by_cell.get(&(town.countrycode.as_str(), cell(town.latitude, town.longitude))).copied();
    let mut votes: BTreeMap<(&str, &str), BTreeMap<&str, usize>> = BTreeMap::new();
    let mut near: BTreeMap<(&str, i32, i32), Vec<usize>> = BTreeMap::new();
    for town in &sources.towns {
        if let Some(at) = own_cell(town) {
            let division = sources.held[at].admin1.as_str();
            *votes.entry((&town.countrycode, &town.admin1code)).or_default().entry(division).or_default() += 1;
        }
    }
    for (at, held) in sources.held.iter().enumerate() {
        near.entry((&held.country, held.lat.floor() as i32, held.lon.floor() as i32)).or_default().push(at);
    }
    for town in &sources.towns {
        let code = town.countrycode.as_str();
        let Some(country) = countries.get(code).copied() else { continue };
        let voted = votes.get(&(code, town.admin1code.as_str())).map(|votes| votes.keys().copied().collect::<Vec<_>>());
        let held = own_cell(town).or_else(|| nearest(town, &near, &sources.held, voted.as_deref()));
        let only = voted.as_deref().and_then(|voted| if let [one] = voted { Some(*one) } else { None });
        let parent = held.and_then(|at| area_of(&sources.held[at], areas));
        let parent = parent.or_else(|| areas.get(&(code.to_string(), only?.to_string(), String::new())).copied());
        drafts.push(town_draft(town, parent.unwrap_or(country)));
    }
}

fn area_of(held: &sources::Held, areas: &Areas) -> Option<usize> {
    let full = (held.country.clone(), held.admin1.clone(), held.admin2.clone());
    let first = (held.country.clone(), held.admin1.clone(), String::new());
    areas.get(&full).or_else(|| areas.get(&first)).copied()
}

fn nearest(
    town: &sources::Town,
    near: &BTreeMap<(&str, i32, i32), Vec<usize>>,
    held: &[sources::Held],
    divisions: Option<&[&str]>,
) -> Option<usize> {
    let (row, column) = (town.latitude.floor() as i32, town.longitude.floor() as i32);
    let cells = (-1..=1).flat_map(|r| (-1..=1).map(move |c| (row + r, column + c)));
    let all = cells.filter_map(|(r, c)| near.get(&(town.countrycode.as_str(), r, c))).flatten().copied();
    let fitting = all.filter(|at| divisions.is_none_or(|names| names.contains(&held[*at].admin1.as_str())));
    let far = |at: &usize| {
        let (dy, dx) =
            (held[*at].lat - town.latitude, (held[*at].lon - town.longitude) * town.latitude.to_radians().cos());
        dy * dy + dx * dx
    };
    fitting.filter(|at| far(at) < 0.06).min_by(|a, b| far(a).total_cmp(&far(b)))
}

fn town_draft(town: &sources::Town, parent: usize) -> Draft {
    let population = town.population.max(0) as u64;
    let names = town.alternatenames.iter().filter(|name| **name != town.name && worth_keeping(name));
    Draft {
        name: town.name.clone(),
        id: town.geonameid,
        lat: town.latitude,
        lon: town.longitude,
        parent: Some(parent),
        country: town.countrycode.clone(),
        level: Level::Town,
        population,
        // A town of 10,000 reaches about 3 km, a million about 15: built-up area grows a little slower than people.
        radius_km: ((population.max(1000) as f64).powf(0.4) / 14.0 * 10.0).round() / 10.0 + 1.0,
        capital: false,
        names: names.map(|name| (name.clone(), Class::Alternate)).collect(),
    }
}

/// Latin and Arabic spellings; no airport codes, no machine transliterations, which begin with a small letter.
fn worth_keeping(name: &str) -> bool {
    let latin =
        name.chars().all(|c| (c as u32) < 0x250 || ('\u{1e00}'..='\u{1eff}').contains(&c) || !c.is_alphabetic());
    let arabic = name.chars().all(|c| ('\u{600}'..='\u{6ff}').contains(&c) || !c.is_alphabetic());
    let first = name.chars().find(|c| c.is_alphabetic());
    let code = name.len() <= 3 && name.chars().all(|c| c.is_ascii_uppercase());
    name.len() <= 60 && !code && (arabic || latin && first.is_some_and(|c| c.is_uppercase()))
}
