//! Small answers that a view needs: quotes, chains in words, the told time and place of a claim.

use std::collections::BTreeMap;

use super::claim::{Site, Told};
use super::{Pile, shown};
use crate::attribute::{ChainLink, Stance};
use crate::situate::event::TimeBy;
use crate::situate::place::{PlaceMention, PlaceRole};
use crate::situate::time::{interval, is_date};
use crate::trace::{Claim, Witness};
use crate::{Annotated, Span};

/// The words of the spans on one line, gaps as an ellipsis.
pub fn quote(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|span| shown::line(span.of(text))).collect::<Vec<_>>().join(" … ")
}

/// `local sources → Al Hadath → Fars`.
pub fn chain(links: &[ChainLink]) -> String {
    links.iter().map(|link| shown::line(&link.name)).collect::<Vec<_>>().join(" → ")
}

/// A stance worth a word; plain assertion needs none.
pub fn stance(stance: Stance) -> Option<&'static str> {
    match stance {
        Stance::Asserts => None,
        Stance::Denies => Some("denies"),
        Stance::Doubts => Some("doubts"),
        Stance::Asks => Some("asks"),
        Stance::Orders => Some("orders"),
        Stance::Believes => Some("believes"),
        Stance::Declines => Some("declines to comment"),
    }
}

/// When the words say that it was: the time of the event told in them that comes to its time most surely, else the first
/// date in them.
pub fn told(annotated: &Annotated, words: &[Span]) -> Option<Told> {
    let situation = &annotated.situation;
    let inside = |span: Span| words.iter().any(|part| part.contains(span));
    let events = situation.events.iter().filter(|event| event.trigger.iter().any(|span| inside(*span)));
    let surest = events.filter_map(|event| Some((event.time_by?, event.time?))).min_by_key(|(by, _)| *by);
    let own = situation.times.iter().position(|time| is_date(time) && inside(time.span));
    let (at, note) = match (surest, own) {
        (Some((TimeBy::Before, _)) | None, Some(own)) => (own, ""),
        (Some((TimeBy::Before, at)), None) => (at, ", told before"),
        (Some((_, at)), _) => (at, ""),
        (None, None) => return None,
    };
    let time = situation.times.get(at)?;
    let words = shown::line(time.span.of(&annotated.report.text)) + note;
    Some(Told { words, days: interval(time) })
}

fn sentences(annotated: &Annotated, words: &[Span]) -> Option<Span> {
    let all = annotated.segmentation.sentences.iter().map(|s| s.span);
    all.filter(|s| words.iter().any(|w| w.overlaps(*s))).reduce(Span::cover)
}

/// The told time that most witnesses share; a dated one before an undated one, the earlier of equals.
pub fn most_told(told: impl Iterator<Item = Told>) -> Option<Told> {
    let mut counts: BTreeMap<_, (usize, Told)> = BTreeMap::new();
    for t in told {
        let key = t.days.map_or_else(|| t.words.to_lowercase(), |(first, last)| format!("{first}/{last}"));
        counts.entry((t.days.is_none(), key)).or_insert((0, t)).0 += 1;
    }
    counts.into_iter().min_by_key(|((undated, _), (n, _))| (*undated, std::cmp::Reverse(*n))).map(|(_, (_, t))| t)
}

/// The place that most witnesses tell within their words; what only lends its name (a government, a people) is none.
pub fn site(pile: &Pile, claim: &Claim) -> Option<Site> {
    let mut counts: BTreeMap<&str, (usize, &PlaceMention)> = BTreeMap::new();
    for witness in &claim.witnesses {
        let here: BTreeMap<&str, &PlaceMention> = told_at(pile, witness).map(|p| (p.name.as_str(), p)).collect();
        for (name, place) in here {
            counts.entry(name).or_insert((0, place)).0 += 1;
        }
    }
    let most = counts.values().map(|(n, _)| *n).max()?;
    let (_, place) = counts.into_values().find(|(n, _)| *n == most)?;
    Some(Site {
        name: shown::line(&place.name),
        lat: place.lat,
        lon: place.lon,
        radius_km: place.radius_km,
        alternatives: place.alternatives.len(),
    })
}

/// The places in the sentences of a witness.
pub fn told_at<'a>(pile: &Pile<'a>, witness: &Witness) -> impl Iterator<Item = &'a PlaceMention> {
    let annotated = pile.annotated(&witness.report);
    let near = annotated.and_then(|annotated| sentences(annotated, &witness.spans));
    let places = annotated.into_iter().flat_map(|annotated| &annotated.situation.places);
    places.filter(move |p| p.role == PlaceRole::Place && near.is_some_and(|near| near.contains(p.span)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str, day: Option<&str>) -> Told {
        Told { words: words.into(), days: day.map(|d| (d.parse().unwrap(), d.parse().unwrap())) }
    }

    #[test]
    fn a_dated_time_wins_over_an_undated_one() {
        let all = [told("Monday", None), told("Monday", None), told("3 March", Some("2031-03-03"))];
        assert_eq!(most_told(all.into_iter()).unwrap().words, "3 March");
    }

    #[test]
    fn gaps_in_a_quote_are_shown() {
        assert_eq!(quote("one, he said, two", &[Span::new(0, 4), Span::new(14, 17)]), "one, … two");
    }
}
