//! How a case file is told from any other, its tables, and how an older one is brought up to date.

use rusqlite::{Connection, config::DbConfig};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use crate::{Error, Result};

/// "STMA": stands in the file's header, so that `file` and we know a case from another database.
const APPLICATION_ID: i32 = 0x5354_4D41;

/// One script a version; the n-th takes a case from version n-1 to n. The tables behind the page are made anew by the last
/// version that has other ones; what version 3 made of them is nothing to go by.
const MIGRATIONS: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("schema_2.sql"),
    "",
    include_str!("page.sql"),
    include_str!("schema_5.sql"),
];

/// The version that this program writes.
pub(crate) const VERSION: i64 = MIGRATIONS.len() as i64;

/// Whether the file at `path` is a case, by its first hundred bytes.
pub fn is_case(path: &Path) -> bool {
    check_header(path).is_ok()
}

/// The error says what the file is instead.
pub(crate) fn check_header(path: &Path) -> Result<()> {
    let not = |why: &str| Err(Error::NotACase { path: path.to_path_buf(), why: why.into() });
    if path.is_dir() {
        return not("it is a folder");
    }
    let mut header = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| Error::at(path, error))?;
    file.take(100).read_to_end(&mut header).map_err(|error| Error::at(path, error))?;
    match () {
        () if header.is_empty() => not("the file is empty"),
        () if !header.starts_with(b"SQLite format 3\0") || header.len() < 100 => not("it is no SQLite file"),
        () if header[68..72] != APPLICATION_ID.to_be_bytes() => not("it is an SQLite file of another program"),
        () => Ok(()),
    }
}

/// Settings of every connection. The rollback journal (and no write-ahead log) leaves one single file at rest;
/// a case may come from a stranger, so its schema is trusted with nothing.
pub(crate) fn configure(db: &Connection) -> Result<()> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.busy_timeout(Duration::from_secs(5))?;
    db.set_prepared_statement_cache_capacity(64);
    db.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// Makes the tables of a new case, in one transaction with the marks that make it one.
pub(crate) fn create(db: &mut Connection) -> Result<()> {
    let transaction = db.transaction()?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    upgrade(&transaction, 0)?;
    Ok(transaction.commit()?)
}

/// Brings an older case up to date; refuses a newer one.
pub(crate) fn migrate(db: &mut Connection, path: &Path) -> Result<()> {
    let found: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if !(1..=VERSION).contains(&found) {
        return Err(Error::Newer { path: path.to_path_buf(), found, known: VERSION });
    }
    if found < VERSION && db.is_readonly("main")? {
        return Err(Error::OlderAndReadOnly(path.to_path_buf()));
    }
    if found < VERSION {
        let transaction = db.transaction()?;
        upgrade(&transaction, found)?;
        transaction.commit()?;
    }
    Ok(())
}

fn upgrade(db: &Connection, from: i64) -> Result<()> {
    for script in &MIGRATIONS[usize::try_from(from).unwrap_or(0)..] {
        db.execute_batch(script)?;
    }
    Ok(db.pragma_update(None, "user_version", VERSION)?)
}
