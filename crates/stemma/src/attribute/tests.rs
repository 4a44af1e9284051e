//! What holds for every text, the written cases, and the sentences of the lexicon.

use proptest::prelude::*;

use super::lexicon::Lexicon;
use super::{ChainLink, Statement, attribute, candidates, nouns};
use crate::Span;
use crate::read::Report;
use crate::segment::segment;

fn statements(text: &str) -> (Report, Vec<Statement>) {
    let report = Report::from_text("case", text);
    let found = attribute(&report, &segment(text));
    (report, found)
}

/// One line a statement: stance, kind, source, cue, content, chain, hedges; nested ones indented.
fn lines(report: &Report, found: &[Statement]) -> Vec<String> {
    found.iter().map(|s| format!("{}{}", "  ".repeat(depth(s, found)), line(&report.text, s))).collect()
}

fn depth(statement: &Statement, all: &[Statement]) -> usize {
    let parent = |s: &Statement| all.iter().find(|other| Some(&other.id) == s.parent.as_ref());
    std::iter::successors(parent(statement), |s| parent(s)).take(9).count()
}

fn line(text: &str, s: &Statement) -> String {
    let words =
        |spans: &[Span]| spans.iter().map(|span| span.of(text).replace('\n', " ")).collect::<Vec<_>>().join(" … ");
    let or = |words: String, other: &str| if words.is_empty() { other.to_string() } else { words };
    let chain = s.chain.iter().map(link).collect::<Vec<_>>().join(" > ");
    let hedges = if s.hedges.is_empty() { String::new() } else { format!(" | hedged: {}", words(&s.hedges)) };
    format!(
        "{} {} | {} | {} | {} | {}{hedges}",
        name(s.stance),
        name(s.kind),
        or(words(s.source.as_deref().unwrap_or_default()), "nobody"),
        or(words(&s.cue), "-"),
        words(&s.content),
        or(chain, "-"),
    )
}

fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

fn link(link: &ChainLink) -> String {
    let members: String = link.members.iter().map(|member| format!(", {}", member.name)).collect();
    format!("{} ({}{members})", link.name, name(link.class))
}

/// The cases of a file: heading, text, expected records.
fn cases(file: &str) -> Vec<(&str, &str, Vec<&str>)> {
    let fenced = |case: &'static str, fence: &str| case.split(fence).nth(1).and_then(|rest| rest.split("\n```").next());
    let file: &'static str = Box::leak(file.to_string().into_boxed_str());
    file.split("\n## ")
        .skip(1)
        .map(|case| {
            let heading = case.lines().next().unwrap_or_default();
            let text = fenced(case, "```text\n").unwrap_or_else(|| panic!("{heading}: no text"));
            let records = fenced(case, "```records\n").unwrap_or_else(|| panic!("{heading}: no records"));
            (heading, text, records.lines().filter(|line| *line != "nothing").collect())
        })
        .collect()
}

/// What is found where it is not what was expected.
fn wrong((heading, text, expected): (&str, &str, Vec<&str>)) -> Option<String> {
    let (report, found) = statements(text);
    let lines = lines(&report, &found);
    (lines != expected).then(|| format!("## {heading}\nexpected\n{}\nfound\n{}", expected.join("\n"), lines.join("\n")))
}

#[test]
fn written_cases_hold() {
    let files = [
        include_str!("cases/chains.md"),
        include_str!("cases/agency.md"),
        include_str!("cases/unmarked.md"),
        include_str!("cases/verbs.md"),
        include_str!("cases/quotations.md"),
        include_str!("cases/headlines.md"),
        include_str!("cases/names.md"),
        include_str!("cases/sources.md"),
        include_str!("cases/stances.md"),
        include_str!("cases/reports_train.md"),
        include_str!("cases/reports_test.md"),
    ];
    let all: Vec<_> = files.iter().flat_map(|file| cases(file)).collect();
    assert!(all.len() >= 100);
    let wrong: Vec<String> = all.into_iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_group_of_the_lexicon_holds_its_sentences() {
    let verbs = Lexicon::english().groups.iter().map(|g| (&g.yes, &g.no));
    let nouns = nouns::nouns().groups.iter().map(|g| (&g.yes, &g.no));
    for (yes, no) in verbs.chain(nouns) {
        for sentence in yes {
            let report = Report::from_text("case", sentence);
            let proposed = candidates(&report, &segment(sentence));
            let found = !proposed.is_empty() || !statements(sentence).1.is_empty();
            assert!(found, "nothing is proposed in {sentence:?}");
        }
        for sentence in no {
            let (report, found) = statements(sentence);
            assert!(found.is_empty(), "{:?} in {sentence:?}", lines(&report, &found));
        }
    }
}

#[test]
fn who_declines_claims_nothing_of_the_report() {
    let (report, found) =
        statements("The harbour office declined to comment on the report by Al Sahil TV that a barge sank.");
    let office = |s: &&Statement| s.chain.iter().any(|link| link.name.contains("harbour office"));
    for statement in found.iter().filter(office) {
        let content: Vec<&str> = statement.content.iter().map(|span| span.of(&report.text)).collect();
        assert!(statement.stance == super::Stance::Declines || !content.concat().contains("barge"), "{content:?}");
    }
}

#[test]
fn reasons_are_no_origin() {
    let (_, found) = statements("Mira Sollen resigned on Tuesday, citing health reasons.");
    assert!(found.iter().all(|s| s.chain.iter().all(|link| !link.name.contains("reasons"))));
}

#[test]
fn furniture_says_nothing() {
    let text = "The bridge fell, the mayor said.\n\nLeave a reply, the editors said.";
    let mut report = Report::from_text("case", text);
    report.furniture = vec![Span::new(text.find("Leave").unwrap(), text.len())];
    assert_eq!(attribute(&report, &segment(text)).len(), 1);
}

#[test]
fn a_paper_of_its_own_relays_what_it_is_told() {
    let text = "“We are ready,” Harun Veld told the Herald.";
    let mut report = Report::from_text("case", text);
    report.outlet = Some(crate::read::Found::new("Tiss Valley Herald".to_string(), "test"));
    assert_eq!(attribute(&report, &segment(text))[0].chain.len(), 2);
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\"",
        "“",
        "”",
        "'",
        "’",
        "''",
        "«",
        "(",
        ")",
        ",",
        ".",
        ";",
        ":",
        "–",
        " - ",
        "?",
        "\n",
        "\n\n",
        " ",
        " ",
        " ",
        "said",
        "says",
        "told",
        "according to",
        "citing",
        "quoted",
        "as saying",
        "by",
        "that",
        "who",
        "and",
        "but",
        "the",
        "Rask",
        "Reuters",
        "AP",
        "he",
        "'s",
        "claim",
        "was",
        "is expected to",
        "to",
        "in a statement",
        "(Reuters)",
        "KARVON",
        "reportedly",
        "\u{202e}",
        "\0",
        "é",
        "第",
        "With inputs from",
        "Source:",
        "By",
        "allegedly",
        "if",
        "saying",
        "plans",
        "in Rask's view",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|parts| parts.join(" "))
}

fn holds(text: &str) {
    let (report, found) = statements(text);
    assert_eq!(found, statements(text).1);
    let inside =
        |span: &Span| span.end <= text.len() && text.is_char_boundary(span.start) && text.is_char_boundary(span.end);
    for statement in &found {
        let spans = statement
            .cue
            .iter()
            .chain(&statement.content)
            .chain(&statement.hedges)
            .chain(statement.source.iter().flatten());
        assert!(spans.chain(statement.chain.iter().filter_map(|link| link.span.as_ref())).all(inside));
        assert!(!statement.content.is_empty() && statement.content.iter().all(|span| !span.is_empty()));
        assert!(statement.content.windows(2).all(|pair| pair[0].start <= pair[1].start));
        assert!(statement.parent.as_ref() != Some(&statement.id));
        assert!(statement.parent.as_ref().is_none_or(|parent| found.iter().any(|other| other.id == *parent)));
    }
    drop(report);
}

proptest! {
    #[test]
    fn any_unicode_is_read(text in ".{0,200}") {
        holds(&text);
    }

    #[test]
    fn hostile_prose_is_read(text in hostile()) {
        holds(&text);
    }
}

#[test]
fn time_grows_with_length_only() {
    for piece in [
        "said X, ",
        "“a ",
        "\"he said ",
        "according to ",
        "he said that ",
        "(",
        "X, Y, ",
        "citing Reuters, ",
        "saying ",
        "saying that ",
        "adding the ministry said ",
        "neither nor ",
        "the army said ",
        "as Reuters reported ",
    ] {
        let took = |count: usize| {
            let text = piece.repeat(count);
            let parts = segment(&text);
            let report = Report::from_text("case", &text);
            attribute(&report, &parts).len()
        };
        assert!(took(1000) <= 1000 * 4);
    }
}

// A test of how long it takes needs a clock; the room itself has none.
#[allow(clippy::disallowed_methods)]
#[test]
fn a_long_run_of_saying_takes_time_by_its_length() {
    let took = |count: usize| {
        let text = "saying ".repeat(count);
        let (report, parts) = (Report::from_text("case", &text), segment(&text));
        let once = || {
            let start = std::time::Instant::now();
            attribute(&report, &parts);
            start.elapsed().as_secs_f64()
        };
        (0..3).map(|_| once()).fold(f64::INFINITY, f64::min)
    };
    let (short, long) = (took(200), took(3_200));
    // Sixteen times the words; by their square it would be 256 times as long.
    assert!(long < short * 80.0 + 0.2, "{short} s, then {long} s");
}
