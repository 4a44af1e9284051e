//! Why a link is told: sentences that a reader understands without knowing the program.

use super::Shared;
use super::doc::Doc;
use super::pile::Pile;
use super::relate::Relation;
use super::stemma::Stemma;
use super::weigh::Time;

/// The reasons of a copy: what is shared, what differs, time, credit.
pub(super) fn copy(pile: &Pile, stemma: &Stemma, from: usize, to: usize, relation: &Relation) -> Vec<String> {
    let (first, second) = (stemma.members[from], stemma.members[to]);
    let x = &pile.docs[first as usize];
    let (a, b) = names(pile, first, second);
    let mut reasons = vec![shared(x, &a, &b, relation)];
    let parent = stemma.parents[to] == Some(from);
    if parent && pile.classes[first as usize] == pile.classes[second as usize] {
        reasons.push("Their words are the same throughout: nothing in the wording says which came first.".to_string());
    }
    reasons.push(time(pile, stemma, from, to, (&a, &b)));
    reasons.extend(credits(pile, first, second, (&a, &b)));
    if stemma.second.contains(&(to, from)) {
        reasons.push(format!("{b} has these passages from {a}, and others from a second report."));
    } else if !parent {
        reasons.push(match stemma.parents[to] {
            Some(parent) => {
                format!("The nearest report that {b} can have it from is {}.", full_name(pile, stemma.members[parent]))
            }
            None => format!("{b} is taken for an original."),
        });
    }
    reasons
}

/// How much of the first the second has, in sentences, and how often they part.
fn shared(x: &Doc, a: &str, b: &str, relation: &Relation) -> String {
    let (kept, all) = sentences(x, relation);
    let edits: usize = relation.passages.iter().map(|passage| passage.edits).sum();
    let how_much = match kept {
        _ if all == 0 || kept == 0 => format!("{b} shares {} words with {a}", relation.matched),
        kept if kept == all => format!("{b} has every sentence of {a}"),
        kept => format!("{b} has {kept} of the {all} sentences of {a}"),
    };
    match edits {
        0 => format!("{how_much}, word for word."),
        1 => format!("{how_much}, changed in one place."),
        edits => format!("{how_much}, changed in {edits} places."),
    }
}

/// Sentences of a report of which at least three words in four lie in shared passages, and all that are its own matter.
fn sentences(doc: &Doc, relation: &Relation) -> (usize, usize) {
    let ranges = doc.of.segmentation.sentences.iter().map(|sentence| doc.words.within(sentence.span));
    let own = ranges.filter(|words| words.clone().any(|word| doc.is_own(word)));
    own.fold((0, 0), |(kept, all), words| {
        let inside =
            words.clone().filter(|word| relation.passages.iter().any(|passage| passage.a.contains(word))).count();
        (kept + usize::from(inside * 4 >= words.len() * 3), all + 1)
    })
}

fn time(pile: &Pile, stemma: &Stemma, from: usize, to: usize, (a, b): (&str, &str)) -> String {
    let docs = [stemma.members[from], stemma.members[to]].map(|member| &pile.docs[member as usize]);
    let doubted = [(from, a), (to, b)].into_iter().find(|side| stemma.doubted[side.0]);
    let apart = |minutes| if docs.iter().any(|doc| is_day(doc.time)) { days(minutes) } else { duration(minutes) };
    match Time::between(docs[0].time, docs[1].time) {
        Time::Later(minutes) => format!("{b} was published {} later.", apart(minutes)),
        Time::Earlier(minutes) => match doubted {
            Some((side, name)) if side == from => {
                format!("{name} gives itself a later time, by {}; its clock is taken to be wrong.", apart(minutes))
            }
            doubted => {
                let clock = doubted.map_or("one of the clocks", |_| "its clock");
                format!("{b} gives itself an earlier time, by {}; {clock} is taken to be wrong.", apart(minutes))
            }
        },
        Time::Open => format!("The times that {a} and {b} state do not say which came first."),
        Time::Unknown if docs[0].time.is_none() && docs[1].time.is_none() => "Neither states a time.".to_string(),
        Time::Unknown => format!("{} states no time.", if docs[0].time.is_none() { a } else { b }),
    }
}

/// Whether a time is known to the day alone.
fn is_day(time: Option<(i64, i64)>) -> bool {
    time.is_some_and(|(earliest, latest)| latest > earliest)
}

/// Days between the ends of two days: from one day's last minute to the next day's first is a day.
fn days(minutes: i64) -> String {
    several((minutes + 1439) / 1440, "day")
}

fn duration(minutes: i64) -> String {
    match minutes {
        ..=119 => several(minutes, "minute"),
        120..=2879 => several(minutes / 60, "hour"),
        _ => several(minutes / 1440, "day"),
    }
}

/// "1 day", "2 days".
fn several(count: i64, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// The words in which either credits the other's outlet.
fn credits(pile: &Pile, first: u32, second: u32, (a, b): (&str, &str)) -> Vec<String> {
    let credit = |who: u32, other: u32, name: &str| {
        let outlet = pile.outlets[other as usize]?;
        let credit = pile.credits[who as usize].iter().find(|credit| credit.outlet == outlet)?;
        let doc = &pile.docs[who as usize];
        Some(format!("{name} names it as a source: “{}”.", around(doc, credit.span).trim_end_matches('.')))
    };
    [credit(second, first, b), credit(first, second, a)].into_iter().flatten().collect()
}

/// The sentence around a name, or the words next to it where that is long.
fn around<'a>(doc: &Doc<'a>, name: crate::Span) -> &'a str {
    let sentence = doc.of.segmentation.sentences.iter().map(|sentence| sentence.span).find(|span| span.contains(name));
    match sentence.filter(|span| span.len() <= 160) {
        Some(span) => span.of(doc.text()),
        None => {
            let words = doc.words.within(name);
            doc.words
                .span(words.start.saturating_sub(4), (words.end + 3).min(doc.words.len()).saturating_sub(1))
                .of(doc.text())
        }
    }
}

/// The reason of a pair that shares no passage, but has a common ancestor.
pub(super) fn through(pile: &Pile, stemma: &Stemma, ancestor: usize) -> String {
    format!("Both go back to {}, but to different passages of it.", full_name(pile, stemma.members[ancestor]))
}

/// The reasons of a pair that shares only a third's words.
pub(super) fn quote(relation: &Relation) -> Vec<String> {
    let words = |what: Shared| -> usize {
        relation.passages.iter().filter(|passage| passage.what == what).map(|passage| passage.matched).sum()
    };
    let told =
        [(Shared::Quotation, "of one speaker"), (Shared::Post, "of one post"), (Shared::Law, "of one law or document")];
    let mut reasons: Vec<String> = told
        .into_iter()
        .filter(|(what, _)| words(*what) > 0)
        .map(|(what, whose)| format!("Both have {} words {whose}.", words(what)))
        .collect();
    reasons.push("They share too little else for one to be a copy of the other.".to_string());
    reasons
}

/// What two reports are called beside each other: by outlet, or by id where the outlet does not tell them apart.
fn names(pile: &Pile, first: u32, second: u32) -> (String, String) {
    let outlet = |at: u32| pile.docs[at as usize].of.report.outlet_name();
    match (outlet(first), outlet(second)) {
        (Some(a), Some(b)) if pile.outlets[first as usize] != pile.outlets[second as usize] => {
            (a.to_string(), b.to_string())
        }
        _ => (pile.docs[first as usize].id().to_string(), pile.docs[second as usize].id().to_string()),
    }
}

fn full_name(pile: &Pile, at: u32) -> String {
    let doc = &pile.docs[at as usize];
    match doc.of.report.outlet_name() {
        Some(outlet) => format!("{outlet} ({})", doc.id()),
        None => doc.id().to_string(),
    }
}
