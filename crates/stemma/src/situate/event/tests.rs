//! Runs the lines in `cases/`: a text, an arrow, its events.

use crate::read::{Found, Report, date};
use crate::situate::Reference;
use crate::situate::event::{Event, Quantity};
use crate::situate::time::interval;
use crate::{Annotated, annotate};

const SENTENCES: &str = include_str!("cases/sentences.md");
const WHEN: &str = include_str!("cases/when.md");

fn read(sentence: &str) -> Annotated {
    let mut report = Report::from_text("case", sentence);
    report.published = date::iso("2031-03-04").map(|at| Found::new(at, "case"));
    annotate(report, Reference::bundled())
}

/// "attack “bombed” ASSAULT/explosives [Remote explosive/landmine/IED] Russian armed forces → ? {historical} (40 villagers)".
fn shown(sentence: &str) -> String {
    let annotated = read(sentence);
    let events: Vec<String> = annotated.situation.events.iter().map(|e| event(e, &annotated)).collect();
    if events.is_empty() { "nothing".into() } else { events.join("; ") }
}

fn event(e: &Event, annotated: &Annotated) -> String {
    let actor = |at: Option<usize>| at.map_or("?", |at| annotated.situation.actors[at].name.as_str());
    let mut out = format!("{} “{}”", e.kind, e.trigger[0].of(&annotated.report.text));
    match (&e.category, &e.mode) {
        (Some(category), Some(mode)) => out += &format!(" {category}/{mode}"),
        (Some(category), None) => out += &format!(" {category}"),
        _ => {}
    }
    out += &e.sub_event.as_ref().map_or(String::new(), |name| format!(" [{name}]"));
    if e.agent.or(e.patient).is_some() {
        out += &format!(" {} → {}", actor(e.agent), actor(e.patient));
    }
    for (is, word) in
        [(e.negated, "negated"), (e.future, "future"), (e.hypothetical, "hypothetical"), (e.historical, "historical")]
    {
        out += &if is { format!(" {{{word}}}") } else { String::new() };
    }
    e.quantities.iter().for_each(|q| out += &format!(" ({})", quantity(q)));
    out
}

/// "killed 2031-03-02 clause".
fn when(text: &str) -> String {
    let annotated = read(text);
    let one = |e: &Event| {
        let days = e.time.and_then(|at| interval(&annotated.situation.times[at]));
        let days = days.map_or(
            "-".into(),
            |(first, last)| {
                if first == last { first.to_string() } else { format!("{first}..{last}") }
            },
        );
        let by = e.time_by.map_or(String::new(), |by| format!(" {by:?}").to_lowercase());
        format!("{} {days}{by}", e.trigger[0].of(&annotated.report.text))
    };
    annotated.situation.events.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn quantity(q: &Quantity) -> String {
    let bound = |n: Option<f64>| n.map_or(String::new(), |n| n.to_string());
    let number = if q.low == q.high { bound(q.low) } else { format!("{}..{}", bound(q.low), bound(q.high)) };
    let part = if q.part_of.is_some() { ", a part" } else { "" };
    format!("{number} {}{part}", q.unit.as_deref().unwrap_or("?"))
}

#[test]
fn written_sentences_hold() {
    assert!(hold(SENTENCES, shown) >= 100);
}

#[test]
fn an_event_is_when_its_words_say() {
    assert!(hold(WHEN, when) >= 14);
}

/// How many lines there are; all of them hold.
fn hold(cases: &str, shown: impl Fn(&str) -> String) -> usize {
    let (mut wrong, mut count) = (String::new(), 0);
    for case in cases.lines().filter_map(|line| line.strip_prefix("- ")) {
        let (sentence, want) = case.split_once(" ⇒ ").expect("a sentence, an arrow, its events");
        // FIXME behind a case: what it shows is known to be wrong.
        let want = want.split(" FIXME").next().unwrap_or(want);
        let have = shown(sentence);
        if have != want {
            wrong += &format!("- {sentence} ⇒ {have}\n");
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    count
}
