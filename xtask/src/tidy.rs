//! House rules that no compiler knows, and the licences of what is built in.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A file longer than this is no longer one thing.
const LONGEST_FILE: usize = 500;
/// Files larger than this do not belong in the repository.
const LARGEST_FILE: u64 = 25_000_000;
/// Licences that may be built in. An expression passes when each part joined by AND has one of these beside its ORs.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unlicense",
    "0BSD",
    "Unicode-3.0",
    "MPL-2.0",
    "BSL-1.0",
    "CC0-1.0",
    "MIT-0",
    "Apache-2.0 WITH LLVM-exception",
    "CDLA-Permissive-2.0",
    "WTFPL",
];

/// Checks every tracked file and every dependency; names all that is wrong before it fails.
pub fn run() -> Result<()> {
    let mut wrong = Vec::new();
    for path in tracked()? {
        wrong.extend(faults(Path::new(&path))?.into_iter().map(|fault| format!("{path}: {fault}")));
    }
    wrong.extend(licences()?);
    for line in &wrong {
        println!("tidy: {line}");
    }
    if !wrong.is_empty() {
        bail!("{} house rules broken", wrong.len());
    }
    println!("tidy: all in order");
    Ok(())
}

fn tracked() -> Result<Vec<String>> {
    let output = Command::new("git").args(["ls-files"]).output().context("git ls-files")?;
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_string).collect())
}

fn faults(path: &Path) -> Result<Vec<String>> {
    let Ok(metadata) = fs::metadata(path) else { return Ok(Vec::new()) };
    let mut faults = Vec::new();
    if metadata.len() > LARGEST_FILE {
        faults.push(format!("is over {LARGEST_FILE} bytes"));
    }
    if path.extension().is_some_and(|e| e == "rs") {
        faults.extend(source_faults(&fs::read_to_string(path)?));
    }
    Ok(faults)
}

fn source_faults(source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !source.lines().take(3).any(|line| line.starts_with("//!")) {
        faults.push("does not open with //! what and why".to_string());
    }
    let lines = source.lines().count();
    if lines > LONGEST_FILE {
        faults.push(format!("has {lines} lines: is it still one thing?"));
    }
    faults
}

/// What the program is built with, by licence. Crates of this workspace are left out.
fn licences() -> Result<Vec<String>> {
    let output = Command::new("cargo").args(["metadata", "--format-version", "1", "--locked"]).output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    let packages = metadata["packages"].as_array().context("packages")?;
    Ok(packages.iter().filter(|p| !p["source"].is_null()).filter_map(licence_fault).collect())
}

fn licence_fault(package: &Value) -> Option<String> {
    let licence = package["license"].as_str().unwrap_or("");
    (!allowed(licence)).then(|| format!("{}: licence {licence:?} is not on the list", package["name"]))
}

fn allowed(expression: &str) -> bool {
    let flat = expression.replace(['(', ')'], " ").replace('/', " OR ");
    let one_of = |part: &str| part.split(" OR ").any(|licence| LICENCES.contains(&licence.trim()));
    !flat.trim().is_empty() && flat.split(" AND ").all(one_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_passes_when_one_side_does() {
        assert!(allowed("MIT OR GPL-3.0"));
        assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!allowed("MIT AND GPL-3.0"));
        assert!(!allowed(""));
    }

    #[test]
    fn a_file_without_an_opening_is_named() {
        assert_eq!(source_faults("fn main() {}\n").len(), 1);
        assert!(source_faults("//! What and why.\n").is_empty());
    }
}
