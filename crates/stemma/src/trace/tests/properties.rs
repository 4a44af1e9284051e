//! Whatever comes in: spans slice, order does not matter, nothing panics, at least is no more than at most.

use proptest::prelude::*;

use super::{link, report};
use crate::link::grouping::InMemory;
use crate::link::{Direction, LinkKind};
use crate::trace::{Kept, Story, trace};
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

/// Pages as they come: sources, copies, edits, headlines.
fn pages() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(0..SAID.len(), 1..5), 1..6)
}

const SAID: [&str; 10] = [
    "At least 8 people were killed when a grain barge burned at the Sarn lock on Monday, the fire brigade said.",
    "At least 18 people were killed when a grain barge burned at the Sarn lock on Monday, the fire brigade said.",
    "A grain barge may have been set on fire at the Sarn lock, harbour master Otto Brenn told the Courier.",
    "A grain barge was set on fire at the Sarn lock, the Courier reported.",
    "No barge was set on fire at the Sarn lock, it said.",
    "“We lost the north row of barges in four minutes,” Otto Brenn said.",
    "The lock keeper counted 14 barges that burned near Varn a source at the harbour police said.",
    "The lock keeper counted 15 barges that burned near Varn on Tuesday, according to the Beacon.",
    "Nobody had seen the lock keeper since noon, neighbours said.",
    "Barge burns at Sarn lock: eight dead",
];

/// The page of these sentences, of one of three outlets, or of none.
fn page(at: usize, said: &[usize]) -> Annotated {
    let outlet = ["Courier", "Beacon", "Orsa News Agency", ""][at % 4];
    let day = ["2031-03-04T06:00", "2031-03-04", "", "2031-03-05T09:00"][said[0] % 4];
    let text: Vec<&str> = said.iter().map(|&at| SAID[at]).collect();
    let report = report(&format!("r{at}"), outlet, day, &text.join("\n\n")).done().report;
    crate::annotate(report, crate::situate::Reference::bundled())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_the_pile_does_not_matter(pages in pages(), seed in any::<u64>()) {
        let pile: Vec<Annotated> = pages.iter().enumerate().map(|(at, said)| page(at, said)).collect();
        let mut shuffled = pile.clone();
        shuffled.sort_by_key(|page| page.report.id.bytes().fold(seed, |sum, byte| sum.rotate_left(7) ^ u64::from(byte)));
        let bytes = |pile: &[Annotated]| serde_json::to_string(&crate::trace_pile(pile)).expect("records");
        prop_assert_eq!(bytes(&pile), bytes(&shuffled));
        prop_assert!(spans_slice(&pile, &crate::trace_pile(&pile).stories));
    }

    #[test]
    fn a_pile_that_grows_is_traced_as_from_scratch(pages in pages()) {
        let pile: Vec<Annotated> = pages.iter().enumerate().map(|(at, said)| page(at, said)).collect();
        let mut kept = crate::Kept::default();
        for parts in 1..=pile.len() {
            let traced = crate::trace_pile_again(&pile[..parts], &mut InMemory::default(), &mut kept);
            prop_assert_eq!(&traced, &crate::trace_pile(&pile[..parts]));
            kept.stories = Kept::new(kept.stories.made_of().to_vec().into_iter().zip(traced.stories));
        }
        crate::trace_pile_again(&pile, &mut InMemory::default(), &mut kept);
        prop_assert_eq!(kept.stories.anew(), 0);
    }
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
