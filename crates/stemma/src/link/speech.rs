//! Speech without quotation marks: transcripts ("GOVERNOR HOLT: ...") and block quotations set off by a colon.

use crate::Span;

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
