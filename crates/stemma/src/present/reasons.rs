//! Reasons as they are read. The rooms before name reports by their ids; a reader knows them by their titles.

use super::{published, shown};
use crate::read::Report;

/// Shortest id that is taken for one among other words.
const SHORTEST: usize = 5;

/// A reason on one line, the ids of reports that `find` knows as their titles.
///
/// ```
/// use stemma::{present::reasons::readable, read::Report};
/// let report = Report::from_text("17a1fc3b", "It fell.");
/// let find = |id: &str| (id == report.id).then_some(&report);
/// assert_eq!(readable("It copies 17a1fc3b.", &find), "It copies an undated one.");
/// ```
pub fn readable<'a>(reason: &str, find: &dyn Fn(&str) -> Option<&'a Report>) -> String {
    let reason = shown::line(reason);
    let words = reason.split(' ').map(|word| {
        let id = word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '(' | ')'));
        let is_id = id.len() >= SHORTEST && id.bytes().any(|b| b.is_ascii_digit());
        match is_id.then(|| find(id)).flatten() {
            Some(report) => word.replacen(id, &called(report), 1),
            None => word.to_string(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Its title, else when it was published: the outlet is what the reason speaks of.
fn called(report: &Report) -> String {
    match (&report.title, report.published_at()) {
        (Some(title), _) => format!("“{}”", shown::cut(&shown::line(&title.value), 60)),
        (None, Some(_)) => format!("that of {}", published(report)),
        (None, None) => "an undated one".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Found;

    #[test]
    fn ids_become_titles_and_other_words_stay() {
        let mut report = Report::from_text("17a1fc3b48c8", "It fell.");
        report.title = Some(Found::new("Bridge falls".into(), "test"));
        let find = |id: &str| (id == report.id).then_some(&report);
        let says = "Of its reports 17a1fc3b48c8, not 17a1, says most.";
        assert_eq!(readable(says, &find), "Of its reports “Bridge falls”, not 17a1, says most.");
    }
}
