//! The example piles against what is true of them.
//!
//! Each `truth.json` becomes a list of facts. A fact that does not hold must stand in `tests/piles/<pile>.fixme`, and a
//! fact that stands there must fail: what is mended leaves the list, what breaks is seen. `UPDATE_FIXME=1` rewrites it.

mod truth;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use truth::Traced;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn traced(pile: &str) -> Traced {
    let out = tempfile::tempdir().expect("a temporary folder");
    let status = Command::new(env!("CARGO_BIN_EXE_stemma"))
        .args(["trace", "-q", "--json", "-o"])
        .arg(out.path())
        .arg(root().join("examples").join(pile))
        .status()
        .expect("the program runs");
    assert!(matches!(status.code(), Some(0 | 3)), "stemma trace: {status}");
    Traced::read(root().join("examples").join(pile), out.path())
}

/// Runs every fact of a pile; compares what fails with what is known to fail.
fn hold(pile: &str) {
    let facts = truth::facts(&root().join("examples").join(pile).join("truth.json"), &traced(pile));
    let failing: BTreeSet<String> = facts.iter().filter(|f| !f.holds).map(|f| f.says.clone()).collect();
    println!("{pile}: {} of {} facts hold", facts.len() - failing.len(), facts.len());
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/piles/{pile}.fixme"));
    if std::env::var_os("UPDATE_FIXME").is_some() {
        let lines: String = failing.iter().map(|line| format!("{line}\n")).collect();
        std::fs::write(&list, lines).expect("the list can be written");
        return;
    }
    let known: BTreeSet<String> = std::fs::read_to_string(&list).expect("a list").lines().map(str::to_string).collect();
    let broken: Vec<_> = failing.difference(&known).collect();
    let mended: Vec<_> = known.difference(&failing).collect();
    assert!(broken.is_empty() && mended.is_empty(), "broken: {broken:#?}\nmended, take them off the list: {mended:#?}");
}

#[test]
fn the_bundled_pile_is_told_as_it_is() {
    hold("depot");
}

#[test]
fn the_pile_of_fresh_eyes_is_told_as_it_is() {
    hold("second");
}
