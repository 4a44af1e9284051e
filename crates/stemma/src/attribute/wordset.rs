//! Sets of words that are asked for at every token: open addressing over FNV-1a, built once, never iterated, so that no
//! order of hashes can reach a result.

use serde::{Deserialize, Deserializer};

/// A set of words.
#[derive(Debug, Default)]
pub(super) struct WordSet {
    slots: Vec<Option<Box<str>>>,
}

impl WordSet {
    fn new(words: Vec<String>) -> WordSet {
        let mut set = WordSet { slots: vec![None; (words.len() * 4).next_power_of_two().max(4)] };
        for word in words {
            let slot = set.slot(&word);
            set.slots[slot] = Some(word.into_boxed_str());
        }
        set
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        !self.slots.is_empty() && self.slots[self.slot(word)].is_some()
    }

    /// Where the word stands, or the free slot where it would.
    fn slot(&self, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(word) as usize & mask;
        while self.slots[slot].as_deref().is_some_and(|known| known != word) {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

impl<'de> Deserialize<'de> for WordSet {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::deserialize(from).map(WordSet::new)
    }
}

fn hash(word: &str) -> u32 {
    let hash = word.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_its_words_and_no_others() {
        let set = WordSet::new(["said", "says", "say", "said"].map(String::from).to_vec());
        assert!(["said", "says", "say"].iter().all(|word| set.contains(word)));
        assert!(!set.contains("") && !set.contains("sai") && !WordSet::default().contains("said"));
    }
}
