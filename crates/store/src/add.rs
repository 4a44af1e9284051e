//! How reports enter a case: bytes once, one receipt for each place they came from, a new version where a report is
//! there already with other bytes, words or data. Which report a reading belongs to is told by its id alone: the read
//! room derives it from the page's address, or takes the one that the input gives.

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use stemma::read::{Report, content_id, sha256};

use crate::{Case, Error, Result, custody, pack};

/// A report on its way into a case.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    /// As read.
    pub report: &'a Report,
    /// The bytes that it was read from.
    pub raw: &'a [u8],
    /// Their media type.
    pub media: &'a str,
    /// The file, archive member or address that they came from.
    pub from: &'a str,
    /// When an archive says that it fetched them, as written there.
    pub fetched: Option<&'a str>,
    /// What turned the bytes into text, with its version.
    pub extraction: &'a str,
}

/// What became of an incoming report; the text is the report's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The case did not have it.
    New(String),
    /// The case had it with other bytes, words or data; the version's number counts from 1.
    Changed(String, i64),
    /// The case has exactly this; a receipt was kept if it came from a new place.
    Known(String),
}

impl Outcome {
    /// Whether the report was not there before.
    pub fn is_new(&self) -> bool {
        matches!(self, Outcome::New(_))
    }

    /// The report's id in the case.
    pub fn report(&self) -> &str {
        match self {
            Outcome::New(id) | Outcome::Changed(id, _) | Outcome::Known(id) => id,
        }
    }
}

impl Case {
    /// Takes reports in, in order, all or none of them.
    pub fn add(&mut self, batch: &[Incoming], now: &str) -> Result<Vec<Outcome>> {
        let transaction = self.db.transaction()?;
        let outcomes = batch.iter().map(|incoming| add(&transaction, incoming, now)).collect::<Result<_>>()?;
        transaction.commit()?;
        Ok(outcomes)
    }
}

fn add(db: &Connection, incoming: &Incoming, now: &str) -> Result<Outcome> {
    let raw = keep_original(db, incoming, now)?;
    let report = incoming.report.id.as_str();
    let metadata = metadata(incoming.report)?;
    let version = content_id(&[report, &raw, &incoming.report.text_sha256, &metadata]);
    let known: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM versions WHERE id = ?1)")?
        .query_row([&version], |row| row.get(0))?;
    if known {
        return Ok(Outcome::Known(report.to_string()));
    }
    let number = keep_version(db, incoming, &[&version, &raw, &metadata])?;
    let detail = version_detail(report, &version, &raw, &incoming.report.text_sha256, &metadata, incoming.extraction);
    custody::append(db, "version", &detail, now)?;
    Ok(if number == 1 { Outcome::New(report.to_string()) } else { Outcome::Changed(report.to_string(), number) })
}

/// What the custody log says of a version; `verify` makes it again from the tables.
pub(crate) fn version_detail(
    report: &str,
    version: &str,
    raw: &str,
    text: &str,
    metadata: &str,
    extraction: &str,
) -> Value {
    json!({
        "report": report, "version": version, "raw_sha256": raw, "text_sha256": text,
        "metadata_sha256": sha256(metadata.as_bytes()), "extraction": extraction,
    })
}

/// What the custody log says of bytes received.
pub(crate) fn receipt_detail(raw: &str, from: &str, fetched: Option<&str>) -> Value {
    json!({"raw_sha256": raw, "from": from, "fetched": fetched})
}

fn keep_original(db: &Connection, incoming: &Incoming, now: &str) -> Result<String> {
    let sha = sha256(incoming.raw);
    let there: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM originals WHERE sha256 = ?1)")?
        .query_row([&sha], |row| row.get(0))?;
    if !there {
        let (packing, bytes) = pack::pack(incoming.raw);
        let length = i64::try_from(incoming.raw.len()).map_err(|error| Error::damaged("an original", error))?;
        db.prepare_cached("INSERT INTO originals (sha256, media, length, packing, bytes) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![sha, incoming.media, length, packing, bytes])?;
    }
    let received = db
        .prepare_cached(
            "INSERT OR IGNORE INTO receipts (raw_sha256, came_from, fetched, received) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![sha, incoming.from, incoming.fetched, now])?;
    if received > 0 {
        custody::append(db, "received", &receipt_detail(&sha, incoming.from, incoming.fetched), now)?;
    }
    Ok(sha)
}

/// Files the reading as its report's next version, and gives back that version's number.
fn keep_version(db: &Connection, incoming: &Incoming, [version, raw, metadata]: &[&str; 3]) -> Result<i64> {
    let Report { id, text, text_sha256, .. } = incoming.report;
    let number: i64 = db
        .prepare_cached("SELECT coalesce(max(number), 0) + 1 FROM versions WHERE report = ?1")?
        .query_row([id], |row| row.get(0))?;
    db.prepare_cached(
        "INSERT INTO reports (id, current) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET current = excluded.current",
    )?
    .execute([id, *version])?;
    db.prepare_cached(
        "INSERT INTO versions (id, report, number, raw_sha256, text_sha256, text, metadata, extraction)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![version, id, number, raw, text_sha256, text, metadata, incoming.extraction])?;
    Ok(number)
}

/// All of a report but its words and id, as JSON.
fn metadata(report: &Report) -> Result<String> {
    let mut record = serde_json::to_value(report).map_err(|error| Error::damaged("a report", error))?;
    if let Some(fields) = record.as_object_mut() {
        fields.retain(|field, _| !matches!(field.as_str(), "id" | "text" | "text_sha256" | "raw_sha256"));
    }
    Ok(record.to_string())
}
