//! What is prose and what only stands among it: datelines, lists of links, credits; and what a sentence says aside.

use super::cues;
use super::pile::Doc;
use crate::Span;
use crate::segment::{Tag, Token};

/// Fewest words of a line of links; shorter ones may be names.
const LINE: usize = 8;
/// Share of a line of links that begins with capitals.
const CAPITALS: f64 = 0.8;

/// Words of a stretch in which some word will be a verb, though none is tagged so ("Moderator Cora Linden interviews …").
const LONG: usize = 20;
/// Words of a sentence that is no mere link, though a link stands in it: "Read more", where the stop behind it was lost.
const BESIDE: usize = 30;

/// Whether some verb stands in these spans: without one, nothing is said to happen or to be.
pub(super) fn has_verb(report: &Doc, spans: &[Span]) -> bool {
    let tokens = &report.source.segmentation.tokens;
    spans.iter().any(|span| {
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        let inside = tokens[first..].iter().take_while(|token| token.span.start < span.end);
        inside.into_iter().any(|token| matches!(token.tag, Tag::Verb | Tag::Aux))
    }) || spans.iter().map(|&span| report.words_in(span).len()).sum::<usize>() >= LONG
}

/// Whether a sentence belongs to the page and not to the report: credits, notices, or a run of capitalised links.
pub(super) fn is_page(report: &Doc, sentence: Span) -> bool {
    let words: Vec<Span> = report.words_in(sentence).map(|at| report.words[at].span).collect();
    let link = || words.len() < BESIDE && cues::has_link(report.text(), &words);
    links(report, &words) || cues::has_page(report.text(), &words) || link()
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

/// A content that says two things, "that it burned and that nobody was hurt", as two.
pub(super) fn that_and_that(text: &str, spans: Vec<Span>) -> Vec<Vec<Span>> {
    let [span] = spans[..] else { return vec![spans] };
    let mut joints: Vec<(usize, usize)> = [" and that ", " but that "]
        .into_iter()
        .flat_map(|joint| span.of(text).match_indices(joint).map(|(at, joint)| (at, at + joint.len())))
        .filter(|&(_, next)| !stands_alone(&span.of(text)[next..]))
        .collect();
    joints.sort_unstable();
    let mut parts = Vec::new();
    let mut start = span.start;
    for (end, next) in joints {
        parts.push(vec![Span::new(start, span.start + end)]);
        start = span.start + next - "that ".len();
    }
    parts.push(vec![Span::new(start, span.end)]);
    parts
}

/// Whether the "that" before these words is a thing and opens no clause: "and that was all", "and that one was louder".
fn stands_alone(behind: &str) -> bool {
    const VERBS: [&str; 12] =
        ["is", "was", "has", "had", "will", "would", "could", "may", "can", "one", "means", "meant"];
    behind.split(|c: char| !c.is_alphanumeric()).next().is_some_and(|word| VERBS.contains(&word))
}

/// Whether a negation only sets something beside, or says no more than its next word: "two explosions, not one", "31 people,
/// not counting the driver", "not far from the lock".
pub(super) fn is_contrast(text: &str, negation: Span) -> bool {
    let before = text.get(..negation.start).unwrap_or("").trim_end();
    let not = negation.of(text).eq_ignore_ascii_case("not") || negation.of(text).eq_ignore_ascii_case("without");
    let behind = text.get(negation.end..).unwrap_or("").trim_start();
    let next = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    not && matches!(next, "far" | "only" | "just" | "uncommon" | "clear")
        || not && (before.ends_with(',') || before.ends_with(" and") || before.ends_with(" but"))
}

/// Relative clauses: "the depot, which supplies farms, burned", "the mill that burned in May was old".
pub(super) fn asides(report: &Doc, spans: &[Span]) -> Vec<Span> {
    spans.iter().flat_map(|&span| within(report, span)).collect()
}

fn within(report: &Doc, span: Span) -> Vec<Span> {
    let all = &report.source.segmentation.tokens;
    let first = all.partition_point(|token| token.span.start < span.start);
    let last = all.partition_point(|token| token.span.end <= span.end);
    let tokens = &all[first..last.max(first)];
    let mut asides = Vec::new();
    let mut at = 1;
    while at < tokens.len() {
        match clause(report.text(), tokens, at) {
            Some(end) => {
                asides.push(tokens[at].span.cover(tokens[end - 1].span));
                at = end;
            }
            None => at += 1,
        }
    }
    asides
}

/// Where the relative clause ends that begins at a token: with a comma, or before the verb of the sentence that goes on.
fn clause(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let word = tokens[at].span.of(text).to_lowercase();
    let behind_comma = tokens[at - 1].span.of(text) == ",";
    let noun = |at: usize| matches!(tokens[at].tag, Tag::Noun | Tag::Propn);
    let verb = |at: usize| matches!(tokens[at].tag, Tag::Verb | Tag::Aux);
    let opens = match word.as_str() {
        "which" | "who" | "whose" | "whom" | "where" => behind_comma || noun(at - 1),
        "that" => noun(at - 1) && at + 1 < tokens.len() && verb(at + 1),
        _ => false,
    };
    let goes_on =
        |&end: &usize| tokens[end].span.of(text) == "," || end > at + 2 && verb(end) && noun(end - 1) && !behind_comma;
    opens.then(|| (at + 1..tokens.len()).find(goes_on).unwrap_or(tokens.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::pile::whole;
    use crate::trace::tests::report;

    fn with<T>(text: &str, check: impl Fn(&Doc, Span) -> T) -> T {
        let annotated = [report("a", "", "", text).done()];
        whole(&annotated, |pile| check(&pile.docs[0], Span::new(0, text.len())))
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
    fn two_contents_are_two() {
        let text = "that it burned and that nobody was hurt";
        let parts = that_and_that(text, vec![Span::new(0, text.len())]);
        let words: Vec<&str> = parts.iter().map(|part| part[0].of(text)).collect();
        assert_eq!(words, ["that it burned", "that nobody was hurt"]);
    }

    #[test]
    fn a_contrast_denies_nothing() {
        let contrast = |text: &str| {
            let at = text.find("not").unwrap_or(0);
            is_contrast(text, Span::new(at, at + "not".len()))
        };
        assert!(contrast("He saw two explosions, not one."));
        assert!(contrast("A pump failed and not by chance."));
        assert!(!contrast("It did not burn."));
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
            with(text, |doc, span| asides(doc, &[span]).into_iter().map(|span| span.of(text)).collect())
        };
        assert_eq!(found("The depot, which supplies farms, burned."), ["which supplies farms"]);
        assert_eq!(found("It was Holt, who had slept there."), ["who had slept there."]);
        assert_eq!(found("The mill that burned near Zhelvar was old."), ["that burned near Zhelvar"]);
        assert!(found("Holt told the guards that the mill was old.").is_empty());
    }
}
