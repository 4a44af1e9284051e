//! When: TIMEX3 types and values, and from them intervals, against the publication date or against nothing.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Span;
use crate::read::Published;
use crate::segment::Segmentation;

/// A time told in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeMention {
    /// Where it stands.
    pub span: Span,
    /// TimeML type.
    pub kind: TimeKind,
    /// TIMEX3 value: `2017-07`, `XXXX-07`, `P3D`, `PRESENT_REF`; `None` where nothing is known.
    pub value: Option<String>,
    /// First day it can mean.
    pub earliest: Option<Date>,
    /// Last day it can mean.
    pub latest: Option<Date>,
    /// What the value rests on.
    pub basis: Option<Basis>,
    /// Which rule found it, for `--explain`.
    pub rule: String,
}

/// TimeML types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// What an interval was reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The publication date.
    Published,
    /// The text alone.
    Text,
}

/// Finds the times of a text; without a publication date, what depends on one stays open.
pub fn times(text: &str, segmentation: &Segmentation, published: Option<Published>) -> Vec<TimeMention> {
    let _ = (text, segmentation, published);
    Vec::new()
}
