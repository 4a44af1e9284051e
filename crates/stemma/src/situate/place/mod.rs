//! Where: places with coordinates and radius, alternatives kept with their reasons.

use serde::{Deserialize, Serialize};

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

/// Places by name.
#[derive(Debug)]
pub struct Gazetteer {}

impl Gazetteer {
    /// The one built into the program.
    pub fn bundled() -> Self {
        Gazetteer {}
    }
}

/// Finds and resolves the places of a report; second: geography that contradicts itself, in words.
pub fn places(report: &Report, segmentation: &Segmentation, gazetteer: &Gazetteer) -> (Vec<PlaceMention>, Vec<String>) {
    let _ = (report, segmentation, gazetteer);
    (Vec::new(), Vec::new())
}
