//! The page at size: a generated case of 100,000 reports, asked as the page asks it, on the release build.
//!
//! The reports are made up from short lists of words by a fixed sequence of numbers: the same case every time. Only the
//! page is measured here, so claims are generated too, and neither rooms nor trace run.

use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use stemma::attribute::SourceClass;
use stemma::link::Direction;
use stemma::read::{Found, Report, date};
use stemma::segment::Segmentation;
use stemma::situate::Situation;
use stemma::trace::{Claim, Edge, Independent, Origin, Story, Traced, Witness};
use stemma::{Annotated, Span};
use stemma_store::{Annotation, Case, Incoming};

const REPORTS: usize = 100_000;
/// Reports of one story, all of which witness its claims.
const STORY: usize = 4;
/// Witnesses of the one large claim.
const LARGE: usize = 300;
const NOW: &str = "2031-03-04T10:00:00Z";

/// A question, what it is called, how long it may take.
const ASKED: &[(&str, &str, f64)] = &[
    ("claims, first page", "/api/claims", 100.0),
    ("claims, one origin", "/api/claims?single=1", 100.0),
    ("claims, of an outlet", "/api/claims?outlet=Outlet%2017", 100.0),
    ("claims, words", "/api/claims?q=bridge%20burned", 100.0),
    ("claims, words and one origin, by title", "/api/claims?q=mill&single=1&sort=title", 100.0),
    ("claims, told from a day on", "/api/claims?from=2031-01-10&sort=told", 100.0),
    ("reports, words", "/api/reports?q=harbour%20closed", 100.0),
    ("places", "/api/places", 100.0),
];

/// Makes the case, asks, prints, and writes `eval/page.csv`.
pub fn run(folder: &Path) -> Result<()> {
    crate::cargo(&["build", "--release"])?;
    fs::create_dir_all(folder)?;
    let path = folder.join("large.stemma");
    if !path.exists() {
        let start = Instant::now();
        make(&path)?;
        println!("made {} in {:.0} s", path.display(), start.elapsed().as_secs_f64());
    }
    let (mut server, address, token) = serve(&path)?;
    let measured = measure(&address, &token);
    let paint = first_paint(&address, &token);
    server.kill()?;
    let mut rows = vec!["what,milliseconds,target".to_string()];
    rows.extend(measured?);
    rows.push(match paint? {
        Some(ms) => format!("first paint in Chromium,{ms:.0},1000"),
        None => "first paint in Chromium,not measured: no Node or Chromium,1000".into(),
    });
    rows.iter().for_each(|row| println!("{row}"));
    Ok(fs::write("eval/page.csv", rows.join("\n") + "\n")?)
}

fn measure(address: &str, token: &str) -> Result<Vec<String>> {
    let mut rows = Vec::new();
    let large = ask(address, token, "/api/claims?limit=1")?;
    let id = large.split_once("\"id\":\"").and_then(|(_, rest)| rest.split('"').next()).context("a claim")?.to_string();
    let claim = (format!("stemma of {LARGE} witnesses"), format!("/api/claims/{id}"), 300.0);
    let all = ASKED.iter().map(|&(name, path, target)| (name.to_string(), path.to_string(), target));
    for (name, path, target) in all.chain([claim]) {
        rows.push(format!("{name},{:.1},{target}", median(address, token, &path)?));
    }
    Ok(rows)
}

fn median(address: &str, token: &str, path: &str) -> Result<f64> {
    let mut times = Vec::new();
    for _ in 0..7 {
        let start = Instant::now();
        ask(address, token, path)?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[3])
}

fn serve(path: &Path) -> Result<(Child, String, String)> {
    let mut command = Command::new("target/release/stemma");
    let mut child = command.args(["serve", "-q", "--no-open"]).arg(path).stdout(Stdio::piped()).spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().context("standard output")?).read_line(&mut line)?;
    let (address, token) = line.trim().split_once("/?token=").context("an address with a token")?;
    Ok((child, address.trim_start_matches("http://").to_string(), token.to_string()))
}

fn ask(address: &str, token: &str, path: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address)?;
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if !answer.starts_with("HTTP/1.1 200") {
        bail!("{path}: {}", answer.lines().next().unwrap_or(""));
    }
    Ok(answer)
}

fn first_paint(address: &str, token: &str) -> Result<Option<f64>> {
    let Some(chromium) = crate::page::chromium() else { return Ok(None) };
    let address = format!("http://{address}/?token={token}");
    let mut node = Command::new("node");
    node.args(["tests/paint.mjs", &address]).current_dir("crates/web/page").env("CHROMIUM", chromium);
    let Ok(output) = node.stderr(Stdio::null()).output() else { return Ok(None) };
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse().ok())
}

/// A fixed sequence (Lehmer 1951, with the constants of Park and Miller).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        usize::try_from(self.0).unwrap_or(0) % limit
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const WHAT: &[&str] = &["mill", "bridge", "depot", "school", "harbour", "ferry", "market", "bakery", "station", "dam"];
const DID: &[&str] =
    &["burned down", "was closed", "was hit by a drone", "fell into the river", "opened again", "was sold"];
const WHERE: &[&str] = &["Orsk", "Varn", "Zhelvar", "Ostrel", "Tiss Bend", "Karvon", "Lesk", "Sarnholm"];
const WHO: &[&str] = &["the mayor", "local sources", "residents", "the harbour master", "a spokesman for the army"];

fn make(path: &Path) -> Result<()> {
    let mut numbers = Numbers(2031);
    let (mut reports, mut stories) = (Vec::with_capacity(REPORTS), Vec::new());
    while reports.len() < REPORTS {
        let size = if reports.is_empty() { LARGE } else { STORY };
        stories.push(story(&mut numbers, &mut reports, size));
    }
    let mut case = Case::create(path, NOW)?;
    for batch in reports.chunks(2_000) {
        let incoming: Vec<Incoming> = batch.iter().map(incoming).collect();
        case.add(&incoming, NOW)?;
    }
    let pile = case.pile()?;
    for (filed, annotated) in pile.chunks(2_000).zip(reports.chunks(2_000)) {
        let kept: Vec<_> = filed.iter().zip(annotated).map(|(f, a)| (f.version.as_str(), Annotation::of(a))).collect();
        case.keep_annotations(&kept)?;
    }
    let traced = Traced { links: Vec::new(), stories };
    case.keep_trace(&pile, &traced, NOW)?;
    Ok(case.show(&reports, &traced)?)
}

fn incoming(annotated: &Annotated) -> Incoming<'_> {
    let report = &annotated.report;
    Incoming {
        report,
        raw: report.text.as_bytes(),
        media: "text/plain",
        from: "generated",
        fetched: None,
        extraction: "text",
    }
}

/// Reports that copy one another in a row of branches, and one claim that all of them witness.
fn story(numbers: &mut Numbers, reports: &mut Vec<Annotated>, size: usize) -> Story {
    let said = format!("The {} of {} {}", numbers.of(WHAT), numbers.of(WHERE), numbers.of(DID));
    let who = numbers.of(WHO);
    let (mut ids, mut witnesses, mut edges) = (Vec::new(), Vec::<Witness>::new(), Vec::new());
    for n in 0..size {
        let id = format!("r{}", reports.len());
        reports.push(report(&id, &said, who, numbers));
        let witness = Witness {
            id: format!("w{id}"),
            report: id.clone(),
            statement: None,
            spans: vec![Span::new(0, said.len())],
            headline: false,
        };
        if n > 0 {
            let from = witnesses[numbers.below(n)].id.clone();
            let reasons = vec!["It has the same wording and came later.".to_string()];
            edges.push(Edge {
                from,
                to: witness.id.clone(),
                kind: "reprint".into(),
                direction: Direction::Likely,
                reasons,
            });
        }
        witnesses.push(witness);
        ids.push(id);
    }
    let origin = Origin {
        name: who.into(),
        class: if who == "the mayor" { SourceClass::Official } else { SourceClass::Unnamed },
        witnesses: witnesses.iter().map(|w| w.id.clone()).collect(),
        lost: true,
    };
    let claim = Claim {
        id: format!("c{}", ids[0]),
        title: said.clone(),
        witnesses,
        edges,
        lost_witnesses: Vec::new(),
        origins: vec![origin],
        independent_origins: Independent { at_least: 1, at_most: 1 + numbers.below(3), why: Vec::new() },
        changes: Vec::new(),
        disagreements: Vec::new(),
    };
    Story { id: format!("s{}", ids[0]), title: said, reports: ids, claims: vec![claim] }
}

fn report(id: &str, said: &str, who: &str, numbers: &mut Numbers) -> Annotated {
    let mut text = format!("{said}, {who} said.");
    for _ in 0..8 {
        let more =
            format!(" Nobody in {} could say when the {} would be open again.", numbers.of(WHERE), numbers.of(WHAT));
        text.push_str(&more);
    }
    let mut report = Report::from_text(id, &text);
    report.outlet = Some(Found::new(format!("Outlet {}", numbers.below(400)), "generated"));
    report.title = Some(Found::new(said.to_string(), "generated"));
    let day = format!("2031-{:02}-{:02}", 1 + numbers.below(12), 1 + numbers.below(28));
    report.published = date::iso(&day).map(|at| Found::new(at, "generated"));
    report.language = Some(Found::new("en".to_string(), "generated"));
    Annotated { report, segmentation: Segmentation::default(), statements: Vec::new(), situation: Situation::default() }
}
