//! A user's places from files: rows of GeoNames ("geoname" and "alternateNamesV2" tables), CSV with a header, GeoJSON.
//!
//! Text in, places out; whoever reads the file names it. Formats as GeoNames' readme, RFC 4180 and RFC 7946 have them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Alias, Level, Place};
use crate::situate::place::kilometres;
use crate::situate::rows::{country_code, fields, list};

/// One row of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// A place.
    Place(Place),
    /// A further name of a place.
    Alias(Alias),
}

/// Reads rows, one line after the other; the first line tells the format.
///
/// ```
/// use stemma::situate::place::gazetteer::import::{Import, Row};
/// let mut import = Import::default();
/// assert_eq!(import.line("name,lat,lon,country"), Ok(None));
/// let Ok(Some(Row::Place(town))) = import.line("\"Zhelvar, Upper\",47.1,21.3,HU") else { panic!() };
/// assert_eq!(town.name, "Zhelvar, Upper");
/// assert!(import.line("Tolva,north,21.3,HU").unwrap_err().contains("`north` is no latitude"));
/// ```
#[derive(Debug, Default)]
pub struct Import {
    format: Option<Format>,
    countries: BTreeSet<[u8; 2]>,
}

#[derive(Debug)]
enum Format {
    Geonames,
    AlternateNames,
    /// Where each known column stands.
    Csv([Option<usize>; COLUMNS.len()]),
}

/// Columns of a CSV with the other names that they go by.
const COLUMNS: [(&str, &[&str]); 8] = [
    ("name", &["title", "place"]),
    ("lat", &["latitude", "y"]),
    ("lon", &["longitude", "lng", "long", "x"]),
    ("aliases", &["alternatenames", "names", "spellings"]),
    ("country", &["country_code", "countrycode", "iso2"]),
    ("level", &["kind", "type"]),
    ("population", &[]),
    ("geonames_id", &["geonameid", "geonames"]),
];

/// What "alternateNamesV2" gives as a language where it means no name at all.
const NO_LANGUAGE: &[&str] =
    &["link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "abbr", "fr_1793"];

impl Import {
    /// Keeps only places of these countries; all where none is given. Rows without a country stay.
    pub fn of_countries(countries: BTreeSet<[u8; 2]>) -> Import {
        Import { format: None, countries }
    }

    /// Reads a line. `None`: nothing to keep (the header, an empty line, a kind of place that no report is about).
    pub fn line(&mut self, line: &str) -> Result<Option<Row>, String> {
        let line = line.trim_end_matches(['\r', '\n']).trim_start_matches('\u{feff}');
        if line.trim().is_empty() {
            return Ok(None);
        }
        let row = match &self.format {
            None => {
                let (format, header) = detect(line)?;
                self.format = Some(format);
                return if header { Ok(None) } else { self.line(line) };
            }
            Some(Format::Geonames) => geonames(&line.split('\t').collect::<Vec<_>>()),
            Some(Format::AlternateNames) => alternate(&line.split('\t').collect::<Vec<_>>()),
            Some(Format::Csv(columns)) => csv(&fields(line)?, columns),
        }?;
        Ok(row.filter(|row| self.is_wanted(row)))
    }

    fn is_wanted(&self, row: &Row) -> bool {
        match row {
            Row::Place(Place { country: Some(country), .. }) => {
                self.countries.is_empty() || self.countries.contains(country)
            }
            _ => true,
        }
    }
}

/// The format by the first line, and whether that line is a header.
fn detect(line: &str) -> Result<(Format, bool), String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let number = |at: usize| cells.get(at).is_some_and(|cell| cell.parse::<u32>().is_ok());
    match cells.len() {
        19 if number(0) => return Ok((Format::Geonames, false)),
        4..=10 if number(0) && number(1) => return Ok((Format::AlternateNames, false)),
        _ => {}
    }
    let heads: Vec<String> = fields(line)?.iter().map(|head| head.trim().to_ascii_lowercase()).collect();
    let columns =
        COLUMNS.map(|(name, others)| heads.iter().position(|head| head == name || others.contains(&head.as_str())));
    match columns {
        [Some(_), Some(_), Some(_), ..] => Ok((Format::Csv(columns), true)),
        _ => Err("neither a GeoNames table nor a CSV whose first line names the columns name, lat and lon".into()),
    }
}

fn geonames(cells: &[&str]) -> Result<Option<Row>, String> {
    let &[id, name, _, others, lat, lon, class, code, country, ..] = cells else {
        return Err(format!("{} columns where GeoNames has 19", cells.len()));
    };
    let Some(level) = level_of(class, code) else { return Ok(None) };
    let population = cells.get(14).and_then(|cell| cell.parse().ok()).unwrap_or(0);
    let (lat, lon) = point(lat, lon)?;
    let aliases = others.split(',').filter(|other| *other != name && is_name(other)).map(str::to_string).collect();
    let id = id.parse().map_err(|_| format!("`{id}` is no GeoNames id"))?;
    Ok(Some(Row::Place(Place {
        name: name.to_string(),
        aliases,
        geonames_id: Some(id),
        lat,
        lon,
        country: country_code(country)?,
        level,
        population,
        radius_km: radius(level, population),
    })))
}

/// The level of a GeoNames feature; `None` for schools, wells and the like.
fn level_of(class: &str, code: &str) -> Option<Level> {
    Some(match (class, code) {
        ("P", _) => Level::Town,
        ("A", "ADM1") => Level::Admin1,
        ("A", "ADM2" | "ADM3") => Level::Admin2,
        ("A", code) if code.starts_with("PCL") => Level::Country,
        ("L", "CONT") => Level::Continent,
        ("L", "RGN" | "RGNE" | "RGNH" | "AREA" | "MILB" | "RESV" | "CST")
        | ("T", "ISL" | "ISLS" | "PEN" | "DSRT" | "VAL") => Level::Region,
        ("S", "AIRP" | "AIRB" | "CMP" | "CMPRF" | "DAM") => Level::Region,
        ("H", "SEA" | "GULF" | "STRT" | "OCN" | "BAY" | "LK") => Level::Sea,
        ("H", "STM") => Level::River,
        ("T", "MT" | "MTS" | "PK" | "VLC") => Level::Mountain,
        _ => return None,
    })
}

fn alternate(cells: &[&str]) -> Result<Option<Row>, String> {
    let &[_, id, language, name, ..] = cells else {
        return Err(format!("{} columns where alternateNamesV2 has 10", cells.len()));
    };
    let geonames_id = id.parse().map_err(|_| format!("`{id}` is no GeoNames id"))?;
    let kept = !NO_LANGUAGE.contains(&language) && is_name(name);
    Ok(kept.then(|| Row::Alias(Alias { geonames_id, name: name.to_string() })))
}

/// Worth looking for in a text: no code, no address, no machine transliteration, which begins with a small letter.
fn is_name(name: &str) -> bool {
    let first = name.chars().find(|c| c.is_alphabetic());
    let code = name.len() <= 3 && name.is_ascii();
    (2..=100).contains(&name.len()) && !code && !name.contains("://") && first.is_some_and(|c| !c.is_lowercase())
}

fn csv(cells: &[String], columns: &[Option<usize>; COLUMNS.len()]) -> Result<Option<Row>, String> {
    let cell = |column: usize| columns[column].and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
    if cell(0).is_empty() {
        return Err("a row without a name".into());
    }
    let (lat, lon) = point(cell(1), cell(2))?;
    let population = match cell(6) {
        "" => 0,
        words => words.parse().map_err(|_| format!("`{words}` is no population"))?,
    };
    let geonames_id = match cell(7) {
        "" => None,
        words => Some(words.parse().map_err(|_| format!("`{words}` is no GeoNames id"))?),
    };
    let level = level(cell(5))?;
    Ok(Some(Row::Place(Place {
        name: cell(0).to_string(),
        aliases: list(cell(3)),
        geonames_id,
        lat,
        lon,
        country: country_code(cell(4))?,
        level,
        population,
        radius_km: radius(level, population),
    })))
}

/// The contract's word for a level; a town where nothing is said.
fn level(word: &str) -> Result<Level, String> {
    if word.is_empty() {
        return Ok(Level::Town);
    }
    let lower = word.to_lowercase();
    let named = (0..9).map(Level::from_byte).find(|level| level.word() == lower);
    let other = matches!(lower.as_str(), "village" | "city" | "hamlet").then_some(Level::Town);
    named
        .or(other)
        .ok_or_else(|| format!("`{word}` is no level: country, admin1, admin2, town, region, sea, river, mountain"))
}

fn point(lat: &str, lon: &str) -> Result<(f64, f64), String> {
    let read = |words: &str, most: f64, what: &str| {
        let number: Option<f64> = words.parse().ok().filter(|n: &f64| n.abs() <= most);
        number.ok_or_else(|| format!("`{words}` is no {what}"))
    };
    Ok((read(lat, 90.0, "latitude")?, read(lon, 180.0, "longitude")?))
}

/// How far a place reaches where nothing says so: a town of 10,000 about 3 km, a million about 18.
fn radius(level: Level, population: u64) -> f64 {
    match level {
        Level::Town => ((population.max(1000) as f64).powf(0.4) / 14.0 * 10.0).round() / 10.0 + 1.0,
        Level::Admin2 => 20.0,
        Level::Admin1 => 80.0,
        Level::Country => 300.0,
        Level::Continent => 3000.0,
        Level::Region | Level::Sea | Level::River | Level::Mountain => 25.0,
    }
}

/// The places of a GeoJSON document: features with a `name`; lines and areas by the middle of their box.
///
/// ```
/// use stemma::situate::place::gazetteer::import::geojson;
/// let text = r#"{"type": "Feature", "properties": {"name": "Zhelvar", "country": "HU"},
///     "geometry": {"type": "Point", "coordinates": [21.3, 47.1]}}"#;
/// assert_eq!(geojson(text).unwrap()[0].lon, 21.3);
/// ```
pub fn geojson(text: &str) -> Result<Vec<Place>, String> {
    let document: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| error.to_string())?;
    let alone = std::slice::from_ref(&document);
    let features = document.get("features").and_then(Value::as_array).map_or(alone, Vec::as_slice);
    features
        .iter()
        .enumerate()
        .map(|(at, one)| feature(one).map_err(|why| format!("feature {}: {why}", at + 1)))
        .collect()
}

fn feature(feature: &Value) -> Result<Place, String> {
    let properties = &feature["properties"];
    let words = |key: &str| match &properties[key] {
        Value::String(words) => words.trim().to_string(),
        Value::Number(number) => number.to_string(),
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("|"),
        _ => String::new(),
    };
    let first = |column: usize| {
        let (name, others) = COLUMNS[column];
        std::iter::once(name).chain(others.iter().copied()).map(&words).find(|w| !w.is_empty()).unwrap_or_default()
    };
    let mut corners = Vec::new();
    points(&feature["geometry"]["coordinates"], &mut corners, 0);
    let (lat, lon, reach) = middle(&corners).ok_or("no coordinates between -90, -180 and 90, 180")?;
    let cells = [first(0), lat.to_string(), lon.to_string(), first(3), first(4), first(5), first(6), first(7)];
    let columns = std::array::from_fn(Some);
    match csv(&cells, &columns)? {
        Some(Row::Place(place)) => Ok(Place { radius_km: place.radius_km.max(reach), ..place }),
        _ => Err("no place".into()),
    }
}

/// Every pair of numbers, however deep a geometry nests them.
fn points(value: &Value, found: &mut Vec<(f64, f64)>, depth: usize) {
    let Some(all) = value.as_array().filter(|_| depth < 6) else { return };
    match (all.first().and_then(Value::as_f64), all.get(1).and_then(Value::as_f64)) {
        (Some(lon), Some(lat)) => found.push((lat, lon)),
        _ => all.iter().for_each(|inner| points(inner, found, depth + 1)),
    }
}

/// The middle of a box and the kilometres from there to its corner.
fn middle(points: &[(f64, f64)]) -> Option<(f64, f64, f64)> {
    let bounds = |of: fn(&(f64, f64)) -> f64| {
        let all = points.iter().map(of);
        (all.clone().fold(f64::INFINITY, f64::min), all.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((south, north), (west, east)) = (bounds(|p| p.0), bounds(|p| p.1));
    let inside = !points.is_empty() && south >= -90.0 && north <= 90.0 && west >= -180.0 && east <= 180.0;
    let (lat, lon) = ((south + north) / 2.0, (west + east) / 2.0);
    inside.then(|| (lat, lon, kilometres((lat, lon), (north, east))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place(import: &mut Import, line: &str) -> Place {
        match import.line(line) {
            Ok(Some(Row::Place(place))) => place,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn a_geonames_row_is_a_town_with_its_spellings() {
        let row = "7000001\tTolva\tTolva\tTolwa,tolva,TLV,Тольва\t47.5\t21.25\tP\tPPL\tHU\t\t04\t\t\t\t12000\t\t90\tEurope/Budapest\t2031-01-01";
        let town = place(&mut Import::default(), row);
        assert_eq!((town.geonames_id, town.population, town.country), (Some(7_000_001), 12_000, Some(*b"HU")));
        assert_eq!(town.aliases, ["Tolwa", "Тольва"]);
        let well = row.replace("\tP\tPPL\t", "\tH\tWLL\t");
        assert_eq!(Import::default().line(&well), Ok(None));
        assert_eq!(Import::of_countries([*b"SY"].into()).line(row), Ok(None));
    }

    #[test]
    fn an_alternate_name_is_an_alias() {
        let mut import = Import::default();
        let alias = Alias { geonames_id: 7_000_001, name: "Es-Tolve".into() };
        assert_eq!(import.line("1\t7000001\ttr\tEs-Tolve\t\t\t\t\t\t"), Ok(Some(Row::Alias(alias))));
        assert_eq!(import.line("2\t7000001\tlink\tHttps://town.example"), Ok(None));
    }

    #[test]
    fn faults_say_what_is_wrong() {
        assert!(Import::default().line("town;place").unwrap_err().contains("name, lat and lon"));
        let mut import = Import::default();
        import.line("name;lat;lon;level").unwrap();
        assert_eq!(place(&mut import, "Tolva;47;21;village").level, Level::Town);
        assert!(import.line("Tolva;97;21;town").unwrap_err().contains("`97` is no latitude"));
        assert!(import.line("Tolva;47;21;moon").unwrap_err().contains("`moon` is no level"));
        assert!(import.line("\"Tolva;47;21;town").unwrap_err().contains("not closed"));
        assert!(geojson("{\"features\": [{}]}").unwrap_err().starts_with("feature 1:"));
        assert!(geojson("{").unwrap_err().contains("line 1"));
    }

    #[test]
    fn an_area_reaches_to_its_corner() {
        let text = r#"{"type": "FeatureCollection", "features": [{"properties": {"name": "Karvon", "level": "region"},
            "geometry": {"type": "Polygon", "coordinates": [[[21, 47], [22, 47], [22, 48], [21, 47]]]}}]}"#;
        let karvon = &geojson(text).unwrap()[0];
        assert_eq!((karvon.lat, karvon.lon, karvon.level), (47.5, 21.5, Level::Region));
        assert!((60.0..80.0).contains(&karvon.radius_km));
    }

    proptest! {
        #[test]
        fn any_lines_end(lines in prop::collection::vec("[\\PC\t,;\"]{0,60}", 0..6)) {
            let mut import = Import::default();
            for line in &lines {
                let _ = import.line(line);
            }
            let _ = geojson(&lines.join("\n"));
        }
    }
}
