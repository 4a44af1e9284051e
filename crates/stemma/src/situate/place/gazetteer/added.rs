//! What a user adds to the gazetteer of a case: places, and further names of places that are there.

use std::collections::BTreeMap;

use super::{Alias, Candidate, Class, Place};
use crate::situate::place::key::{name_key, skeleton, sounds};

/// First index of the places that a user added.
const FIRST: u32 = 1 << 24;

/// Sounds of a name and whose it is.
type Sounds = (String, u32);

/// The additions by name and by sound.
#[derive(Debug, Default)]
pub(super) struct Added {
    places: Vec<Place>,
    names: BTreeMap<String, Vec<u32>>,
    /// By country and consonants.
    alike: BTreeMap<([u8; 2], String), Vec<Sounds>>,
}

impl Added {
    /// `bundled` finds a bundled place by its GeoNames id; an alias that neither has is dropped.
    pub fn new(places: Vec<Place>, aliases: &[Alias], bundled: &dyn Fn(u32) -> Option<u32>) -> Added {
        let mut added = Added::default();
        let mut ids = BTreeMap::new();
        for (at, place) in (FIRST..).zip(&places) {
            for name in std::iter::once(&place.name).chain(&place.aliases) {
                added.name(name, at, place.country);
            }
            ids.extend(place.geonames_id.map(|id| (id, at)));
        }
        for Alias { geonames_id, name } in aliases {
            let own = ids.get(geonames_id).copied();
            let country = own.and_then(|at| places.get((at - FIRST) as usize)).and_then(|place| place.country);
            if let Some(at) = own.or_else(|| bundled(*geonames_id)) {
                added.name(name, at, country);
            }
        }
        added.places = places;
        added
    }

    fn name(&mut self, name: &str, at: u32, country: Option<[u8; 2]>) {
        let key = name_key(name);
        let same = self.names.entry(key.clone()).or_default();
        if key.is_empty() || same.contains(&at) {
            return;
        }
        same.push(at);
        if let Some(country) = country.filter(|_| key.is_ascii()) {
            self.alike.entry((country, skeleton(&key))).or_default().push((sounds(&key), at));
        }
    }

    /// Places with this key.
    pub fn named(&self, key: &str) -> &[u32] {
        self.names.get(key).map_or(&[], Vec::as_slice)
    }

    /// Names in a country with these consonants.
    pub fn alike(&self, country: [u8; 2], bones: &str) -> &[Sounds] {
        self.alike.get(&(country, bones.to_string())).map_or(&[], Vec::as_slice)
    }

    /// The place with this identity.
    pub fn place(&self, place: u32) -> Option<&Place> {
        self.places.get(place.checked_sub(FIRST)? as usize)
    }
}

/// A place that a user added, as a name can mean it.
pub(super) fn candidate(p: &Place, place: u32, class: Class) -> Candidate {
    Candidate {
        place,
        class,
        geonames_id: p.geonames_id,
        lat: p.lat,
        lon: p.lon,
        country: p.country,
        parent: None,
        level: p.level,
        population: p.population,
        radius_km: p.radius_km,
        capital: false,
        added: true,
    }
}
