//! Names merged and split over small hand-made reports and claims.

use super::*;
use crate::present::correct::{claims, standing, tests::act};
use crate::read::Report;
use crate::situate::Reference;
use crate::trace::{Independent, Witness};
use crate::{annotate, attribute::SourceClass};
use serde_json::{Value, json};

fn names(log: &[Correction]) -> Names {
    Names::of(&standing(log))
}

#[test]
fn a_merge_reaches_all_reports_and_a_split_some() {
    let log = [
        act(1, "actor", "Bryn Aske", "merge", json!({"name": "Aske"})),
        act(2, "actor", "Bryn Aske", "split", json!({"name": "Ivo Aske", "reports": ["r2"]})),
    ];
    let names = names(&log);
    assert_eq!(names.called("actor", "Aske", "r1"), "Bryn Aske");
    assert_eq!(names.called("actor", "Aske", "r2"), "Ivo Aske");
    assert_eq!(names.called("place", "Aske", "r2"), "Aske");
}

#[test]
fn an_undo_gives_the_names_back() {
    let log = [
        act(1, "actor", "Bryn Aske", "merge", json!({"name": "Aske"})),
        act(2, "correction", "1", "undo", Value::Null),
    ];
    assert!(names(&log).is_empty());
}

#[test]
fn mentions_chains_and_places_take_the_name() {
    let text = "The bridge near Homs fell, the mayor, Bryn Aske, said.";
    let mut annotated = annotate(Report::from_text("r1", text), Reference::bundled());
    let place = annotated.situation.places[0].name.clone();
    let source = annotated.statements[0].chain[0].name.clone();
    let log = [
        act(1, "place", "Old Homs", "merge", json!({"name": place, "lat": 34.7, "lon": 36.7, "radius_km": 2.0})),
        act(2, "actor", "The mayor of Homs", "merge", json!({"name": source})),
        act(3, "actor", "Nobody", "merge", json!({"name": "No One"})),
    ];
    assert_eq!(names(&log).lay_over(&mut annotated), BTreeSet::from([1, 2]));
    let moved = &annotated.situation.places[0];
    assert_eq!((moved.name.as_str(), moved.lat, moved.radius_km), ("Old Homs", Some(34.7), Some(2.0)));
    assert_eq!(annotated.statements[0].chain[0].name, "The mayor of Homs");
}

fn claim() -> Claim {
    let witness = |id: &str| Witness {
        id: id.into(),
        report: format!("r-{id}"),
        statement: None,
        spans: Vec::new(),
        headline: false,
    };
    let origin = |name: &str, ids: &[&str]| Origin {
        name: name.into(),
        class: SourceClass::Person,
        witnesses: ids.iter().map(|id| id.to_string()).collect(),
        lost: false,
    };
    Claim {
        id: "c".into(),
        title: "It fell".into(),
        witnesses: ["a", "b", "d"].map(witness).into(),
        edges: Vec::new(),
        lost_witnesses: Vec::new(),
        origins: vec![origin("Aske", &["a", "b"]), origin("Bryn Aske", &["d"])],
        independent_origins: Independent { at_least: 2, at_most: 2, why: Vec::new() },
        changes: Vec::new(),
        disagreements: Vec::new(),
    }
}

fn corrected(log: &[Correction]) -> Claim {
    claims(vec![(0, claim())], &standing(log)).0.remove(0).claim
}

#[test]
fn two_origins_of_one_name_are_one() {
    let one = corrected(&[act(1, "actor", "Bryn Aske", "merge", json!({"name": "Aske"}))]);
    assert_eq!(one.origins.len(), 1);
    assert_eq!((one.independent_origins.at_least, one.independent_origins.at_most), (1, 1));
    assert!(one.independent_origins.why[0].says.contains("“Aske” is the same as “Bryn Aske”"));
}

#[test]
fn an_origin_that_is_two_may_be_one_more() {
    let split = act(1, "actor", "Aske", "split", json!({"name": "Ivo Aske", "reports": ["r-b"]}));
    let two = corrected(&[split]);
    let names: Vec<(&str, usize)> = two.origins.iter().map(|o| (o.name.as_str(), o.witnesses.len())).collect();
    assert_eq!(names, [("Ivo Aske", 1), ("Aske", 1), ("Bryn Aske", 1)]);
    assert_eq!((two.independent_origins.at_least, two.independent_origins.at_most), (2, 3));
    let elsewhere = act(1, "actor", "Aske", "split", json!({"name": "Ivo Aske", "reports": ["r-x"]}));
    assert_eq!(corrected(&[elsewhere]), claim());
}
