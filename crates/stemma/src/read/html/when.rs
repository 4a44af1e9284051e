//! When a page says that it was published: every place that says so, and the one that is believed.
//!
//! Places are ranked by how much they are made for this: linked data, meta tags, marked-up properties, times and lines
//! beside the headline, the address. The first stands for the day; a more exact one of the same day gives the hour.
//! Where a place speaks of another day, the report keeps a doubt. Nothing else dates a page: no copyright line, no
//! comment, no list of other stories, no time of a file or of an archive.

use super::blocks::{Block, Shape};
use super::facts::{Facts, META, words};
use super::linked::Linked;
use crate::read::{Found, Published, date};
use jiff::civil::Date;
use trafilatura::dom::Document;

/// The believed time of publication; what speaks against it goes to `doubts`.
pub(super) fn published(
    facts: &Facts,
    linked: &Linked,
    marked: Option<(String, &'static str)>,
    header: &[&Block],
    address: Option<&str>,
    doubts: &mut Vec<String>,
) -> Option<Found<Published>> {
    let mut told = Vec::new();
    let mut add = |words: &str, place: &str| told.extend(date::field(words).map(|at| Found::new(at, place)));
    linked.published.iter().for_each(|words| add(words, "json-ld: datePublished"));
    facts.metas_of(&META.published).for_each(|(words, place)| add(words, place));
    marked.iter().for_each(|(words, place)| told.extend(date::field(words).map(|at| Found::new(at, *place))));
    told.extend(header.iter().flat_map(|block| beside_headline(block)));
    told.extend(address.and_then(in_address).map(|day| Found::new(Published::day(day), "address")));
    believed(told, doubts)
}

/// `itemprop="datePublished"` with its value.
pub(super) fn marked(doc: &Document, facts: &Facts) -> Option<(String, &'static str)> {
    let (_, id) = facts.properties.iter().find(|(property, _)| property == "datepublished")?;
    let value = doc.get_attribute(*id, "content").or_else(|| doc.get_attribute(*id, "datetime"));
    Some((value.unwrap_or_else(|| words(doc, *id)), "itemprop=datePublished"))
}

/// The blocks around the headline: what stands there before the article begins.
pub(super) fn header<'b>(blocks: &'b [Block], title: &str) -> Vec<&'b Block> {
    let at = blocks.iter().position(|block| block.text == title);
    let after = at.map_or(0, |at| at + 1);
    let before = &blocks[after.saturating_sub(3)..after];
    let prose = |block: &&Block| block.text.chars().count() < 200 && !sentence(&block.text);
    let short = |block: &&Block| block.shape != Shape::Heading(2) && block.shape != Shape::Heading(3);
    let first = blocks[after..].iter().take(12).take_while(|block| prose(block) || block.text.chars().count() < 160);
    first.filter(short).chain(before.iter().filter(short)).collect()
}

fn sentence(text: &str) -> bool {
    text.ends_with(['.', '”', '"']) && text.split_whitespace().count() >= 25
}

fn beside_headline(block: &Block) -> Vec<Found<Published>> {
    let times = block.times.iter().filter(|(_, words)| !words.to_lowercase().contains("updated"));
    let mut told: Vec<_> = times.filter_map(|(at, _)| Some(Found::new(date::field(at)?, "time[datetime]"))).collect();
    let lines = block.text.lines().filter_map(date::stated);
    told.extend(lines.map(|at| Found::new(at, "line beside the headline")));
    told
}

/// `/2031/03/04/`, `/2031-03-04-`: the day in an address.
fn in_address(address: &str) -> Option<Date> {
    let path = address.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_']).collect();
    parts.windows(3).find_map(|parts| {
        let [year, month, day] = parts else { return None };
        let fits = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
        let year = year.parse().ok().filter(|year| fits && (1990..2200).contains(year))?;
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    })
}

fn believed(told: Vec<Found<Published>>, doubts: &mut Vec<String>) -> Option<Found<Published>> {
    let first = told.first()?.clone();
    let exactness = |at: &Published| usize::from(at.time.is_some()) + usize::from(at.offset.is_some());
    let agrees = |at: &Published| at.date == first.value.date;
    let mut best = first.clone();
    for found in told.iter().filter(|found| agrees(&found.value)) {
        if exactness(&found.value) > exactness(&best.value)
            && (best.value.time.is_none() || best.value.time == found.value.time)
        {
            best = found.clone();
        }
    }
    for found in told.iter().filter(|found| apart(&found.value, &best.value)) {
        doubts
            .push(format!("published {} by {}, but {} by {}", best.value, best.found_in, found.value, found.found_in));
    }
    Some(best)
}

/// Whether two statements cannot both be true: days or minutes differ, an unknown zone taken as any.
fn apart(one: &Published, other: &Published) -> bool {
    let ((a, b), (c, d)) = (one.minutes(), other.minutes());
    let zones = if one.offset.is_some() == other.offset.is_some() { 0 } else { 14 * 60 };
    b + zones < c || d + zones < a
}
