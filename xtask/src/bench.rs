//! Speed and memory of the release build as a user runs it: `stemma annotate` and `stemma trace` on real corpora.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const CORPUS: &str = "corpora/attribution/polnear_train.jsonl";
const PILES: &[&str] = &["corpora/story/fakes.jsonl", "corpora/link/wire_dev.jsonl"];

struct Run {
    seconds: f64,
    peak_kib: u64,
}

/// Builds the release binary, measures, prints, and writes `eval/bench.csv`.
pub fn run(shared: &Path) -> Result<()> {
    if !shared.join(CORPUS).exists() {
        println!("skipped: no corpora at {}", shared.display());
        return Ok(());
    }
    crate::cargo(&["build", "--release"])?;
    let mut rows = vec![
        "command,corpus,threads,documents,words,seconds,documents_per_second,words_per_second,peak_MiB".to_string(),
    ];
    for threads in ["1", "2"] {
        rows.push(measured("annotate", shared, CORPUS, threads)?);
    }
    for pile in PILES {
        rows.push(measured("trace", shared, pile, "2")?);
    }
    for row in &rows {
        println!("{row}");
    }
    Ok(fs::write("eval/bench.csv", rows.join("\n") + "\n")?)
}

fn measured(command: &str, shared: &Path, corpus: &str, threads: &str) -> Result<String> {
    let path = shared.join(corpus);
    let (documents, words) = size(&path)?;
    let input = path.to_str().context("a path in UTF-8")?;
    let out = "target/bench";
    let run = match command {
        "annotate" => timed(&["annotate", "-q", "--threads", threads, input])?,
        _ => timed(&["trace", "-q", "--threads", threads, input, "--json", "-o", out])?,
    };
    let rate = |n: usize| (n as f64 / run.seconds).round();
    let name = corpus.rsplit('/').next().unwrap_or(corpus);
    Ok(format!(
        "{command},{name},{threads},{documents},{words},{:.2},{},{},{}",
        run.seconds,
        rate(documents),
        rate(words),
        run.peak_kib / 1024
    ))
}

fn size(path: &Path) -> Result<(usize, usize)> {
    let (mut documents, mut words) = (0, 0);
    for line in fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let report: Value = serde_json::from_str(line)?;
        documents += 1;
        words += report["text"].as_str().unwrap_or("").split_whitespace().count();
    }
    Ok((documents, words))
}

/// Runs the binary and watches its peak memory (Linux; 0 elsewhere).
fn timed(arguments: &[&str]) -> Result<Run> {
    let start = Instant::now();
    let mut child = Command::new("target/release/stemma").args(arguments).stdout(Stdio::null()).spawn()?;
    let mut peak_kib = 0;
    loop {
        peak_kib = peak(child.id()).unwrap_or(0).max(peak_kib);
        if let Some(status) = child.try_wait()? {
            if !matches!(status.code(), Some(0 | 3)) {
                bail!("stemma {} failed", arguments.join(" "));
            }
            return Ok(Run { seconds: start.elapsed().as_secs_f64(), peak_kib });
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
