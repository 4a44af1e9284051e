//! Growth of the rooms `link` and `trace`: the families of wire copy, salted anew as often as it takes, cut to 400 words.
//!
//! Salting changes the words of one replica the same way throughout: its families stay families, and two replicas have
//! no passage in common. Every size runs in a process of its own, which tells its CPU time and its peak memory.

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use stemma::link::grouping::{Grouping, InMemory};
use stemma::link::{Link, candidate_pairs, link};
use stemma::read::Report;
use stemma::situate::{Reference, Situation};
use stemma::{Annotated, annotate, attribute::Statement, segment::segment, trace_pile};
use stemma_store::OnDisk;

const CORPUS: &str = "corpora/link/wire_dev.jsonl";

/// Stage and size of each run: the fingerprints alone, the pairs in memory and on disk, the whole room, that and the room behind it.
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
    ("link and trace", 10_000),
    ("link and trace", 30_000),
    ("link and trace", 100_000),
];

/// Builds the release binary, runs every size, prints, and writes `eval/link/bench.csv`.
pub fn run(shared: &Path) -> Result<()> {
    if !shared.join(CORPUS).exists() {
        println!("skipped: no corpora at {}", shared.display());
        return Ok(());
    }
    crate::cargo(&["build", "--release", "--package", "xtask"])?;
    let mut rows = vec!["stage,reports,CPU_seconds,reports_per_CPU_second,peak_MiB,found".to_string()];
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
    let words = if stage == "wire" { usize::MAX } else { WORDS };
    let corpus = Corpus::read(&shared.join(CORPUS), words)?;
    let (found, seconds) = measured(stage, reports, &corpus)?;
    let rate = (reports as f64 / seconds.max(0.01)).round();
    println!("{stage},{reports},{seconds:.2},{rate},{},{found}", peak_kib().unwrap_or(0) / 1024);
    Ok(())
}

/// What a stage found, and its CPU seconds.
fn measured(stage: &str, reports: usize, corpus: &Corpus) -> Result<(usize, f64)> {
    Ok(match stage {
        "words" => {
            let start = cpu_seconds();
            let bytes: usize = (0..reports).map(|at| corpus.text(at).len()).sum();
            (bytes, cpu_seconds() - start)
        }
        "pairs" => pairs(corpus, reports, &mut InMemory::default()),
        "pairs on disk" => {
            let mut grouping = OnDisk::new(&folder()?, HELD);
            let found = pairs(corpus, reports, &mut grouping);
            grouping.outcome()?;
            found
        }
        "whole" => {
            let (links, seconds) = whole(corpus, reports);
            (links.len(), seconds)
        }
        "link and trace" => link_and_trace(corpus, reports),
        "wire" => wire(corpus)?,
        other => bail!("there is no stage `{other}`"),
    })
}

/// Items of a run on disk.
const HELD: usize = 8 << 20;

/// The corpus itself, whole; its copying links go to `target/bench/wire.json`.
fn wire(corpus: &Corpus) -> Result<(usize, f64)> {
    let (links, seconds) = whole(corpus, corpus.lines.len());
    let copies: Vec<[&str; 2]> = links.iter().filter(|link| link.kind.is_copy()).map(pair_of).collect();
    fs::write(folder()?.join("wire.json"), serde_json::to_string(&copies)?)?;
    Ok((copies.len(), seconds))
}

fn folder() -> Result<PathBuf> {
    fs::create_dir_all("target/bench")?;
    Ok(PathBuf::from("target/bench"))
}

/// Candidate pairs from a stream of texts; with it the time that making them took is counted.
fn pairs(corpus: &Corpus, reports: usize, grouping: &mut dyn Grouping) -> (usize, f64) {
    let start = cpu_seconds();
    let texts = (0..reports).map(|at| (corpus.text(at), corpus.outlet(at)));
    let found = candidate_pairs(texts, grouping).len();
    (found, cpu_seconds() - start)
}

/// The whole room on a pile in memory; reading and segmenting it is not counted.
fn whole(corpus: &Corpus, reports: usize) -> (Vec<Link>, f64) {
    let pile: Vec<Annotated> = (0..reports).map(|at| corpus.annotated(at)).collect();
    let start = cpu_seconds();
    let links = link(&pile);
    (links, cpu_seconds() - start)
}

/// Both rooms on a pile in memory, annotated by the rooms before, which is not counted; found are the claims.
fn link_and_trace(corpus: &Corpus, reports: usize) -> (usize, f64) {
    let annotated = |at: usize| annotate(corpus.annotated(at).report, Reference::bundled());
    let pile: Vec<Annotated> = (0..reports).into_par_iter().map(annotated).collect();
    let start = cpu_seconds();
    let traced = trace_pile(&pile);
    (traced.stories.iter().map(|story| story.claims.len()).sum(), cpu_seconds() - start)
}

/// The reports of the first replica that a link joins, by the corpus's own ids.
fn pair_of(link: &Link) -> [&str; 2] {
    [&link.from, &link.to].map(|id| id.split_once('-').map_or(id.as_str(), |(_, id)| id))
}

/// The articles that the replicas are made of.
struct Corpus {
    lines: Vec<Value>,
    texts: Vec<String>,
    outlets: Vec<Option<u32>>,
}

/// Words of an article.
const WORDS: usize = 400;

impl Corpus {
    fn read(path: &Path, words: usize) -> Result<Self> {
        let lines: Vec<Value> = fs::read_to_string(path)
            .with_context(|| path.display().to_string())?
            .lines()
            .map(serde_json::from_str)
            .collect::<std::result::Result<_, _>>()?;
        let text = |line: &Value| first_words(line["text"].as_str().unwrap_or(""), words).to_string();
        let texts = lines.iter().map(text).collect();
        let mut names: Vec<&str> = lines.iter().filter_map(|line| line["outlet"].as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let number = |line: &Value| names.binary_search(&line["outlet"].as_str()?).ok().map(|at| at as u32);
        let outlets = lines.iter().map(number).collect();
        Ok(Corpus { outlets, texts, lines })
    }

    /// The text of one report: of the first replica as it is, of a further one salted.
    fn text(&self, at: usize) -> String {
        let (replica, text) = (at / self.texts.len(), &self.texts[at % self.texts.len()]);
        if replica == 0 { text.clone() } else { salted(text, replica) }
    }

    fn outlet(&self, at: usize) -> Option<u32> {
        self.outlets[at % self.outlets.len()]
    }

    fn annotated(&self, at: usize) -> Annotated {
        let mut line = self.lines[at % self.lines.len()].clone();
        let id = format!("{}-{}", at / self.lines.len(), line["doc_id"].as_str().unwrap_or(""));
        line["doc_id"] = id.into();
        line["text"] = self.text(at).into();
        let report = stemma::read::jsonl::report(&line.to_string());
        let report = report.unwrap_or_else(|_| Report::from_text(&at.to_string(), &self.text(at)));
        let mut segmentation = segment(&report.text);
        // The room reads sentences, paragraphs and quotations only.
        segmentation.tokens = Vec::new();
        let statements: Vec<Statement> = Vec::new();
        Annotated { report, segmentation, statements, situation: Situation::default() }
    }
}

fn first_words(text: &str, words: usize) -> &str {
    let ends = text.char_indices().filter(|(_, c)| c.is_whitespace());
    ends.map(|(at, _)| at).nth(words).map_or(text, |end| &text[..end])
}

/// Hangs the number of the replica on every word in lower case of four letters or more; names stay.
fn salted(text: &str, replica: usize) -> String {
    let salt: String = replica.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
    let mut salted = String::with_capacity(text.len() * 5 / 4);
    for word in text.split_inclusive(char::is_whitespace) {
        let letters = word.bytes().take_while(u8::is_ascii_lowercase).count();
        salted.push_str(&word[..letters]);
        if letters >= 4 {
            salted.push_str(&salt);
        }
        salted.push_str(&word[letters..]);
    }
    salted
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
