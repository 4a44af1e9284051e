//! Where a report comes from: its dateline, and the home of the outlet by its address.

use super::gazetteer::{Candidate, Gazetteer, Level};
use super::kilometres;
use crate::read::Report;

/// What is known of the report's home before its text is read.
#[derive(Debug, Default)]
pub(super) struct Home {
    country: Option<[u8; 2]>,
    point: Option<(f64, f64)>,
}

impl Home {
    /// From the address's host: a known paper's town, else the country of its ending.
    pub fn of(report: &Report, gazetteer: &Gazetteer) -> Home {
        let address = report.canonical.as_ref().or(report.url.as_ref()).map_or("", |found| found.value.as_str());
        let town = gazetteer.outlet_home(&host(address).to_ascii_lowercase());
        let country = town.as_ref().and_then(|town| town.country).or_else(|| country_of(host(address)));
        Home { country, point: town.map(|town| (town.lat, town.lon)) }
    }

    /// The country of the outlet, where it is known.
    pub fn country(&self) -> Option<[u8; 2]> {
        self.country
    }

    /// How much the home speaks for a meaning.
    pub fn nearness(&self, candidate: &Candidate) -> f64 {
        let country =
            if self.country.is_some() && self.country == candidate.country && candidate.level != Level::Country {
                2.0
            } else {
                0.0
            };
        let point =
            self.point.map_or(0.0, |home| 4.0 * (-kilometres(home, (candidate.lat, candidate.lon)) / 100.0).exp());
        country + point
    }
}

/// "news.example.co.uk" of an address.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or("")
}

/// The country of a two-letter ending; endings that are sold to everybody say nothing.
fn country_of(host: &str) -> Option<[u8; 2]> {
    const SOLD: &[&str] =
        &["tv", "me", "io", "co", "fm", "am", "cc", "ws", "to", "ly", "ai", "eu", "su", "la", "nu", "tk", "gl"];
    let ending = host.rsplit('.').next().filter(|_| host.contains('.'))?.to_ascii_lowercase();
    let [a, b] = ending.to_ascii_uppercase().into_bytes().try_into().ok()?;
    match ending.as_str() {
        "uk" => Some(*b"GB"),
        sold if SOLD.contains(&sold) => None,
        _ => Some([a, b]),
    }
}
