//! Ctrl-C leaves a case that opens.
#![cfg(unix)]

use super::stemma::{Desk, jsonl};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn ctrl_c_while_adding_leaves_a_case_that_opens_and_can_go_on() {
    let desk = Desk::new();
    let text = "The bridge fell, the mayor said. ".repeat(40);
    desk.write("many.jsonl", (0..6000).map(|n| jsonl(&n.to_string(), &format!("{n}: {text}"))).collect::<String>());
    desk.run("new a.stemma").code(0);
    let empty = std::fs::metadata(desk.path("a.stemma")).unwrap().len();
    let mut child = desk.command("add a.stemma many.jsonl").stderr(Stdio::piped()).spawn().unwrap();
    let started = Instant::now();
    while std::fs::metadata(desk.path("a.stemma")).unwrap().len() == empty && started.elapsed().as_secs() < 30 {
        std::thread::sleep(Duration::from_millis(2));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    desk.run("verify a.stemma").code(0);
    desk.run("add a.stemma many.jsonl").code(0);
    let ran = desk.run("verify a.stemma").code(0);
    assert!(ran.out.starts_with("all holds: 6000 originals, 6000 versions"), "{}", ran.out);
    assert_eq!(desk.names(), ["a.stemma", "many.jsonl"]);
}
