//! `stemma show`: one claim with its stemma, or one report with its versions.

use std::fmt::Write;
use std::path::Path;
use stemma::present::claim::{self, ClaimView};
use stemma::present::contract::{self, Texts};
use stemma::present::shown::{cut, line};
use stemma::present::{Pile, published, terminal};
use stemma::trace::{Claim, Story};
use stemma_store::{Case, Side, Version, difference};

use crate::failure::{Done, Failure, Result};
use crate::output;
use crate::pile::{self, Standing};

/// Ids that are listed where the one asked for is not there, or is not the only one.
const NEAR: usize = 5;

pub fn run(path: &Path, id: &str, json: bool, quiet: bool) -> Result<Done> {
    let failed = Failure::case(path);
    let case = Case::open(path).map_err(&failed)?;
    let reports = case.report_ids().map_err(&failed)?;
    let standing = match pile::standing(&case, quiet) {
        Ok(standing) => standing,
        Err(_) if reports.iter().any(|report| report == id) => Standing::default(),
        Err(failure) => return Err(failure),
    };
    let pile = Pile::new(&standing.reports, &standing.traced);
    let claims: Vec<(&Story, &Claim)> = pile.claims().collect();
    let ids = claims.iter().map(|(_, claim)| (claim.id.as_str(), claim.title.as_str()));
    let ids: Vec<(&str, &str)> = ids.chain(reports.iter().map(|id| (id.as_str(), "a report"))).collect();
    let found = find(id, &ids, path)?;
    let words = match claims.get(found) {
        Some(&(story, claim)) if json => record(&standing, story, claim),
        Some(&(story, claim)) => words(&standing, &claim::view(&pile, story, claim)),
        None => {
            let versions = case.versions(ids[found].0).map_err(&failed)?;
            if json { versions_json(&versions) } else { report(&versions) }
        }
    };
    output::print(&words)?;
    Ok(Done::Whole)
}

/// The claim as people corrected it; as the program has it where they took it away, which is said.
fn words(standing: &Standing, own: &ClaimView) -> String {
    let held = standing.handed().views().into_iter().find(|(held, _)| held.claim.id == own.id);
    match held {
        Some((held, _)) if held.acts.is_empty() => terminal::claim(own, &output::style()),
        Some((_, view)) => {
            format!("Corrected by people; `--json` has it as traced.\n\n{}", terminal::claim(&view, &output::style()))
        }
        None => format!(
            "People rejected this claim or merged it into another; as traced:\n\n{}",
            terminal::claim(own, &output::style())
        ),
    }
}

/// The place in `ids` of the one that is `id` or alone begins with it.
pub(super) fn find(id: &str, ids: &[(&str, &str)], path: &Path) -> Result<usize> {
    if let Some(place) = ids.iter().position(|(known, _)| *known == id) {
        return Ok(place);
    }
    let fits: Vec<usize> = (0..ids.len()).filter(|&place| ids[place].0.starts_with(id)).collect();
    let list = |places: &[usize]| {
        let shown =
            places.iter().take(NEAR).map(|&p| format!("\n    {}  {}", line(ids[p].0), cut(&line(ids[p].1), 70)));
        shown.collect::<String>()
    };
    match fits.as_slice() {
        [only] => Ok(*only),
        [] => {
            let near = list(&nearest(id, ids));
            let help = format!("`stemma claims {}` lists all; nearest:{near}", path.display());
            Err(Failure::NotFound { what: format!("no claim or report `{}`", line(id)), help: Some(help) })
        }
        several => {
            let what = format!("{} ids begin with `{}`", several.len(), line(id));
            Err(Failure::misuse(what, format!("type more of one:{}", list(several))))
        }
    }
}

/// Ids that share the longest beginning, then those of the nearest length.
fn nearest(id: &str, ids: &[(&str, &str)]) -> Vec<usize> {
    let shared = |known: &str| known.bytes().zip(id.bytes()).take_while(|(a, b)| a == b).count();
    let mut places: Vec<usize> = (0..ids.len()).collect();
    places.sort_by_key(|&p| (std::cmp::Reverse(shared(ids[p].0)), ids[p].0.len().abs_diff(id.len())));
    places
}

fn record(standing: &Standing, story: &Story, claim: &Claim) -> String {
    let texts = Texts::new(standing.reports.iter().map(|annotated| &annotated.report));
    let alone = Story { claims: vec![claim.clone()], ..story.clone() };
    format!("{:#}", contract::story(&alone, &texts)["claims"][0])
}

fn versions_json(versions: &[Version]) -> String {
    let records = versions.iter().map(|version| {
        let mut record = contract::report(&version.filed.report);
        record["version"] = version.number.into();
        record["extraction"] = version.extraction.as_str().into();
        let receipts = version
            .receipts
            .iter()
            .map(|r| serde_json::json!({"from": r.from, "fetched": r.fetched, "received": r.received}));
        record["receipts"] = receipts.collect();
        record
    });
    format!("{:#}", records.collect::<serde_json::Value>())
}

/// A report's data with where each was found, its versions with what changed between them, and its words.
fn report(versions: &[Version]) -> String {
    let mut out = String::new();
    for version in versions {
        head(&mut out, version);
    }
    for pair in versions.windows(2) {
        let _ = writeln!(out, "\nfrom version {} to {}:", pair[0].number, pair[1].number);
        changes(&mut out, &pair[0].filed.report.text, &pair[1].filed.report.text);
    }
    if let Some(current) = versions.last() {
        let text: Vec<_> = current.filed.report.text.lines().map(line).collect();
        let _ = writeln!(out, "\n{}", text.join("\n"));
    }
    out
}

fn head(out: &mut String, version: &Version) {
    let report = &version.filed.report;
    let _ = writeln!(out, "report {}, version {}", line(&report.id), version.number);
    let fields = [
        ("title", &report.title),
        ("outlet", &report.outlet),
        ("author", &report.author),
        ("url", &report.url),
        ("canonical", &report.canonical),
        ("language", &report.language),
    ];
    for (field, found) in fields {
        if let Some(found) = found {
            let _ = writeln!(out, "  {field}: {} ({})", line(&found.value), line(&found.found_in));
        }
    }
    if let Some(found) = &report.published {
        let _ = writeln!(out, "  published: {} ({})", published(report), line(&found.found_in));
    }
    for receipt in &version.receipts {
        let fetched = receipt.fetched.as_ref().map_or_else(String::new, |at| format!(", fetched {}", line(at)));
        let _ = writeln!(out, "  received {} from {}{fetched}", receipt.received, line(&receipt.from));
    }
    let _ = writeln!(out, "  bytes {}\n  text {} by {}", report.raw_sha256, report.text_sha256, version.extraction);
    for doubt in &report.doubts {
        let _ = writeln!(out, "  doubt: {}", line(doubt));
    }
}

fn changes(out: &mut String, old: &str, new: &str) {
    let before = out.len();
    for part in difference(old, new) {
        let sign = match part.side {
            Side::Both => continue,
            Side::Old => '-',
            Side::New => '+',
        };
        let _ = writeln!(out, "  {sign} {}", line(&part.text));
    }
    if out.len() == before {
        out.push_str("  the words are the same; bytes or data differ\n");
    }
}
