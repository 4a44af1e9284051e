//! Joins the sources into one list of places and encodes it.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;

use stemma::situate::place::gazetteer::{Class, Level};
use stemma::situate::place::{jaro_winkler, name_key, sounds};

use super::encode::Tables;
use super::sources::{self, Own, Sources};

/// A place on its way into the tables; `parent` is an index into the list that it stands in.
pub(super) struct Draft {
    pub name: String,
    pub id: u32,
    pub lat: f64,
    pub lon: f64,
    pub parent: Option<usize>,
    pub country: String,
    pub level: Level,
    pub population: u64,
    pub radius_km: f64,
    pub capital: bool,
    pub names: Vec<(String, Class)>,
}

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

/// Reads the sources and encodes what they give.
pub fn tables(unpacked: &Path, own: &Path) -> Result<Tables> {
    let sources = sources::read(unpacked, own)?;
    let mut drafts = Vec::new();
    let countries = countries(&sources, &mut drafts)?;
    let areas = areas(&sources, &countries, &mut drafts)?;
    super::towns::towns(&sources, &countries, &areas, &mut drafts);
    middles(&mut drafts);
    capitals(&sources, &mut drafts);
    homes(&sources, &mut drafts)?;
    regions(&sources, &countries, &mut drafts)?;
    super::encode::encode(drafts)
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
pub(super) type Areas = BTreeMap<(String, String, String), usize>;

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
