//! The life of a case: new, add, trace, claims, show, report, verify.

use super::stemma::{Desk, jsonl};
use serde_json::Value;

const FELL: &str = "The bridge fell on Monday, the mayor said. Nobody was hurt.";

fn with_one_report() -> Desk {
    let desk = Desk::new();
    desk.write("one.jsonl", jsonl("r1", FELL));
    desk.run("new a.stemma").code(0);
    desk.run("add a.stemma one.jsonl").code(0).says("1 added");
    desk
}

#[test]
fn new_never_writes_over_anything() {
    let desk = Desk::new();
    desk.run("new a.stemma").code(0).says("stemma add a.stemma");
    desk.run("new a.stemma").code(2).says("exists already");
    desk.write("notes.txt", "my notes");
    desk.run("new notes.txt").code(2);
    assert_eq!(desk.read("notes.txt"), "my notes");
    desk.run("new no/such/folder.stemma").code(2);
}

#[test]
fn adding_again_adds_nothing_and_says_so() {
    let desk = with_one_report();
    desk.run("add a.stemma one.jsonl").code(0).says("nothing new: the case has all 1 reports already");
    assert_eq!(desk.names(), ["a.stemma", "one.jsonl"], "a case is one file");
}

#[test]
fn the_same_id_with_other_words_is_a_version() {
    let desk = with_one_report();
    let changed = FELL.replace("Nobody was", "Eight people were");
    desk.run_with("add a.stemma -", jsonl("r1", &changed).as_bytes()).code(0).says("report r1 changed: version 2");
    desk.run("add a.stemma one.jsonl").code(0).says("nothing new");
    let shown = desk.run("show a.stemma r1").code(0).out;
    assert!(shown.contains("report r1, version 1") && shown.contains("report r1, version 2"), "{shown}");
    assert!(shown.contains("- Nobody was") && shown.contains("+ Eight people were"), "{shown}");
    let versions: Value = serde_json::from_str(&desk.run("show a.stemma r1 --json").code(0).out).unwrap();
    assert_eq!(versions[0]["text"], FELL);
    assert_eq!(versions[1]["text"], changed);
    assert_eq!(versions[1]["receipts"][0]["from"], "-, line 1");
}

#[test]
fn what_the_user_states_is_kept_with_its_flag() {
    let desk = Desk::new();
    desk.write("page.txt", FELL);
    desk.run("new a.stemma").code(0);
    desk.run("add a.stemma page.txt --published 2031-03-04 --outlet Herald").code(0);
    let id = id_of_only_report(&desk);
    let shown = desk.run(&format!("show a.stemma {id}")).code(0).out;
    assert!(shown.contains("published: 2031-03-04 (--published)"), "{shown}");
    assert!(shown.contains("outlet: Herald (--outlet)"), "{shown}");
    desk.run("add a.stemma page.txt --published yesterday").code(2).says("not a date");
}

fn id_of_only_report(desk: &Desk) -> String {
    desk.run("trace a.stemma --json -o traced").code(0);
    let report: Value = serde_json::from_str(desk.read("traced/reports.jsonl").trim()).unwrap();
    report["id"].as_str().unwrap().to_string()
}

#[test]
fn a_trace_is_made_again_only_of_what_is_new() {
    let desk = with_one_report();
    desk.run("trace a.stemma").code(0).says("done now: 1 report annotated");
    desk.run("trace a.stemma").code(0).says("nothing changed since trace 1");
    desk.run_with("add a.stemma -", jsonl("r2", "The bridge stands, the minister said.").as_bytes()).code(0);
    desk.run("claims a.stemma").says("1 report was added since this was traced");
    desk.run("trace a.stemma").code(0).says("2 reports").says("done now: 1 report annotated");
    desk.run("trace a.stemma -q").code(0);
    assert_eq!(desk.run("trace a.stemma -q").err, "");
}

#[test]
fn claims_in_three_forms() {
    let desk = Desk::with_depot();
    desk.run("new a.stemma").code(0);
    desk.run("claims a.stemma").code(1).says("was not traced yet").says("stemma trace a.stemma");
    desk.run("add a.stemma depot").code(0);
    desk.run("trace a.stemma").code(0);
    let table = desk.run("claims a.stemma").out;
    assert!(table.starts_with("CLAIM"), "{table}");
    let records: Value = serde_json::from_str(&desk.run("claims a.stemma --json").out).unwrap();
    let csv = desk.run("claims a.stemma --csv").out;
    assert_eq!(csv.lines().count(), records.as_array().unwrap().len() + 1);
    desk.run("claims a.stemma --json --csv").code(2);
}

#[test]
fn show_names_near_ids_where_there_is_none() {
    let desk = with_one_report();
    desk.run_with("add a.stemma -", jsonl("r2", "The bridge stands.").as_bytes()).code(0);
    desk.run("trace a.stemma").code(0);
    desk.run("show a.stemma r9").code(1).says("no claim or report `r9`").says("r1").says("stemma claims a.stemma");
    desk.run("show a.stemma r").code(2).says("ids begin with `r`").says("r1").says("r2");
}

#[test]
fn report_is_one_page_and_never_written_over_a_case() {
    let desk = with_one_report();
    desk.run("trace a.stemma").code(0);
    desk.run("report a.stemma -o page.html").code(0).says("wrote page.html");
    assert!(
        desk.read("page.html").starts_with("<!DOCTYPE html>") || desk.read("page.html").starts_with("<!doctype html>")
    );
    assert_eq!(desk.run("report a.stemma -o -").code(0).out.trim_end(), desk.read("page.html").trim_end());
    desk.run("report a.stemma -o a.stemma").code(2).says("not written over");
    desk.run("verify a.stemma").code(0);
    desk.run("report a.stemma -o no/such/page.html").code(4).says("no/such/page.html");
}

#[test]
fn verify_finds_a_changed_byte() {
    let desk = with_one_report();
    desk.run("trace a.stemma").code(0);
    let ran = desk.run("verify a.stemma").code(0);
    assert!(ran.out.starts_with("all holds: 1 originals, 1 versions"), "{}", ran.out);
    let mut bytes = std::fs::read(desk.path("a.stemma")).unwrap();
    let at = bytes.windows(9).position(|w| w == b"The bridg").unwrap();
    bytes[at] = b'X';
    desk.write("a.stemma", &bytes);
    let ran = desk.run("verify a.stemma").code(4);
    assert!(ran.out.contains("its bytes have another SHA-256"), "{}", ran.out);
    let record: Value = serde_json::from_str(&desk.run("verify a.stemma --json").code(4).out).unwrap();
    assert_eq!(record["faults"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_no_case_is_said_to_be_none() {
    let desk = Desk::new();
    desk.write("notes.txt", "my notes");
    desk.write("empty", "");
    for command in ["add CASE notes.txt", "claims CASE", "show CASE x", "report CASE -o p.html", "verify CASE"] {
        desk.run(&command.replace("CASE", "nosuch.stemma")).code(2).says("there is no case at nosuch.stemma");
        desk.run(&command.replace("CASE", "notes.txt")).code(2).says("no SQLite file");
        desk.run(&command.replace("CASE", "empty")).code(2).says("the file is empty");
        desk.run(&command.replace("CASE", ".")).code(2).says("a folder");
    }
}

#[test]
fn a_case_in_a_folder_that_is_not_there_says_so() {
    Desk::new().run("new nowhere/a.stemma").code(2).says("there is no folder nowhere");
}

#[test]
fn what_is_not_known_of_added_reports_is_said() {
    let desk = Desk::new();
    desk.write("a.txt", "The bridge fell, the mayor said.");
    desk.run("new a.stemma").code(0);
    desk.run("add a.stemma a.txt").code(0).says("without outlet: 1").says("without date: 1");
    desk.write("b.txt", "The bridge stands, the clerk said.");
    let stated = desk.run("add a.stemma b.txt --outlet Beacon --published 2031-03-04").code(0);
    assert!(!stated.err.contains("without"), "{}", stated.err);
}

#[test]
fn a_case_of_a_newer_program_is_left_alone() {
    let desk = with_one_report();
    let mut bytes = std::fs::read(desk.path("a.stemma")).unwrap();
    // The file format's user version: four bytes at 60, big-endian.
    bytes[60..64].copy_from_slice(&999_u32.to_be_bytes());
    desk.write("a.stemma", &bytes);
    desk.run("add a.stemma one.jsonl").code(2).says("written by a newer Stemma").says("999");
    assert_eq!(std::fs::read(desk.path("a.stemma")).unwrap(), bytes);
}

/// The whole way on the bundled pile, as a reader sees it. What it should say is held by the pile's own truth; this
/// shows what changes when a room changes.
#[test]
fn the_depot_pile_on_screen() {
    let desk = Desk::with_depot();
    desk.run("new depot.stemma -q").code(0);
    desk.run("add depot.stemma depot -q").code(0);
    desk.run("trace depot.stemma -q").code(0);
    let claims = desk.run("claims depot.stemma").code(0).out;
    let listed: Vec<&str> = claims.lines().take(16).collect();
    insta::assert_snapshot!("claims", listed.join("\n"));
    let first = listed[1].split_whitespace().next().unwrap();
    insta::assert_snapshot!("show", desk.run(&format!("show depot.stemma {first}")).code(0).out);
}
