//! Runs the literate cases in `cases/`, and what holds for every text.

use proptest::prelude::*;

use super::{Gazetteer, Level, PlaceMention, PlaceRole, kilometres, places};
use crate::read::{Found, Report};
use crate::segment::segment;

const CASES: [(&str, &str); 2] =
    [("recognition.md", include_str!("cases/recognition.md")), ("resolution.md", include_str!("cases/resolution.md"))];

fn read(text: &str) -> (Vec<PlaceMention>, Vec<String>, Report) {
    let (url, text) = match text.strip_prefix("url: ").and_then(|rest| rest.split_once('\n')) {
        Some((url, text)) => (Some(url), text),
        None => (None, text),
    };
    let mut report = Report::from_text("case", text);
    report.url = url.map(|url| Found::new(url.to_string(), "case"));
    let (found, doubts) = places(&report, &segment(text), &Gazetteer::bundled());
    (found, doubts, report)
}

fn shown(text: &str) -> Vec<String> {
    let (found, doubts, report) = read(text);
    let role = |role: PlaceRole| match role {
        PlaceRole::Place => "",
        PlaceRole::Government => ", government",
        PlaceRole::Demonym => ", demonym",
        PlaceRole::InName => ", in_name",
    };
    let lines = found.iter().map(|p| {
        let country = p.country.as_deref().unwrap_or("-");
        format!("{}: {}, {country}, {}{}", p.span.of(&report.text), p.name, p.level, role(p.role))
    });
    lines.chain(doubts.iter().map(|doubt| format!("doubt: {}", doubt.split(';').next().unwrap_or("")))).collect()
}

fn block<'a>(case: &'a str, name: &str) -> &'a str {
    case.split_once(&format!("```{name}\n")).and_then(|(_, rest)| rest.split("```").next()).unwrap_or("").trim_end()
}

#[test]
fn written_cases_hold() {
    let mut wrong = String::new();
    let mut count = 0;
    for (file, cases) in CASES {
        for case in cases.split("\n## ").skip(1) {
            let (have, want) = (shown(block(case, "text")).join("\n"), block(case, "places"));
            if have != want {
                wrong +=
                    &format!("{file}: {}\n--- have\n{have}\n--- want\n{want}\n", case.lines().next().unwrap_or(""));
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 30);
}

#[test]
fn the_bundled_tables_hold_what_they_should() {
    let gazetteer = Gazetteer::bundled();
    let first = |name: &str| gazetteer.lookup(name).into_iter().next().unwrap();
    assert_eq!(first("Syria").level, Level::Country);
    assert_eq!(first("السخنة").country_code(), Some("SY"));
    assert_eq!(gazetteer.abbreviation("Ala.")[0].level, Level::Admin1);
    assert!(gazetteer.abbreviation("ala.").is_empty());
    let damascus = gazetteer.lookup("Damascus").into_iter().find(|c| c.level == Level::Town).unwrap();
    assert!(damascus.capital && kilometres((damascus.lat, damascus.lon), (33.51, 36.29)) < 5.0);
    let home = gazetteer.outlet_home("www.echopress.com").unwrap();
    assert_eq!(gazetteer.name(home.place), "Alexandria");
    assert!(gazetteer.parents(home.place).iter().any(|above| gazetteer.name(*above) == "Minnesota"));
    assert!(gazetteer.lookup("Zhelvar").is_empty());
}

#[test]
fn a_sound_alike_is_found_in_its_country_only() {
    let gazetteer = Gazetteer::bundled();
    let found = gazetteer.spelled("sohna", *b"SY");
    assert_eq!(gazetteer.name(found[0].0.place), "As Sukhnah");
    assert!(gazetteer.spelled("sohna", *b"FR").is_empty());
}

#[test]
fn an_inferred_place_says_so() {
    let (found, _, report) = read("Convoys from Homs, Hama and Damascus met near Sohna.");
    let town = found.iter().find(|p| p.span.of(&report.text) == "Sohna").unwrap();
    assert!(town.basis.starts_with("inferred"), "{}", town.basis);
    assert!(town.alternatives.iter().any(|other| other.country.as_deref() == Some("IN")));
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = vec![
        "Homs",
        "Paris",
        "Texas",
        "U.S.",
        "La.",
        ",",
        ".",
        " ",
        " ",
        "\n",
        "the town of",
        "in",
        "near",
        "al-",
        "-",
        "/",
        "'s",
        "Street",
        "County",
        "Road",
        "35",
        "Mayor",
        "Carl",
        "University of",
        "\u{202e}",
        "\0",
        "حلب",
        "É",
        "“",
        "”",
        "(",
        "said",
        "ß",
        "İ",
        "Dž",
        "\u{301}",
        "Sohna",
        "province",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn offsets_slice_and_runs_agree(text in hostile(), noise in "\\PC{0,30}") {
        let text = format!("{text} {noise}");
        let (found, doubts, report) = read(&text);
        for place in &found {
            prop_assert!(report.text.get(place.span.start..place.span.end).is_some_and(|words| !words.is_empty()));
            prop_assert_eq!(place.lat.is_some(), place.lon.is_some());
        }
        prop_assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        let (again, doubts_again, _) = read(&text);
        prop_assert_eq!(found, again);
        prop_assert_eq!(doubts, doubts_again);
    }
}
