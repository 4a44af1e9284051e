//! Whatever comes in: spans slice, order does not matter, nothing panics, at least is no more than at most.

use proptest::prelude::*;

use super::{link, report};
use crate::link::{Direction, LinkKind};
use crate::trace::{Story, trace};
use crate::{Annotated, Span};

fn sentence() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{1,8}",
        "[A-Z][a-z]{2,6}",
        "[0-9]{1,4}",
        Just("said".to_string()),
        Just("may".to_string()),
        Just("“no”".to_string()),
        "\\PC{1,3}",
    ];
    prop::collection::vec(word, 1..12).prop_map(|words| words.join(" ") + ". ")
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![prop::collection::vec(sentence(), 0..5).prop_map(|s| s.concat()), "\\PC{0,60}"]
}

fn spans_slice(pile: &[Annotated], stories: &[Story]) -> bool {
    let text = |id: &str| pile.iter().find(|a| a.report.id == id).map(|a| a.report.text.as_str());
    let fits = |id: &str, spans: &[Span]| {
        spans
            .iter()
            .all(|s| text(id).is_some_and(|text| text.get(s.start..s.end).is_some_and(|words| !words.is_empty())))
    };
    stories.iter().flat_map(|story| &story.claims).all(|claim| {
        let none = Vec::new();
        claim.witnesses.iter().all(|w| fits(&w.report, &w.spans))
            && claim.lost_witnesses.iter().flat_map(|l| &l.cited_by).all(|c| fits(&c.report, &c.spans))
            && claim.independent_origins.why.iter().flat_map(|w| &w.shown_by).all(|c| fits(&c.report, &c.spans))
            && claim.changes.iter().all(|c| {
                fits(&c.from_report, c.was_span.as_ref().unwrap_or(&none))
                    && fits(&c.to_report, c.became_span.as_ref().unwrap_or(&none))
            })
            && claim.independent_origins.at_least >= 1
            && claim.independent_origins.at_least <= claim.independent_origins.at_most
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_pile_is_traced(texts in prop::collection::vec(text(), 1..6)) {
        let pile: Vec<Annotated> =
            texts.iter().enumerate().map(|(at, text)| report(&format!("r{at}"), "", "", text).done()).collect();
        let mut links = Vec::new();
        for pair in pile.windows(2) {
            links.push(link(&pair[0], &pair[1], LinkKind::Rewrite, Direction::Likely));
            links.push(link(&pair[0], &pair[1], LinkKind::Citation, Direction::Sure));
        }
        let stories = trace(&pile, &links);
        prop_assert!(spans_slice(&pile, &stories));
        let backwards: Vec<Annotated> = pile.iter().rev().cloned().collect();
        links.reverse();
        prop_assert_eq!(stories, trace(&backwards, &links));
    }

    #[test]
    fn a_copy_and_its_original_are_one_story(text in text()) {
        let (a, b) = (report("a", "", "", &text).done(), report("b", "", "", &text).done());
        let links = [link(&a, &b, LinkKind::Reprint, Direction::Unknown)];
        prop_assert_eq!(trace(&[a, b], &links).len(), 1);
    }
}
