//! How well the gazetteer knows a place by a spelling that it does not have: half of each place's spellings are taken
//! out of the index and asked for, in the country that the context would have settled.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use stemma::situate::place::{Gazetteer, Level, Place, name_key};

const CORPUS: &str = "corpora/place/variants_dev.jsonl";

/// A lead smaller than this between the two best is no answer.
const LEAD: f64 = 0.02;

struct Town {
    country: [u8; 2],
    kept: Place,
    asked: Vec<String>,
}

#[derive(Default)]
struct Tally {
    asked: usize,
    answered: usize,
    right: usize,
}

impl Tally {
    fn count(&mut self, wanted: u32, found: Option<u32>) {
        self.asked += 1;
        self.answered += usize::from(found.is_some());
        self.right += usize::from(found == Some(wanted));
    }
}

/// The figures as rows of `scores.csv`.
pub fn score(shared: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(shared.join(CORPUS)).context(CORPUS)?;
    let towns: Vec<Town> = text.lines().filter(|l| !l.trim().is_empty()).map(town).collect::<Result<_>>()?;
    let gazetteer = Gazetteer::only(towns.iter().map(|town| town.kept.clone()).collect());
    let known: BTreeSet<String> = towns.iter().flat_map(|t| &t.kept.aliases).map(|name| name_key(name)).collect();
    let (mut all, mut unlike) = (Tally::default(), Tally::default());
    let (mut strangers, mut taken) = (0, 0);
    let countries: BTreeSet<[u8; 2]> = towns.iter().map(|town| town.country).collect();
    for town in &towns {
        let wanted = town.kept.geonames_id.unwrap_or(0);
        for name in &town.asked {
            let found = decided(&gazetteer, name, town.country);
            all.count(wanted, found);
            if !known.contains(&name_key(name)) {
                unlike.count(wanted, found);
            }
        }
        for other in countries.iter().filter(|country| **country != town.country) {
            strangers += 1;
            taken += usize::from(decided(&gazetteer, &town.kept.name, *other).is_some());
        }
    }
    let rows = [
        ("spellings asked for, correct at one", share(all.right, all.asked)),
        ("spellings asked for, precision", share(all.right, all.answered)),
        ("that differ by more than marks, correct at one", share(unlike.right, unlike.asked)),
        ("that differ by more than marks, precision", share(unlike.right, unlike.answered)),
        ("names of another country matched", share(taken, strangers)),
    ];
    Ok(rows.into_iter().map(|(figure, value)| format!("variants,variants_dev.jsonl,,{figure},,,{value}")).collect())
}

/// The one place that a spelling means in a country; `None` where none or more than one fits.
fn decided(gazetteer: &Gazetteer, name: &str, country: [u8; 2]) -> Option<u32> {
    let found = gazetteer.spelled(&name_key(name), country);
    let (best, likeness) = found.first()?;
    let second = found.iter().find(|(other, _)| other.place != best.place).map_or(0.0, |(_, likeness)| *likeness);
    (likeness - second >= LEAD).then_some(best.geonames_id?)
}

/// Every second spelling, in the order of the file, is kept.
fn town(line: &str) -> Result<Town> {
    let record: Value = serde_json::from_str(line)?;
    let words = |key: &str| record[key].as_str().unwrap_or_default().to_string();
    let names: BTreeMap<usize, &str> =
        record["latin"].as_array().context("no spellings")?.iter().filter_map(Value::as_str).enumerate().collect();
    let half = |rest: usize| names.iter().filter(move |(at, _)| *at % 2 == rest).map(|(_, name)| (*name).to_string());
    let aliases: Vec<String> = half(0).collect();
    let country: [u8; 2] = words("country").into_bytes().try_into().ok().context("a country of two letters")?;
    let kept = Place {
        name: aliases.first().cloned().unwrap_or_default(),
        aliases,
        geonames_id: words("geonameid").parse().ok(),
        lat: record["lat"].as_f64().unwrap_or(0.0),
        lon: record["lon"].as_f64().unwrap_or(0.0),
        country: Some(country),
        level: Level::Town,
        population: record["population"].as_u64().unwrap_or(0),
        radius_km: 3.0,
    };
    Ok(Town { country, kept, asked: half(1).collect() })
}

/// A share in percent.
pub fn share(part: usize, of: usize) -> String {
    format!("{:.1}", 100.0 * part as f64 / of.max(1) as f64)
}
