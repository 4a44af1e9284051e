//! Inputs to pieces: files, folders and standard input, in a stable order, handed over in batches that have an upper
//! bound in number and bytes, so that a pile larger than the memory still goes through.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use stemma::read::{Hints, Item, LeftOut, Limits, Piece, Reading, split};
use walkdir::WalkDir;

use crate::failure::{LeftOuts, Result};

/// Pieces in a batch: enough to keep every thread busy.
const BATCH: usize = 256;

/// Bytes in a batch, unless one single piece is larger.
const BATCH_BYTES: usize = 64 << 20;

/// Reads all inputs in order. `work` is done on each report on all threads, `take` gets what came of a batch.
/// Gives back what was left out.
pub fn each<T: Send>(
    inputs: &[PathBuf],
    hints: &Hints,
    work: &(dyn Fn(Box<Reading>) -> T + Sync),
    take: &mut dyn FnMut(Vec<T>) -> Result<()>,
) -> Result<LeftOuts> {
    let limits = Limits::default();
    let mut batches =
        Batches { pieces: Vec::new(), bytes: 0, left_out: LeftOuts::default(), hints, limits: &limits, work, take };
    for input in inputs {
        batches.input(input)?;
    }
    batches.flush()?;
    Ok(batches.left_out)
}

/// The same for an input in memory.
pub fn each_in_memory<T: Send>(
    files: &[(&str, &[u8])],
    work: &(dyn Fn(Box<Reading>) -> T + Sync),
    take: &mut dyn FnMut(Vec<T>) -> Result<()>,
) -> Result<LeftOuts> {
    let (hints, limits) = (Hints::default(), Limits::default());
    let mut batches = Batches {
        pieces: Vec::new(),
        bytes: 0,
        left_out: LeftOuts::default(),
        hints: &hints,
        limits: &limits,
        work,
        take,
    };
    for (name, bytes) in files {
        batches.stream(name, &mut &bytes[..])?;
    }
    batches.flush()?;
    Ok(batches.left_out)
}

/// `README`, `README.md`, `readme.txt`: it tells of the folder and is no report of the pile.
fn is_readme(name: &std::ffi::OsStr) -> bool {
    Path::new(name).file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
}

struct Batches<'a, T> {
    pieces: Vec<Piece>,
    bytes: usize,
    left_out: LeftOuts,
    hints: &'a Hints,
    limits: &'a Limits,
    work: &'a (dyn Fn(Box<Reading>) -> T + Sync),
    take: &'a mut dyn FnMut(Vec<T>) -> Result<()>,
}

impl<T: Send> Batches<'_, T> {
    fn input(&mut self, path: &Path) -> Result<()> {
        if path == Path::new("-") {
            return self.stream("-", &mut BufReader::new(std::io::stdin().lock()));
        }
        if path.is_dir() { self.folder(path) } else { self.file(path) }
    }

    fn file(&mut self, path: &Path) -> Result<()> {
        match File::open(path) {
            Ok(file) => self.stream(&path.to_string_lossy(), &mut BufReader::with_capacity(1 << 16, file)),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let name = path.to_string_lossy().into_owned();
                self.left_out.push_missing(LeftOut { name, place: None, reason: error.to_string() });
                Ok(())
            }
            Err(error) => {
                self.leave_out(path, error.to_string());
                Ok(())
            }
        }
    }

    /// A folder's files in the order of their names.
    fn folder(&mut self, path: &Path) -> Result<()> {
        let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
        let walk = WalkDir::new(path).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name())) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if entry.file_type().is_file() && stemma_store::is_case(entry.path()) => {}
                Ok(entry) if entry.depth() > 0 && is_readme(entry.file_name()) => {
                    self.leave_out(entry.path(), "a note on the folder; name the file itself to take it in");
                }
                Ok(entry) if entry.file_type().is_file() => self.file(entry.path())?,
                Ok(entry) => self.leave_out(entry.path(), "a link or device, not a file"),
                Err(error) => {
                    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    self.leave_out(error.path().unwrap_or(path), reason);
                }
            }
        }
        Ok(())
    }

    fn leave_out(&mut self, path: &Path, reason: impl Into<String>) {
        let name = path.to_string_lossy().into_owned();
        self.left_out.push(LeftOut { name, place: None, reason: reason.into() });
    }

    fn stream(&mut self, name: &str, input: &mut dyn BufRead) -> Result<()> {
        let mut outcome = Ok(());
        let limits = self.limits;
        let _ = split(name, input, limits, &mut |piece| {
            outcome = self.piece(piece);
            if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        outcome
    }

    fn piece(&mut self, piece: std::result::Result<Piece, LeftOut>) -> Result<()> {
        match piece {
            Ok(piece) => {
                self.bytes += piece.bytes.len();
                self.pieces.push(piece);
            }
            Err(left_out) => self.left_out.push(left_out),
        }
        if self.pieces.len() >= BATCH || self.bytes >= BATCH_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        let (hints, limits, work) = (self.hints, self.limits, self.work);
        let read = |piece: Piece| match piece.read(hints, limits) {
            Item::Reading(reading) => Ok(work(reading)),
            Item::LeftOut(left_out) => Err(left_out),
        };
        self.bytes = 0;
        let items: Vec<_> = std::mem::take(&mut self.pieces).into_par_iter().map(read).collect();
        let mut worked = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Ok(work) => worked.push(work),
                Err(left_out) => self.left_out.push(left_out),
            }
        }
        if worked.is_empty() { Ok(()) } else { (self.take)(worked) }
    }
}
