//! What people see, as snapshots of one small hand-made claim (fictional).

use super::{Pile, html, table, terminal};
use crate::attribute::SourceClass;
use crate::link::Direction;
use crate::read::{Found, Report, date};
use crate::segment::segment;
use crate::situate::Situation;
use crate::trace::*;
use crate::{Annotated, Span};

fn report(id: &str, outlet: &str, published: &str, text: &str) -> Annotated {
    let mut report = Report::from_text(id, text);
    report.outlet = Some(Found::new(outlet.into(), "test"));
    report.published = date::iso(published).map(|at| Found::new(at, "test"));
    Annotated { segmentation: segment(text), report, statements: Vec::new(), situation: Situation::default() }
}

fn words(annotated: &Annotated, words: &str) -> Vec<Span> {
    let start = annotated.report.text.find(words).expect("the words stand in the text");
    vec![Span::new(start, start + words.len())]
}

fn witness(id: &str, annotated: &Annotated, said: &str) -> Witness {
    Witness {
        id: id.into(),
        report: annotated.report.id.clone(),
        statement: None,
        spans: words(annotated, said),
        headline: false,
    }
}

fn pile() -> (Vec<Annotated>, Traced) {
    let wire = report("r1", "Orrin Wire", "2031-03-04T09:10", "The mill may have burned for 8 hours. Rain came.");
    let paper = report("r2", "The <b>Post</b>", "2031-03-04T11:00", "The mill burned for 18 hours.");
    let witnesses = vec![
        witness("w1", &wire, "The mill may have burned for 8 hours"),
        witness("w2", &paper, "The mill burned for 18 hours"),
    ];
    let number = Change {
        from: "w1".into(),
        to: "w2".into(),
        from_report: "r1".into(),
        to_report: "r2".into(),
        what: Aspect::Number,
        was: Some("8".into()),
        became: Some("18".into()),
        was_span: None,
        became_span: None,
    };
    let edge = Edge {
        from: "w1".into(),
        to: "w2".into(),
        kind: "rewrite".into(),
        direction: Direction::Likely,
        reasons: vec!["it was published 110 minutes later.".into()],
    };
    let lost_edge = Edge {
        from: "l1".into(),
        to: "w1".into(),
        kind: "citation".into(),
        direction: Direction::Sure,
        reasons: vec![],
    };
    let lost = LostWitness {
        id: "l1".into(),
        name: "Harbour Radio".into(),
        role: LostRole::Relay,
        cited_by: vec![Cited { report: "r1".into(), spans: words(&wire, "Rain came") }],
    };
    let origin = Origin {
        name: "local sources".into(),
        class: SourceClass::Unnamed,
        witnesses: vec!["w1".into(), "w2".into()],
        lost: true,
    };
    let why = Why {
        says: "Both have it from Orrin Wire.".into(),
        shown_by: vec![Cited { report: "r1".into(), spans: words(&wire, "8 hours") }],
    };
    let claim = Claim {
        id: "c0ffee".into(),
        title: "The mill may have burned for 8 hours".into(),
        witnesses,
        edges: vec![edge, lost_edge],
        lost_witnesses: vec![lost],
        origins: vec![origin],
        independent_origins: Independent { at_least: 1, at_most: 2, why: vec![why] },
        changes: vec![number],
        disagreements: vec![Disagreement {
            what: Aspect::Number,
            values: vec![Version { value: "8".into(), witnesses: vec!["w1".into()] }],
        }],
    };
    let story = Story {
        id: "s1".into(),
        title: "Mill fire".into(),
        reports: vec!["r1".into(), "r2".into()],
        claims: vec![claim],
    };
    (vec![wire, paper], Traced { links: vec![], stories: vec![story] })
}

#[test]
fn the_claim_list() {
    let (reports, traced) = pile();
    insta::assert_snapshot!(terminal::claims(&Pile::new(&reports, &traced).views(), &terminal::Style::plain(120)));
}

#[test]
fn one_claim() {
    let (reports, traced) = pile();
    insta::assert_snapshot!(terminal::claim(&Pile::new(&reports, &traced).views()[0], &terminal::Style::plain(90)));
}

#[test]
fn the_table_for_spreadsheets() {
    let (reports, traced) = pile();
    insta::assert_snapshot!(table::csv(&Pile::new(&reports, &traced).views()));
}

#[test]
fn the_page_escapes_strangers_words_and_runs_nothing() {
    let (reports, traced) = pile();
    let pile = Pile::new(&reports, &traced);
    let page = html::report(&pile, &pile.views(), "Mill <fire>", &["Two <b> were added.".to_string()]);
    assert!(page.contains("The &lt;b&gt;Post&lt;/b&gt;") && !page.contains("<b>"));
    assert!(page.contains("default-src 'none'") && !page.contains("<script"));
    assert!(page.contains("<del>8</del> became <ins>18</ins>"));
    insta::assert_snapshot!(page.split_once("</style>").expect("a style").1);
}
