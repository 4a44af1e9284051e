//! Every rule's own examples, the literate cases, and properties that hold for any input.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn found(text: &str, published: Option<Published>) -> Vec<TimeMention> {
    times(text, &Segmentation::default(), published)
}

#[test]
fn rules_find_their_examples() {
    let published = Some(Published::day(date(2012, 8, 15)));
    let mut wrong = Vec::new();
    for rule in rules::sources() {
        for example in &rule.yes {
            let text = example.replace(['[', ']'], "");
            let start = example.find('[').expect("an example has its span in brackets");
            let end = example.find(']').expect("an example has its span in brackets") - 1;
            let times = found(&text, published);
            if !times.iter().any(|t| t.rule == rule.id && t.span == Span::new(start, end)) {
                wrong.push(format!("{}: {example} gives {times:?}", rule.id));
            }
        }
        for example in &rule.no {
            let times = found(example, published);
            wrong.extend(
                times.iter().filter(|t| t.rule == rule.id).map(|t| format!("{}: not in {example}: {t:?}", rule.id)),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const CASES: &[&str] = &[
    include_str!("cases/anchors.md"),
    include_str!("cases/calendar.md"),
    include_str!("cases/lengths.md"),
    include_str!("cases/nonsense.md"),
];

/// One line a time: words | type | value | first..last day | basis | modifier.
fn record(text: &str, time: &TimeMention) -> String {
    let day = |date: Option<Date>| date.map_or("?".to_string(), |d| d.to_string());
    let word = |value: serde_json::Value| value.as_str().unwrap_or("-").to_string();
    let json = |value: serde_json::Result<serde_json::Value>| word(value.expect("plain enums"));
    format!(
        "{} | {} | {} | {}..{} | {} | {}",
        time.span.of(text).replace('\n', " "),
        json(serde_json::to_value(time.kind)),
        time.value.as_deref().unwrap_or("null"),
        day(time.earliest),
        day(time.latest),
        json(serde_json::to_value(time.basis)),
        json(serde_json::to_value(time.modifier)),
    )
}

fn between<'a>(case: &'a str, open: &str) -> &'a str {
    let start = case.find(open).unwrap_or_else(|| panic!("no {open} in {case}")) + open.len();
    let end = case[start..].find("\n```").expect("a block is closed");
    case[start..start + end].trim_start_matches('\n')
}

#[test]
fn cases_hold() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for case in CASES.iter().flat_map(|file| file.split("\n## ").skip(1)) {
        let published = case.lines().find_map(|line| line.strip_prefix("published: "));
        let published = published.map(|day| Published::day(day.parse().expect("a day")));
        let text = between(case, "```text");
        let expected = if case.contains("```times\n```") { "" } else { between(case, "```times") };
        let got: Vec<String> = found(text, published).iter().map(|t| record(text, t)).collect();
        if got.join("\n") != expected {
            wrong.push(format!("## {}\n{}\n", case.lines().next().unwrap_or(""), got.join("\n")));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 25, "only {count} cases were read");
}

#[test]
fn a_month_without_a_year_stays_open() {
    let times = found("It began in July.", None);
    assert_eq!((times[0].earliest, times[0].latest, times[0].basis), (None, None, None));
}

#[test]
fn easter_and_hijri_days_are_where_calendars_have_them() {
    assert_eq!(holiday::easter(2017), Some(date(2017, 4, 16)));
    assert_eq!(holiday::easter(2038), Some(date(2038, 4, 25)));
    assert_eq!(holiday::hijri_day(1, 1, 1), Some(date(622, 7, 19)));
    let first_of_ramadan = holiday::hijri_interval(1438, Some(9), Some(1)).expect("a day");
    assert!(first_of_ramadan.0 <= date(2017, 5, 27) && date(2017, 5, 27) <= first_of_ramadan.1);
}

#[test]
fn hostile_input_ends() {
    let deep = "the end of ".repeat(20_000) + "the year";
    let digits = "9".repeat(100_000);
    let months = "May 3-".repeat(20_000);
    let controls = "\u{0}\u{202e}May\u{0} 3, 20\u{200b}17\r\n\u{feff}12:".repeat(1_000);
    for text in [deep, digits, months, controls] {
        assert!(found(&text, None).iter().all(|t| !t.span.of(&text).is_empty()));
    }
}

const PIECES: &[&str] = &[
    "May",
    " 3",
    "-",
    "5",
    ", ",
    "2017",
    "last ",
    "two ",
    "weeks ",
    "ago",
    " the ",
    "end of ",
    "'",
    "90s",
    "a ",
    "half ",
    "every ",
    "Wednesday",
    ".",
    "\n",
    "\n\n",
    "at ",
    "14:",
    "35",
    " GMT",
    "٢٠١٧",
    "é",
    "BC",
    "century",
    "twenty-",
    "first",
    " 31/12/",
    "99",
    "9999999999",
    "of ",
    "quarter",
    "0",
    "Ramadan ",
    "1438 ",
    "AH",
    "next ",
    "year",
    "million ",
    "thousand ",
    "years ",
    "later",
];

proptest! {
    #[test]
    fn any_text_gives_sound_times(text in ".{0,200}", day in proptest::option::of((1i16..=9999, 1i8..=28))) {
        sound(&text, day);
    }

    #[test]
    fn pieces_of_times_give_sound_times(at in proptest::collection::vec(0..PIECES.len(), 0..30), day in proptest::option::of((1i16..=9999, 1i8..=28))) {
        sound(&at.into_iter().map(|i| PIECES[i]).collect::<String>(), day);
    }
}

/// In order, without overlap, on boundaries, first day before last, the same on a second run.
fn sound(text: &str, day: Option<(i16, i8)>) {
    let published = day.map(|(year, d)| Published::day(date(year, 1, d)));
    let times = found(text, published);
    assert!(times.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{times:?}");
    for time in &times {
        assert!(text.get(time.span.start..time.span.end).is_some_and(|words| !words.is_empty()));
        assert_eq!(time.earliest.is_some(), time.latest.is_some());
        assert!(interval(time).is_none_or(|(first, last)| first <= last), "{time:?}");
        assert_eq!(interval(time).is_none(), time.basis.is_none(), "{time:?}");
    }
    assert_eq!(times, found(text, published));
}
