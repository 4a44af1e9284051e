//! The store alone: what is kept, what comes back, what is noticed.

use stemma::link::grouping::InMemory;
use stemma::read::Report;
use stemma::situate::Reference;
use stemma::situate::place::{Level, Place};
use stemma::{Annotated, annotate, trace_pile, trace_pile_again};
use stemma_store::{Additions, Annotation, Case, Error, Incoming, Outcome, Proposed, Reaches};

const NOW: &str = "2031-03-04T10:00:00Z";

fn incoming<'a>(report: &'a Report, raw: &'a [u8], from: &'a str) -> Incoming<'a> {
    Incoming { report, raw, media: "text/plain", from, fetched: None, extraction: "text 1" }
}

fn desk() -> (tempfile::TempDir, Case) {
    let folder = tempfile::tempdir().unwrap();
    let case = Case::create(&folder.path().join("a.stemma"), NOW).unwrap();
    (folder, case)
}

fn count(case: &Case, table: &str) -> i64 {
    let db = rusqlite::Connection::open(case.path()).unwrap();
    db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

fn annotated(case: &mut Case) -> Vec<Annotated> {
    let pile = case.pile().unwrap();
    let reports: Vec<_> = pile.iter().map(|filed| annotate(filed.report.clone(), Reference::bundled())).collect();
    let kept: Vec<_> = pile.iter().zip(&reports).map(|(f, a)| (f.version.as_str(), Annotation::of(a))).collect();
    case.keep_annotations(&kept).unwrap();
    reports
}

#[test]
fn identical_bytes_are_stored_once_and_two_reports_stay_two() {
    let (_folder, mut case) = desk();
    let (one, two) = (Report::from_text("one", "It fell."), Report::from_text("two", "It fell."));
    let raw = b"<p>It fell.";
    let added = case.add(&[incoming(&one, raw, "a.html"), incoming(&two, raw, "b.html")], NOW).unwrap();
    assert!(added.iter().all(Outcome::is_new));
    assert_eq!((count(&case, "originals"), count(&case, "receipts"), count(&case, "reports")), (1, 2, 2));
    assert_eq!(case.original(&stemma::read::sha256(raw)).unwrap(), raw);
}

#[test]
fn the_same_from_another_place_leaves_a_receipt_and_no_version() {
    let (_folder, mut case) = desk();
    let report = Report::from_text("one", "It fell.");
    case.add(&[incoming(&report, b"x", "a.html")], NOW).unwrap();
    let again = case.add(&[incoming(&report, b"x", "copy/a.html")], NOW).unwrap();
    assert_eq!(again, [Outcome::Known("one".into())]);
    let versions = case.versions("one").unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!(versions[0].receipts.len(), 2);
}

#[test]
fn changed_bytes_words_or_data_make_versions_and_the_newest_is_the_pile() {
    let (_folder, mut case) = desk();
    let first = Report::from_text("one", "Eight died.");
    let words = Report::from_text("one", "Eleven died.");
    let mut data = words.clone();
    data.outlet = Some(stemma::read::Found::new("Herald".into(), "--outlet"));
    let batch = [
        incoming(&first, b"1", "a"),
        incoming(&first, b"2", "a"),
        incoming(&words, b"3", "a"),
        incoming(&data, b"3", "a"),
    ];
    let added = case.add(&batch, NOW).unwrap();
    assert_eq!(added[1..], [2, 3, 4].map(|number| Outcome::Changed("one".into(), number)));
    assert_eq!(case.add(&batch[..2], NOW).unwrap(), [Outcome::Known("one".into()), Outcome::Known("one".into())]);
    let pile = case.pile().unwrap();
    assert_eq!(pile.len(), 1);
    assert_eq!(pile[0].report.outlet_name(), Some("Herald"));
}

#[test]
fn a_batch_goes_in_whole_or_not_at_all() {
    let (_folder, mut case) = desk();
    let report = Report::from_text("one", "It fell.");
    let other = rusqlite::Connection::open(case.path()).unwrap();
    other
        .execute_batch(
            "CREATE TRIGGER no BEFORE INSERT ON versions WHEN new.report = 'two' BEGIN SELECT RAISE(ABORT, 'no'); END",
        )
        .unwrap();
    let two = Report::from_text("two", "It stands.");
    assert!(case.add(&[incoming(&report, b"1", "a"), incoming(&two, b"2", "b")], NOW).is_err());
    assert_eq!((count(&case, "reports"), count(&case, "originals"), count(&case, "custody")), (0, 0, 1));
}

#[test]
fn annotations_and_traces_come_back_as_they_were() {
    let (_folder, mut case) = desk();
    let texts = [
        "At least 8 people died in Homs on 3 March 2031, the mayor said.",
        "At least 8 people died in Homs on 3 March 2031, the mayor said, according to the Herald.",
    ];
    let reports: Vec<_> = texts.iter().enumerate().map(|(n, text)| Report::from_text(&n.to_string(), text)).collect();
    for report in &reports {
        case.add(&[incoming(report, report.text.as_bytes(), "a")], NOW).unwrap();
    }
    let made = annotated(&mut case);
    for (filed, made) in case.pile().unwrap().into_iter().zip(&made) {
        let kept = case.kept(&filed.version).unwrap().unwrap().annotation().unwrap();
        assert_eq!(&kept.onto(filed.report), made);
    }
    let traced = trace_pile(&made);
    let run = case.keep_trace(&case.pile().unwrap(), &traced, NOW).unwrap();
    assert_eq!(case.traced().unwrap(), traced);
    assert_eq!(case.last_run().unwrap(), Some(run));
    assert_eq!(case.verify().unwrap().faults, []);
}

#[test]
fn a_trace_takes_the_place_of_the_one_before() {
    let (_folder, mut case) = desk();
    case.add(&[incoming(&Report::from_text("one", "It fell."), b"1", "a")], NOW).unwrap();
    let reports = annotated(&mut case);
    for _ in 0..2 {
        case.keep_trace(&case.pile().unwrap(), &trace_pile(&reports), NOW).unwrap();
    }
    assert_eq!((count(&case, "runs"), count(&case, "pile")), (2, 1));
}

#[test]
fn the_next_trace_does_only_what_is_new_and_finds_what_a_run_from_scratch_finds() {
    let (_folder, mut case) = desk();
    let about = |what: &str| {
        format!("At least 8 people died when {what} on 3 March 2031, the mayor said. Nobody else was hurt.")
    };
    let texts = [
        about("a ferry sank off Orsk"),
        about("the old mill of Varn burned"),
        about("a ferry sank off Orsk") + " It was dark.",
    ];
    let mut anew = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let report = Report::from_text(&at.to_string(), text);
        case.add(&[incoming(&report, text.as_bytes(), "a")], NOW).unwrap();
        let (made, mut kept) = (annotated(&mut case), case.kept_for_next().unwrap());
        let traced = trace_pile_again(&made, &mut InMemory::default(), &mut kept);
        assert_eq!(traced, trace_pile(&made));
        case.keep_trace(&case.pile().unwrap(), &traced, NOW).unwrap();
        case.keep_for_next(&kept).unwrap();
        anew.push(kept.stories.anew());
    }
    let (made, mut kept) = (annotated(&mut case), case.kept_for_next().unwrap());
    trace_pile_again(&made, &mut InMemory::default(), &mut kept);
    assert_eq!((kept.stories.anew(), kept.links.compared()), (0, 0));
    assert!(anew.iter().sum::<usize>() < 5, "{anew:?}: of 1, 2 and 2 stories some were kept");
    assert_eq!(case.verify().unwrap().faults, []);
}

/// Each statement is done to a sound case; `verify` must say these words.
#[test]
fn additions_are_kept_once_and_make_what_was_found_stale() {
    let (_folder, mut case) = desk();
    case.add(&[incoming(&Report::from_text("one", "It fell."), b"It fell.", "a.txt")], NOW).unwrap();
    annotated(&mut case);
    let before = case.pile_digest(&case.pile().unwrap()).unwrap();
    let town = town();
    let additions = Additions { places: vec![town.clone()], ..Additions::default() };
    assert_eq!(case.extend_reference("own.csv", &additions, NOW).unwrap(), 1);
    assert_eq!(count(&case, "annotations"), 0);
    assert_ne!(case.pile_digest(&case.pile().unwrap()).unwrap(), before);
    assert_eq!(case.extend_reference("own.csv", &additions, NOW).unwrap(), 0);
    let moved = Additions { places: vec![Place { population: 901, ..town }], ..Additions::default() };
    assert_eq!(case.extend_reference("own.csv", &moved, NOW).unwrap(), 1);
    assert_eq!(case.additions().unwrap(), moved);
    assert!(case.verify().unwrap().faults.is_empty());
}

fn town() -> Place {
    Place {
        name: "Zhelvar".into(),
        aliases: vec!["Jelvar".into()],
        geonames_id: None,
        lat: 47.5,
        lon: 21.25,
        country: Some(*b"HU"),
        level: Level::Town,
        population: 900,
        radius_km: 2.1,
    }
}

#[test]
fn a_case_of_the_first_version_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.stemma");
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch(include_str!("../src/schema.sql")).unwrap();
    db.execute_batch("PRAGMA application_id = 0x53544D41; PRAGMA user_version = 1;").unwrap();
    drop(db);
    let mut case = Case::open(&path).unwrap();
    let additions = Additions { places: vec![town()], ..Additions::default() };
    assert_eq!(case.extend_reference("own.csv", &additions, NOW).unwrap(), 1);
}

#[test]
fn verify_notices_what_was_changed_behind_our_back() {
    let tampering = [
        ("INSERT INTO additions VALUES ('alias', '1 x', '{}')", "tell of them as they stand"),
        ("UPDATE versions SET text = 'It stood.'", "its text has another SHA-256"),
        ("UPDATE versions SET metadata = replace(metadata, 'null', '\"x\"')", "its data do not make its id"),
        ("PRAGMA foreign_keys = off; DELETE FROM versions", "what it tells of is not there"),
        ("UPDATE versions SET extraction = 'mine'", "the custody log does not tell of it"),
        ("UPDATE originals SET bytes = x'00', length = 1, packing = 'plain'", "its bytes have another SHA-256"),
        ("UPDATE receipts SET came_from = 'elsewhere'", "the custody log does not tell of it"),
        (
            "DROP TRIGGER custody_stays_as_written; UPDATE custody SET at = '1999' WHERE position = 2",
            "its words have another hash",
        ),
        (
            "DROP TRIGGER custody_is_never_cut; DELETE FROM custody WHERE position = 2",
            "it does not follow the entry before it",
        ),
        ("UPDATE annotations SET record = replace(record, '\"cue\":[[', '\"cue\":[[9')", "do not fit its text"),
        ("INSERT INTO stories (id, title, reports) VALUES ('s', 'mine', '[]')", "have another SHA-256"),
        ("PRAGMA foreign_keys = off; DELETE FROM originals", "a row points at nothing"),
    ];
    for (sql, words) in tampering {
        let (_folder, mut case) = desk();
        let report = Report::from_text("one", "It fell, the mayor said.");
        case.add(&[incoming(&report, b"raw", "a.html")], NOW).unwrap();
        let reports = annotated(&mut case);
        case.keep_trace(&case.pile().unwrap(), &trace_pile(&reports), NOW).unwrap();
        assert_eq!(case.verify().unwrap().faults, [], "before {sql}");
        rusqlite::Connection::open(case.path()).unwrap().execute_batch(sql).unwrap();
        let faults = case.verify().unwrap().faults;
        assert!(faults.iter().any(|fault| fault.why.contains(words)), "{sql}: {faults:?}");
    }
}

fn proposed(claim: &str) -> Proposed {
    Proposed {
        kind: "claim".into(),
        target: claim.into(),
        act: "accept".into(),
        before: None,
        after: Some(serde_json::json!({"b": 1.5, "a": [2]})),
        who: "Ada".into(),
        why: Some("\u{202e}I asked".into()),
        reaches: Reaches::Nothing,
    }
}

/// As above, done to a case with two corrections.
#[test]
fn verify_notices_what_was_done_to_corrections() {
    let tampering = [
        ("DROP TRIGGER corrections_stay_as_written; UPDATE corrections SET who = 'Bo' WHERE id = 1", "another hash"),
        ("DROP TRIGGER corrections_are_never_cut; DELETE FROM corrections WHERE id = 1", "does not follow"),
        (
            "DROP TRIGGER corrections_are_never_cut; DELETE FROM corrections WHERE id = 2",
            "what it tells of is not there",
        ),
        (
            "INSERT INTO corrections SELECT 3, target_kind, target, act, before, after, who, at, why, hash, 'x'
             FROM corrections WHERE id = 2",
            "the custody log does not tell of it",
        ),
    ];
    for (sql, words) in tampering {
        let (_folder, mut case) = desk();
        case.correct(&proposed("c1"), NOW).unwrap();
        let second = case.correct(&proposed("c2"), NOW).unwrap();
        assert_eq!(case.corrections().unwrap()[1], second);
        assert_eq!((case.verify().unwrap().corrections, case.verify().unwrap().faults), (2, vec![]));
        let db = rusqlite::Connection::open(case.path()).unwrap();
        assert!(db.execute_batch("UPDATE corrections SET who = 'Bo'").is_err());
        db.execute_batch(sql).unwrap();
        let faults = case.verify().unwrap().faults;
        assert!(faults.iter().any(|fault| fault.why.contains(words)), "{sql}: {faults:?}");
    }
}

#[test]
fn the_log_and_corrections_take_no_update() {
    let (_folder, case) = desk();
    let db = rusqlite::Connection::open(case.path()).unwrap();
    assert!(db.execute_batch("UPDATE custody SET at = '1999'").is_err());
    assert!(db.execute_batch("DELETE FROM custody").is_err());
}

#[test]
fn files_that_are_no_case_are_told_from_cases() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(Case::open(&path), Err(Error::NotACase { why, .. }) if why.contains("another program")));
    assert!(matches!(Case::create(&path, NOW), Err(Error::Exists(_))));
    assert!(matches!(Case::open(&folder.path().join("none")), Err(Error::Missing(_))));
    assert!(!stemma_store::is_case(&path));
}

#[cfg(unix)]
#[test]
fn a_case_that_may_not_be_written_to_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, mut case) = desk();
    case.add(&[incoming(&Report::from_text("one", "It fell."), b"1", "a")], NOW).unwrap();
    let path = case.path().to_path_buf();
    drop(case);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    let case = Case::open(&path).unwrap();
    assert_eq!(case.pile().unwrap().len(), 1);
}
