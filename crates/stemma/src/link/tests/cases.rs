//! Runs `cases/*.md`: each heading with its reason, a pile in a `toml` block, the links that must come of it in a `links`
//! block, a line each: `from -> to kind direction`, with `parent` where it belongs to the stemma and, in brackets, what
//! the shared passages are.

use serde::Deserialize;

use super::Given;
use crate::Annotated;
use crate::link::{Link, link};

const FILES: [(&str, &str); 4] = [
    ("copies", include_str!("../cases/copies.md")),
    ("quotations", include_str!("../cases/quotations.md")),
    ("directions", include_str!("../cases/directions.md")),
    ("citations", include_str!("../cases/citations.md")),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pile {
    report: Vec<Given>,
}

#[test]
fn every_case_comes_out_as_written() {
    let (mut wrong, mut run) = (Vec::new(), 0);
    for (file, text) in FILES {
        for case in text.split("\n## ").skip(1) {
            let title = case.lines().next().unwrap_or("");
            let found = found(block(case, "toml"), title);
            let expected: Vec<&str> = block(case, "links").lines().filter(|line| *line != "nothing").collect();
            if found != expected {
                wrong.push(format!("{file}: {title}\n  {}", found.join("\n  ")));
            }
            run += 1;
        }
    }
    assert!(run >= 20, "only {run} cases were found");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

fn block<'a>(case: &'a str, name: &str) -> &'a str {
    let behind = case.split(&format!("```{name}\n")).nth(1);
    behind.and_then(|rest| rest.split("\n```").next()).unwrap_or_else(|| panic!("no block {name} in {case}"))
}

fn found(pile: &str, title: &str) -> Vec<String> {
    let pile: Pile = toml::from_str(pile).unwrap_or_else(|error| panic!("{title}: {error}"));
    let pile: Vec<Annotated> = pile.report.iter().map(Given::annotated).collect();
    link(&pile).iter().map(line).collect()
}

fn line(link: &Link) -> String {
    let parent = if link.parent { " parent" } else { "" };
    let mut what: Vec<String> = link.evidence.iter().map(|passage| name(passage.what)).collect();
    what.dedup();
    format!("{} -> {} {} {}{parent} [{}]", link.from, link.to, name(link.kind), name(link.direction), what.join(", "))
}

fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_string)).unwrap_or_default()
}
