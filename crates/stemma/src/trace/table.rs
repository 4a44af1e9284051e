//! Tables that words are looked up in by the million. They are never walked, so no order of theirs reaches a result.

use std::hash::{BuildHasherDefault, Hasher};

#[allow(clippy::disallowed_types)]
type Map<V> = std::collections::HashMap<String, V, BuildHasherDefault<Fnv>>;

/// Values by word.
#[derive(Debug)]
pub(super) struct Table<V>(Map<V>);

impl<V> Default for Table<V> {
    fn default() -> Self {
        Table(Map::default())
    }
}

impl<V> Table<V> {
    /// The value of a word.
    pub fn get(&self, word: &str) -> Option<&V> {
        self.0.get(word)
    }

    /// How many words stand here.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether a word stands here.
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }

    /// Puts a word in, in the place of the one that stood there.
    pub fn insert(&mut self, word: String, value: V) {
        self.0.insert(word, value);
    }
}

impl<V: Default> Table<V> {
    /// The value of a word, which is made where it does not stand here yet.
    pub fn entry(&mut self, word: String) -> &mut V {
        self.0.entry(word).or_default()
    }
}

impl<V> FromIterator<(String, V)> for Table<V> {
    fn from_iter<I: IntoIterator<Item = (String, V)>>(words: I) -> Self {
        Table(words.into_iter().collect())
    }
}

/// Fowler, Noll and Vo's hash (FNV-1a): quick for short words, and the same on every machine. Who can choose the words can
/// make them collide, which costs time and nothing else.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn words_are_found_as_they_were_put_in() {
        let mut table: Table<u32> = [("barge".to_string(), 1)].into_iter().collect();
        table.insert("lock".to_string(), 2);
        *table.entry("lock".to_string()) += 3;
        assert_eq!((table.get("barge"), table.get("lock"), table.get("quay")), (Some(&1), Some(&5), None));
        assert!(table.contains("barge") && !table.contains("bar"));
    }
}
