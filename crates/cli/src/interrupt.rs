//! Ctrl-C: a case is never left half written.
//!
//! While a case is being written to, the first Ctrl-C lets the transaction end and then stops; at any other moment,
//! and on the second, the program ends at once. (Were it killed outright, SQLite's journal would bring the case back.)

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use crate::failure::{Failure, Result};
use crate::progress::warn;

static WRITING: AtomicBool = AtomicBool::new(false);
static ASKED: AtomicBool = AtomicBool::new(false);

/// Exit code of a program that Ctrl-C ended.
const STOPPED: i32 = 130;

/// Takes Ctrl-C over.
pub fn install() -> Result<()> {
    ctrlc::set_handler(|| {
        let again = ASKED.swap(true, SeqCst);
        if again || !WRITING.load(SeqCst) {
            std::process::exit(STOPPED);
        }
        warn("stopping after this step; Ctrl-C again stops at once");
    })
    .map_err(|error| Failure::System(format!("cannot take over Ctrl-C: {error}")))
}

/// Does a step that must not be cut in two.
pub fn whole<T>(step: impl FnOnce() -> T) -> T {
    WRITING.store(true, SeqCst);
    let done = step();
    WRITING.store(false, SeqCst);
    done
}

/// Fails where Ctrl-C was pressed during a step; `so_far` says what stands.
pub fn check(so_far: impl FnOnce() -> String) -> Result<()> {
    if ASKED.load(SeqCst) { Err(Failure::Stopped(so_far())) } else { Ok(()) }
}
