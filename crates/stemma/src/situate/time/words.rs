//! The words that the rules know, each with its classes and the number that it stands for in each.

use serde::Deserialize;
use std::collections::BTreeMap;

const SOURCE: &str = include_str!("lexicon/en/words.toml");

/// What a rule may capture; every class fills one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Slot {
    Year,
    Month,
    Day,
    Weekday,
    Count,
    Half,
    Unit,
    Season,
    Ordinal,
    Part,
    Direction,
    Modifier,
    Hour,
    Minute,
    Noon,
    Zone,
    Holiday,
    Offset,
    Reference,
    Hijri,
    /// Classes that are only matched.
    Nothing,
}

/// How many slots there are.
pub const SLOTS: usize = Slot::Nothing as usize + 1;

#[derive(Deserialize)]
struct ClassSource {
    slot: Slot,
    #[serde(default)]
    capital: Vec<String>,
    #[serde(default)]
    dot: Vec<String>,
    words: BTreeMap<String, i32>,
}

#[derive(Debug, Default, Clone)]
struct Word {
    text: String,
    /// Bit `c`: the word is of class `c`.
    classes: u64,
    values: Vec<(u8, i32)>,
    dot: bool,
}

/// The vocabulary, found by hash without making a lower-case copy.
#[derive(Debug)]
pub struct Words {
    words: Vec<Word>,
    table: Vec<u16>,
    classes: Vec<(String, Slot)>,
    /// Per class, words that count only when written with a capital ("May").
    capital: Vec<Vec<u16>>,
}

const TABLE: usize = 4096;
const LONGEST: usize = 16;

impl Words {
    /// Reads the bundled lexicon; a test reads it too, so that a broken file never leaves the house.
    pub fn bundled() -> Words {
        let source: BTreeMap<String, ClassSource> = toml::from_str(SOURCE).expect("words.toml is tested");
        let mut words =
            Words { words: vec![Word::default()], table: vec![0; TABLE], classes: Vec::new(), capital: Vec::new() };
        for (name, class) in source {
            words.add_class(name, class);
        }
        words
    }

    fn add_class(&mut self, name: String, class: ClassSource) {
        let bit = self.classes.len() as u8;
        self.classes.push((name, class.slot));
        for (word, value) in &class.words {
            let id = self.intern(word) as usize;
            self.words[id].classes |= 1 << bit;
            self.words[id].values.push((bit, *value));
        }
        for word in &class.dot {
            let id = self.intern(word) as usize;
            self.words[id].dot = true;
        }
        let capital = class.capital.iter().map(|word| self.intern(word)).collect();
        self.capital.push(capital);
    }

    /// The index of a word, made where there is none yet.
    pub fn intern(&mut self, text: &str) -> u16 {
        let found = self.find(text);
        if found != 0 {
            return found;
        }
        let id = self.words.len() as u16;
        self.words.push(Word { text: text.to_string(), ..Word::default() });
        let mut at = hash(text) % TABLE;
        while self.table[at] != 0 {
            at = (at + 1) % TABLE;
        }
        self.table[at] = id;
        id
    }

    /// The index of a word in any case of letters, or 0.
    pub fn find(&self, text: &str) -> u16 {
        if text.len() > LONGEST {
            return 0;
        }
        let mut at = hash(text) % TABLE;
        loop {
            match self.table[at] {
                0 => return 0,
                id if self.words[id as usize].text.eq_ignore_ascii_case(text) => return id,
                _ => at = (at + 1) % TABLE,
            }
        }
    }

    /// Class and slot by name.
    pub fn class(&self, name: &str) -> Option<(u8, Slot)> {
        let at = self.classes.iter().position(|(class, _)| class == name)?;
        Some((at as u8, self.classes[at].1))
    }

    /// The bits of a word's classes.
    pub fn classes(&self, word: u16) -> u64 {
        self.words[word as usize].classes
    }

    /// What a word stands for in a class; `None` where it is not of it as written.
    pub fn value(&self, word: u16, class: u8, capital: bool) -> Option<i32> {
        let (_, value) = self.words[word as usize].values.iter().find(|(c, _)| *c == class)?;
        (capital || !self.capital[class as usize].contains(&word)).then_some(*value)
    }

    /// Whether a full stop after it belongs to it ("Sept.").
    pub fn abbreviates(&self, word: u16) -> bool {
        self.words[word as usize].dot
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }
}

/// FNV-1a over the lower-cased bytes.
fn hash(text: &str) -> usize {
    let step = |h: u32, b: u8| (h ^ u32::from(b.to_ascii_lowercase())).wrapping_mul(16_777_619);
    text.bytes().fold(2_166_136_261, step) as usize
}
