//! Runs the literate cases in `cases/`: under each heading an input (a fenced block named like a file) and the report
//! that it must become (a fenced block `report`, in the form of [`shown`]).

use super::{Found, Hints, Item, Limits, Report, read};
use std::ops::ControlFlow;

const CASES: [(&str, &str); 4] = [
    ("pages.md", include_str!("cases/pages.md")),
    ("texts.md", include_str!("cases/texts.md")),
    ("feeds.md", include_str!("cases/feeds.md")),
    ("containers.md", include_str!("cases/containers.md")),
];

/// What is found in a report, a line each, then its text.
pub(super) fn shown(report: &Report) -> String {
    let mut shown = String::new();
    let mut add = |name: &str, found: &Option<Found<String>>| {
        shown +=
            &found.as_ref().map_or(String::new(), |found| format!("{name}: {} ({})\n", found.value, found.found_in));
    };
    add("title", &report.title);
    add("outlet", &report.outlet);
    add("author", &report.author);
    let offset = |at: &super::Published| at.offset.map_or(String::new(), |minutes| format!(" {minutes:+}"));
    add(
        "published",
        &report
            .published
            .as_ref()
            .map(|found| Found::new(format!("{}{}", found.value, offset(&found.value)), &found.found_in)),
    );
    add("url", &report.url);
    add("canonical", &report.canonical);
    add("language", &report.language);
    shown += &report.doubts.iter().map(|doubt| format!("doubt: {doubt}\n")).collect::<String>();
    shown +=
        &report.furniture.iter().map(|span| format!("furniture: {:?}\n", span.of(&report.text))).collect::<String>();
    for link in &report.links {
        shown += &format!("link: {:?} {}\n", link.span.map_or("", |span| span.of(&report.text)), link.url);
    }
    format!("{shown}\n{}\n", report.text.trim_end())
}

fn read_all(name: &str, input: &str) -> String {
    let mut all = Vec::new();
    let _ = read(name, &mut input.as_bytes(), &Hints::default(), &Limits::default(), &mut |item| {
        all.push(match item {
            Item::Reading(reading) => shown(&reading.report),
            Item::LeftOut(it) => format!("left out: {}: {}\n", it.place.unwrap_or_default(), it.reason),
        });
        ControlFlow::Continue(())
    });
    all.join("===\n")
}

#[test]
fn the_cases_hold() {
    for (file, source) in CASES {
        let mut input = None;
        for block in source.split("\n````").skip(1).step_by(2) {
            let (info, body) = block.split_once('\n').unwrap_or((block, ""));
            match (info, input.take()) {
                ("report", Some((name, body_in))) => {
                    assert_eq!(read_all(name, body_in).trim_end(), body.trim_end(), "{file}: {name}")
                }
                (name, None) => input = Some((name, body)),
                other => panic!("{file}: an input without its report: {other:?}"),
            }
        }
    }
}
