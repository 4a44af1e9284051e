//! Places by name: the bundled gazetteer (GeoNames, CC BY 4.0, and the TOML sources in `data/places`) and what a user
//! adds, which wins.

mod added;
pub mod import;
pub mod table;

use std::collections::BTreeMap;

use fst::{IntoStreamer, Streamer};
use serde::{Deserialize, Serialize};

use super::key::{jaro_winkler, name_key, other_articles, skeleton, sounds};
use added::Added;
use table::Record;

pub use import::Import;

const NAMES: &[u8] = include_bytes!("../../../../../../data/places/names.fst");
const POSTINGS: &[u8] = include_bytes!("../../../../../../data/places/postings.bin");
const PLACES: &[u8] = include_bytes!("../../../../../../data/places/places.bin");
const TITLES: &[u8] = include_bytes!("../../../../../../data/places/names.bin");

const COUNTRIES: &[u8] = include_bytes!("../../../../../../data/places/countries.bin");

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

/// A further name of a place that has a GeoNames id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alias {
    /// Whose name.
    pub geonames_id: u32,
    /// The name.
    pub name: String,
}

/// Places by name.
#[derive(Debug, Default)]
pub struct Gazetteer {
    names: Option<fst::Map<&'static [u8]>>,
    added: Added,
}

impl Gazetteer {
    /// The one built into the program.
    pub fn bundled() -> Self {
        Gazetteer { names: fst::Map::new(NAMES).ok(), added: Added::default() }
    }

    /// A user's places and nothing else.
    pub fn only(places: Vec<Place>) -> Self {
        Gazetteer { names: None, added: Added::new(places, &[], &|_| None) }
    }

    /// The bundled one and what a user adds, which stands before what is bundled under the same name.
    ///
    /// ```
    /// use stemma::situate::place::{Gazetteer, Level, Place};
    /// let town = Place { name: "Zhelvar".into(), aliases: vec![], geonames_id: None, lat: 47.1, lon: 21.3,
    ///     country: None, level: Level::Town, population: 900, radius_km: 3.0 };
    /// let gazetteer = Gazetteer::with_additions(vec![town], &[]);
    /// assert_eq!(gazetteer.lookup("Zhelvar")[0].lat, 47.1);
    /// ```
    pub fn with_additions(places: Vec<Place>, aliases: &[Alias]) -> Self {
        let ids = if aliases.is_empty() { BTreeMap::new() } else { bundled_ids() };
        let added = Added::new(places, aliases, &|id| ids.get(&id).copied());
        Gazetteer { added, ..Gazetteer::bundled() }
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
        let own = self.added.named(key).iter().filter_map(|place| self.own(*place));
        own.chain(self.meanings(key.as_bytes())).collect()
    }

    /// Whether some place has this key; cheaper than looking it up.
    pub fn holds(&self, key: &str) -> bool {
        !self.added.named(key).is_empty() || self.names.as_ref().is_some_and(|names| names.contains_key(key))
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

    /// The name under other Arabic articles: without those that it has, with others, or with one where it has none.
    ///
    /// ```
    /// let gazetteer = stemma::situate::place::Gazetteer::bundled();
    /// let found = gazetteer.lookup_article("deir el zour");
    /// assert!(found.iter().all(|c| gazetteer.name(c.place).contains("Deir ez-Zor")), "{found:?}");
    /// ```
    pub fn lookup_article(&self, key: &str) -> Vec<Candidate> {
        let mut found: Vec<_> = other_articles(key).iter().flat_map(|other| self.lookup_key(other)).collect();
        found.sort_by_key(|c| (c.place, c.class));
        found.dedup_by_key(|c| c.place);
        found
    }

    /// Places of a country by a spelling of their name, best first, with the likeness (0 to 1): those of the very name,
    /// else those that differ by an article, else those that sound like it. All but the first is an inference, right
    /// only where the context has settled the country.
    ///
    /// ```
    /// let gazetteer = stemma::situate::place::Gazetteer::bundled();
    /// let found = gazetteer.spelled("sohna", *b"SY");
    /// assert_eq!(gazetteer.name(found[0].0.place), "As Sukhnah");
    /// assert!(gazetteer.spelled("sohna", *b"FR").is_empty());
    /// ```
    pub fn spelled(&self, key: &str, country: [u8; 2]) -> Vec<(Candidate, f64)> {
        let there = |found: Vec<Candidate>| -> Vec<(Candidate, f64)> {
            found.into_iter().filter(|c| c.country == Some(country)).map(|c| (c, 1.0)).collect()
        };
        let exact = there(self.lookup_key(key));
        let found = if exact.is_empty() { there(self.lookup_article(key)) } else { exact };
        if found.is_empty() { self.lookup_alike(key, country) } else { found }
    }

    /// Places of one country whose spelling sounds like this one, best first, with the likeness ([`ALIKE`] to 1).
    pub fn lookup_alike(&self, key: &str, country: [u8; 2]) -> Vec<(Candidate, f64)> {
        let (bones, mine) = (skeleton(key), sounds(key));
        if bones.chars().count() < 2 {
            return Vec::new();
        }
        let mut best: BTreeMap<u32, f64> = BTreeMap::new();
        let mut meet = |place: u32, theirs: &str| {
            let seen = best.entry(place).or_insert(0.0);
            *seen = seen.max(jaro_winkler(&mine, theirs));
        };
        self.added.alike(country, &bones).iter().for_each(|(theirs, place)| meet(*place, theirs));
        self.bundled_alike(country, &bones, &mut meet);
        let close = best.into_iter().filter(|(_, likeness)| *likeness >= ALIKE);
        let mut found: Vec<_> =
            close.filter_map(|(place, likeness)| Some((self.candidate(place, Class::Alternate)?, likeness))).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.population.cmp(&a.0.population)));
        found
    }

    fn bundled_alike(&self, country: [u8; 2], bones: &str, meet: &mut dyn FnMut(u32, &str)) {
        let prefix = alike_prefix(country, bones);
        let end = format!("{}\u{7f}", prefix.trim_end_matches('~'));
        let Some(names) = &self.names else { return };
        let mut stream = names.range().ge(&prefix).lt(&end).into_stream();
        while let Some((at, value)) = stream.next() {
            let theirs = std::str::from_utf8(at).unwrap_or("").strip_prefix(&prefix).unwrap_or("");
            table::decode_postings(value, POSTINGS).into_iter().for_each(|(place, _)| meet(place, theirs));
        }
    }

    /// The place with this identity.
    pub fn place(&self, place: u32) -> Option<Candidate> {
        self.candidate(place, Class::Main)
    }

    /// The name of the place.
    pub fn name(&self, place: u32) -> String {
        self.added.place(place).map_or_else(|| table::decode_name(TITLES, place as usize), |p| p.name.clone())
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

    /// A place by a name that the user gave it.
    fn own(&self, place: u32) -> Option<Candidate> {
        Some(Candidate { added: true, ..self.candidate(place, Class::Main)? })
    }

    fn candidate(&self, place: u32, class: Class) -> Option<Candidate> {
        if let Some(own) = self.added.place(place) {
            return Some(added::candidate(own, place, class));
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

/// The bundled places by their GeoNames ids.
fn bundled_ids() -> BTreeMap<u32, u32> {
    let records =
        (0..).map_while(|place: u32| Some((place, Record::decode(PLACES.get(place as usize * table::RECORD..)?)?)));
    records.filter(|(_, record)| record.id != 0).map(|(place, record)| (record.id, place)).collect()
}

/// Least likeness of sound at which another spelling is taken for the name; set on one half of the spellings of 783
/// towns of the Middle East (`eval/place/scores.csv`, task `variants`).
pub const ALIKE: f64 = 0.9;

/// Where the sound-alikes of a country with these consonants begin in the map.
pub fn alike_prefix(country: [u8; 2], bones: &str) -> String {
    format!("~{}{}{bones}~", char::from(country[0]), char::from(country[1]))
}
