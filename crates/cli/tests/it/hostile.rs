//! Input as it comes: broken, empty, missing, of another kind. Named with its reason, never a panic.

use super::stemma::{Desk, Ran, jsonl};
use std::io::Write;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn annotate(desk: &Desk, inputs: &str) -> Ran {
    let ran = desk.run(&format!("annotate {inputs}"));
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}

#[test]
fn what_is_left_out_is_named_and_the_rest_done() {
    let desk = Desk::new();
    desk.write("mixed.jsonl", jsonl("a", "It fell.") + "no report\n{\"id\": \"b\"}\n" + &jsonl("c", "It stands."));
    let ran = annotate(&desk, "mixed.jsonl nosuch.html").code(3);
    assert_eq!(ran.out.lines().count(), 2);
    ran.says("left out: 3").says("mixed.jsonl, line 2: ").says("mixed.jsonl, line 3: ").says("nosuch.html: ");
}

#[test]
fn a_file_of_another_kind_does_not_fill_the_screen() {
    let desk = Desk::new();
    desk.write("log.jsonl", jsonl("a", "It fell.") + &"not a report\n".repeat(500));
    let ran = annotate(&desk, "log.jsonl").code(3).says("left out: 500").says("log.jsonl: and 480 more");
    assert!(ran.err.lines().count() < 30);
}

#[test]
fn nothing_to_read_is_nothing_found() {
    let desk = Desk::new();
    desk.write("empty.jsonl", "");
    std::fs::create_dir(desk.path("folder")).unwrap();
    annotate(&desk, "empty.jsonl").code(1);
    annotate(&desk, "folder").code(1);
    annotate(&desk, "nosuch").code(2).says("nosuch");
    desk.run("annotate").code(2);
}

#[test]
fn bytes_that_are_no_text() {
    let desk = Desk::new();
    desk.write("latin.txt", b"Caf\xe9 owners said the fire was put out at noon on the same day.");
    desk.write("bad.jsonl", b"{\"id\": \"a\", \"text\": \"caf\xe9\"}\n");
    desk.write("nul.jsonl", jsonl("nul", "It \0 fell, she said\u{202e}."));
    desk.write("noise.bin", (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 21) as u8).collect::<Vec<_>>());
    annotate(&desk, "latin.txt").code(0);
    annotate(&desk, "bad.jsonl").code(1).says("bad.jsonl, line 1");
    annotate(&desk, "nul.jsonl").code(0);
    annotate(&desk, "noise.bin");
}

#[test]
fn a_compressed_file_that_breaks_off() {
    let desk = Desk::new();
    let lines: String = (0..2000).map(|n| jsonl(&format!("r{n}"), &format!("House {n} fell, she said."))).collect();
    let packed = gz(lines.as_bytes());
    desk.write("whole.jsonl.gz", &packed);
    desk.write("cut.jsonl.gz", &packed[..packed.len() / 2]);
    assert_eq!(annotate(&desk, "whole.jsonl.gz").code(0).out.lines().count(), 2000);
    let ran = annotate(&desk, "cut.jsonl.gz").code(3).says("cut.jsonl.gz");
    assert!(ran.out.lines().count() > 100);
}

#[test]
fn hostile_words_survive_a_case() {
    let desk = Desk::new();
    let words = "It \0 fell,\u{202e} “she said. <script>alert(1)</script> '; DROP TABLE reports; --";
    desk.write("nul.jsonl", jsonl("nul\u{1b}[31m", words));
    desk.run("new a.stemma").code(0);
    desk.run("add a.stemma nul.jsonl").code(0);
    desk.run("trace a.stemma --json -o out").code(0);
    let report: serde_json::Value = serde_json::from_str(desk.read("out/reports.jsonl").trim()).unwrap();
    assert_eq!(report["text"], words);
    desk.run("verify a.stemma").code(0);
    let shown = desk.run("show a.stemma nul").code(0).out;
    assert!(!shown.contains(['\0', '\u{1b}', '\u{202e}']), "{shown:?}");
    assert!(!desk.run("add a.stemma nul.jsonl nosuch\u{1b}[31m").err.contains('\u{1b}'));
}

#[test]
fn a_folder_is_read_without_what_is_hidden_and_without_cases() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("in/.hidden")).unwrap();
    desk.write("in/.hidden/x.txt", "Hidden words, she said.");
    desk.write("in/b.jsonl", jsonl("b", "It fell."));
    desk.write("in/a.jsonl", jsonl("a", "It stands."));
    desk.run("new in/x.stemma").code(0);
    let ran = annotate(&desk, "in").code(0);
    assert!(ran.out.starts_with("{\"id\":\"a\"") && ran.out.lines().count() == 2, "{}", ran.out);
}
