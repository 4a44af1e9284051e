//! What is prose and what only stands among it: datelines, lists of links, credits; and what a sentence says aside.

use super::cues::phrase_at;
use super::lexicon::english;
use super::pile::Doc;
use crate::Span;
use crate::segment::Tag;

/// Fewest words of a line of links; shorter ones may be names.
const LINE: usize = 8;
/// Share of a line of links that begins with capitals.
const CAPITALS: f64 = 0.8;

/// Whether some verb stands in these spans: without one, nothing is said to happen or to be.
pub(super) fn has_verb(report: &Doc, spans: &[Span]) -> bool {
    let tokens = &report.source.segmentation.tokens;
    spans.iter().any(|span| {
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        let inside = tokens[first..].iter().take_while(|token| token.span.start < span.end);
        inside.into_iter().any(|token| matches!(token.tag, Tag::Verb | Tag::Aux))
    })
}

/// Whether a sentence belongs to the page and not to the report: credits, notices, or a run of capitalised links.
pub(super) fn is_page(report: &Doc, sentence: Span) -> bool {
    let words: Vec<Span> = report.words_in(sentence).map(|at| report.words[at].span).collect();
    let notice = || english().page.iter().any(|cue| phrase_at(report.text(), &words, &cue.words).next().is_some());
    links(report, &words) || notice()
}

fn links(report: &Doc, words: &[Span]) -> bool {
    let letters = |word: &Span| word.of(report.text()).starts_with(char::is_alphabetic);
    let capital = |word: &&Span| {
        let mut letters = word.of(report.text()).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(char::is_lowercase)
    };
    let words: Vec<Span> = words.iter().copied().filter(letters).collect();
    words.len() >= LINE && words.iter().filter(capital).count() as f64 >= CAPITALS * words.len() as f64
}

/// Relative clauses behind a comma, up to the next comma or the end: "the depot, which supplies farms, burned".
pub(super) fn asides(text: &str, spans: &[Span]) -> Vec<Span> {
    spans.iter().flat_map(|&span| within(text, span)).collect()
}

fn within(text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    let mut asides: Vec<Span> = Vec::new();
    for (at, _) in words.match_indices(", ") {
        let start = span.start + at + 2;
        let inside = asides.last().is_some_and(|last| start < last.end);
        let relative = ["which ", "who ", "whose ", "where ", "whom "].iter().any(|word| words[at + 2..].starts_with(word));
        if relative && !inside {
            let end = words[at + 2..].find(", ").map_or(span.end, |to| start + to);
            asides.push(Span::new(start, end));
        }
    }
    asides
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::pile::Pile;
    use crate::trace::tests::report;

    fn with<T>(text: &str, check: impl Fn(&Doc, Span) -> T) -> T {
        let annotated = [report("a", "", "", text).done()];
        let pile = Pile::new(&annotated);
        check(&pile.docs[0], Span::new(0, text.len()))
    }

    #[test]
    fn a_page_is_told_from_prose() {
        let page = |text: &str| with(text, is_page);
        assert!(page("Live Schedule Where to Watch Careers Press Releases Contact Us Privacy Policy"));
        assert!(page("(Reporting by Cora Linden; editing by Tam Ostrow)"));
        assert!(!page("Karvonia and Tervia have observed a ceasefire along the Tiss river since October."));
        assert!(!page("THE BRIDGE OF OZHMARA WAS CLOSED FOR THE NIGHT BY OUR OWN MEN"));
    }

    #[test]
    fn nothing_is_said_without_a_verb() {
        let verb = |text: &str| with(text, |doc, span| has_verb(doc, &[span]));
        assert!(verb("The depot burned all night."));
        assert!(!verb("SARNHOLM, 12 May 2032 /DTA/."));
    }

    #[test]
    fn asides_end_with_their_comma() {
        let found = |text: &'static str| -> Vec<&str> {
            asides(text, &[Span::new(0, text.len())]).into_iter().map(|span| span.of(text)).collect()
        };
        assert_eq!(found("The depot, which supplies farms, burned."), ["which supplies farms"]);
        assert_eq!(found("It was Holt, who had slept there."), ["who had slept there."]);
        assert!(found("The depot that burned, Holt said, was old.").is_empty());
    }
}
