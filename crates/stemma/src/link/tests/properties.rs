//! Whatever comes in: spans slice, the order of the pile does not matter, a second run is the same, nothing panics.

use proptest::prelude::*;

use super::Given;
use crate::Annotated;
use crate::link::grouping::InMemory;
use crate::link::{Kept, Link, link, link_again};

/// Sentences from few words, so that reports share passages; names of outlets, marks and hostile characters between.
fn sentence() -> impl Strategy<Value = String> {
    let stock = prop_oneof![
        Just("The harbour master closed the northern quay on Friday after two cranes had collapsed in the storm. "),
        Just("“We heard the first one fall and ran for the boats,” said Josef Tamm, who keeps the eastern light. "),
        Just("Nobody was hurt, but eleven boats were lost, and the ferry will not sail before Wednesday noon. "),
        Just("According to the Harbour Gazette, the cranes had not been looked at for nine years. "),
        Just("ORSK (Quillon) - Fishermen from the eastern villages were told to keep their boats inside until noon. "),
        Just("The quay, she told Quillon, has been unsafe since the flood. "),
        Just("Copyright Harbour Gazette. All rights reserved. "),
    ];
    prop_oneof![
        4 => stock.prop_map(str::to_string),
        1 => prop::collection::vec("[a-z]{1,8}", 1..14).prop_map(|words| words.join(" ") + ". "),
        1 => "[\\\\PC\\\"“”\\u{202e}\\u{0}\\n]{0,24}",
    ]
}

fn given() -> impl Strategy<Value = Given> {
    let outlet =
        prop::option::of(prop_oneof![Just("Quillon"), Just("The Harbour Gazette"), Just("Orsk Radio (OR)"), Just("")]);
    let time = prop::option::of(prop_oneof![Just("2031-03-04"), Just("2031-03-04T08:05"), Just("2031-03-05T07:00")]);
    (outlet, time, prop::collection::vec(sentence(), 0..6)).prop_map(|(outlet, time, text)| Given {
        id: String::new(),
        outlet: outlet.map(str::to_string),
        published: time.map(str::to_string),
        title: None,
        url: None,
        text: text.concat(),
    })
}

fn pile() -> impl Strategy<Value = Vec<Annotated>> {
    prop::collection::vec(given(), 0..7).prop_map(|reports| {
        let named = reports.into_iter().enumerate().map(|(at, given)| Given { id: format!("r{at}"), ..given });
        named.map(|given| given.annotated()).collect()
    })
}

fn is_sound(pile: &[Annotated], link: &Link) -> bool {
    let text = |id: &str| pile.iter().find(|a| a.report.id == id).map_or("", |a| a.report.text.as_str());
    let (from, to) = (text(&link.from), text(&link.to));
    link.from != link.to
        && (0.0..=1.0).contains(&link.score)
        && !link.reasons.is_empty()
        && link.evidence.iter().all(|passage| {
            let slices =
                |text: &str, span: crate::Span| text.get(span.start..span.end).is_some_and(|words| !words.is_empty());
            slices(from, passage.from_span) && slices(to, passage.to_span)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn links_are_sound_and_the_same_in_any_order((pile, shuffled) in pile().prop_flat_map(|pile| (Just(pile.clone()), Just(pile).prop_shuffle()))) {
        let links = link(&pile);
        prop_assert!(links.iter().all(|link| is_sound(&pile, link)));
        prop_assert_eq!(&links, &link(&pile));
        prop_assert_eq!(&links, &link(&shuffled));
    }

    #[test]
    fn a_pile_that_grows_and_shrinks_is_linked_as_from_scratch(pile in pile(), steps in prop::collection::vec(0..8usize, 1..5)) {
        let mut kept = Kept::default();
        for step in steps {
            let part: Vec<Annotated> = pile.iter().enumerate().filter(|(at, _)| at % 3 <= step % 4 || *at < step).map(|(_, report)| report.clone()).collect();
            prop_assert_eq!(link_again(&part, &mut InMemory::default(), &mut kept), link(&part));
        }
        link_again(&pile, &mut InMemory::default(), &mut kept);
        link_again(&pile, &mut InMemory::default(), &mut kept);
        prop_assert_eq!(kept.compared(), 0);
    }

    #[test]
    fn a_report_has_no_way_back_to_itself(pile in pile()) {
        let links = link(&pile);
        let parents = |id: &str| -> Vec<String> {
            links.iter().filter(|link| link.parent && link.kind.is_copy() && link.to == id).map(|link| link.from.clone()).collect()
        };
        for start in &pile {
            let mut above = parents(&start.report.id);
            for _ in 0..pile.len() {
                prop_assert!(!above.contains(&start.report.id));
                above = above.iter().flat_map(|id| parents(id)).collect();
                above.sort();
                above.dedup();
            }
        }
    }

    #[test]
    fn hostile_text_does_no_harm(a in "(\\PC|[\"“”‘’«\\u{0}\\u{202e}\\n]){0,300}", b in "(\\PC|[\"“”\\n]){0,300}") {
        let given = |id: &str, text: &str| Given {
            id: id.to_string(), outlet: Some(text.chars().take(20).collect()), published: None, title: Some(text.to_string()),
            url: Some(text.to_string()), text: text.to_string(),
        };
        let pile = [given("a", &a).annotated(), given("b", &b).annotated(), given("c", &format!("{a}{b}")).annotated()];
        let links = link(&pile);
        prop_assert!(links.iter().all(|link| is_sound(&pile, link)));
    }
}
