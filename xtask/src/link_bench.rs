//! Growth of the rooms `link` and `trace`: the families of wire copy, salted anew as often as it takes (see `salt`), cut to
//! 400 words. Every size runs in a process of its own, which tells its CPU time, its time and its peak memory.

use anyhow::{Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use stemma::link::grouping::{Grouping, InMemory};
use stemma::link::{Link, candidate_pairs, link_from};
use stemma::shelf::Shelf;
use stemma::trace_shelf;
use stemma_store::OnDisk;

use crate::salt::Corpus;

const CORPUS: &str = "corpora/link/wire_dev.jsonl";

/// Stage and size of each run: making the texts, the pairs in memory and on disk, the whole room, making the annotated
/// reports once, both rooms.
const RUNS: &[(&str, usize)] = &[
    ("words", 10_000),
    ("words", 100_000),
    ("pairs", 10_000),
    ("pairs", 30_000),
    ("pairs", 100_000),
    ("pairs", 300_000),
    ("pairs on disk", 10_000),
    ("pairs on disk", 100_000),
    ("pairs on disk", 300_000),
    ("pairs on disk", 1_000_000),
    ("whole", 10_000),
    ("whole", 30_000),
    ("whole", 100_000),
    ("taken down", 100_000),
    ("link and trace", 10_000),
    ("link and trace", 30_000),
    ("link and trace", 100_000),
    ("link and trace", 300_000),
    ("link and trace", 1_000_000),
];

/// Builds the release binary, runs every size, prints, and writes `eval/link/bench.csv`.
pub fn run(shared: &Path) -> Result<()> {
    if !shared.join(CORPUS).exists() {
        println!("skipped: no corpora at {}", shared.display());
        return Ok(());
    }
    crate::cargo(&["build", "--release", "--package", "xtask"])?;
    let mut rows = vec!["stage,reports,CPU_seconds,seconds,reports_per_CPU_second,peak_MiB,found".to_string()];
    for (stage, reports) in RUNS {
        let output = Command::new("target/release/xtask")
            .args(["link-once", stage, &reports.to_string(), "--shared"])
            .arg(shared)
            .output()?;
        if !output.status.success() {
            bail!("{stage} of {reports}: {}", String::from_utf8_lossy(&output.stderr));
        }
        rows.push(String::from_utf8(output.stdout)?.trim().to_string());
        println!("{}", rows[rows.len() - 1]);
    }
    Ok(fs::write("eval/link/bench.csv", rows.join("\n") + "\n")?)
}

/// One stage on so many reports, in this process; prints a row. `wire`: the corpus itself, whole, for the peers.
pub fn once(stage: &str, reports: usize, shared: &Path) -> Result<()> {
    let corpus = Corpus::read(&shared.join(CORPUS), (stage != "wire").then_some((reports, WORDS)))?;
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let found = found(stage, &corpus)?;
    let (seconds, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let rate = (corpus.size() as f64 / cpu.max(0.01)).round();
    let peak = peak_kib().unwrap_or(0) / 1024;
    println!("{stage},{},{cpu:.2},{seconds:.1},{rate},{peak},{found}", corpus.size());
    Ok(())
}

/// Words of an article.
const WORDS: usize = 400;

/// What a stage found: bytes of text, pairs, links, claims.
fn found(stage: &str, corpus: &Corpus) -> Result<usize> {
    let places = 0..corpus.size();
    Ok(match stage {
        "words" => places.map(|at| corpus.text(at).len()).sum(),
        "taken down" => places.map(|at| corpus.take(at).report.text.len()).sum(),
        "pairs" => pairs(corpus, &mut InMemory::default()),
        "pairs on disk" => on_disk(|grouping| pairs(corpus, grouping))?,
        "whole" => on_disk(|grouping| link_from(corpus, grouping, None).len())?,
        "link and trace" => on_disk(|grouping| {
            let mut claims = 0;
            trace_shelf(corpus, grouping, None, &mut |story| claims += story.claims.len());
            claims
        })?,
        "wire" => wire(corpus)?,
        other => bail!("there is no stage `{other}`"),
    })
}

/// Items that a grouping holds in memory.
const HELD: usize = 8 << 20;

fn on_disk<T>(stage: impl FnOnce(&mut dyn Grouping) -> T) -> Result<T> {
    let mut grouping = OnDisk::new(&folder()?, HELD);
    let found = stage(&mut grouping);
    grouping.outcome()?;
    Ok(found)
}

/// The corpus itself, whole; its copying links go to `target/bench/wire.json`.
fn wire(corpus: &Corpus) -> Result<usize> {
    let links = link_from(corpus, &mut InMemory::default(), None);
    let copies: Vec<[&str; 2]> = links.iter().filter(|link| link.kind.is_copy()).map(pair_of).collect();
    fs::write(folder()?.join("wire.json"), serde_json::to_string(&copies)?)?;
    Ok(copies.len())
}

fn folder() -> Result<PathBuf> {
    fs::create_dir_all("target/bench")?;
    Ok(PathBuf::from("target/bench"))
}

/// Candidate pairs from a stream of texts.
fn pairs(corpus: &Corpus, grouping: &mut dyn Grouping) -> usize {
    let texts = (0..corpus.size()).map(|at| (corpus.text(at), corpus.outlet(at)));
    candidate_pairs(texts, grouping).len()
}

/// The reports of the first replica that a link joins, by the corpus's own ids.
fn pair_of(link: &Link) -> [&str; 2] {
    [&link.from, &link.to].map(|id| id.split_once('-').map_or(id.as_str(), |(_, id)| id))
}

/// CPU time of this process so far, user and system, in seconds (Linux; 0 elsewhere).
fn cpu_seconds() -> f64 {
    let ticks = || {
        let stat = fs::read_to_string("/proc/self/stat").ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
    };
    ticks().unwrap_or(0.0) / 100.0
}

fn peak_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find(|line| line.starts_with("VmHWM:"))?.split_whitespace().nth(1)?.parse().ok()
}
