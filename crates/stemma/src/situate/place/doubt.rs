//! Geography that contradicts itself: a report puts one place into another that the gazetteer keeps apart from it.

use super::gazetteer::{Candidate, Gazetteer, Level};
use super::resolve::{Asked, Scored};
use super::text::Text;

/// In words, one line a contradiction.
pub(super) fn doubts(text: &Text, asked: &[Asked], scored: &[Vec<Scored>], gazetteer: &Gazetteer) -> Vec<String> {
    let mut doubts = Vec::new();
    for at in 1..asked.len() {
        let (inner, outer) = (&asked[at - 1], &asked[at]);
        let (Some(one), Some(other)) = (scored[at - 1].first(), scored[at].first()) else { continue };
        let put_inside = is_put_inside(text, inner.spot.to, outer.spot.from);
        if !put_inside
            || one.inferred
            || one.stranger
            || other.stranger
            || fits(&scored[at - 1], &scored[at], gazetteer)
        {
            continue;
        }
        let words = |asked: &Asked| text.span(asked.spot.from, asked.spot.to).of(text.text).to_string();
        let doubt = format!(
            "the report puts \"{}\" in \"{}\"; the gazetteer has it {}",
            words(inner),
            words(outer),
            whereabouts(&one.candidate, &other.candidate, gazetteer)
        );
        if !doubts.contains(&doubt) {
            doubts.push(doubt);
        }
    }
    doubts
}

/// "in the Eastern part of the province of": only such words stand between, and they say "in".
fn is_put_inside(text: &Text, from: usize, to: usize) -> bool {
    let between: Vec<&str> = (from..to).map(|at| text.lower(at)).collect();
    // Behind a comma too, where it says what of the other: "in Aleppo, in Homs" is a list.
    let parted = between.first() == Some(&",");
    let between = &between[usize::from(parted)..];
    let small = |word: &&str| {
        matches!(*word, "in" | "the" | "of" | "part" | "province" | "governorate" | "region" | "state" | "countryside")
            || ["east", "west", "north", "south"].iter().any(|way| word.starts_with(way))
    };
    matches!(between.first(), Some(&"in"))
        && between.len() > if parted { 2 } else { 0 }
        && between.len() <= 9
        && between.iter().all(small)
}

/// Whether some meaning of the one lies in, holds or touches some meaning of the other.
fn fits(inner: &[Scored], outer: &[Scored], gazetteer: &Gazetteer) -> bool {
    inner.iter().any(|a| outer.iter().any(|b| related(&a.candidate, &b.candidate, gazetteer)))
}

fn related(inner: &Candidate, outer: &Candidate, gazetteer: &Gazetteer) -> bool {
    let free = |level: Level| !matches!(level, Level::Country | Level::Admin1 | Level::Admin2 | Level::Town);
    // Of a place that a user added nobody knows the areas that hold it.
    if inner.place == outer.place || inner.added || outer.added || free(inner.level) || free(outer.level) {
        return true;
    }
    match outer.level {
        Level::Country => inner.country == outer.country,
        // A town or a second-level area reaches beyond its own line often enough: say nothing.
        Level::Town | Level::Admin2 => {
            super::kilometres((inner.lat, inner.lon), (outer.lat, outer.lon))
                <= 60.0 + inner.radius_km + outer.radius_km
        }
        _ => gazetteer.parents(inner.place).contains(&outer.place),
    }
}

fn whereabouts(inner: &Candidate, outer: &Candidate, gazetteer: &Gazetteer) -> String {
    let far = super::kilometres((inner.lat, inner.lon), (outer.lat, outer.lon)).round();
    match (inner.level, inner.parent) {
        (Level::Admin1, _) => format!("as an area of its own, {far} km away"),
        (_, Some(parent)) => format!("in {}, {far} km away", gazetteer.name(parent)),
        _ => format!("{far} km away"),
    }
}
