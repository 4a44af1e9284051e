//! Standard output, where a reader that has seen enough (`| head`) is no error, and files that are there whole or not
//! at all.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use stemma::present::terminal::Style;

/// Buffered standard output.
pub struct Output(BufWriter<StdoutLock<'static>>);

impl Output {
    /// Takes standard output.
    pub fn new() -> Self {
        Output(BufWriter::with_capacity(1 << 16, std::io::stdout().lock()))
    }

    /// Writes as it is.
    pub fn text(&mut self, text: &str) -> Result<()> {
        self.0.write_all(text.as_bytes()).map_err(failure)
    }

    /// Writes a line.
    pub fn line(&mut self, text: &str) -> Result<()> {
        self.text(text)?;
        self.text("\n")
    }

    /// Writes out what is buffered.
    pub fn flush(&mut self) -> Result<()> {
        self.0.flush().map_err(failure)
    }
}

/// Writes one text to standard output.
pub fn print(text: &str) -> Result<()> {
    let mut output = Output::new();
    output.text(text)?;
    if !text.ends_with('\n') && !text.is_empty() {
        output.text("\n")?;
    }
    output.flush()
}

/// Columns where there is no terminal that says how wide it is.
const WIDTH: usize = 140;

/// How standard output wants to be written to: colours only on a terminal, and never under `NO_COLOR`.
pub fn style() -> Style {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let terminal = std::io::stdout().is_terminal();
    let width = terminal_size::terminal_size().filter(|_| terminal).map_or(WIDTH, |(width, _)| usize::from(width.0));
    Style { colour: terminal && !no_colour, width }
}

/// A file on its way.
pub struct Part {
    file: BufWriter<File>,
    path: PathBuf,
}

impl Part {
    /// Writes as it is.
    pub fn text(&mut self, text: &str) -> Result<()> {
        self.file.write_all(text.as_bytes()).map_err(Failure::file("write", &self.path))
    }

    /// Writes bytes.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(Failure::file("write", &self.path))
    }

    /// Writes a line.
    pub fn line(&mut self, text: &str) -> Result<()> {
        self.text(text)?;
        self.text("\n")
    }
}

/// Writes a file beside its place and then puts it there, so that nobody finds half of one. Never over a case.
pub fn file<T>(path: &Path, write: impl FnOnce(&mut Part) -> Result<T>) -> Result<T> {
    if stemma_store::is_case(path) {
        let what = format!("{} is a case and is not written over", path.display());
        return Err(Failure::misuse(what, "name another file"));
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let beside = path.with_file_name(name);
    let written = put(path, &beside, write);
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn put<T>(path: &Path, beside: &Path, write: impl FnOnce(&mut Part) -> Result<T>) -> Result<T> {
    let failed = Failure::file("write", path);
    let file = File::create(beside).map_err(&failed)?;
    let mut part = Part { file: BufWriter::new(file), path: path.to_path_buf() };
    let done = write(&mut part)?;
    part.file.flush().and_then(|()| std::fs::rename(beside, path)).map_err(failed)?;
    Ok(done)
}

/// Refuses to write over what is read.
pub fn apart(out: &Path, inputs: &[PathBuf]) -> Result<()> {
    let same = |input: &PathBuf| match (input.canonicalize(), out.canonicalize()) {
        (Ok(input), Ok(out)) => input == out,
        _ => false,
    };
    match inputs.iter().find(|input| same(input)) {
        Some(input) => {
            let what = format!("{} is read and not written over", input.display());
            Err(Failure::misuse(what, "name another file"))
        }
        None => Ok(()),
    }
}

/// The time, for receipts and the log: the only clock of the program.
pub fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Makes a folder with those above it.
pub fn folder(path: &Path) -> Result<()> {
    std::fs::create_dir_all(path).map_err(Failure::file("make the folder", path))
}

fn failure(error: std::io::Error) -> Failure {
    if error.kind() == ErrorKind::BrokenPipe { Failure::Closed } else { Failure::Output(error) }
}
