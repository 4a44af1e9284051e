//! `stemma verify`: whether a case still is what it was.

use serde_json::json;
use std::path::Path;
use stemma::present::shown::line;
use stemma_store::{Case, Verified};

use crate::failure::{Done, Failure, Result};
use crate::output;

pub fn run(path: &Path, json: bool) -> Result<Done> {
    let failed = Failure::case(path);
    let verified = Case::open(path).and_then(|case| case.verify()).map_err(&failed)?;
    output::print(&if json { record(&verified) } else { words(&verified) })?;
    Ok(if verified.faults.is_empty() { Done::Whole } else { Done::Damaged })
}

fn words(v: &Verified) -> String {
    let mut out: String = v.faults.iter().map(|f| format!("FAULT {}: {}\n", line(&f.what), line(&f.why))).collect();
    let checked = format!(
        "{} originals, {} versions, {} spans, {} corrections, {} log entries",
        v.originals, v.versions, v.spans, v.corrections, v.entries
    );
    let verdict = match v.faults.len() {
        0 => format!("all holds: {checked}"),
        faults => format!("{faults} faults in {checked}"),
    };
    out.push_str(&format!("{verdict}\nlast log entry {}\n", v.last_hash));
    out
}

fn record(v: &Verified) -> String {
    let faults: Vec<_> = v.faults.iter().map(|f| json!({"what": f.what, "why": f.why})).collect();
    let record = json!({
        "originals": v.originals, "versions": v.versions, "spans": v.spans, "corrections": v.corrections, "log_entries": v.entries,
        "last_hash": v.last_hash, "faults": faults,
    });
    format!("{record:#}")
}
