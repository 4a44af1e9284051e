//! Without a case: annotate and trace of files, folders and standard input.

use super::stemma::{Desk, jsonl};
use serde_json::Value;
use std::io::Read;
use std::process::Stdio;

const RECORDS: [&str; 4] = ["reports.jsonl", "annotations.jsonl", "links.jsonl", "stories.jsonl"];

#[test]
fn annotate_writes_one_record_a_report_in_the_order_read() {
    let desk = Desk::new();
    desk.write("b.jsonl", jsonl("b1", "It fell, she said.") + &jsonl("b2", "It stands."));
    let ran = desk.run_with("annotate - b.jsonl", jsonl("a", "It was there.").as_bytes()).code(0);
    let ids: Vec<Value> = ran.out.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()["id"].clone()).collect();
    assert_eq!(ids, ["a", "b1", "b2"]);
    assert_eq!(ran.err, "");
}

#[test]
fn what_is_read_is_not_written_over() {
    let desk = Desk::new();
    desk.write("a.txt", "The bridge fell, the mayor said.");
    desk.run("annotate a.txt --reports ./a.txt").code(2).says("is read and not written over");
    assert_eq!(std::fs::read_to_string(desk.path("a.txt")).unwrap(), "The bridge fell, the mayor said.");
}

#[test]
fn annotate_gives_the_texts_that_its_offsets_count_in() {
    let desk = Desk::with_depot();
    let ran = desk.run("annotate depot --reports reports.jsonl").code(0);
    let reports = desk.read("reports.jsonl");
    assert_eq!(reports.lines().count(), ran.out.lines().count());
    for (report, record) in reports.lines().zip(ran.out.lines()) {
        let (report, record): (Value, Value) =
            (serde_json::from_str(report).unwrap(), serde_json::from_str(record).unwrap());
        assert_eq!(report["id"], record["id"]);
        let length = report["text"].as_str().unwrap().chars().count() as u64;
        for sentence in record["sentences"].as_array().unwrap() {
            assert!(sentence[1].as_u64().unwrap() <= length);
        }
    }
}

#[test]
fn explain_names_rules() {
    let desk = Desk::new();
    let ran = desk.run_with("annotate - --explain", jsonl("r1", "The bridge fell, the mayor said.").as_bytes()).code(0);
    assert!(ran.out.starts_with("report r1\n"), "{}", ran.out);
    assert!(ran.out.contains("by rule "), "{}", ran.out);
    for line in [
        "    content “The bridge fell”",
        "    by rule verb “say”: said before",
        "            link “the mayor”: source, official by “mayor”",
    ] {
        assert!(ran.out.lines().any(|found| found == line), "no {line:?} in {}", ran.out);
    }
}

#[test]
fn a_trace_is_the_same_bytes_on_one_and_two_threads_and_again() {
    let desk = Desk::with_depot();
    desk.run("trace depot --json -o one --threads 1").code(0);
    desk.run("trace depot --json -o two --threads 2").code(0);
    desk.run("trace depot --json -o again --threads 2").code(0);
    desk.run("new a.stemma").code(0);
    desk.run("add a.stemma depot").code(0);
    desk.run("trace a.stemma --json -o case").code(0);
    desk.run("trace a.stemma --json -o cached").code(0).says("nothing changed");
    for name in RECORDS {
        let first = desk.read(&format!("one/{name}"));
        for folder in ["two", "again", "case", "cached"] {
            assert!(first == desk.read(&format!("{folder}/{name}")), "{folder}/{name} is other bytes than one/{name}");
        }
    }
    assert!(desk.read("one/reports.jsonl").lines().count() >= 20);
    assert!(!desk.path("one/reports.jsonl.part").exists());
}

#[test]
fn annotations_are_the_same_on_any_number_of_threads() {
    let desk = Desk::with_depot();
    let one = desk.run("annotate depot --threads 1").code(0).out;
    assert_eq!(one, desk.run("annotate depot --threads 2").code(0).out);
    desk.run("annotate depot --threads 0").code(2);
}

#[test]
fn trace_tells_a_case_from_files() {
    let desk = Desk::new();
    desk.write("one.jsonl", jsonl("r1", "It fell."));
    desk.run("trace one.jsonl").code(2).says("--json -o DIR");
    desk.run("trace one.jsonl --json").code(2);
    desk.run("trace one.jsonl -o out").code(2);
    desk.run("trace nosuch.stemma").code(2).says("there is no case");
    desk.run("new a.stemma").code(0);
    desk.run("trace a.stemma").code(1);
    desk.run("trace a.stemma --outlet Herald").code(2).says("stemma add");
}

#[test]
fn an_id_met_twice_is_taken_once() {
    let desk = Desk::new();
    desk.write("a.jsonl", jsonl("r1", "It fell.") + &jsonl("r2", "It stands.") + &jsonl("r1", "It fell at noon."));
    desk.run("trace a.jsonl a.jsonl --json -o out").code(0).says("the same id with other words");
    let texts: Vec<String> = desk.read("out/reports.jsonl").lines().map(text).collect();
    assert_eq!(texts, ["It fell at noon.", "It stands."]);
}

fn text(line: &str) -> String {
    serde_json::from_str::<Value>(line).unwrap()["text"].as_str().unwrap().to_string()
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::new();
    desk.write("many.jsonl", (0..3000).map(|n| jsonl(&n.to_string(), "It fell, she said.")).collect::<String>());
    let mut child = desk.command("annotate many.jsonl").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let done = child.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(0));
    assert_eq!(String::from_utf8(done.stderr).unwrap(), "");
}

#[test]
fn nobody_listening_is_no_error() {
    let desk = Desk::new();
    let mut child = desk.command("annotate nosuch.html").stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(2));
}

#[test]
fn a_note_on_the_folder_is_no_report_unless_it_is_named() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("pile")).unwrap();
    desk.write("pile/one.jsonl", jsonl("r1", "The bridge fell, the mayor said."));
    desk.write("pile/README.md", "What lies here was collected on the quay by the harbour office.");
    let ran = desk.run("annotate pile").code(3).says("README.md: a note on the folder");
    assert_eq!(ran.out.lines().count(), 1);
    let ran = desk.run("annotate pile/README.md").code(0);
    assert_eq!(ran.out.lines().count(), 1);
}
