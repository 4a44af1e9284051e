//! The list of places as tables: places in the order of their names, keys to what they can mean.

use anyhow::Result;
use std::collections::BTreeMap;

use stemma::situate::place::gazetteer::table::{self, NONE, Record};
use stemma::situate::place::gazetteer::{Class, Level, alike_prefix};
use stemma::situate::place::{name_key, skeleton, sounds};

use super::build::Draft;

/// Countries whose towns are written in many romanisations: their names get sound-alike keys.
const ROMANISED: &[&str] = &[
    "AE", "AF", "AM", "AZ", "BH", "DZ", "EG", "GE", "IL", "IQ", "IR", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PK",
    "PS", "QA", "SA", "SD", "SO", "SY", "TN", "TR", "UA", "YE",
];

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

/// Encodes the list; places without a point are left out.
pub fn encode(drafts: Vec<Draft>) -> Result<Tables> {
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
