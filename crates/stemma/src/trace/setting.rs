//! Where and when a unit says that something is: what keeps two happenings apart.

use jiff::civil::Date;

use super::pile::Doc;
use crate::Span;
use crate::situate::place::{PlaceMention, PlaceRole};
use crate::situate::time::{TimeKind, TimeMention};

/// Longest time told that parts happenings, in days: "this week" holds too much.
const LONGEST: i32 = 2;
/// Kilometres that two points of one place may lie apart, beside their own reach.
const SLACK: f64 = 15.0;

/// Places and days of a unit; either may be empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Setting {
    spots: Vec<Spot>,
    days: Vec<(Date, Date)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Spot {
    lat: f64,
    lon: f64,
    reach: f64,
}

impl Setting {
    /// What some spans of a report tell.
    pub fn new(report: &Doc, spans: &[Span]) -> Self {
        let inside = |span: Span| spans.iter().any(|part| part.overlaps(span));
        let situation = &report.source.situation;
        Setting {
            spots: situation.places.iter().filter(|place| inside(place.span)).filter_map(spot).collect(),
            days: situation.times.iter().filter(|time| inside(time.span)).filter_map(days).collect(),
        }
    }

    /// This and what another tells.
    pub fn extend(&mut self, other: &Setting) {
        self.spots.extend(&other.spots);
        self.days.extend(&other.days);
    }

    /// This, and where it tells no place or no day, what `other` tells.
    pub fn or(&self, other: &Setting) -> Setting {
        let mut whole = self.clone();
        if whole.spots.is_empty() {
            whole.spots.clone_from(&other.spots);
        }
        if whole.days.is_empty() {
            whole.days.clone_from(&other.days);
        }
        whole
    }

    /// Whether both name places and no place of the one is near one of the other.
    pub fn elsewhere(&self, other: &Setting) -> bool {
        parted(&self.spots, &other.spots, |a, b| distance(a, b) <= a.reach + b.reach + SLACK)
    }

    /// Whether both name days and none in common.
    pub fn other_day(&self, other: &Setting) -> bool {
        parted(&self.days, &other.days, |a, b| a.0 <= b.1 && b.0 <= a.1)
    }
}

fn parted<T: Copy>(a: &[T], b: &[T], near: impl Fn(T, T) -> bool) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|&x| b.iter().any(|&y| near(x, y)))
}

/// A place where something may be: no state, no government, no people.
fn spot(place: &PlaceMention) -> Option<Spot> {
    let fine = !matches!(place.level.as_str(), "country" | "continent" | "region" | "sea" | "unknown");
    let told = place.role == PlaceRole::Place && fine;
    told.then_some(Spot { lat: place.lat?, lon: place.lon?, reach: place.radius_km.unwrap_or(0.0) })
}

/// The days of a short time told; an hour or a night may be reckoned to either day.
fn days(time: &TimeMention) -> Option<(Date, Date)> {
    let (first, last) = (time.earliest?, time.latest?);
    let length = (last - first).get_days();
    let slack = jiff::Span::new().days(i64::from(time.kind == TimeKind::Time));
    let told = (first.saturating_sub(slack), last.saturating_add(slack));
    (0..=LONGEST).contains(&length).then_some(told)
}

/// Whether one of two places lies in the other: a town in its province or land.
pub(super) fn holds_place(a: &PlaceMention, b: &PlaceMention) -> bool {
    const COARSE: [&str; 5] = ["country", "continent", "region", "sea", "unknown"];
    let coarse = |place: &PlaceMention| COARSE.contains(&place.level.as_str());
    let spot = |place: &PlaceMention| Some(Spot { lat: place.lat?, lon: place.lon?, reach: place.radius_km? });
    let within = || spot(a).zip(spot(b)).is_some_and(|(a, b)| distance(a, b) <= a.reach.max(b.reach));
    if coarse(a) || coarse(b) { a.country == b.country } else { a.level != b.level && within() }
}

/// Kilometres, on a plane: good enough at this reach.
fn distance(a: Spot, b: Spot) -> f64 {
    const DEGREE: f64 = 111.2;
    let lat = (a.lat - b.lat) * DEGREE;
    let lon = (a.lon - b.lon) * DEGREE * ((a.lat + b.lat) / 2.0).to_radians().cos();
    lat.hypot(lon)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64, reach: f64) -> Spot {
        Spot { lat, lon, reach }
    }

    #[test]
    fn a_town_lies_in_its_province_and_not_in_the_next() {
        let setting = |spot| Setting { spots: vec![spot], days: Vec::new() };
        let (town, province, far) = (at(36.6, 40.4, 5.0), at(36.5, 40.7, 60.0), at(33.5, 36.3, 10.0));
        assert!(!setting(town).elsewhere(&setting(province)));
        assert!(setting(town).elsewhere(&setting(far)));
        assert!(!setting(town).elsewhere(&Setting::default()));
    }

    #[test]
    fn days_part_where_both_are_told() {
        let day = |day| jiff::civil::date(2031, 3, day);
        let setting = |first, last| Setting { spots: Vec::new(), days: vec![(day(first), day(last))] };
        assert!(setting(3, 3).other_day(&setting(4, 4)));
        assert!(!setting(3, 3).other_day(&setting(3, 4)));
        assert!(!setting(3, 3).other_day(&Setting::default()));
    }
}
