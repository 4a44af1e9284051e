//! How a command ends: the exit codes, and what is said when it could not do what was asked.

use miette::Diagnostic;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use stemma::present::shown::line;
use stemma::read::LeftOut;

use crate::progress::warn;

/// What the commands give back.
pub type Result<T> = std::result::Result<T, Failure>;

/// How a command ended that did what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// All of it.
    Whole,
    /// There was nothing to find.
    Nothing,
    /// Nothing that was named is there.
    Missing,
    /// Some input was left out.
    LeftOut,
    /// The case does not hold.
    Damaged,
}

impl Done {
    /// 0, 1, 2, 3 or 4.
    pub fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Done::Whole => 0,
            Done::Nothing => 1,
            Done::Missing => 2,
            Done::LeftOut => 3,
            Done::Damaged => 4,
        })
    }

    /// How a command ends that read `reports` reports; names what was left out, each with its reason.
    pub fn reading(reports: usize, left_out: &LeftOuts) -> Done {
        left_out.say();
        match (reports, left_out.is_empty()) {
            (0, _) if left_out.missing => Done::Missing,
            (0, _) => Done::Nothing,
            (_, true) => Done::Whole,
            _ => Done::LeftOut,
        }
    }
}

/// Places that are named of one input; a file of another kind must not fill the screen line by line.
const NAMED: usize = 20;

/// What was left out of all inputs: the first places of each with their reasons, the rest by number.
#[derive(Debug, Default)]
pub struct LeftOuts {
    /// Whether something that was named is not there.
    missing: bool,
    inputs: Vec<(String, Vec<LeftOut>, usize)>,
}

impl LeftOuts {
    /// Takes in a named input that is not there.
    pub fn push_missing(&mut self, left_out: LeftOut) {
        self.missing = true;
        self.push(left_out);
    }

    /// Takes one in.
    pub fn push(&mut self, left_out: LeftOut) {
        if self.inputs.last().is_none_or(|(name, ..)| *name != left_out.name) {
            self.inputs.push((left_out.name.clone(), Vec::new(), 0));
        }
        if let Some((_, named, all)) = self.inputs.last_mut() {
            *all += 1;
            if named.len() < NAMED {
                named.push(left_out);
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }

    /// The first of them, each in a line.
    pub fn words(&self, most: usize) -> Vec<String> {
        let all = self.inputs.iter().flat_map(|(_, named, _)| named);
        let place =
            |l: &LeftOut| l.place.as_ref().map_or_else(|| l.name.clone(), |place| format!("{}, {place}", l.name));
        all.take(most).map(|left| line(&format!("{}: {}", place(left), left.reason))).collect()
    }

    fn say(&self) {
        if !self.is_empty() {
            warn(&format!("left out: {}", self.inputs.iter().map(|(.., all)| all).sum::<usize>()));
        }
        for (name, named, all) in &self.inputs {
            for LeftOut { place, reason, .. } in named {
                let place = place.as_ref().map_or_else(String::new, |place| format!(", {place}"));
                warn(&format!("  {}{place}: {}", line(name), line(reason)));
            }
            if *all > named.len() {
                warn(&format!("  {}: and {} more", line(name), all - named.len()));
            }
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
    #[error("{}", about_case(.path, .source))]
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
            warn(&format!("stemma: {}", line(&self.to_string())));
            if let Some(help) = self.advice() {
                warn(&format!("  help: {help}"));
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
            Failure::File { act: "read", source, .. } if source.kind() == ErrorKind::NotFound => 2,
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

/// Names the file where the store's own words do not.
fn about_case(path: &Path, source: &stemma_store::Error) -> String {
    let (path, said) = (path.display().to_string(), source.to_string());
    if said.contains(&path) { said } else { format!("{path}: {said}") }
}
