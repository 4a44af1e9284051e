//! Words made fit for XML 1.0: escaped, and characters that it cannot hold named.

use stemma::present::shown;

/// For an attribute's value or text.
pub(crate) fn escaped(words: &str) -> String {
    // XML 1.0 has no place for U+FFFE and U+FFFF either; `shown` names controls and bidi marks.
    shown::html(&shown::line(words)).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}").replace("&#39;", "&apos;")
}
