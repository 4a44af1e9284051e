//! Corrections: an append-only log, each entry's hash over the one before, and each named in the custody log, so that
//! neither a changed nor a missing one goes unnoticed. What they do to the records is in `stemma::present::correct`.

use rusqlite::{OptionalExtension, Row, params};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use stemma::present::correct::Correction;
use stemma::read::sha256;

use crate::{Case, Error, Fault, Result, custody, page};

/// A correction that somebody wants to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// `claim`, `witness`, `statement`, `actor`, `place`, `correction`.
    pub kind: String,
    /// Id of what is corrected; the name of an actor or place.
    pub target: String,
    /// As in [`Correction::act`].
    pub act: String,
    /// What the program says.
    pub before: Option<Value>,
    /// What is said instead.
    pub after: Option<Value>,
    /// Who.
    pub who: String,
    /// In the person's words.
    pub why: Option<String>,
    /// What in the tables behind the page changes.
    pub reaches: Reaches,
}

/// What a correction changes in the tables behind the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Reaches {
    /// Nothing.
    #[default]
    Nothing,
    /// The row of this claim.
    Claim(String),
    /// Every claim that has one of these names.
    Names {
        /// `actor` or `place`.
        kind: String,
        /// As shown before and after.
        names: BTreeSet<String>,
    },
}

const FIELDS: &str = "id, target_kind, target, act, before, after, who, at, why, prev_hash, hash";

/// An entry with its place in the chain.
struct Entry {
    correction: Correction,
    prev_hash: String,
    hash: String,
}

impl Case {
    /// Writes a correction into the log, and mends the row of the claim that it reaches.
    pub fn correct(&mut self, proposed: &Proposed, now: &str) -> Result<Correction> {
        let transaction = self.db.transaction()?;
        let last = transaction
            .query_row("SELECT id, hash FROM corrections ORDER BY id DESC LIMIT 1", [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })
            .optional()?;
        let (before, prev_hash) = last.unwrap_or_default();
        let Proposed { kind, target, act, before: was, after, who, why, .. } = proposed.clone();
        let correction = Correction { id: before + 1, kind, target, act, before: was, after, who, at: now.into(), why };
        let hash = hash(&correction, &prev_hash);
        let text = |value: &Option<Value>| value.as_ref().map(Value::to_string);
        transaction.execute(
            &format!("INSERT INTO corrections ({FIELDS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"),
            params![
                correction.id,
                correction.kind,
                correction.target,
                correction.act,
                text(&correction.before),
                text(&correction.after),
                correction.who,
                correction.at,
                correction.why,
                prev_hash,
                hash
            ],
        )?;
        custody::append(&transaction, "corrected", &detail(correction.id, &hash), now)?;
        transaction.commit()?;
        match &proposed.reaches {
            Reaches::Nothing => {}
            Reaches::Claim(claim) => page::show_again(self, &BTreeSet::from([claim.clone()]))?,
            Reaches::Names { kind, names } => page::names_again(self, kind, names)?,
        }
        Ok(correction)
    }

    /// The whole log, first entry first.
    pub fn corrections(&self) -> Result<Vec<Correction>> {
        Ok(self.entries()?.into_iter().map(|entry| entry.correction).collect())
    }

    fn entries(&self) -> Result<Vec<Entry>> {
        let mut query = self.db.prepare_cached(&format!("SELECT {FIELDS} FROM corrections ORDER BY id"))?;
        let mut rows = query.query([])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(entry(row)?);
        }
        Ok(entries)
    }

    /// Checks the chain. Gives back how many there are, what the custody log must say of each, and what does not hold.
    pub(crate) fn corrections_hold(&self) -> Result<(Vec<String>, Vec<Fault>)> {
        let (mut told, mut faults, mut last) = (Vec::new(), Vec::new(), String::new());
        for (n, Entry { correction, prev_hash, hash: stated }) in self.entries()?.into_iter().enumerate() {
            let what = format!("correction {}", correction.id);
            if prev_hash != last || usize::try_from(correction.id) != Ok(n + 1) {
                faults.push(fault(&what, "it does not follow the entry before it"));
            }
            if hash(&correction, &prev_hash) != stated {
                faults.push(fault(&what, "its words have another hash"));
            }
            told.push(detail(correction.id, &stated).to_string());
            last = stated;
        }
        Ok((told, faults))
    }
}

fn fault(what: &str, why: &str) -> Fault {
    Fault { what: what.into(), why: why.into() }
}

fn detail(id: i64, hash: &str) -> Value {
    json!({"correction": id, "hash": hash})
}

fn hash(c: &Correction, prev_hash: &str) -> String {
    let record = serde_json::to_string(c).unwrap_or_default();
    sha256(format!("{record}\0{prev_hash}").as_bytes())
}

fn entry(row: &Row) -> Result<Entry> {
    let id: i64 = row.get(0)?;
    let value = |text: Option<String>| {
        text.map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|e| Error::damaged(format!("correction {id}"), e))
    };
    let correction = Correction {
        id,
        kind: row.get(1)?,
        target: row.get(2)?,
        act: row.get(3)?,
        before: value(row.get(4)?)?,
        after: value(row.get(5)?)?,
        who: row.get(6)?,
        at: row.get(7)?,
        why: row.get(8)?,
    };
    Ok(Entry { correction, prev_hash: row.get(9)?, hash: row.get(10)? })
}
