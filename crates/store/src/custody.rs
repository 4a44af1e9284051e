//! The custody log: what happened to the case and when, each entry's hash over the entry before.
//!
//! A hash chain in the manner of Haber and Stornetta (1991): an entry cannot be changed, dropped or put in between
//! without breaking every later hash. It shows tampering by someone who does not recompute the chain; whoever wants
//! more writes the last hash down elsewhere, and `verify` prints it for that purpose.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use stemma::read::sha256;

use crate::{Case, Result};

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// 1 for the first.
    pub position: i64,
    /// When, as whoever wrote it said.
    pub at: String,
    /// "received", "version", "traced", …
    pub act: String,
    /// What, as JSON.
    pub detail: String,
    /// The hash of the entry before; empty for the first.
    pub prev_hash: String,
    /// SHA-256 of the fields above, NUL between.
    pub hash: String,
}

impl Entry {
    /// What the hash must be.
    pub fn expected_hash(&self) -> String {
        let position = self.position.to_string();
        sha256(
            [&position, &self.at, &self.act, &self.detail, &self.prev_hash].map(String::as_str).join("\0").as_bytes(),
        )
    }
}

/// Adds an entry, inside the transaction that does what it tells of.
pub(crate) fn append(db: &Connection, act: &str, detail: &Value, now: &str) -> Result<()> {
    let last = db
        .prepare_cached("SELECT position, hash FROM custody ORDER BY position DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    let (before, prev_hash) = last.unwrap_or_default();
    let mut entry = Entry {
        position: before + 1,
        at: now.into(),
        act: act.into(),
        detail: detail.to_string(),
        prev_hash,
        hash: String::new(),
    };
    entry.hash = entry.expected_hash();
    db.prepare_cached(
        "INSERT INTO custody (position, at, act, detail, prev_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![entry.position, entry.at, entry.act, entry.detail, entry.prev_hash, entry.hash])?;
    Ok(())
}

impl Case {
    /// The whole log, first entry first.
    pub fn custody(&self) -> Result<Vec<Entry>> {
        let mut query =
            self.db.prepare("SELECT position, at, act, detail, prev_hash, hash FROM custody ORDER BY position")?;
        let entries = query.query_map([], |row| {
            Ok(Entry {
                position: row.get(0)?,
                at: row.get(1)?,
                act: row.get(2)?,
                detail: row.get(3)?,
                prev_hash: row.get(4)?,
                hash: row.get(5)?,
            })
        })?;
        Ok(entries.collect::<std::result::Result<_, _>>()?)
    }
}
