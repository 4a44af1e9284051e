//! Corrections on small hand-made claims.

use super::*;
use crate::attribute::SourceClass;
use crate::trace::{Origin, Witness};
use proptest::prelude::*;
use serde_json::json;

fn witness(id: &str) -> Witness {
    Witness { id: id.into(), report: format!("r-{id}"), statement: None, spans: Vec::new(), headline: false }
}

fn origin(name: &str, witness: &str) -> Origin {
    Origin { name: name.into(), class: SourceClass::Unnamed, witnesses: vec![witness.into()], lost: true }
}

fn claim(id: &str, witnesses: &[&str]) -> Claim {
    Claim {
        id: id.into(),
        title: format!("claim {id}"),
        witnesses: witnesses.iter().map(|w| witness(w)).collect(),
        edges: Vec::new(),
        lost_witnesses: Vec::new(),
        origins: witnesses.iter().map(|w| origin(&format!("source of {w}"), w)).collect(),
        independent_origins: Independent { at_least: 1, at_most: witnesses.len(), why: Vec::new() },
        changes: Vec::new(),
        disagreements: Vec::new(),
    }
}

pub(crate) fn act(id: i64, kind: &str, target: &str, act: &str, after: Value) -> Correction {
    Correction {
        id,
        kind: kind.into(),
        target: target.into(),
        act: act.into(),
        before: None,
        after: Some(after),
        who: "Ada".into(),
        at: "2031-03-04T10:00:00Z".into(),
        why: Some("they told me".into()),
    }
}

fn pile() -> Vec<(usize, Claim)> {
    vec![(0, claim("c1", &["a", "b", "c"])), (0, claim("c2", &["d"]))]
}

fn left(log: &[Correction]) -> (Vec<Corrected>, Vec<i64>) {
    claims(pile(), &standing(log))
}

#[test]
fn one_origin_and_two_origins() {
    let two = json!({"origins": ["source of a", "source of b"]});
    let (same, _) = left(&[act(1, "claim", "c1", "same", two.clone())]);
    assert_eq!((same[0].claim.origins.len(), same[0].claim.independent_origins.at_most), (2, 2));
    assert!(same[0].claim.independent_origins.why[0].says.contains("Ada"));
    let (apart, _) = left(&[act(1, "claim", "c1", "independent", two)]);
    assert_eq!(apart[0].claim.independent_origins.at_least, 2);
}

#[test]
fn an_undo_takes_back_and_an_undo_of_it_brings_back() {
    let reject = act(1, "claim", "c1", "reject", json!({}));
    let undo = act(2, "correction", "1", "undo", json!({}));
    let again = act(3, "correction", "2", "undo", json!({}));
    assert_eq!(left(std::slice::from_ref(&reject)).0[0].state, "rejected");
    assert_eq!(left(&[reject.clone(), undo.clone()]).0[0].state, "");
    assert_eq!(left(&[reject, undo, again]).0[0].state, "rejected");
}

#[test]
fn merged_claims_are_one_and_a_split_makes_two() {
    let (merged, _) = left(&[act(1, "claim", "c1", "merge", json!({"claim": "c2"}))]);
    assert_eq!((merged.len(), merged[0].claim.witnesses.len()), (1, 4));
    let (apart, _) = left(&[act(1, "claim", "c1", "split", json!({"witnesses": ["b"]}))]);
    assert_eq!(apart.iter().map(|c| c.claim.witnesses.len()).collect::<Vec<_>>(), [2, 1, 1]);
    assert_eq!(apart[1].claim.independent_origins.at_most, 1);
}

#[test]
fn a_witness_put_aside_takes_its_origin_along() {
    let (held, _) = left(&[act(1, "witness", "b", "reject", json!({}))]);
    assert_eq!((held[0].claim.witnesses.len(), held[0].claim.origins.len()), (2, 2));
}

#[test]
fn what_finds_no_target_is_an_orphan_and_changes_nothing() {
    let log = [
        act(1, "claim", "gone", "reject", json!({})),
        act(2, "claim", "c1", "same", json!({"origins": ["source of a", "nobody"]})),
        act(3, "claim", "c1", "merge", json!({"claim": "c1"})),
        act(4, "claim", "c1", "split", json!({"witnesses": ["a", "b", "c"]})),
    ];
    let (held, orphans) = left(&log);
    assert_eq!(orphans, [1, 2, 3, 4]);
    assert_eq!(held.into_iter().map(|c| (c.story, c.claim)).collect::<Vec<_>>(), pile());
}

#[test]
fn an_edited_span_is_laid_over_its_statement_while_the_text_is_the_same() {
    let report = crate::read::Report::from_text("r", "It fell, the mayor said.");
    let mut annotated = crate::annotate(report, crate::situate::Reference::bundled());
    let mut edit = act(1, "statement", &annotated.statements[0].id, "span", json!({"spans": [[9, 18]]}));
    edit.before = Some(json!({"report": "r", "text_sha256": annotated.report.text_sha256, "field": "source"}));
    assert_eq!(statements(&mut annotated, &[&edit]), (vec![1], vec![]));
    assert_eq!(annotated.statements[0].source.as_ref().unwrap()[0].of(&annotated.report.text), "the mayor");
    edit.before = Some(json!({"report": "r", "text_sha256": "other", "field": "source"}));
    assert_eq!(statements(&mut annotated, &[&edit]), (vec![], vec![1]));
}

fn any_act() -> impl Strategy<Value = Correction> {
    let ids = || proptest::sample::select(vec!["c1", "c2", "a", "b", "d", "1", "2"]);
    let acts = proptest::sample::select(vec!["accept", "same", "independent", "merge", "split", "reject", "undo", "x"]);
    let kinds = proptest::sample::select(vec!["claim", "witness", "correction", "statement"]);
    (1i64..6, kinds, ids(), acts, ids(), ids()).prop_map(|(id, kind, target, what, a, b)| {
        let after =
            json!({"claim": a, "witnesses": [a, b], "origins": [format!("source of {a}"), format!("source of {b}")]});
        act(id, kind, target, what, after)
    })
}

proptest! {
    #[test]
    fn the_bounds_stay_bounds_and_no_witness_is_made_up(mut log in proptest::collection::vec(any_act(), 0..8)) {
        for (n, entry) in log.iter_mut().enumerate() {
            entry.id = n as i64 + 1;
        }
        let (held, _) = left(&log);
        let witnesses: usize = held.iter().map(|c| c.claim.witnesses.len()).sum();
        prop_assert!(witnesses <= 4);
        for c in held {
            let reckoning = c.claim.independent_origins;
            prop_assert!(reckoning.at_least <= reckoning.at_most);
        }
    }
}
