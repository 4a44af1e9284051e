//! Places by name: the bundled gazetteer (GeoNames, CC BY 4.0, and the TOML sources in `data/places`) and what a user
//! adds, which wins.

pub mod table;

use std::collections::BTreeMap;

use fst::{IntoStreamer, Streamer};

use super::key::{jaro_winkler, name_key, skeleton, sounds, without_article};
use table::Record;

const NAMES: &[u8] = include_bytes!("../../../../../../data/places/names.fst");
const POSTINGS: &[u8] = include_bytes!("../../../../../../data/places/postings.bin");
const PLACES: &[u8] = include_bytes!("../../../../../../data/places/places.bin");
const TITLES: &[u8] = include_bytes!("../../../../../../data/places/names.bin");

const COUNTRIES: &[u8] = include_bytes!("../../../../../../data/places/countries.bin");

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Level {
    Country,
    Admin1,
    Admin2,
    Town,
    Region,
    Sea,
    River,
    Mountain,
    Continent,
}

impl Level {
    const ALL: [Level; 9] = [
        Level::Country,
        Level::Admin1,
        Level::Admin2,
        Level::Town,
        Level::Region,
        Level::Sea,
        Level::River,
        Level::Mountain,
        Level::Continent,
    ];

    /// The level behind its byte in the tables.
    pub fn from_byte(byte: u8) -> Level {
        Level::ALL.get(usize::from(byte)).copied().unwrap_or(Level::Region)
    }

    /// The contract's word.
    pub fn word(self) -> &'static str {
        ["country", "admin1", "admin2", "town", "region", "sea", "river", "mountain", "continent"][self as usize]
    }
}

/// What kind of name a key is to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The gazetteer's own name.
    Main,
    /// Another spelling or name.
    Alternate,
    /// A name without its word of kind: "Rapides" of "Rapides Parish".
    Short,
    /// "Syrian".
    Adjective,
    /// "Syrians".
    People,
    /// "Ala.", "UAE": matched as written.
    Abbreviation,
    /// "AL": as written and only after a comma.
    Postal,
}

impl Class {
    const ALL: [Class; 7] = [
        Class::Main,
        Class::Alternate,
        Class::Short,
        Class::Adjective,
        Class::People,
        Class::Abbreviation,
        Class::Postal,
    ];

    /// The class behind its byte in the tables.
    pub fn from_byte(byte: u8) -> Class {
        Class::ALL.get(usize::from(byte)).copied().unwrap_or(Class::Alternate)
    }
}

/// A place that a name can mean. A candidate, never a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Identity within one gazetteer.
    pub place: u32,
    /// What kind of name led here.
    pub class: Class,
    /// GeoNames id.
    pub geonames_id: Option<u32>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-2.
    pub country: Option<[u8; 2]>,
    /// The area that holds it, next wider.
    pub parent: Option<u32>,
    /// What it is.
    pub level: Level,
    /// People living there; 0 is not on record.
    pub population: u64,
    /// How far from the point it reaches.
    pub radius_km: f64,
    /// Whether it is the capital of its country.
    pub capital: bool,
    /// Whether a user added it.
    pub added: bool,
}

impl Candidate {
    /// The country's code as text.
    pub fn country_code(&self) -> Option<&str> {
        self.country.as_ref().and_then(|code| std::str::from_utf8(code).ok())
    }
}

/// A place that a user adds to the gazetteer of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Further spellings.
    pub aliases: Vec<String>,
    /// GeoNames id, where it has one.
    pub geonames_id: Option<u32>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-2.
    pub country: Option<[u8; 2]>,
    /// What it is.
    pub level: Level,
    /// People living there; 0 is not on record.
    pub population: u64,
    /// How far from the point it reaches.
    pub radius_km: f64,
}

/// First index of the places that a user added.
const ADDED: u32 = 1 << 24;

/// Places by name.
#[derive(Debug, Default)]
pub struct Gazetteer {
    names: Option<fst::Map<&'static [u8]>>,
    added: Vec<Place>,
    added_names: BTreeMap<String, Vec<u32>>,
}

impl Gazetteer {
    /// The one built into the program.
    pub fn bundled() -> Self {
        Gazetteer { names: fst::Map::new(NAMES).ok(), ..Gazetteer::default() }
    }

    /// The bundled one and a user's places, which stand before the bundled ones of the same name.
    ///
    /// ```
    /// use stemma::situate::place::{Gazetteer, Level, Place};
    /// let town = Place { name: "Zhelvar".into(), aliases: vec![], geonames_id: None, lat: 47.1, lon: 21.3,
    ///     country: None, level: Level::Town, population: 900, radius_km: 3.0 };
    /// let gazetteer = Gazetteer::with_additions(vec![town]);
    /// assert_eq!(gazetteer.lookup("Zhelvar")[0].lat, 47.1);
    /// ```
    pub fn with_additions(places: Vec<Place>) -> Self {
        let mut gazetteer = Gazetteer::bundled();
        for (at, place) in (0..).zip(&places) {
            for name in std::iter::once(&place.name).chain(&place.aliases) {
                let same = gazetteer.added_names.entry(name_key(name)).or_default();
                if !same.contains(&at) {
                    same.push(at);
                }
            }
        }
        gazetteer.added = places;
        gazetteer
    }

    /// Every place with this name, a user's first, then the more populous: case and marks do not count.
    ///
    /// ```
    /// let gazetteer = stemma::situate::place::Gazetteer::bundled();
    /// let found = gazetteer.lookup("As Sukhnah");
    /// assert!(found.iter().any(|c| c.country_code() == Some("SY")));
    /// ```
    pub fn lookup(&self, name: &str) -> Vec<Candidate> {
        self.lookup_key(&name_key(name))
    }

    /// [`Gazetteer::lookup`] with a key made by [`name_key`].
    pub fn lookup_key(&self, key: &str) -> Vec<Candidate> {
        let own =
            self.added_names.get(key).into_iter().flatten().filter_map(|at| self.candidate(ADDED + at, Class::Main));
        own.chain(self.meanings(key.as_bytes())).collect()
    }

    /// Whether some place has this key; cheaper than looking it up.
    pub fn holds(&self, key: &str) -> bool {
        self.added_names.contains_key(key) || self.names.as_ref().is_some_and(|names| names.contains_key(key))
    }

    /// Abbreviations, by case and dots as written: "Ala.", "UAE".
    pub fn abbreviation(&self, words: &str) -> Vec<Candidate> {
        if words.len() > 12 { Vec::new() } else { self.meanings(format!("={words}").as_bytes()) }
    }

    /// The town that the paper or station at this host writes for.
    pub fn outlet_home(&self, host: &str) -> Option<Candidate> {
        let mut rest = host;
        while rest.contains('.') && rest.len() <= 80 {
            let found = self.meanings(format!("@{rest}").as_bytes()).into_iter().next();
            if found.is_some() {
                return found;
            }
            rest = rest.split_once('.')?.1;
        }
        None
    }

    /// The name without its article, where it has one, or with one where it has none.
    pub fn lookup_article(&self, key: &str) -> Vec<Candidate> {
        let bare = without_article(key);
        let mut found = self.lookup_key(bare.as_deref().unwrap_or(""));
        for article in ["al", "as", "ash", "ad", "at", "an", "ar", "az"] {
            found.extend(self.lookup_key(&format!("{article} {}", bare.as_deref().unwrap_or(key))));
        }
        found.sort_by_key(|c| (c.place, c.class));
        found.dedup_by_key(|c| c.place);
        found
    }

    /// Places of one country whose spelling sounds like this one, best first, with the likeness (0 to 1).
    /// An inference: right only where the context has settled the country.
    pub fn lookup_alike(&self, key: &str, country: [u8; 2]) -> Vec<(Candidate, f64)> {
        let (bones, mine) = (skeleton(key), sounds(key));
        if bones.chars().count() < 2 {
            return Vec::new();
        }
        let mut found: BTreeMap<u32, f64> = BTreeMap::new();
        let prefix = alike_prefix(country, &bones);
        let end = format!("{}\u{7f}", prefix.trim_end_matches('~'));
        let Some(names) = &self.names else { return Vec::new() };
        let mut stream = names.range().ge(&prefix).lt(&end).into_stream();
        while let Some((at, value)) = stream.next() {
            let theirs = std::str::from_utf8(at).unwrap_or("").strip_prefix(&prefix).unwrap_or("");
            let likeness = jaro_winkler(&mine, theirs);
            for (place, _) in table::decode_postings(value, POSTINGS) {
                let best = found.entry(place).or_insert(0.0);
                *best = best.max(likeness);
            }
        }
        let mut found: Vec<_> = found
            .into_iter()
            .filter_map(|(place, likeness)| Some((self.candidate(place, Class::Alternate)?, likeness)))
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.population.cmp(&a.0.population)));
        found
    }

    /// The place with this identity.
    pub fn place(&self, place: u32) -> Option<Candidate> {
        self.candidate(place, Class::Main)
    }

    /// The name of the place.
    pub fn name(&self, place: u32) -> String {
        match place.checked_sub(ADDED) {
            Some(at) => self.added.get(at as usize).map(|p| p.name.clone()).unwrap_or_default(),
            None => table::decode_name(TITLES, place as usize),
        }
    }

    /// The areas that hold the place, next wider first.
    pub fn parents(&self, place: u32) -> Vec<u32> {
        let mut up = Vec::new();
        let mut next = self.place(place).and_then(|p| p.parent);
        while let Some(parent) = next.filter(|_| up.len() < 4) {
            up.push(parent);
            next = self.place(parent).and_then(|p| p.parent);
        }
        up
    }

    fn meanings(&self, key: &[u8]) -> Vec<Candidate> {
        let value = self.names.as_ref().and_then(|names| names.get(key));
        let postings = value.map(|value| table::decode_postings(value, POSTINGS)).unwrap_or_default();
        postings.into_iter().filter_map(|(place, class)| self.candidate(place, class)).collect()
    }

    fn candidate(&self, place: u32, class: Class) -> Option<Candidate> {
        if let Some(at) = place.checked_sub(ADDED) {
            return self.added.get(at as usize).map(|p| added(p, place, class));
        }
        let at = place as usize * table::RECORD;
        let record = Record::decode(PLACES.get(at..)?)?;
        Some(Candidate {
            place,
            class,
            geonames_id: (record.id != 0).then_some(record.id),
            lat: record.lat,
            lon: record.lon,
            country: country_of(place, &record),
            parent: (record.parent != table::NONE).then_some(record.parent),
            level: record.level,
            population: record.population,
            radius_km: record.radius_km,
            capital: record.capital,
            added: false,
        })
    }
}

/// The code of the country at the top of the areas that hold the place.
fn country_of(place: u32, record: &Record) -> Option<[u8; 2]> {
    let (mut at, mut here) = (place, *record);
    for _ in 0..4 {
        if here.level == Level::Country {
            return table::country_code(COUNTRIES, at);
        }
        at = here.parent;
        here = Record::decode(PLACES.get(at as usize * table::RECORD..)?)?;
    }
    None
}

fn added(p: &Place, place: u32, class: Class) -> Candidate {
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

/// Where the sound-alikes of a country with these consonants begin in the map.
pub fn alike_prefix(country: [u8; 2], bones: &str) -> String {
    format!("~{}{}{bones}~", char::from(country[0]), char::from(country[1]))
}
