//! The agency that a whole report is owed to, whether or not the pile has reports of it: by a statement that credits most of
//! the text, by "Source: …" below it, by a name that stands alone in its first words or its last.
//!
//! Who prints an agency's text has it from the agency, and nobody who wrote it anew: so the room `link` draws no arrow from
//! such a rewrite to it, and `trace` takes the outlet that printed it for no origin.

use crate::attribute::SourceClass;
use crate::attribute::outlets::{self, OutletKind};
use crate::span::boundary;
use crate::{Annotated, Span};

/// Words at the start and at the end of a report among which a credit may stand.
const EDGES: (usize, usize) = (40, 14);
/// Bytes in which these words stand.
const READ: (usize, usize) = (4000, 400);
/// Words right behind an agency that is spoken of.
const BEHIND: [&str; 12] = [
    "said",
    "reported",
    "says",
    "reports",
    "quoted",
    "citing",
    "'s",
    "’s",
    "photographer",
    "correspondent",
    "reporter",
    "journalist",
];
/// Words right before one: "told AFP", "an AFP team", "according to AFP".
const BEFORE: [&str; 4] = ["told", "to", "an", "a"];

/// A credit for a whole report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Credit {
    /// The agency, as the statement or the table of outlets has it.
    pub name: String,
    /// The words that name it.
    pub span: Span,
}

/// The agency that a report credits for its text.
pub(crate) fn credit(of: &Annotated) -> Option<Credit> {
    let text = &of.report.text;
    stated(of).or_else(|| sourced(text)).or_else(|| copyrighted(text)).or_else(|| at_the_edges(of))
}

/// The same by its name in the table of outlets, where it stands there.
pub(super) fn known(of: &Annotated) -> Option<String> {
    agency(&credit(of)?.name)
}

/// A statement that holds most of the text credits it to an outlet.
fn stated(of: &Annotated) -> Option<Credit> {
    let whole = of.report.text.len();
    let length = |content: &[Span]| content.iter().map(|span| span.len()).sum::<usize>();
    let mut credits = of.statements.iter().filter(|said| length(&said.content) * 2 > whole);
    credits.find_map(|said| {
        let link = said.chain.last().filter(|link| matches!(link.class, SourceClass::Outlet | SourceClass::Person))?;
        Some(Credit { name: link.name.clone(), span: link.span? })
    })
}

/// "Source: ORVA" behind the text, before what the page puts below.
fn sourced(text: &str) -> Option<Credit> {
    let labels = text.match_indices("Source").filter(|(at, _)| !text[..*at].ends_with(char::is_alphanumeric));
    let named = |(at, label): (usize, &str)| {
        let behind = at + label.len();
        let rest = &text[behind..];
        let rest = rest.strip_prefix('s').unwrap_or(rest).trim_start_matches([':', ' ', '-']);
        let start = text.len() - rest.len();
        let end = rest.find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |end| start + end);
        let span = Span::new(start, end);
        (start > behind).then(|| Some(Credit { name: agency(span.of(text))?, span })).flatten()
    };
    labels.filter_map(named).last()
}

/// Bytes at the end of a text in which it says whose it is.
const COPYRIGHT: usize = 700;
/// Bytes behind the word in which the owner is named.
const OWNER: usize = 60;

/// "Copyright 2031 The Orva News Agency. All rights reserved.": with its year, as the line below a whole text has it and
/// the one below a picture mostly has not.
fn copyrighted(text: &str) -> Option<Credit> {
    let from = boundary(text, text.len().saturating_sub(COPYRIGHT));
    let signs = ["Copyright", "©"].into_iter().flat_map(|sign| text[from..].match_indices(sign));
    let owner = |(at, sign): (usize, &str)| {
        let start = from + at + sign.len();
        let line = &text[start..boundary(text, start + OWNER)];
        let line = line.split(['.', '\n']).next().unwrap_or(line);
        let dated = line.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
        let (span, outlet) = outlets::find_outlet(line).filter(|found| dated && found.1.kind == OutletKind::Agency)?;
        Some(Credit { name: outlet.name.clone(), span: Span::new(start + span.start, start + span.end) })
    };
    signs.filter_map(owner).last()
}

/// Where a text names an agency as the one that was told or was there ("told AFP", "an AFP photographer"), with the
/// agency's name in the table of outlets.
pub(super) fn spoken_of(text: &str) -> impl Iterator<Item = (Span, String)> + '_ {
    let named = words(text, Span::new(0, text.len())).filter(|span| span.of(text).starts_with(char::is_uppercase));
    named.filter(|span| is_spoken_of(text, *span)).filter_map(|span| Some((span, agency(span.of(text))?)))
}

/// A known agency named at the head or at the foot, and not as one that is spoken of or spoken to.
fn at_the_edges(of: &Annotated) -> Option<Credit> {
    let text = &of.report.text;
    let end = article_end(of);
    let head = words(text, Span::new(0, boundary(text, READ.0))).take(EDGES.0);
    let mut foot: Vec<Span> = words(text, Span::new(boundary(text, end.saturating_sub(READ.1)), end)).collect();
    foot.reverse();
    head.chain(foot.into_iter().take(EDGES.1)).find_map(|span| {
        let word = span.of(text);
        let capitals = word.len() >= 2 && word.chars().all(char::is_uppercase);
        ((capitals || stands_apart(text, span)) && !is_spoken_of(text, span))
            .then(|| Some(Credit { name: agency(word)?, span }))
            .flatten()
    })
}

/// "Barge burns at Sarn lock Reuters A barge …": a name that belongs to no sentence, as capitals on both sides show.
fn stands_apart(text: &str, name: Span) -> bool {
    let before = text[..name.start].trim_end_matches([' ', '\n']).rsplit([' ', '\n']).next().unwrap_or("");
    let behind = text[name.end..].trim_start_matches([' ', '\n', '-', '–', '—', ')', '/']);
    let open = before.is_empty() || before.ends_with(['(', '/']) || before.starts_with(char::is_uppercase);
    open && name.of(text).starts_with(char::is_uppercase) && behind.starts_with(char::is_uppercase)
}

/// Characters behind a name in which such a word begins and ends.
const READ_BEHIND: usize = 16;

fn is_spoken_of(text: &str, name: Span) -> bool {
    let behind: String = text[name.end..].trim_start().chars().take(READ_BEHIND).flat_map(char::to_lowercase).collect();
    let before = text[..name.start].trim_end();
    let before = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    BEHIND.iter().any(|word| behind.starts_with(word)) || BEFORE.contains(&before.as_str())
}

fn agency(name: &str) -> Option<String> {
    outlets::is_outlet(name).filter(|outlet| outlet.kind == OutletKind::Agency).map(|outlet| outlet.name.clone())
}

/// Where the article ends: before the foot of the page, where that is told apart.
fn article_end(of: &Annotated) -> usize {
    let text = &of.report.text;
    let foot = of.report.furniture.last().filter(|foot| foot.end >= text.trim_end().len());
    foot.map_or(text.len(), |foot| foot.start)
}

/// The words between white space, without the marks around them.
fn words(text: &str, within: Span) -> impl Iterator<Item = Span> + '_ {
    let part = within.of(text);
    let place = move |word: &str| within.start + (word.as_ptr() as usize - part.as_ptr() as usize);
    part.split_whitespace().filter_map(move |word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        (!bare.is_empty()).then(|| Span::new(place(bare), place(bare) + bare.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Report;
    use crate::situate::Reference;

    fn credited(text: &str) -> bool {
        credit(&crate::annotate(Report::from_text("a", text), Reference::bundled())).is_some()
    }

    #[test]
    fn an_agency_at_the_edges_is_credited_and_one_that_is_spoken_to_is_not() {
        let body = "A barge burned at the Sarn lock on Monday. Two men swam ashore, the lock keeper said.";
        assert!(credited(&format!("SARNHOLM (AFP) - {body}")));
        assert!(credited(&format!("Barge burns at Sarn lock AFP Monday 4 March 2031 {body}")));
        assert!(credited(&format!("Barge burns at Sarn Lock Reuters {body}")));
        assert!(credited(&format!("{body} Source: AFP")));
        assert!(credited(&format!("{body} Copyright 2031 The Associated Press. All rights reserved.")));
        assert!(!credited(&format!("The lock keeper told Reuters Television that nobody slept. {body}")));
        assert!(!credited(&format!("{body} “We saw no lamp,” he told AFP by telephone.")));
        assert!(!credited(&format!("{body} An AFP photographer saw the wreck.")));
        assert!(!credited(body));
    }

    #[test]
    fn an_agency_is_spoken_of_where_it_was_told_or_was_there() {
        let text = "AFP SARNHOLM The lock keeper told AFP that an AFP photographer had left. The keeper told Orva too.";
        assert_eq!(spoken_of(text).map(|found| found.0.start).collect::<Vec<_>>(), [34, 46]);
    }

    #[test]
    fn a_long_text_of_wide_letters_has_a_head() {
        assert!(credited(&format!("SARNHOLM (AFP) - {}", "é".repeat(READ.0))));
        assert!(credited(&format!("SARNHOLM, (AFP) - {}", "é".repeat(READ.0))));
    }
}
