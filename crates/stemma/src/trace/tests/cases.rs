//! Runs `cases/*.md`: each heading with its reason, a pile in a `toml` block and, in the next one, what must come of it.

use serde::Deserialize;

use super::{Made, claim, link, report};
use crate::Annotated;
use crate::attribute::{SourceClass, Stance};
use crate::link::{Direction, LinkKind};
use crate::trace::{Aspect, Claim, LostRole, Story, trace};

#[derive(Deserialize)]
struct Pile {
    /// Whether the pages go the whole way, from their words alone.
    #[serde(default)]
    whole: bool,
    report: Vec<Given>,
    #[serde(default)]
    link: Vec<Tied>,
}

#[derive(Deserialize)]
struct Given {
    id: String,
    title: Option<String>,
    #[serde(default)]
    outlet: String,
    #[serde(default)]
    published: String,
    text: String,
    #[serde(default)]
    says: Vec<Said>,
}

#[derive(Deserialize)]
struct Said {
    content: String,
    chain: Vec<String>,
    stance: Option<Stance>,
}

#[derive(Deserialize)]
struct Tied {
    from: String,
    to: String,
    kind: LinkKind,
    direction: Direction,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    claim: Option<String>,
    title: Option<String>,
    stories: Option<usize>,
    claims: Option<usize>,
    witnesses: Option<Vec<String>>,
    edges: Option<Vec<String>>,
    origins: Option<Vec<String>>,
    independent: Option<[usize; 2]>,
    lost: Option<Vec<String>>,
    changes: Option<Vec<String>>,
    disagreements: Option<Vec<String>>,
    why: Option<Vec<String>>,
}

const FILES: [(&str, &str); 7] = [
    ("copies", include_str!("../cases/copies.md")),
    ("origins", include_str!("../cases/origins.md")),
    ("lost", include_str!("../cases/lost.md")),
    ("changes", include_str!("../cases/changes.md")),
    ("criticism", include_str!("../cases/criticism.md")),
    ("names", include_str!("../cases/names.md")),
    ("claims", include_str!("../cases/claims.md")),
];

#[test]
fn every_case_comes_out_as_written() {
    let mut wrong = Vec::new();
    let mut run = 0;
    for (file, text) in FILES {
        for case in text.split("\n## ").skip(1) {
            let title = case.lines().next().unwrap_or("");
            let blocks: Vec<&str> = case.split("```toml").skip(1).filter_map(|b| b.split("```").next()).collect();
            assert_eq!(blocks.len(), 2, "{file}: {title}: a pile and what is expected");
            let pile: Pile = toml::from_str(blocks[0]).unwrap_or_else(|error| panic!("{title}: {error}"));
            let expected: Expected = toml::from_str(blocks[1]).unwrap_or_else(|error| panic!("{title}: {error}"));
            wrong.extend(differences(&pile, &expected).into_iter().map(|what| format!("{file}: {title}: {what}")));
            run += 1;
        }
    }
    assert!(run >= 45, "only {run} cases were found");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

fn differences(given: &Pile, expected: &Expected) -> Vec<String> {
    let pile: Vec<Annotated> = given.report.iter().map(if given.whole { read } else { made }).collect();
    let find = |id: &str| pile.iter().find(|a| a.report.id == id).unwrap_or_else(|| panic!("no report {id}"));
    let links: Vec<_> = given.link.iter().map(|l| link(find(&l.from), find(&l.to), l.kind, l.direction)).collect();
    let stories = if given.whole { crate::trace_pile(&pile).stories } else { trace(&pile, &links) };
    let mut wrong = Vec::new();
    check(&mut wrong, "stories", expected.stories.as_ref(), &stories.len());
    let claims: usize = stories.iter().map(|story| story.claims.len()).sum();
    check(&mut wrong, "claims", expected.claims.as_ref(), &claims);
    if let Some(words) = &expected.claim {
        compare(&mut wrong, expected, &stories, claim(&stories, words));
    }
    wrong
}

fn compare(wrong: &mut Vec<String>, expected: &Expected, stories: &[Story], claim: &Claim) {
    let told = Told { claim, stories };
    check(wrong, "title", expected.title.as_ref(), &claim.title);
    check(wrong, "witnesses", expected.witnesses.as_ref(), &told.witnesses());
    check(wrong, "edges", expected.edges.as_ref(), &told.edges());
    check(wrong, "origins", expected.origins.as_ref(), &told.origins());
    let independent = &claim.independent_origins;
    check(wrong, "independent", expected.independent.as_ref(), &[independent.at_least, independent.at_most]);
    check(wrong, "lost", expected.lost.as_ref(), &told.lost());
    check(wrong, "changes", expected.changes.as_ref(), &told.changes());
    check(wrong, "disagreements", expected.disagreements.as_ref(), &told.disagreements());
    let says: Vec<&str> = independent.why.iter().map(|why| why.says.as_str()).collect();
    for why in expected.why.iter().flatten().filter(|why| !says.contains(&why.as_str())) {
        wrong.push(format!("no step says {why:?}; they are {says:?}"));
    }
}

fn check<T: PartialEq + std::fmt::Debug>(wrong: &mut Vec<String>, what: &str, wanted: Option<&T>, have: &T) {
    if wanted.is_some_and(|wanted| wanted != have) {
        wrong.push(format!("{what}: {have:?}"));
    }
}

/// A claim in the words of the cases.
struct Told<'s> {
    claim: &'s Claim,
    stories: &'s [Story],
}

impl Told<'_> {
    fn report(&self, id: &str) -> String {
        let here = self.claim.witnesses.iter().find(|w| w.id == id).map(|w| w.report.clone());
        let lost = self.claim.lost_witnesses.iter().find(|l| l.id == id).map(|l| l.name.clone());
        here.or(lost).unwrap_or_else(|| panic!("{id} is nobody in {} stories", self.stories.len()))
    }

    fn witnesses(&self) -> Vec<String> {
        self.claim.witnesses.iter().map(|w| w.report.clone()).collect()
    }

    fn edges(&self) -> Vec<String> {
        let edge = |e: &crate::trace::Edge| format!("{} > {} {}", self.report(&e.from), self.report(&e.to), e.kind);
        self.claim.edges.iter().map(edge).collect()
    }

    fn origins(&self) -> Vec<String> {
        self.claim.origins.iter().map(|o| format!("{}: {}", o.name, word(&o.class))).collect()
    }

    fn lost(&self) -> Vec<String> {
        let role = |role: LostRole| word(&role);
        self.claim.lost_witnesses.iter().map(|l| format!("{}: {}", l.name, role(l.role))).collect()
    }

    fn changes(&self) -> Vec<String> {
        let words = |w: &Option<String>| w.clone().unwrap_or_else(|| "nothing".to_string());
        let change = |c: &crate::trace::Change| {
            format!("{} > {} {}: {} -> {}", c.from_report, c.to_report, aspect(c.what), words(&c.was), words(&c.became))
        };
        self.claim.changes.iter().map(change).collect()
    }

    fn disagreements(&self) -> Vec<String> {
        let values =
            |d: &crate::trace::Disagreement| d.values.iter().map(|v| v.value.as_str()).collect::<Vec<_>>().join(" | ");
        self.claim.disagreements.iter().map(|d| format!("{}: {}", aspect(d.what), values(d))).collect()
    }
}

fn aspect(what: Aspect) -> String {
    word(&what)
}

/// A unit variant as the records write it.
fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

/// A page read by the rooms before.
fn read(given: &Given) -> Annotated {
    let mut report = report(&given.id, &given.outlet, &given.published, given.text.trim()).done().report;
    report.title = given.title.clone().map(|title| crate::read::Found::new(title, "test"));
    crate::annotate(report, crate::situate::Reference::bundled())
}

fn made(given: &Given) -> Annotated {
    let start: Made = report(&given.id, &given.outlet, &given.published, given.text.trim());
    let say = |made: Made, said: &Said| {
        let chain: Vec<(&str, SourceClass)> = said.chain.iter().map(|hand| hand_of(hand)).collect();
        made.says(&said.content, &chain, said.stance.unwrap_or(Stance::Asserts))
    };
    given.says.iter().fold(start, say).done()
}

/// "Al Nahar: outlet".
fn hand_of(hand: &str) -> (&str, SourceClass) {
    let (name, class) = hand.rsplit_once(": ").unwrap_or_else(|| panic!("{hand:?} is no `name: class`"));
    let class = serde_json::from_value(class.into()).unwrap_or_else(|error| panic!("{hand:?}: {error}"));
    (name, class)
}
