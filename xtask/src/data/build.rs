//! Joins the sources into one list of places and encodes it.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;

use stemma::situate::place::gazetteer::table::{self, NONE, Record};
use stemma::situate::place::gazetteer::{Class, Level, alike_prefix};
use stemma::situate::place::{jaro_winkler, name_key, skeleton, sounds};

use super::sources::{self, Own, Sources};

/// The tables as bytes.
pub struct Tables {
    pub names_fst: Vec<u8>,
    pub postings: Vec<u8>,
    pub places: Vec<u8>,
    pub names: Vec<u8>,
    pub countries: Vec<u8>,
    pub place_count: usize,
    pub key_count: usize,
}

/// A place on its way into the tables; `parent` is an index into the list that it stands in.
struct Draft {
    name: String,
    id: u32,
    lat: f64,
    lon: f64,
    parent: Option<usize>,
    country: String,
    level: Level,
    population: u64,
    radius_km: f64,
    capital: bool,
    names: Vec<(String, Class)>,
}

/// Countries whose towns are written in many romanisations: their names get sound-alike keys.
const ROMANISED: &[&str] = &[
    "AE", "AF", "AM", "AZ", "BH", "DZ", "EG", "GE", "IL", "IQ", "IR", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PK",
    "PS", "QA", "SA", "SD", "SO", "SY", "TN", "TR", "UA", "YE",
];

/// Words of kind that a division's name may carry and news may leave off.
const KIND_AFTER: &[&str] = &[
    " Governorate",
    " Province",
    " Oblast",
    " Oblast'",
    " Oblast’",
    " County",
    " Parish",
    " District",
    " Region",
    " Department",
    " Prefecture",
    " Municipality",
    " Voivodeship",
    " Krai",
    " Raion",
    " Canton",
    " State",
    " Census Area",
    " Borough",
    " Division",
    " Regency",
    " Shahrestan",
];
const KIND_BEFORE: &[&str] = &[
    "Muhafazat ",
    "Mayorality of ",
    "Wilayat ",
    "Wilaya de ",
    "Gouvernorat de ",
    "Ostan-e ",
    "Provincia de ",
    "Provincia di ",
    "Province of ",
    "Departement de ",
    "Departamento de ",
    "County ",
    "Al Muhafazat ",
];

pub fn tables(unpacked: &Path, own: &Path) -> Result<Tables> {
    let sources = sources::read(unpacked, own)?;
    let mut drafts = Vec::new();
    let countries = countries(&sources, &mut drafts)?;
    let areas = areas(&sources, &countries, &mut drafts)?;
    towns(&sources, &countries, &areas, &mut drafts);
    middles(&mut drafts);
    capitals(&sources, &mut drafts);
    homes(&sources, &mut drafts)?;
    regions(&sources, &countries, &mut drafts)?;
    encode(drafts)
}

fn countries(sources: &Sources, drafts: &mut Vec<Draft>) -> Result<BTreeMap<String, usize>> {
    let mut index = BTreeMap::new();
    for country in &sources.countries {
        let own = sources.own_countries.get(&country.iso).cloned().unwrap_or_default();
        index.insert(country.iso.clone(), drafts.len());
        let mut draft = Draft {
            name: country.name.clone(),
            id: country.geonameid,
            lat: f64::NAN,
            lon: f64::NAN,
            parent: None,
            country: country.iso.clone(),
            level: Level::Country,
            population: country.population.max(0) as u64,
            radius_km: (country.areakm2 / std::f64::consts::PI).sqrt().max(1.0),
            capital: false,
            names: Vec::new(),
        };
        name_it(&mut draft, &own);
        drafts.push(draft);
    }
    if let Some(unknown) = sources.own_countries.keys().find(|code| !index.contains_key(*code)) {
        bail!("countries.toml: {unknown} is no country of GeoNames");
    }
    Ok(index)
}

/// Gives a draft its own name and what our files add.
fn name_it(draft: &mut Draft, own: &Own) {
    if let Some([lat, lon]) = own.point.or(own.at) {
        (draft.lat, draft.lon) = (lat, lon);
    }
    if let Some(km) = own.km {
        draft.radius_km = km;
    }
    let peoples = own.people.clone().unwrap_or_else(|| own.adj.iter().map(|adj| format!("{adj}s")).collect());
    let mut give = |names: &[String], class| draft.names.extend(names.iter().map(|name| (name.clone(), class)));
    give(&own.alias, Class::Alternate);
    give(&own.adj, Class::Adjective);
    give(&peoples, Class::People);
    give(&own.abbr, Class::Abbreviation);
    give(&own.post, Class::Postal);
}

/// Index of the division by country, first-level name and second-level name ("" for the first level itself).
type Areas = BTreeMap<(String, String, String), usize>;

fn areas(sources: &Sources, countries: &BTreeMap<String, usize>, drafts: &mut Vec<Draft>) -> Result<Areas> {
    let mut areas = Areas::new();
    let mut keys: Vec<_> = sources
        .held
        .iter()
        .filter(|h| !h.admin1.is_empty() && countries.contains_key(&h.country))
        .map(|h| (h.country.clone(), h.admin1.clone(), String::new()))
        .collect();
    keys.extend(
        sources
            .held
            .iter()
            .filter(|h| !h.admin2.is_empty() && !h.admin1.is_empty() && countries.contains_key(&h.country))
            .map(|h| (h.country.clone(), h.admin1.clone(), h.admin2.clone())),
    );
    keys.sort_by(|a, b| (a.2.is_empty(), &b).cmp(&(b.2.is_empty(), &a)).reverse());
    keys.dedup();
    for key in keys {
        let (country, admin1, admin2) = &key;
        let first = admin2.is_empty();
        let upper = (country.clone(), admin1.clone(), String::new());
        let parent = if first { countries.get(country) } else { areas.get(&upper) };
        let name = if first { admin1 } else { admin2 };
        let mut draft = area(name, country, if first { Level::Admin1 } else { Level::Admin2 }, parent.copied());
        if first {
            first_level(sources, &mut draft);
        }
        areas.insert(key, drafts.len());
        drafts.push(draft);
    }
    for (country, states) in &sources.own_states {
        for name in states.keys() {
            areas
                .get(&(country.clone(), name.clone(), String::new()))
                .with_context(|| format!("states.toml: {country} has no {name}"))?;
        }
    }
    Ok(areas)
}

fn area(name: &str, country: &str, level: Level, parent: Option<usize>) -> Draft {
    let mut names = Vec::new();
    let bare = KIND_AFTER
        .iter()
        .find_map(|kind| name.strip_suffix(kind))
        .or(KIND_BEFORE.iter().find_map(|kind| name.strip_prefix(kind)));
    if let Some(bare) = bare {
        names.push((bare.trim().to_string(), if level == Level::Admin1 { Class::Alternate } else { Class::Short }));
    }
    Draft {
        name: name.to_string(),
        id: 0,
        lat: f64::NAN,
        lon: f64::NAN,
        parent,
        country: country.to_string(),
        level,
        population: 0,
        radius_km: 0.0,
        capital: false,
        names,
    }
}

/// What else is known of a first-level division: our own file, the states' ids, CLDR's name for it.
fn first_level(sources: &Sources, draft: &mut Draft) {
    if let Some(own) = sources.own_states.get(&draft.country).and_then(|states| states.get(&draft.name)) {
        name_it(draft, own);
    }
    if draft.country == "US" {
        draft.id = sources.states.values().find(|state| state.name == draft.name).map_or(0, |state| state.geonameid);
    }
    let mine: Vec<String> = std::iter::once(&draft.name)
        .chain(draft.names.iter().map(|(name, _)| name))
        .map(|name| name_key(name))
        .collect();
    let prefix = draft.country.to_lowercase();
    let theirs = sources.subdivisions.iter().filter(|(code, _)| code.starts_with(&prefix)).map(|(_, name)| {
        let key = name_key(name);
        let likeness = mine.iter().map(|mine| jaro_winkler(&sounds(mine), &sounds(&key))).fold(0.0, f64::max);
        (likeness, name)
    });
    if let Some((_, name)) = theirs.filter(|(likeness, _)| *likeness >= 0.92).max_by(|a, b| a.0.total_cmp(&b.0)) {
        draft.names.push((name.clone(), Class::Alternate));
    }
}

fn cell(lat: f64, lon: f64) -> (i32, i32) {
    ((lat * 100.0).round() as i32, (lon * 100.0).round() as i32)
}

/// Towns find their areas by the same point in the other list, else by the nearest town that did, in the same
/// first-level division.
fn towns(sources: &Sources, countries: &BTreeMap<String, usize>, areas: &Areas, drafts: &mut Vec<Draft>) {
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

/// Middles and reaches of areas, from the towns they hold, where our files give none.
fn middles(drafts: &mut [Draft]) {
    let mut members: BTreeMap<usize, Vec<(f64, f64)>> = BTreeMap::new();
    let mut people: BTreeMap<usize, u64> = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| draft.level == Level::Town) {
        let mut up = draft.parent;
        while let Some(at) = up {
            members.entry(at).or_default().push((draft.lat, draft.lon));
            *people.entry(at).or_default() += draft.population;
            up = drafts[at].parent;
        }
    }
    for (at, people) in people {
        if drafts[at].level != Level::Country {
            drafts[at].population = people;
        }
    }
    for (at, points) in members {
        let (lat, lon) = grid_mean(&points);
        let draft = &mut drafts[at];
        if draft.lat.is_nan() {
            (draft.lat, draft.lon) = (lat, lon);
        }
        if draft.radius_km == 0.0 {
            draft.radius_km = reach(&points, lat, lon);
        }
    }
}

/// Marks each country's capital: the most populous town of the country with the capital's name.
fn capitals(sources: &Sources, drafts: &mut [Draft]) {
    for country in &sources.countries {
        let wanted = name_key(&country.capital);
        let named = |draft: &Draft| {
            std::iter::once(&draft.name)
                .chain(draft.names.iter().map(|(name, _)| name))
                .any(|name| name_key(name) == wanted)
        };
        let towns = drafts.iter_mut().filter(|d| d.level == Level::Town && d.country == country.iso && named(d));
        if let Some(capital) = towns.max_by_key(|d| d.population) {
            capital.capital = true;
        }
    }
}

/// Ties the hosts of `outlets.toml` to their towns, each the most populous of its name in the area.
fn homes(sources: &Sources, drafts: &mut [Draft]) -> Result<()> {
    for (area, hosts) in &sources.outlets {
        let (country, division) = area.split_once('.').unwrap_or((area, ""));
        for (host, town) in hosts {
            let fits = |at: &usize| {
                let draft = &drafts[*at];
                let inside = || division.is_empty() || up(drafts, *at).any(|above| drafts[above].name == division);
                draft.level == Level::Town && draft.country == country && draft.name == *town && inside()
            };
            let home = (0..drafts.len()).filter(fits).max_by_key(|at| drafts[*at].population);
            let home = home.with_context(|| format!("outlets.toml: {area} has no town {town}"))?;
            drafts[home].names.push((format!("@{host}"), Class::Main));
        }
    }
    Ok(())
}

/// The areas above a draft.
fn up(drafts: &[Draft], at: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(drafts[at].parent, |above| drafts[*above].parent)
}

/// The mean of the half-degree cells that hold a town: towns that crowd in one corner do not pull the middle there.
fn grid_mean(points: &[(f64, f64)]) -> (f64, f64) {
    let mut cells: BTreeMap<(i32, i32), (f64, f64, f64)> = BTreeMap::new();
    let turned = points.iter().any(|p| p.1 > 150.0) && points.iter().any(|p| p.1 < -150.0);
    for (lat, lon) in points {
        let lon = if turned && *lon < 0.0 { lon + 360.0 } else { *lon };
        let cell = cells.entry(((lat * 2.0).floor() as i32, (lon * 2.0).floor() as i32)).or_default();
        *cell = (cell.0 + lat, cell.1 + lon, cell.2 + 1.0);
    }
    let n = cells.len() as f64;
    let (lat, lon) = cells.values().fold((0.0, 0.0), |sum, cell| (sum.0 + cell.0 / cell.2, sum.1 + cell.1 / cell.2));
    let lon = lon / n;
    (lat / n, if lon > 180.0 { lon - 360.0 } else { lon })
}

fn reach(points: &[(f64, f64)], lat: f64, lon: f64) -> f64 {
    let mut far: Vec<f64> = points.iter().map(|p| stemma::situate::place::kilometres((lat, lon), *p)).collect();
    far.sort_by(f64::total_cmp);
    far.get(far.len() * 9 / 10).copied().unwrap_or(0.0).max(5.0).round()
}

fn regions(sources: &Sources, countries: &BTreeMap<String, usize>, drafts: &mut Vec<Draft>) -> Result<()> {
    for continent in sources.continents.values() {
        let mut draft = area(&continent.name, "", Level::Continent, None);
        (draft.id, draft.lat, draft.lon, draft.radius_km) =
            (continent.id, continent.lat.parse()?, continent.lng.parse()?, 3000.0);
        let adj = match continent.name.as_str() {
            "Africa" | "Europe" | "Asia" => format!("{}n", continent.name.replace("Europe", "Europea")),
            "North America" | "South America" => format!("{}n", continent.name),
            _ => String::new(),
        };
        if !adj.is_empty() {
            draft.names.push((format!("{adj}s"), Class::People));
            draft.names.push((adj, Class::Adjective));
        }
        drafts.push(draft);
    }
    for (kind, entries) in &sources.own_regions {
        let level = match kind.as_str() {
            "region" => Level::Region,
            "sea" => Level::Sea,
            "river" => Level::River,
            "mountain" => Level::Mountain,
            other => bail!("regions.toml: no level {other}"),
        };
        for (name, own) in entries {
            let mut draft = area(
                name,
                own.cc.first().map_or("", String::as_str),
                level,
                own.cc.first().and_then(|code| countries.get(code)).copied(),
            );
            draft.names.clear();
            own.at.with_context(|| format!("regions.toml: {name} has no `at`"))?;
            name_it(&mut draft, own);
            drafts.push(draft);
        }
    }
    Ok(())
}

fn encode(drafts: Vec<Draft>) -> Result<Tables> {
    let mut order: Vec<usize> = (0..drafts.len()).filter(|at| !drafts[*at].lat.is_nan()).collect();
    order.sort_by(|a, b| (&drafts[*a].name, drafts[*a].id, a).cmp(&(&drafts[*b].name, drafts[*b].id, b)));
    let mut place_of = vec![NONE; drafts.len()];
    for (place, at) in (0..).zip(&order) {
        place_of[*at] = place;
    }
    let mut keys: BTreeMap<Vec<u8>, BTreeMap<u32, Class>> = BTreeMap::new();
    let mut places = Vec::new();
    for at in &order {
        let draft = &drafts[*at];
        places.extend(record(draft, &place_of).encode());
        for (key, class) in keys_of(draft) {
            let classes = keys.entry(key).or_default();
            let best = classes.entry(place_of[*at]).or_insert(class);
            *best = (*best).min(class);
        }
    }
    let codes: Vec<(u32, [u8; 2])> = order
        .iter()
        .filter(|at| drafts[**at].level == Level::Country)
        .filter_map(|at| Some((place_of[*at], drafts[*at].country.as_bytes().try_into().ok()?)))
        .collect();
    let names: Vec<&str> = order.iter().map(|at| drafts[*at].name.as_str()).collect();
    let rank = |place: u32| {
        (drafts[order[place as usize]].level, std::cmp::Reverse(drafts[order[place as usize]].population), place)
    };
    let mut postings = Vec::new();
    let mut map = fst::MapBuilder::memory();
    let key_count = keys.len();
    for (key, meanings) in keys {
        let mut meanings: Vec<_> = meanings.into_iter().collect();
        meanings.sort_by_key(|(place, _)| rank(*place));
        map.insert(key, table::encode_postings(&meanings, &mut postings))?;
    }
    Ok(Tables {
        names_fst: map.into_inner()?,
        postings,
        places,
        names: table::encode_names(&names),
        countries: table::encode_countries(&codes),
        place_count: order.len(),
        key_count,
    })
}

fn record(draft: &Draft, place_of: &[u32]) -> Record {
    Record {
        id: draft.id,
        lat: draft.lat,
        lon: draft.lon,
        parent: draft.parent.map_or(NONE, |at| place_of[at]),
        level: draft.level,
        population: draft.population,
        radius_km: draft.radius_km,
        capital: draft.capital,
    }
}

fn keys_of(draft: &Draft) -> Vec<(Vec<u8>, Class)> {
    let mut keys = Vec::new();
    let alike = ROMANISED.contains(&draft.country.as_str()) && matches!(draft.level, Level::Town | Level::Admin1);
    for (name, class) in
        std::iter::once((&draft.name, Class::Main)).chain(draft.names.iter().map(|(name, class)| (name, *class)))
    {
        if matches!(class, Class::Abbreviation | Class::Postal) {
            keys.push((format!("={name}").into_bytes(), class));
            continue;
        }
        if name.starts_with('@') {
            keys.push((name.clone().into_bytes(), class));
            continue;
        }
        let key = name_key(name);
        if key.is_empty() {
            continue;
        }
        let bones = skeleton(&key);
        if alike && key.is_ascii() && bones.len() > 1 && class < Class::Adjective {
            let country = [draft.country.as_bytes()[0], draft.country.as_bytes()[1]];
            keys.push((format!("{}{}", alike_prefix(country, &bones), sounds(&key)).into_bytes(), Class::Alternate));
        }
        keys.push((key.into_bytes(), class));
    }
    keys
}
