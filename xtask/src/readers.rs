//! Exports read by other people's programs (`prov`, `networkx`, `followthemoney`, `jsonschema`), where Python has them or
//! may install them; where not, it is said. The tests of `crates/export` check the same forms without them.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use stemma_store::{Case, Proposed, Reaches};

const PACKAGES: &[&str] = &["prov==3.2.3", "networkx==3.6.1", "followthemoney==4.11.2", "jsonschema==4.26.0"];
const SCRIPT: &str = "crates/export/tests/readers.py";
const FOLDER: &str = "target/readers";

/// A form and the file that the script reads it from.
const FORMS: &[(&str, &str)] = &[
    ("jsonl", "jsonl"),
    ("csv", "csv"),
    ("prov", "prov.json"),
    ("gexf", "graph.gexf"),
    ("graphml", "graph.graphml"),
    ("ftm", "entities.ftm"),
    ("webanno", "annotations.json"),
    ("geojson", "places.geojson"),
    ("schema", "claims.json"),
];

/// Exports the bundled pile in every form and has it read.
pub fn test() -> Result<()> {
    let Some(python) = python() else {
        println!(
            "exports: NOT READ by other programs: no Python with {} found, and none installed",
            PACKAGES.join(", ")
        );
        return Ok(());
    };
    crate::cargo(&["build"])?;
    let out = Path::new(FOLDER).join("forms");
    let _ = std::fs::remove_dir_all(&out);
    stemma(&["demo", "-q", "-o", &out.to_string_lossy()])?;
    let file = |name: &str| out.join(name).to_string_lossy().into_owned();
    let case = file("depot.stemma");
    let claims: Value = serde_json::from_slice(&stemma(&["claims", &case, "--json"])?)?;
    let first = claims[0]["id"].as_str().context("a claim")?;
    correct(Path::new(&case), first)?;
    for (form, name) in FORMS {
        stemma(&["export", &case, "-q", "-o", &file(name), "--format", form])?;
    }
    stemma(&["bundle", &case, first, "-q", "-o", &file("evidence.zip")])?;
    println!("$ python {SCRIPT} {}", out.display());
    if !Command::new(python).arg(SCRIPT).arg(&out).status()?.success() {
        bail!("another program does not read what was exported");
    }
    Ok(())
}

/// Corrects a claim as the page would, so that what people say goes out too.
fn correct(case: &Path, claim: &str) -> Result<()> {
    let mut case = Case::open(case)?;
    let place = json!({"name": "Tiss Bend", "lat": 34.5, "lon": 36.25, "radius_km": 2});
    for (act, after) in [("accept", Value::Null), ("rate", json!({"rating": "“half” true"})), ("place", place)] {
        let reaches = Reaches::Claim(claim.into());
        let (kind, target, act) = ("claim".into(), claim.into(), act.into());
        let (after, who, why) = (Some(after).filter(|after| !after.is_null()), "Ada".into(), Some("two phones".into()));
        case.correct(&Proposed { kind, target, act, before: None, after, who, why, reaches }, "2031-03-06T10:00:00Z")?;
    }
    Ok(())
}

fn stemma(arguments: &[&str]) -> Result<Vec<u8>> {
    let done = Command::new("target/debug/stemma").args(arguments).stderr(Stdio::inherit()).output()?;
    if !done.status.success() {
        bail!("stemma {} failed", arguments.join(" "));
    }
    Ok(done.stdout)
}

/// A Python with the packages: one made here before, else one made now.
fn python() -> Option<PathBuf> {
    let home = Path::new(FOLDER).join("python");
    let python = home.join("bin/python");
    let has = |python: &Path| {
        let asked = ["-c", "import prov, networkx, followthemoney, jsonschema"];
        let mut command = Command::new(python);
        command.args(asked).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    if has(&python) {
        return Some(python);
    }
    println!("$ python3 -m venv {}; pip install {}", home.display(), PACKAGES.join(" "));
    let made = Command::new("python3").args(["-m", "venv"]).arg(&home).stderr(Stdio::null()).status();
    if !made.is_ok_and(|status| status.success()) {
        return None;
    }
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(PACKAGES);
    let _ = pip.stderr(Stdio::null()).status();
    has(&python).then_some(python)
}
