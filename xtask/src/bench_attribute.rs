//! Speed and memory of `segment` and `attribute`, and both beside textacy in one run: writes eval/attribute/bench.csv and
//! eval/attribute/peer.csv.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

const SPEED: &str = "corpora/attribution/polnear_train.jsonl";
const QUALITY: &str = "corpora/attribution/polnear_dev.jsonl";
/// Where the peer's environment is, made by the two commands at the top of eval/attribute/peer.py.
const PEER: &str = "target/peer/bin/python";

/// Builds the release library, measures, and asks the peer where it is installed.
pub fn run(shared: &Path) -> Result<()> {
    if !shared.join(SPEED).exists() {
        println!("skipped: no corpora at {}", shared.display());
        return Ok(());
    }
    crate::cargo(&["build", "--release", "-p", "stemma", "--example", "speed"])?;
    let speed = output(Command::new("target/release/examples/speed").arg(shared.join(SPEED)))?;
    print!("{speed}");
    fs::write("eval/attribute/bench.csv", &speed)?;
    if !Path::new(PEER).exists() {
        println!("skipped: no peer at {PEER}; see eval/attribute/peer.py");
        return Ok(());
    }
    let rate = speed.lines().last().and_then(|line| line.split(',').nth(4)).context("a rate")?;
    let records = "target/eval/attribution-polnear_dev.jsonl";
    let peer =
        output(Command::new(PEER).arg("eval/attribute/peer.py").arg(shared.join(QUALITY)).args([records, rate]))?;
    print!("{peer}");
    Ok(fs::write("eval/attribute/peer.csv", peer)?)
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}
