//! Speed of the parts of the room `situate` on one core: words a second of user CPU time, so that what else the
//! machine does counts little. Run it as a release build: `cargo run --release -p xtask -- bench situate`.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

use stemma::read::jsonl;
use stemma::segment::{Segmentation, segment};
use stemma::situate::place::{Gazetteer, places};
use stemma::situate::time::times;

const CORPUS: &str = "corpora/attribution/polnear_train.jsonl";

/// Rounds over the corpus: user CPU time is counted in hundredths of a second.
const ROUNDS: usize = 5;

/// Measures, prints, and writes `eval/situate/bench.csv`.
pub fn run(shared: &Path) -> Result<()> {
    let text = fs::read_to_string(shared.join(CORPUS)).context(CORPUS)?;
    let reports: Vec<_> =
        text.lines().map(|line| jsonl::report(line).map_err(anyhow::Error::msg)).collect::<Result<_>>()?;
    let parts: Vec<Segmentation> = reports.iter().map(|report| segment(&report.text)).collect();
    let words: usize = reports.iter().map(|report| report.text.split_whitespace().count()).sum();
    let gazetteer = Gazetteer::bundled();
    let pile = || reports.iter().zip(&parts);
    let of_times = || pile().map(|(report, parts)| times(&report.text, parts, report.published_at()).len()).sum();
    let of_places = || pile().map(|(report, parts)| places(report, parts, &gazetteer).0.len()).sum();
    let build = if cfg!(debug_assertions) { "dev" } else { "release" };
    let mut rows = vec!["part,corpus,build,words,found,words_a_second_of_user_cpu".to_string()];
    for (part, found, speed) in [measured("time", words, &of_times)?, measured("place", words, &of_places)?] {
        rows.push(format!("{part},polnear_train.jsonl,{build},{words},{found},{speed}"));
    }
    rows.iter().for_each(|row| println!("{row}"));
    fs::create_dir_all("eval/situate")?;
    Ok(fs::write("eval/situate/bench.csv", rows.join("\n") + "\n")?)
}

/// The part, how many it found, its words a second; one round before the clock starts fills its tables.
fn measured<'a>(part: &'a str, words: usize, work: &dyn Fn() -> usize) -> Result<(&'a str, usize, u64)> {
    let found = work();
    let start = user_seconds()?;
    for _ in 0..ROUNDS {
        assert_eq!(work(), found, "the same every time");
    }
    let seconds = (user_seconds()? - start).max(0.01);
    Ok((part, found, ((words * ROUNDS) as f64 / seconds).round() as u64))
}

/// User CPU time of this process (Linux).
fn user_seconds() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat").context("user CPU time is read from /proc, which Linux has")?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after_name.split_whitespace().nth(11).context("a stat line of Linux")?.parse()?;
    Ok(ticks / 100.0)
}
