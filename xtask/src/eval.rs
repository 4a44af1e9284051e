//! Scores the rooms with `../shared/score/score.py` and writes `eval/<room>/scores.csv`.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use stemma::link::link;
use stemma::read::jsonl;
use stemma::situate::Reference;
use stemma::{Annotated, annotate, present::contract, trace_pile};

/// One figure set: a corpus through the scorer.
struct Measure {
    room: &'static str,
    task: &'static str,
    corpus: &'static str,
    flags: &'static [&'static str],
}

const fn measure(
    room: &'static str,
    task: &'static str,
    corpus: &'static str,
    flags: &'static [&'static str],
) -> Measure {
    Measure { room, task, corpus, flags }
}

const MEASURES: &[Measure] = &[
    measure("attribute", "attribution", "corpora/attribution/polnear_dev.jsonl", &["--statements"]),
    measure("attribute", "attribution", "corpora/attribution/polnear_dev.jsonl", &[]),
    measure("attribute", "attribution", "corpora/attribution/gum.jsonl", &["--nested", "--genre", "news"]),
    measure("attribute", "attribution", "corpora/attribution/gum.jsonl", &["--nested", "--genre", "interview"]),
    measure("attribute", "chains", "corpora/attribution/chains.jsonl", &[]),
    measure("attribute", "page", "cases/helicopters.gold.json", &[]),
    measure("time", "times", "corpora/time/timebank.jsonl", &[]),
    measure("time", "times", "corpora/time/aquaint.jsonl", &[]),
    measure("time", "times", "corpora/time/wikiwars_train.jsonl", &[]),
    measure("time", "times", "corpora/time/meantime.jsonl", &[]),
    measure("place", "places", "corpora/place/lgl_dev.jsonl", &[]),
    measure("place", "places", "corpora/place/trnews_dev.jsonl", &[]),
    measure("place", "places", "corpora/place/geowebnews_dev.jsonl", &[]),
    measure("link", "links", "corpora/link/wire_dev_edges.jsonl", &[]),
    measure("link", "overlap", "corpora/link/overlap_dev.jsonl", &[]),
    measure("trace", "changes", "corpora/link/wire_dev_edges.jsonl", &[]),
    measure("trace", "stories", "corpora/story/gva_dev.jsonl", &[]),
    measure("trace", "stories", "corpora/story/giveme5w1h_dev.jsonl", &[]),
    measure("trace", "stories", "corpora/story/basil_dev.jsonl", &[]),
];

/// Figures that the scorer does not reckon, as rows of `scores.csv`.
type Figures = fn(&Path) -> Result<Vec<String>>;

/// Rooms with figures of their own.
const OWN: &[(&str, Figures)] =
    &[("place", crate::variants::score), ("situate", crate::mentions::score), ("trace", crate::pairs::score)];

/// Runs the measures of the rooms asked for; all of them when none is.
pub fn run(rooms: &[String], shared: &Path, out: &Path) -> Result<()> {
    if !shared.join("score/score.py").exists() {
        println!("skipped: no scorer at {}", shared.display());
        return Ok(());
    }
    fs::create_dir_all(out)?;
    let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let asked = |room: &str| rooms.is_empty() || rooms.iter().any(|r| r == room);
    for m in MEASURES.iter().filter(|m| asked(m.room)) {
        let scores = score(m, shared, out)?;
        let name = m.corpus.rsplit('/').next().unwrap_or(m.corpus);
        println!("\n{} {} {}", m.task, name, m.flags.join(" "));
        for (figure, value) in scores.as_object().context("scores are an object")? {
            println!("  {figure:44} {}", plain(value));
            rows.entry(m.room).or_default().push(format!(
                "{},{name},{},{figure},{}",
                m.task,
                m.flags.join(" "),
                csv(value)
            ));
        }
    }
    for (room, figures) in OWN.iter().filter(|(room, _)| asked(room)) {
        let figures = figures(shared)?;
        figures.iter().for_each(|row| println!("{row}"));
        rows.entry(room).or_default().extend(figures);
    }
    for (room, lines) in rows {
        let folder = Path::new("eval").join(room);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("scores.csv"), format!("task,corpus,flags,figure,P,R,F1\n{}\n", lines.join("\n")))?;
    }
    if asked("attribute") {
        errors(shared, out)?;
    }
    Ok(())
}

/// Recall by kind and where errors lie, in the room `attribute`.
fn errors(shared: &Path, out: &Path) -> Result<()> {
    for corpus in ["polnear_dev.jsonl", "gum.jsonl"] {
        let gold = shared.join("corpora/attribution").join(corpus);
        let records = out.join(format!("attribution-{corpus}"));
        let mut command = Command::new("python3");
        command.arg("eval/attribute/errors.py").arg(gold).arg(records).arg("eval/attribute/errors.csv");
        if !command.status()?.success() {
            bail!("eval/attribute/errors.py failed");
        }
    }
    Ok(())
}

fn score(m: &Measure, shared: &Path, out: &Path) -> Result<Value> {
    let gold = shared.join(m.corpus);
    let reports = documents(m, shared)?;
    let stem = m.corpus.rsplit('/').next().unwrap_or(m.corpus);
    let records = out.join(format!("{}-{stem}", m.task));
    write_records(m, &reports, &records)?;
    let mut command = Command::new("python3");
    command.arg(shared.join("score/score.py")).arg(m.task).arg(&gold).arg(&records).args(m.flags).arg("--json");
    if m.task == "links" {
        command.arg("--docs").arg(shared.join("corpora/link/wire_dev.jsonl"));
    }
    let output = command.output()?;
    if !output.status.success() {
        bail!("score.py failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The reports that a measure reads, as JSONL lines.
fn documents(m: &Measure, shared: &Path) -> Result<Vec<String>> {
    let read = |path: &str| fs::read_to_string(shared.join(path)).with_context(|| path.to_string());
    Ok(match m.task {
        "page" => vec![serde_json::json!({"id": "helicopters", "text": read("cases/helicopters.txt")?}).to_string()],
        "links" | "changes" => lines(&read("corpora/link/wire_dev.jsonl")?),
        "overlap" => pairs(&read(m.corpus)?)?,
        _ => lines(&read(m.corpus)?),
    })
}

fn lines(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_string).collect()
}

fn pairs(text: &str) -> Result<Vec<String>> {
    let mut documents = BTreeMap::new();
    for line in lines(text) {
        let pair: Value = serde_json::from_str(&line)?;
        for side in ["a", "b"] {
            documents.insert(pair[side]["doc_id"].to_string(), pair[side].to_string());
        }
    }
    Ok(documents.into_values().collect())
}

fn write_records(m: &Measure, documents: &[String], to: &Path) -> Result<()> {
    let pile = annotated(documents)?;
    let texts = contract::Texts::new(pile.iter().map(|a| &a.report));
    let records: Vec<Value> = match m.task {
        "links" | "overlap" => link(&pile).iter().map(|l| contract::link(l, &texts)).collect(),
        "changes" | "stories" => trace_pile(&pile).stories.iter().map(|s| contract::story(s, &texts)).collect(),
        _ => pile.iter().map(contract::annotation).collect(),
    };
    let text: String = records.iter().map(|record| format!("{record}\n")).collect();
    Ok(fs::write(to, text)?)
}

fn annotated(documents: &[String]) -> Result<Vec<Annotated>> {
    let reference = Reference::bundled();
    documents.iter().map(|line| Ok(annotate(jsonl::report(line).map_err(anyhow::Error::msg)?, reference))).collect()
}

fn plain(value: &Value) -> String {
    value.to_string().replace(['{', '}', '"'], "").replace(',', "  ").replace(':', " ")
}

fn csv(value: &Value) -> String {
    match value {
        Value::Object(figures) => {
            ["P", "R", "F1"].map(|f| figures.get(f).map_or(String::new(), Value::to_string)).join(",")
        }
        other => format!(",,{}", other.to_string().replace(',', ";")),
    }
}
