//! How a command ends: the exit codes, and what is said when it could not do what was asked.

use miette::Diagnostic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use stemma::present::shown::line;
use stemma::read::LeftOut;

/// What the commands give back.
pub type Result<T> = std::result::Result<T, Failure>;

/// How a command ended that did what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// All of it.
    Whole,
    /// There was nothing to find.
    Nothing,
    /// Some input was left out.
    LeftOut,
    /// The case does not hold.
    Damaged,
}

impl Done {
    /// 0, 1, 3 or 4.
    pub fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Done::Whole => 0,
            Done::Nothing => 1,
            Done::LeftOut => 3,
            Done::Damaged => 4,
        })
    }

    /// Names what was left out, each with its reason, and says how a command ends that read `reports` reports.
    pub fn reading(reports: usize, left_out: &[LeftOut]) -> Done {
        if !left_out.is_empty() {
            eprintln!("left out: {}", left_out.len());
        }
        for LeftOut { name, place, reason } in left_out {
            let place = place.as_ref().map_or_else(String::new, |place| format!(", {place}"));
            eprintln!("  {}{place}: {}", line(name), line(reason));
        }
        match (reports, left_out) {
            (0, _) => Done::Nothing,
            (_, []) => Done::Whole,
            _ => Done::LeftOut,
        }
    }
}

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum Failure {
    /// The user asked for what cannot be.
    #[error("{what}")]
    Use {
        what: String,
        #[help]
        help: Option<String>,
    },
    /// Something with that name is not there.
    #[error("{what}")]
    NotFound {
        what: String,
        #[help]
        help: Option<String>,
    },
    /// The case.
    #[error("{}: {source}", .path.display())]
    Case { path: PathBuf, source: stemma_store::Error },
    /// A file or folder.
    #[error("cannot {act} {}: {source}", .path.display())]
    File { act: &'static str, path: PathBuf, source: std::io::Error },
    /// Standard output is gone: whoever read it has seen enough.
    #[error("standard output is closed")]
    Closed,
    /// Standard output cannot be written to.
    #[error("cannot write to standard output: {0}")]
    Output(std::io::Error),
    /// The user pressed Ctrl-C.
    #[error("stopped; {0}")]
    Stopped(String),
    /// What the system would not give.
    #[error("{0}")]
    System(String),
}

impl Failure {
    /// Wrong use, in words.
    pub fn misuse(what: impl Into<String>, help: impl Into<String>) -> Failure {
        Failure::Use { what: what.into(), help: Some(help.into()) }
    }

    /// For `map_err` on calls to a case.
    pub fn case(path: &Path) -> impl Fn(stemma_store::Error) -> Failure + use<> {
        let path = path.to_path_buf();
        move |source| Failure::Case { path: path.clone(), source }
    }

    /// For `map_err` on calls to the file system.
    pub fn file(act: &'static str, path: &Path) -> impl Fn(std::io::Error) -> Failure + use<> {
        let path = path.to_path_buf();
        move |source| Failure::File { act, path: path.clone(), source }
    }

    /// Says what went wrong, and gives the exit code.
    pub fn report(&self) -> ExitCode {
        if !matches!(self, Failure::Closed) {
            eprintln!("stemma: {}", line(&self.to_string()));
            if let Some(help) = self.advice() {
                eprintln!("  help: {help}");
            }
        }
        ExitCode::from(self.code())
    }

    fn code(&self) -> u8 {
        use stemma_store::Error as E;
        match self {
            Failure::Closed => 0,
            Failure::NotFound { .. } => 1,
            Failure::Use { .. } => 2,
            Failure::Case { source, .. } => match source {
                E::Damaged { .. } | E::Sql(_) | E::Io { .. } | E::Busy => 4,
                _ => 2,
            },
            Failure::File { .. } | Failure::Output(_) | Failure::System(_) => 4,
            Failure::Stopped(_) => 130,
        }
    }

    fn advice(&self) -> Option<String> {
        use stemma_store::Error as E;
        if let Failure::Case { path, source } = self {
            let path = path.display();
            return match source {
                E::Exists(_) => Some(format!("`stemma add {path} …` takes reports into it")),
                E::Missing(_) => Some(format!("`stemma new {path}` makes a case")),
                E::Newer { .. } => Some("a newer Stemma opens it".into()),
                E::Busy => Some("try again when it is done".into()),
                E::Damaged { .. } => Some(format!("`stemma verify {path}` says what else does not hold")),
                _ => None,
            };
        }
        self.help().map(|help| help.to_string())
    }
}
