//! Running `stemma` in a folder of its own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run of the program gave.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Fails the test where the exit code is another.
    #[track_caller]
    pub fn code(self, expected: i32) -> Ran {
        let start: String = self.out.chars().take(1000).collect();
        assert_eq!(self.code, expected, "standard output:\n{start}\nstandard error:\n{}", self.err);
        self
    }

    /// Fails the test where the messages do not have these words.
    #[track_caller]
    pub fn says(self, words: &str) -> Ran {
        assert!(self.err.contains(words), "no {words:?} in:\n{}", self.err);
        self
    }
}

/// A folder that is gone after the test.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    /// With the reports of examples/depot in `depot/`.
    pub fn with_depot() -> Desk {
        let desk = Desk::new();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/depot");
        std::fs::create_dir(desk.path("depot")).unwrap();
        for entry in from.read_dir().unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if !["README.md", "truth.json"].contains(&name.as_str()) {
                std::fs::copy(entry.path(), desk.path("depot").join(name)).unwrap();
            }
        }
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Everything in the folder, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<_> =
            self.folder.path().read_dir().unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stemma"));
        command.current_dir(self.folder.path()).args(line.split_whitespace());
        command
    }

    /// Runs `stemma` with the words of `line`.
    pub fn run(&self, line: &str) -> Ran {
        self.run_with(line, b"")
    }

    /// The same with variables of the environment.
    pub fn run_in(&self, line: &str, environment: &[(&str, &str)]) -> Ran {
        let done = self.command(line).envs(environment.iter().copied()).stdin(Stdio::null()).output().unwrap();
        Ran {
            code: done.status.code().unwrap_or(-1),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }

    /// The same with bytes on standard input.
    pub fn run_with(&self, line: &str, input: &[u8]) -> Ran {
        let mut command = self.command(line);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A program that ends before it has read everything closes the pipe: no fault of the test.
        let _ = child.stdin.take().unwrap().write_all(input);
        let done = child.wait_with_output().unwrap();
        Ran {
            code: done.status.code().unwrap_or(-1),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }
}

/// A JSONL report.
pub fn jsonl(id: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "text": text}))
}
