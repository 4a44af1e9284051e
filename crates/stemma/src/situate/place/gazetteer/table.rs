//! The bundled tables, read where they lie: nothing is parsed at the start.
//!
//! `names.fst` maps a key to postings (an inline one, or an offset into `postings.bin`); `places.bin` holds one
//! record of fixed width a place; `names.bin` the names in the same order, front-coded in blocks (Witten, Moffat and
//! Bell 1999, ch. 4). `cargo xtask data` writes them through the encoders here, so that both sides share one layout.

use super::{Class, Level};

/// Bytes of a record in `places.bin`.
pub const RECORD: usize = 15;
/// Names in a block of `names.bin`.
pub const BLOCK: usize = 16;
/// "No place": the parent of a country.
pub const NONE: u32 = 0xff_ffff;

/// A place as it lies in `places.bin`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Record {
    /// GeoNames id; 0 where it has none.
    pub id: u32,
    /// Degrees north, to about two metres.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Index of the area that holds it, [`NONE`] where nothing does.
    pub parent: u32,
    /// What it is.
    pub level: Level,
    /// People living there, to a few per cent; 0 is "not on record".
    pub population: u64,
    /// How far from the point it reaches.
    pub radius_km: f64,
    /// Whether it is the capital of its country.
    pub capital: bool,
}

const CAPITAL: u8 = 0x80;
const STEPS: f64 = 8_388_607.0;

impl Record {
    /// The record's bytes.
    pub fn encode(&self) -> [u8; RECORD] {
        let mut out = [0; RECORD];
        out[0..3].copy_from_slice(&three(self.id));
        out[3..6].copy_from_slice(&three(angle(self.lat, 90.0)));
        out[6..9].copy_from_slice(&three(angle(self.lon, 180.0)));
        out[9..12].copy_from_slice(&three(self.parent));
        out[12] = self.level as u8 | if self.capital { CAPITAL } else { 0 };
        out[13] = logarithm(self.population as f64, 8.0);
        out[14] = logarithm(self.radius_km * 4.0, 16.0);
        out
    }

    /// The record in `bytes`; `None` where they are too few.
    pub fn decode(bytes: &[u8]) -> Option<Record> {
        let b: &[u8; RECORD] = bytes.get(..RECORD)?.try_into().ok()?;
        Some(Record {
            id: number(&b[0..3]),
            lat: degrees(&b[3..6], 90.0),
            lon: degrees(&b[6..9], 180.0),
            parent: number(&b[9..12]),
            level: Level::from_byte(b[12] & !CAPITAL),
            capital: b[12] & CAPITAL != 0,
            population: if b[13] == 0 { 0 } else { (f64::from(b[13]) / 8.0).exp2() as u64 },
            radius_km: ((f64::from(b[14]) / 16.0).exp2() * 2.5).round() / 10.0,
        })
    }
}

/// Codes of the countries, in the order of their places: 4 bytes the place, 2 the code.
pub fn encode_countries(codes: &[(u32, [u8; 2])]) -> Vec<u8> {
    codes.iter().flat_map(|(place, [a, b])| place.to_le_bytes().into_iter().chain([*a, *b])).collect()
}

/// The code of the country that is this place.
pub fn country_code(countries: &[u8], place: u32) -> Option<[u8; 2]> {
    let at = countries.as_chunks::<6>().0.binary_search_by_key(&place, |row| number(&row[..4])).ok()?;
    let row = countries.get(at * 6 + 4..at * 6 + 6)?;
    Some([row[0], row[1]])
}

fn angle(degrees: f64, most: f64) -> u32 {
    ((degrees / most).clamp(-1.0, 1.0) * STEPS + STEPS).round() as u32
}

fn degrees(bytes: &[u8], most: f64) -> f64 {
    let exact = (f64::from(number(bytes)) - STEPS) / STEPS * most;
    (exact * 1e5).round() / 1e5
}

fn logarithm(value: f64, steps: f64) -> u8 {
    if value < 1.0 { 0 } else { (value.log2() * steps).round().clamp(1.0, 255.0) as u8 }
}

fn three(value: u32) -> [u8; 3] {
    let [a, b, c, _] = value.to_le_bytes();
    [a, b, c]
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

/// One meaning of a key: the place and what kind of name it is to it.
pub type Posting = (u32, Class);

fn packed((place, class): Posting) -> u32 {
    place << 4 | class as u32
}

fn unpacked(bits: u32) -> Posting {
    (bits >> 4, Class::from_byte(bits as u8 & 15))
}

/// The value of a key in the map; more than one meaning goes to `postings`.
pub fn encode_postings(meanings: &[Posting], postings: &mut Vec<u8>) -> u64 {
    if let [one] = meanings {
        return u64::from(packed(*one)) << 1;
    }
    let at = postings.len() as u64;
    let count = meanings.len().min(255);
    postings.push(count as u8);
    for meaning in &meanings[..count] {
        postings.extend(three(packed(*meaning)));
    }
    at << 1 | 1
}

/// The meanings behind a value of the map.
pub fn decode_postings(value: u64, postings: &[u8]) -> Vec<Posting> {
    if value & 1 == 0 {
        return vec![unpacked((value >> 1) as u32)];
    }
    let at = (value >> 1) as usize;
    let count = postings.get(at).map_or(0, |count| usize::from(*count));
    let bytes = postings.get(at + 1..at + 1 + count * 3).unwrap_or(&[]);
    bytes.chunks_exact(3).map(|three| unpacked(number(three))).collect()
}

/// Names in the order of the places: block offsets first (their count, then each, 4 bytes), then the blocks.
pub fn encode_names(names: &[&str]) -> Vec<u8> {
    let mut offsets = Vec::new();
    let mut body = Vec::new();
    for block in names.chunks(BLOCK) {
        offsets.push(body.len() as u32);
        let mut before = "";
        for name in block {
            let same = name.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count().min(255);
            let rest = &name.as_bytes()[same..];
            body.push(same as u8);
            body.push(rest.len().min(255) as u8);
            body.extend(&rest[..rest.len().min(255)]);
            before = name;
        }
    }
    let mut out = (offsets.len() as u32).to_le_bytes().to_vec();
    out.extend(offsets.iter().flat_map(|offset| offset.to_le_bytes()));
    out.extend(body);
    out
}

/// The name of place `at`; empty where there is none.
pub fn decode_name(names: &[u8], at: usize) -> String {
    name_bytes(names, at).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn name_bytes(names: &[u8], at: usize) -> Option<Vec<u8>> {
    let blocks = number(names.get(0..4)?) as usize;
    let slot = 4 + at / BLOCK * 4;
    let mut cursor = 4 + blocks * 4 + number(names.get(slot..slot + 4)?) as usize;
    let mut name = Vec::new();
    for _ in 0..=at % BLOCK {
        let (same, rest) = (usize::from(*names.get(cursor)?), usize::from(*names.get(cursor + 1)?));
        name.truncate(same);
        name.extend(names.get(cursor + 2..cursor + 2 + rest)?);
        cursor += 2 + rest;
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_survives() {
        let record = Record {
            id: 172_425,
            lat: 34.885_33,
            lon: 38.871_1,
            parent: 77,
            level: Level::Town,
            population: 0,
            radius_km: 5.0,
            capital: true,
        };
        let back = Record::decode(&record.encode()).unwrap();
        assert!((back.lat - record.lat).abs() < 1e-4 && (back.lon - record.lon).abs() < 1e-4);
        assert_eq!((back.id, back.parent, back.level), (172_425, 77, Level::Town));
        assert_eq!((back.population, back.capital), (0, true));
        assert!((back.radius_km - 5.0).abs() < 0.2);
    }

    #[test]
    fn countries_come_back() {
        let bytes = encode_countries(&[(7, *b"IQ"), (9, *b"SY")]);
        assert_eq!(country_code(&bytes, 9), Some(*b"SY"));
        assert_eq!(country_code(&bytes, 8), None);
    }

    #[test]
    fn names_come_back_from_any_block() {
        let names: Vec<String> = (0..50).map(|n| format!("Tolva {n}")).collect();
        let bytes = encode_names(&names.iter().map(String::as_str).collect::<Vec<_>>());
        for (at, name) in names.iter().enumerate() {
            assert_eq!(&decode_name(&bytes, at), name);
        }
        assert_eq!(decode_name(&bytes, 4000), "");
    }

    #[test]
    fn postings_come_back() {
        let mut postings = Vec::new();
        let many = [(1, Class::Main), (70_000, Class::People)];
        let value = encode_postings(&many, &mut postings);
        assert_eq!(decode_postings(value, &postings), many);
        let one = encode_postings(&many[1..], &mut postings);
        assert_eq!(decode_postings(one, &postings), many[1..]);
    }
}
