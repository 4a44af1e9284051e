//! What is in a case: reports with their versions, receipts and originals.

use rusqlite::{Row, params};
use serde_json::Value;
use stemma::read::Report;

use crate::{Case, Error, Result, pack};

/// A report's version, ready for the rooms.
#[derive(Debug, Clone, PartialEq)]
pub struct Filed {
    /// Id of the version.
    pub version: String,
    /// The report as that version has it.
    pub report: Report,
}

/// One reading of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Counts from 1 in the order in which the case saw them.
    pub number: i64,
    /// Its id and the report as it has it.
    pub filed: Filed,
    /// What turned the bytes into text.
    pub extraction: String,
    /// Where its bytes came from, and when.
    pub receipts: Vec<Receipt>,
}

/// Where bytes came from, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// File, archive member or address.
    pub from: String,
    /// When an archive says that it fetched them.
    pub fetched: Option<String>,
    /// RFC 3339.
    pub received: String,
}

pub(crate) const VERSION: &str =
    "SELECT v.id, v.report, v.text, v.text_sha256, v.raw_sha256, v.metadata, v.number, v.extraction";

impl Case {
    /// The current version of every report, in the order in which the case first saw them.
    pub fn pile(&self) -> Result<Vec<Filed>> {
        self.filed(&format!("{VERSION} FROM reports r JOIN versions v ON v.id = r.current ORDER BY r.position"))
    }

    /// The versions that the standing trace was made of, in its order.
    pub fn traced_pile(&self) -> Result<Vec<Filed>> {
        self.filed(&format!("{VERSION} FROM pile p JOIN versions v ON v.id = p.version ORDER BY p.position"))
    }

    /// How many reports there are.
    pub fn count_reports(&self) -> Result<usize> {
        let count: i64 = self.db.query_row("SELECT count(*) FROM reports", [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Ids of all reports, sorted.
    pub fn report_ids(&self) -> Result<Vec<String>> {
        let mut query = self.db.prepare("SELECT id FROM reports ORDER BY id")?;
        let ids = query.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<std::result::Result<_, _>>()?)
    }

    /// All versions of a report, oldest first; none where there is no such report.
    pub fn versions(&self, report: &str) -> Result<Vec<Version>> {
        let mut query = self.db.prepare(&format!("{VERSION} FROM versions v WHERE v.report = ?1 ORDER BY v.number"))?;
        let mut rows = query.query([report])?;
        let mut versions = Vec::new();
        while let Some(row) = rows.next()? {
            let filed = filed(row)?;
            let receipts = self.receipts(&filed.report.raw_sha256)?;
            versions.push(Version { number: row.get(6)?, extraction: row.get(7)?, filed, receipts });
        }
        Ok(versions)
    }

    /// The bytes with this SHA-256, as they came.
    pub fn original(&self, sha256: &str) -> Result<Vec<u8>> {
        let (packing, stored, length) = self
            .db
            .prepare_cached("SELECT packing, bytes, length FROM originals WHERE sha256 = ?1")?
            .query_row([sha256], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, i64>(2)?)))?;
        pack::unpack(&packing, stored, u64::try_from(length).unwrap_or(0))
            .map_err(|error| Error::damaged(format!("original {sha256}"), error))
    }

    fn receipts(&self, sha256: &str) -> Result<Vec<Receipt>> {
        let mut query = self.db.prepare_cached(
            "SELECT came_from, fetched, received FROM receipts WHERE raw_sha256 = ?1 ORDER BY received, came_from",
        )?;
        let receipts = query.query_map(params![sha256], |row| {
            Ok(Receipt { from: row.get(0)?, fetched: row.get(1)?, received: row.get(2)? })
        })?;
        Ok(receipts.collect::<std::result::Result<_, _>>()?)
    }

    fn filed(&self, sql: &str) -> Result<Vec<Filed>> {
        let mut query = self.db.prepare(sql)?;
        let mut rows = query.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(filed(row)?);
        }
        Ok(all)
    }
}

/// A row of [`VERSION`] as a report again.
pub(crate) fn filed(row: &Row) -> Result<Filed> {
    let version: String = row.get(0)?;
    let metadata: String = row.get(5)?;
    let damaged = |error: serde_json::Error| Error::damaged(format!("version {version}"), error);
    let mut record: Value = serde_json::from_str(&metadata).map_err(damaged)?;
    for (at, field) in [(1, "id"), (2, "text"), (3, "text_sha256"), (4, "raw_sha256")] {
        record[field] = Value::String(row.get(at)?);
    }
    let report = serde_json::from_value(record).map_err(damaged)?;
    Ok(Filed { version, report })
}
