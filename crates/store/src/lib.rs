//! The case: one SQLite file that holds the untouched originals, the reports read from them with all their versions,
//! what the program found, what people corrected, and a log that shows whether any of it was changed behind our back.
//!
//! All SQL of the project is in this crate. The store reads no clock: whoever writes gives the time.
//!
//! ```
//! use stemma_store::{Case, Incoming};
//! # let folder = tempfile::tempdir().unwrap();
//! # let path = folder.path().join("bridge.stemma");
//! let mut case = Case::create(&path, "2031-03-04T10:00:00Z").unwrap();
//! let report = stemma::read::Report::from_text("r1", "The bridge fell, the mayor said.");
//! let incoming = Incoming {
//!     raw: report.text.as_bytes(), media: "text/plain", from: "bridge.txt", fetched: None, extraction: "text",
//!     report: &report,
//! };
//! let added = case.add(&[incoming], "2031-03-04T10:00:00Z").unwrap();
//! assert!(added[0].is_new());
//! assert_eq!(case.pile().unwrap()[0].report.text, report.text);
//! ```

mod add;
mod correct;
mod custody;
mod difference;
mod error;
mod find;
mod kept;
mod names;
mod pack;
mod page;
mod part;
mod query;
mod records;
mod reference;
mod runs;
mod schema;
mod shelf;
mod verify;

pub use add::{Incoming, Outcome};
pub use correct::{Proposed, Reaches};
pub use custody::Entry;
pub use difference::{Difference, Side, difference};
pub use error::Error;
pub use find::{Counted, HIT, Page, ShownClaim, ShownReport, Spot, Wanted};
pub use names::{Named, NamedIn, Site};
pub use query::{Filed, Receipt, Version};
pub use records::{Annotation, Kept, Run};
pub use reference::Additions;
pub use runs::OnDisk;
pub use schema::is_case;
pub use shelf::OnShelf;
pub use verify::{Fault, Verified};

use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

/// What the store's own calls give back.
pub type Result<T> = std::result::Result<T, Error>;

/// An open case. Every call that writes is one transaction: it happens whole or not at all.
#[derive(Debug)]
pub struct Case {
    db: Connection,
    path: PathBuf,
}

impl Case {
    /// Makes a case at `path`, where nothing may stand yet.
    pub fn create(path: &Path, now: &str) -> Result<Case> {
        std::fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| Error::at(path, error))?;
        let made = Connection::open(path).map_err(Error::from).and_then(|db| {
            let mut case = Case::over(db, path)?;
            schema::create(&mut case.db)?;
            case.log("case made", &serde_json::json!({"schema": schema::VERSION}), now)?;
            Ok(case)
        });
        if made.is_err() {
            let _ = std::fs::remove_file(path);
        }
        made
    }

    /// Opens a case, and brings an older one up to date; one that may not be written to is opened for reading.
    pub fn open(path: &Path) -> Result<Case> {
        schema::check_header(path)?;
        let writable = std::fs::OpenOptions::new().append(true).open(path).is_ok();
        let mode = if writable { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
        let mut case = Case::over(Connection::open_with_flags(path, mode)?, path)?;
        schema::migrate(&mut case.db, path)?;
        Ok(case)
    }

    /// Where the case lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn over(db: Connection, path: &Path) -> Result<Case> {
        schema::configure(&db)?;
        Ok(Case { db, path: path.to_path_buf() })
    }

    fn log(&mut self, act: &str, detail: &serde_json::Value, now: &str) -> Result<()> {
        let transaction = self.db.transaction()?;
        custody::append(&transaction, act, detail, now)?;
        Ok(transaction.commit()?)
    }
}
