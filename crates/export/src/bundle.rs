//! Evidence for a stranger: one ZIP with a page that opens without Stemma, the bytes as they came, the texts, the records,
//! the logs, and a manifest that `sha256sum -c` checks.

use std::collections::BTreeSet;
use stemma::Annotated;
use stemma::present::{Pile, claim, html};
use stemma::read::sha256;
use stemma::trace::{Claim, Story, Traced};
use stemma_store::{Case, Entry};

use crate::{Handed, jsonl, zip};

const README: &str = "\
Evidence from a Stemma case
===========================

index.html       the claims, their stemmas and witnesses; opens in any browser, runs no script
originals/       the bytes of every report as they came, named by their SHA-256
texts/           the words read from them, named by their SHA-256; spans in the records count characters here
records/         reports, annotations, links, stories and corrections as JSON lines
log/custody.jsonl  what happened to the case and when, each entry's hash over the one before
SHA256SUMS       the sum of every file; check with: sha256sum -c SHA256SUMS

How an entry of log/custody.jsonl is hashed: SHA-256 over position, at, act, detail, prev_hash, with a NUL byte between.
How a correction is hashed, as the custody log states it: SHA-256 over its fields id, kind, target, act, before, after, who,
at, why, in this order as compact JSON, then a NUL byte and the hash of the correction before (of the first: nothing).
";

/// The part of a pile that some claims stand on: their reports and the links between these.
pub fn part(reports: &[Annotated], traced: &Traced, ids: &BTreeSet<String>) -> (Vec<Annotated>, Traced) {
    let chosen = |story: &Story| {
        let claims: Vec<Claim> = story.claims.iter().filter(|claim| ids.contains(&claim.id)).cloned().collect();
        (!claims.is_empty()).then(|| Story { claims, ..story.clone() })
    };
    let mut stories: Vec<Story> = traced.stories.iter().filter_map(chosen).collect();
    let named: BTreeSet<String> = stories.iter().flat_map(|s| &s.claims).flat_map(reports_of).collect();
    for story in &mut stories {
        story.reports.retain(|id| named.contains(id));
    }
    let links = traced.links.iter().filter(|l| named.contains(&l.from) && named.contains(&l.to)).cloned().collect();
    let reports = reports.iter().filter(|annotated| named.contains(&annotated.report.id)).cloned().collect();
    (reports, Traced { links, stories })
}

fn reports_of(claim: &Claim) -> Vec<String> {
    let lost = claim.lost_witnesses.iter().flat_map(|lost| &lost.cited_by);
    let why = claim.independent_origins.why.iter().flat_map(|why| &why.shown_by);
    let cited = lost.chain(why).map(|cited| cited.report.clone());
    claim.witnesses.iter().map(|witness| witness.report.clone()).chain(cited).collect()
}

/// The archive's bytes. `handed` is the part that is handed over; `notes` stand on top of its page.
pub fn evidence(case: &Case, handed: &Handed, title: &str, notes: &[String]) -> Result<Vec<u8>, String> {
    let mut files: Vec<(String, Vec<u8>)> =
        vec![("README.txt".into(), README.into()), ("index.html".into(), page(handed, title, notes).into_bytes())];
    let mut kept = BTreeSet::new();
    for annotated in handed.reports {
        let report = &annotated.report;
        for (folder, sum) in [("originals", &report.raw_sha256), ("texts", &report.text_sha256)] {
            let extension = if folder == "texts" { ".txt" } else { "" };
            let name = format!("{folder}/{sum}{extension}");
            if kept.insert(name.clone()) {
                let bytes = match folder {
                    "texts" => report.text.clone().into_bytes(),
                    _ => case.original(sum).map_err(|error| error.to_string())?,
                };
                files.push((name, bytes));
            }
        }
    }
    files.extend(jsonl::files(handed).into_iter().map(|(name, lines)| (format!("records/{name}"), lines.into_bytes())));
    let custody = case.custody().map_err(|error| error.to_string())?;
    files.push(("log/custody.jsonl".into(), custody.iter().map(entry).collect::<String>().into_bytes()));
    files.sort();
    let sums: String = files.iter().map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect();
    files.push(("SHA256SUMS".into(), sums.into_bytes()));
    zip::archive(&files).map_err(String::from)
}

fn page(handed: &Handed, title: &str, notes: &[String]) -> String {
    let pile = Pile::new(handed.reports, handed.traced);
    let views: Vec<claim::ClaimView> = handed.views().into_iter().map(|(_, view)| view).collect();
    html::report(&pile, &views, title, notes)
}

fn entry(entry: &Entry) -> String {
    let record = serde_json::json!({
        "position": entry.position, "at": entry.at, "act": entry.act, "detail": entry.detail,
        "prev_hash": entry.prev_hash, "hash": entry.hash,
    });
    format!("{record}\n")
}
