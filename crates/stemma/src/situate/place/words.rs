//! What a word is apart from a place: ordinary English, a given name, a surname (`data/places/words.fst`).

use super::key::name_key;

const WORDS: &[u8] = include_bytes!("../../../../../data/places/words.fst");

/// Among the most frequent English words.
pub const FREQUENT: u64 = 1;
/// An ordinary English word.
pub const COMMON: u64 = 2;
/// A frequent given name.
pub const GIVEN: u64 = 4;
/// A rarer given name.
pub const GIVEN_RARE: u64 = 8;
/// A surname.
pub const SURNAME: u64 = 16;
/// One of the thousand most frequent surnames.
pub const SURNAME_TOP: u64 = 32;

/// The flags of a word; 0 for a word that no list has.
pub fn flags(word: &str) -> u64 {
    flags_of_key(&name_key(word))
}

/// [`flags`] of a key.
pub fn flags_of_key(key: &str) -> u64 {
    static MAP: std::sync::OnceLock<Option<fst::Map<&'static [u8]>>> = std::sync::OnceLock::new();
    MAP.get_or_init(|| fst::Map::new(WORDS).ok()).as_ref().and_then(|map| map.get(key)).unwrap_or(0)
}
