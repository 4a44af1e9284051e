//! Background: sentences that tell of times long past ("more than 9,000 have died since 2026"), which a newsroom keeps and
//! puts below report after report. Two reports that share no more than that are of one archive, and not of one happening.

use jiff::civil::Date;

use crate::situate::time::TimeMention;
use crate::{Annotated, Span};

/// Days before publication from which a time is long past.
const PAST: i32 = 180;
/// Words that a time stands behind which says when something was.
const BEFORE: [&str; 13] =
    ["since", "in", "from", "on", "of", "during", "until", "after", "before", "between", "by", "early", "late"];

/// The sentences of a dated report that tell of times long past, and of no others.
pub(super) fn sentences(of: &Annotated) -> impl Iterator<Item = Span> + '_ {
    let published = of.report.published_at().map(|at| at.date);
    let sentences = of.segmentation.sentences.iter().map(|sentence| sentence.span);
    sentences.filter(move |span| published.is_some_and(|day| is_past(of, *span, day)))
}

fn is_past(of: &Annotated, sentence: Span, day: Date) -> bool {
    let times = &of.situation.times;
    let first = times.partition_point(|time| time.span.end <= sentence.start);
    let inside = || times[first..].iter().take_while(|time| time.span.start < sentence.end);
    let past = |latest: Date| (day - latest).get_days() >= PAST;
    inside().any(|time| is_told(&of.report.text, time)) && inside().filter_map(|time| time.latest).all(past)
}

/// Whether a day or year says when something was: "since 2026", "years ago", but not "the 2026 harvest".
fn is_told(text: &str, time: &TimeMention) -> bool {
    let before = text[..time.span.start].trim_end().rsplit(' ').next().unwrap_or("");
    let ago = time.span.of(text).ends_with("ago");
    time.latest.is_some() && (ago || BEFORE.contains(&before.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Found, Report, date};
    use crate::situate::Reference;

    #[test]
    fn what_tells_of_long_ago_alone_is_background() {
        let text = "A barge burned at the Sarn lock on Monday. More than 9,000 have died on the river since 2026. \
            The lock, which was built in 1998, was closed on Monday. Nobody was hurt. The 2026 harvest was good.";
        let mut report = Report::from_text("a", text);
        report.published = date::iso("2031-03-04").map(|at| Found::new(at, "test"));
        let annotated = crate::annotate(report, Reference::bundled());
        let found: Vec<&str> = sentences(&annotated).map(|span| span.of(text)).collect();
        assert_eq!(found, ["More than 9,000 have died on the river since 2026."]);
    }
}
