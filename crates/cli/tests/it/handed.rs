//! Handing over: export, bundle, serve.

use super::stemma::Desk;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

fn traced() -> Desk {
    let desk = Desk::with_depot();
    for command in ["new a.stemma -q", "add a.stemma depot -q", "trace a.stemma -q"] {
        desk.run(command).code(0);
    }
    desk
}

#[test]
fn every_format_is_written_and_an_unknown_one_named() {
    let desk = traced();
    for format in ["webanno", "prov", "schema", "geojson", "gexf", "graphml", "ftm"] {
        desk.run(&format!("export a.stemma -o out.{format} --format {format}")).code(0).says("wrote");
        let printed = desk.run(&format!("export a.stemma -o - --format {format}")).code(0).out;
        assert_eq!(printed.trim_end(), desk.read(&format!("out.{format}")).trim_end(), "{format}");
    }
    desk.run("export a.stemma -o records").code(0);
    desk.run("trace a.stemma --json -o again").code(0);
    for name in ["reports", "annotations", "links", "stories"] {
        assert_eq!(desk.read(&format!("records/{name}.jsonl")), desk.read(&format!("again/{name}.jsonl")), "{name}");
    }
    desk.run("export a.stemma -o x --format docx").code(2).says("no format `docx`").says("graphml");
    desk.run("export a.stemma -o a.stemma --format gexf").code(2).says("not written over");
}

#[test]
fn a_bundle_is_the_same_twice_and_names_a_claim_that_is_not_there() {
    let desk = traced();
    let claims: Value = serde_json::from_str(&desk.run("claims a.stemma --json").code(0).out).unwrap();
    let id = claims[0]["id"].as_str().unwrap();
    desk.run(&format!("bundle a.stemma {id} -o one.zip")).code(0).says("1 claim, ");
    desk.run(&format!("bundle a.stemma {} -o two.zip", &id[..8])).code(0);
    let bytes = |name: &str| std::fs::read(desk.path(name)).unwrap();
    assert_eq!(bytes("one.zip"), bytes("two.zip"));
    desk.run("bundle a.stemma nothing").code(1).says("no claim or report `nothing`");
}

#[test]
fn serve_prints_an_address_that_answers_only_with_its_token() {
    let desk = traced();
    let mut child = Command::new(env!("CARGO_BIN_EXE_stemma"))
        .args(["serve", "a.stemma", "--no-open", "-q"])
        .current_dir(desk.path("."))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let (host, token) = line.trim().trim_start_matches("http://").split_once("/?token=").unwrap();
    assert!(host.starts_with("127.0.0.1:"));
    let ask = |head: &str| {
        let mut stream = std::net::TcpStream::connect(host).unwrap();
        write!(stream, "GET /api/case HTTP/1.1\r\nHost: {host}\r\n{head}Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let (stranger, own) = (ask(""), ask(&format!("Authorization: Bearer {token}\r\n")));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(stranger.starts_with("HTTP/1.1 401"), "{stranger}");
    assert!(own.starts_with("HTTP/1.1 200") && own.contains("\"name\":\"a\""), "{own}");
}
