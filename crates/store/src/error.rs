//! What can go wrong with a case, in words a user can act on.

use std::path::{Path, PathBuf};

/// Why a case could not be made, opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `create` never writes over anything.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// Nothing lies there.
    #[error("there is no case at {}", .0.display())]
    Missing(PathBuf),
    /// Something lies there, but no case.
    #[error("{} is not a case: {why}", .path.display())]
    NotACase {
        /// Where.
        path: PathBuf,
        /// What it is instead.
        why: String,
    },
    /// Its tables are of a later version than this program knows.
    #[error("{} was written by a newer Stemma (tables version {found}; this one knows up to {known})", .path.display())]
    Newer {
        /// Where.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The latest this program knows.
        known: i64,
    },
    /// Its tables are older, and the file may not be written to.
    #[error("{} has older tables and may not be written to, so it cannot be brought up to date", .0.display())]
    OlderAndReadOnly(PathBuf),
    /// Another program holds it.
    #[error("another program is writing to the case")]
    Busy,
    /// The file may only be read.
    #[error("the case may not be written to")]
    ReadOnly,
    /// A record does not say what it should.
    #[error("the case is damaged: {what}: {why}")]
    Damaged {
        /// Which record.
        what: String,
        /// What is wrong.
        why: String,
    },
    /// The disk or its rights.
    #[error("{}: {source}", .path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Anything else that SQLite says.
    #[error("SQLite: {0}")]
    Sql(rusqlite::Error),
}

impl Error {
    /// What the system said about a path, in the terms of a case.
    pub(crate) fn at(path: &Path, source: std::io::Error) -> Error {
        match source.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Exists(path.to_path_buf()),
            std::io::ErrorKind::NotFound if !path.exists() => Error::Missing(path.to_path_buf()),
            _ => Error::Io { path: path.to_path_buf(), source },
        }
    }

    pub(crate) fn damaged(what: impl Into<String>, why: impl ToString) -> Error {
        Error::Damaged { what: what.into(), why: why.to_string() }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Error::Busy,
            Some(Code::ReadOnly) => Error::ReadOnly,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Error::damaged("the file", error),
            _ => Error::Sql(error),
        }
    }
}
