//! Counts in how many news articles each word stands, for the room `trace`: figures only, no text.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Words of fewer articles are left out.
const FEWEST: usize = 5;

/// Writes the table from the articles of wire_dev, copies left out.
pub fn run(shared: &Path, out: &Path) -> Result<()> {
    let read = |name: &str| -> Result<Vec<Value>> {
        let path = shared.join("corpora/link").join(name);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
    };
    let copies: BTreeSet<String> = read("wire_dev_edges.jsonl")?.iter().map(|edge| edge["to"].to_string()).collect();
    let originals = read("wire_dev.jsonl")?.into_iter().filter(|doc| !copies.contains(&doc["doc_id"].to_string()));
    let (mut articles, mut counts) = (0, BTreeMap::new());
    for doc in originals {
        articles += 1;
        let text = format!("{} {}", doc["title"].as_str().unwrap_or(""), doc["text"].as_str().unwrap_or(""));
        words(&text).into_iter().for_each(|word| *counts.entry(word).or_insert(0) += 1);
    }
    fs::write(out, table(articles, &counts))?;
    Ok(())
}

fn table(articles: usize, counts: &BTreeMap<String, usize>) -> String {
    let head = format!(
        "# In how many of {articles} US and world news articles a word stands ({FEWEST} or more). Counted by `cargo xtask background`\n\
         # from the articles of Baly et al. 2020 (repository Apache-2.0) as wire_dev has them, copies left out. Figures only.\n\
         \t{articles}\n"
    );
    let common = counts.iter().filter(|(word, count)| **count >= FEWEST && word.chars().count() > 1);
    head + &common.map(|(word, count)| format!("{word}\t{count}\n")).collect::<String>()
}

/// The words of a text in lower case, each once, without the possessive.
fn words(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase().replace('’', "'");
    lower
        .split(|c: char| !c.is_alphabetic() && c != '\'')
        .map(|word| word.trim_matches('\''))
        .map(|word| word.strip_suffix("'s").unwrap_or(word).to_string())
        .filter(|word| !word.is_empty())
        .collect()
}
