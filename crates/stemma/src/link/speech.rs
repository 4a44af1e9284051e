//! Whose words a passage is made of: quotation marks read within the passage, and speech that has no marks.
//!
//! A mark that is missing somewhere before a passage must not turn its narrative into speech. So where a passage has
//! marks of its own, in it or right beside it, they alone decide; where it has none, the reading of the whole text does.

use std::ops::RangeInclusive;

use crate::Span;

use super::doc::{Doc, QUOTED, SPEECH};

/// The marks of the words of a passage, with [`QUOTED`] read from the quotation marks in it and right beside it, and
/// whether it has any of these: where it has none, the reading of the whole text is only likely.
pub(super) fn marks_in(doc: &Doc, range: RangeInclusive<usize>) -> (Vec<u8>, bool) {
    let mut marks = doc.marks[range.clone()].to_vec();
    let Some(quoted) = quoted_in(doc, range) else { return (marks, false) };
    for (mark, quoted) in marks.iter_mut().zip(quoted) {
        *mark = *mark & !QUOTED | if quoted { QUOTED } else { 0 };
    }
    (marks, true)
}

/// For each word of a passage whether the passage's own quotation marks enclose it; `None` where it has none.
fn quoted_in(doc: &Doc, range: RangeInclusive<usize>) -> Option<Vec<bool>> {
    let (first, last) = (*range.start(), *range.end());
    let mut turns: Vec<Option<bool>> = Vec::with_capacity(last + 2 - first);
    for word in first..=last + 1 {
        let from = word.checked_sub(1).map_or(0, |before| doc.words.spans[before].1 as usize);
        let to = doc.words.spans.get(word).map_or(doc.text().len(), |span| span.0 as usize);
        turns.push(turn(doc.text().get(from..to).unwrap_or(""), word > first, word <= last));
    }
    let opening = turns.iter().flatten().next()?;
    let mut inside = !opening;
    let mut quoted: Vec<bool> = turns[..=last - first]
        .iter()
        .map(|turn| {
            inside = turn.unwrap_or(inside);
            inside
        })
        .collect();
    drop_titles(&mut quoted);
    Some(quoted)
}

/// Whether the marks between two words leave the second one inside or outside a quotation; `None` where there are
/// none. The word before or behind may lie outside the passage: then only the mark that touches the passage counts.
fn turn(between: &str, before: bool, behind: bool) -> Option<bool> {
    let near = match (before, behind) {
        (true, true) => between,
        (false, _) => between.rsplit_once(char::is_whitespace).map_or(between, |parts| parts.1),
        (true, false) => between.split_once(char::is_whitespace).map_or(between, |parts| parts.0),
    };
    let mark = near.char_indices().rfind(|(_, c)| matches!(c, '"' | '″' | '“' | '”' | '„' | '«' | '»'))?;
    Some(match mark.1 {
        '“' | '„' | '«' => true,
        '”' | '»' => false,
        _ => {
            near[mark.0 + mark.1.len_utf8()..].is_empty()
                && (mark.0 > 0 && near[..mark.0].ends_with(char::is_whitespace) || !before)
        }
    })
}

/// Titles, nicknames and scare quotes are no speech: runs of a few words that are opened and closed in the passage.
fn drop_titles(quoted: &mut [bool]) {
    let mut at = 0;
    let end = quoted.len();
    let runs: Vec<(usize, usize)> = quoted
        .chunk_by(|a, b| a == b)
        .map(|run| {
            at += run.len();
            (at - run.len(), at)
        })
        .collect();
    for (from, to) in runs {
        if quoted[from] && to - from < SPEECH && from > 0 && to < end {
            quoted[from..to].fill(false);
        }
    }
}

/// Words in a paragraph that can be a block quotation: shorter ones are items of a list.
const BLOCK: usize = 12;

/// Paragraphs that are somebody's words though no marks say so.
pub(super) fn unmarked(text: &str, paragraphs: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut announced = false;
    for &paragraph in paragraphs {
        let words = paragraph.of(text);
        let speaker = speaker(words);
        if speaker > 0 {
            found.push(Span::new(paragraph.start + speaker, paragraph.end));
        } else if announced && words.split_whitespace().nth(BLOCK).is_some() {
            found.push(paragraph);
        }
        announced = words.trim_end().ends_with(':');
    }
    found
}

/// Length of the speaker's name at the head of a paragraph of a transcript, with its colon; 0 where there is none.
fn speaker(words: &str) -> usize {
    let Some((name, _)) = words.split_once(':').filter(|(name, _)| name.len() <= 60) else { return 0 };
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    if letters >= 4 && capitals == letters { name.len() + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Report;
    use crate::situate::Reference;

    fn narrative(text: &str) -> String {
        let annotated = crate::annotate(Report::from_text("r", text), Reference::bundled());
        let doc = Doc::of(&annotated, None);
        let first = text[..text.find('|').unwrap_or(0)].split_whitespace().count();
        let (marks, _) = marks_in(&doc, first..=doc.words.len() - 1);
        let plain = marks.iter().enumerate().filter(|(_, mark)| **mark & QUOTED == 0);
        plain.map(|(at, _)| doc.words.span(first + at, first + at).of(text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_mark_left_open_before_the_passage_does_not_reach_into_it() {
        let text =
            "He said \"we wait for the tide. | The quay was closed. \"We could not see the lights at all,\" Tamm said.";
        assert_eq!(narrative(text), "The quay was closed Tamm said");
        let text =
            "“We could not see the lights,” Tamm said. | The quay “was closed on Monday by the guards of” the mayor.";
        assert_eq!(narrative(text), "The quay the mayor");
    }

    #[test]
    fn a_title_is_no_speech() {
        assert_eq!(
            narrative("The ferry “Long Night” was late again on Monday"),
            "The ferry Long Night was late again on Monday"
        );
    }

    #[test]
    fn transcripts_and_blocks_are_speech() {
        let text = "GOVERNOR HOLT: Nobody slept that night.\nShe then read from a letter:\nWe have lived beside the tanks \
                    for forty years and nobody has ever asked us what we think.\nNext steps:\nClose the yard";
        let mut at = 0;
        let paragraphs: Vec<Span> = text
            .split('\n')
            .map(|line| {
                at += line.len() + 1;
                Span::new(at - line.len() - 1, at - 1)
            })
            .collect();
        let found: Vec<&str> = unmarked(text, &paragraphs).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with(" Nobody") && found[1].starts_with("We have lived"));
    }
}
