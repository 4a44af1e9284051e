//! `stemma actors alike`: names that may be one person's.

use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use stemma::present::shown::line;
use stemma::situate::actor::{Alike, alike};
use stemma_store::Case;

use crate::failure::{Done, Failure, Result};
use crate::output;

pub fn run(path: &Path, json: bool) -> Result<Done> {
    let failed = Failure::case(path);
    let names = Case::open(path).and_then(|case| case.all_names("actor")).map_err(&failed)?;
    let found = alike(names.keys().map(String::as_str));
    output::print(&if json { record(&found, &names) } else { words(&found, &names) })?;
    Ok(if found.is_empty() { Done::Nothing } else { Done::Whole })
}

fn words(found: &[Alike], names: &BTreeMap<String, i64>) -> String {
    let reports = |name: &str| match names.get(name) {
        Some(1) => "1 report".to_string(),
        many => format!("{} reports", many.unwrap_or(&0)),
    };
    let one = |a: &Alike| {
        let (x, y) = (line(&a.one), line(&a.other));
        format!("“{x}” ({}) may be “{y}” ({}): {}\n", reports(&a.one), reports(&a.other), a.why)
    };
    found.iter().map(one).collect()
}

fn record(found: &[Alike], names: &BTreeMap<String, i64>) -> String {
    let one = |a: &Alike| {
        let (one, other) = (names.get(&a.one), names.get(&a.other));
        json!({"one": a.one, "one_reports": one, "other": a.other, "other_reports": other, "why": a.why})
    };
    format!("{:#}", json!(found.iter().map(one).collect::<Vec<_>>()))
}
