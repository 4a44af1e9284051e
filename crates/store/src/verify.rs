//! Whether a case still is what it was: every hash, every span, every log entry, checked against the bytes.

use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use stemma::Span;
use stemma::attribute::ChainLink;
use stemma::read::{content_id, sha256};
use stemma::trace::{Claim, Traced};

use crate::records::{Annotation, result_digest};
use crate::{Case, Filed, Result, add, reference};

/// What [`Case::verify`] looked at, and what it found wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Originals whose bytes were hashed.
    pub originals: usize,
    /// Versions whose text was hashed.
    pub versions: usize,
    /// Spans that were laid on their text.
    pub spans: usize,
    /// Entries of the custody log.
    pub entries: usize,
    /// Entries of the log of corrections.
    pub corrections: usize,
    /// Hash of the last entry: who writes it down elsewhere can tell a log that was made anew.
    pub last_hash: String,
    /// What does not hold; empty when all is well.
    pub faults: Vec<Fault>,
}

/// Acts and details of the custody log that no row has answered for yet.
type Told = BTreeSet<(String, String)>;

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which record.
    pub what: String,
    /// What is wrong with it.
    pub why: String,
}

impl Verified {
    fn fault(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.faults.push(Fault { what: what.into(), why: why.into() });
    }
}

impl Case {
    /// Checks the whole case. A fault is found, not an error: an error is a case that cannot be read at all.
    pub fn verify(&self) -> Result<Verified> {
        let mut seen = Verified::default();
        database(&self.db, &mut seen)?;
        self.originals_hold(&mut seen)?;
        let mut told = self.custody_holds(&mut seen)?;
        let texts = self.versions_hold(&mut told, &mut seen)?;
        self.receipts_hold(&mut told, &mut seen)?;
        self.annotations_hold(&texts, &mut seen)?;
        self.trace_holds(&mut told, &mut seen)?;
        self.additions_hold(&mut seen)?;
        self.log_of_corrections_holds(&mut told, &mut seen)?;
        for (act, detail) in told.iter().filter(|(act, _)| matches!(act.as_str(), "version" | "received" | "corrected"))
        {
            seen.fault(format!("custody entry \"{act}\" {detail}"), "what it tells of is not there");
        }
        Ok(seen)
    }

    fn originals_hold(&self, seen: &mut Verified) -> Result<()> {
        let mut query = self.db.prepare("SELECT sha256 FROM originals ORDER BY sha256")?;
        let all: Vec<String> = query.query_map([], |row| row.get(0))?.collect::<std::result::Result<_, _>>()?;
        for sha in all {
            seen.originals += 1;
            match self.original(&sha) {
                Ok(bytes) if sha256(&bytes) == sha => {}
                Ok(_) => seen.fault(format!("original {sha}"), "its bytes have another SHA-256"),
                Err(error) => seen.fault(format!("original {sha}"), error.to_string()),
            }
        }
        Ok(())
    }

    /// Checks the chain and gives back all that it tells, as `act` and detail.
    fn custody_holds(&self, seen: &mut Verified) -> Result<Told> {
        let mut told = BTreeSet::new();
        let mut before = (0, String::new());
        for entry in self.custody()? {
            seen.entries += 1;
            let what = format!("custody entry {}", entry.position);
            if entry.position != before.0 + 1 || entry.prev_hash != before.1 {
                seen.fault(&what, "it does not follow the entry before it");
            }
            if entry.hash != entry.expected_hash() {
                seen.fault(&what, "its words have another hash");
            }
            before = (entry.position, entry.hash);
            told.insert((entry.act, entry.detail));
        }
        seen.last_hash = before.1;
        Ok(told)
    }

    fn versions_hold(&self, told: &mut Told, seen: &mut Verified) -> Result<BTreeMap<String, String>> {
        let mut query = self.db.prepare(
            "SELECT id, report, raw_sha256, text_sha256, text, metadata, extraction FROM versions ORDER BY report, number",
        )?;
        let mut rows = query.query([])?;
        let mut texts = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let [id, report, raw, text_sha, text, metadata, extraction]: [String; 7] =
                [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?];
            seen.versions += 1;
            let what = format!("version {id} of report {report}");
            if sha256(text.as_bytes()) != text_sha {
                seen.fault(&what, "its text has another SHA-256");
            }
            if content_id(&[&report, &raw, &text_sha, &metadata]) != id {
                seen.fault(&what, "its data do not make its id");
            }
            let detail = add::version_detail(&report, &id, &raw, &text_sha, &metadata, &extraction).to_string();
            if !told.remove(&("version".into(), detail)) {
                seen.fault(&what, "the custody log does not tell of it as it stands");
            }
            texts.insert(id, text);
        }
        Ok(texts)
    }

    fn receipts_hold(&self, told: &mut Told, seen: &mut Verified) -> Result<()> {
        let mut query =
            self.db.prepare("SELECT raw_sha256, came_from, fetched FROM receipts ORDER BY raw_sha256, came_from")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (raw, from, fetched): (String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let detail = add::receipt_detail(&raw, &from, fetched.as_deref()).to_string();
            if !told.remove(&("received".into(), detail)) {
                seen.fault(format!("receipt of {raw} from {from}"), "the custody log does not tell of it");
            }
        }
        Ok(())
    }

    fn annotations_hold(&self, texts: &BTreeMap<String, String>, seen: &mut Verified) -> Result<()> {
        let mut query = self.db.prepare("SELECT version, record FROM annotations ORDER BY version, rules")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (version, record): (String, String) = (row.get(0)?, row.get(1)?);
            let what = format!("annotation of version {version}");
            let text = texts.get(&version).map_or("", String::as_str);
            match serde_json::from_str::<Annotation>(&record) {
                Ok(annotation) => lay(&what, &spans_of(&annotation), text, seen),
                Err(error) => seen.fault(what, error.to_string()),
            }
        }
        Ok(())
    }

    fn log_of_corrections_holds(&self, told: &mut Told, seen: &mut Verified) -> Result<()> {
        let (entries, faults) = self.corrections_hold()?;
        seen.corrections = entries.len();
        seen.faults.extend(faults);
        for detail in entries {
            if !told.remove(&("corrected".into(), detail.clone())) {
                seen.fault(format!("correction {detail}"), "the custody log does not tell of it as it stands");
            }
        }
        Ok(())
    }

    fn trace_holds(&self, told: &mut Told, seen: &mut Verified) -> Result<()> {
        let Some(run) = self.last_run()? else { return Ok(()) };
        let what = format!("run {}", run.id);
        let (traced, pile) = match self.traced().and_then(|traced| Ok((traced, self.traced_pile()?))) {
            Ok(read) => read,
            Err(error) => {
                seen.fault(what, error.to_string());
                return Ok(());
            }
        };
        if result_digest(&traced)? != run.result {
            seen.fault(&what, "its links, stories and claims have another SHA-256");
        }
        let detail = serde_json::json!({"run": run.id, "rules": run.rules, "pile": run.pile, "result": run.result});
        if !told.remove(&("traced".into(), detail.to_string())) {
            seen.fault(&what, "the custody log does not tell of it as it stands");
        }
        traced_spans_hold(&traced, &pile, seen);
        Ok(())
    }

    /// What was added to the tables is what the log last told of.
    fn additions_hold(&self, seen: &mut Verified) -> Result<()> {
        let told = self.custody()?.into_iter().rev().find(|entry| entry.act == "reference");
        let detail = told.and_then(|entry| serde_json::from_str::<serde_json::Value>(&entry.detail).ok());
        let told = detail.and_then(|detail| detail["digest"].as_str().map(String::from));
        if reference::digest(&self.db)? != told {
            seen.fault("the places and actors that were added", "the custody log does not tell of them as they stand");
        }
        Ok(())
    }
}

/// SQLite's own view of the file.
fn database(db: &Connection, seen: &mut Verified) -> Result<()> {
    let mut query = db.prepare("PRAGMA integrity_check")?;
    for line in query.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            seen.fault("the file", line);
        }
    }
    let mut query = db.prepare("SELECT \"table\" FROM pragma_foreign_key_check")?;
    for table in query.query_map([], |row| row.get::<_, String>(0))? {
        seen.fault(format!("table {}", table?), "a row points at nothing");
    }
    Ok(())
}

fn traced_spans_hold(traced: &Traced, pile: &[Filed], seen: &mut Verified) {
    let texts: BTreeMap<&str, &str> = pile.iter().map(|f| (f.report.id.as_str(), f.report.text.as_str())).collect();
    let text = |report: &str| texts.get(report).copied().unwrap_or("");
    for Filed { version, report } in pile {
        let links = report.links.iter().filter_map(|link| link.span);
        lay(
            &format!("version {version}"),
            &links.chain(report.furniture.iter().copied()).collect::<Vec<_>>(),
            &report.text,
            seen,
        );
    }
    for link in &traced.links {
        let what = format!("link from {} to {}", link.from, link.to);
        let (from, to): (Vec<_>, Vec<_>) = link.evidence.iter().map(|e| (e.from_span, e.to_span)).unzip();
        lay(&what, &from, text(&link.from), seen);
        lay(&what, &to, text(&link.to), seen);
    }
    for claim in traced.stories.iter().flat_map(|story| &story.claims) {
        for (report, spans) in spans_of_claim(claim) {
            lay(&format!("claim {}", claim.id), spans, text(report), seen);
        }
    }
}

fn spans_of_claim(claim: &Claim) -> Vec<(&str, &[Span])> {
    let lost = claim.lost_witnesses.iter().flat_map(|lost| &lost.cited_by);
    let why = claim.independent_origins.why.iter().flat_map(|why| &why.shown_by);
    let witnesses = claim.witnesses.iter().map(|w| (w.report.as_str(), w.spans.as_slice()));
    let shown = lost.chain(why).map(|c| (c.report.as_str(), c.spans.as_slice()));
    let was = claim.changes.iter().filter_map(|c| Some((c.from_report.as_str(), c.was_span.as_deref()?)));
    let became = claim.changes.iter().filter_map(|c| Some((c.to_report.as_str(), c.became_span.as_deref()?)));
    witnesses.chain(shown).chain(was).chain(became).collect()
}

fn spans_of(annotation: &Annotation) -> Vec<Span> {
    let mut spans = Vec::new();
    for statement in &annotation.statements {
        spans.extend(statement.source.iter().flatten());
        spans.extend(statement.cue.iter().chain(&statement.content).chain(&statement.hedges));
        statement.chain.iter().for_each(|link| spans_of_chain(link, &mut spans));
    }
    let situation = &annotation.situation;
    spans.extend(situation.times.iter().map(|t| t.span));
    spans.extend(situation.places.iter().map(|p| p.span));
    spans.extend(situation.actors.iter().map(|a| a.span));
    for event in &situation.events {
        spans.extend(event.trigger.iter().chain(event.quantities.iter().flat_map(|q| &q.span)));
    }
    spans
}

fn spans_of_chain(link: &ChainLink, spans: &mut Vec<Span>) {
    spans.extend(link.span);
    link.members.iter().for_each(|member| spans_of_chain(member, spans));
}

/// A span holds where it slices its text.
fn lay(what: &str, spans: &[Span], text: &str, seen: &mut Verified) {
    for span in spans {
        seen.spans += 1;
        if text.get(span.start..span.end).is_none() {
            seen.fault(what, format!("bytes {} to {} do not fit its text", span.start, span.end));
        }
    }
}
