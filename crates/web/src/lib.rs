//! The page: a case on screen, served to this machine alone.
//!
//! A small HTTP server over one case. It gives out the page's own files (built into the program) and a JSON API, and
//! both only to whoever has the token of the opened address, under the right `Host` and `Origin` ([`guard`]). What it
//! shows comes from `stemma::present`, as in the terminal and the report; what it asks comes from `stemma_store`.
//! Files and clocks are the caller's: see [`Desk`].

mod api;
mod assets;
mod guard;
mod problem;
pub mod tiles;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use serde::Serialize;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use stemma_store::Case;

use problem::Problem;

/// A file that is added may be this large.
const LARGEST_FILE: usize = 512 << 20;

/// What the page may ask of the program around it.
pub trait Desk: Send + Sync + 'static {
    /// The time, RFC 3339.
    fn now(&self) -> String;
    /// Takes a file's reports into the case.
    fn add(&self, name: &str, bytes: &[u8]) -> Result<Added, String>;
    /// Brings the trace up to date.
    fn trace(&self) -> Result<(), String>;
}

/// What became of a file.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Added {
    /// Reports that the case did not have.
    pub new: usize,
    /// New versions of reports that it had.
    pub changed: usize,
    /// Reports that it had as they are.
    pub known: usize,
    /// What was left out, with its reason.
    pub left_out: Vec<String>,
}

/// One case on screen.
pub struct Served {
    path: PathBuf,
    free: Mutex<Vec<Case>>,
    desk: Box<dyn Desk>,
    tiles: Option<tiles::Tiles>,
    guard: guard::Guard,
    tracing: AtomicBool,
    failed: Mutex<Option<String>>,
}

impl Served {
    /// Prepares a case for an address; makes the token. `tiles` lie under the map's outline.
    pub fn new(
        path: PathBuf,
        address: SocketAddr,
        desk: impl Desk,
        tiles: Option<tiles::Tiles>,
    ) -> std::io::Result<Arc<Served>> {
        let mut bytes = [0; 24];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        let token: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Arc::new(Served {
            path,
            free: Mutex::default(),
            desk: Box::new(desk),
            tiles,
            guard: guard::Guard::new(token, address),
            tracing: AtomicBool::new(false),
            failed: Mutex::default(),
        }))
    }

    /// The address to open, token and all.
    pub fn address(&self) -> String {
        self.guard.address()
    }

    /// Everything that is answered.
    pub fn router(self: &Arc<Self>) -> Router {
        api::routes()
            .fallback(assets::page)
            .layer(DefaultBodyLimit::max(LARGEST_FILE))
            .layer(axum::middleware::from_fn_with_state(self.clone(), guard::check))
            .with_state(self.clone())
    }

    /// Does something with the case. Connections are kept and used again; a thread of its own waits for the disk.
    async fn with<T: Send + 'static>(
        self: Arc<Self>,
        work: impl FnOnce(&mut Case, &Served) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let done = tokio::task::spawn_blocking(move || {
            let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut case = free.map_or_else(|| Case::open(&self.path), Ok)?;
            let done = work(&mut case, &self);
            self.free.lock().unwrap_or_else(PoisonError::into_inner).push(case);
            done
        });
        done.await.map_err(|error| Problem::inside(error.to_string()))?
    }

    /// Traces in the background; false where that goes on already.
    fn trace(self: &Arc<Self>) -> bool {
        if self.tracing.swap(true, Ordering::SeqCst) {
            return false;
        }
        let served = self.clone();
        tokio::task::spawn_blocking(move || {
            let outcome = served.desk.trace();
            *served.failed.lock().unwrap_or_else(PoisonError::into_inner) = outcome.err();
            served.tracing.store(false, Ordering::SeqCst);
        });
        true
    }
}

/// Serves until the process ends.
pub fn serve(listener: std::net::TcpListener, served: &Arc<Served>) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_io().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, served.router()).await
    })
}
