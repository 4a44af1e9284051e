//! Names outside the table, by their shape: titles, bodies' words, initials in brackets, short forms.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{ActorMention, fold, mention};
use crate::Span;
use crate::segment::{Segmentation, Sentence, TokenKind};
use crate::situate::place::words;

#[derive(Deserialize)]
struct Lexicon {
    bodies: Bodies,
    titles: Titles,
}

#[derive(Deserialize)]
struct Bodies {
    words: Vec<String>,
    inside: Vec<String>,
    #[cfg(test)]
    yes: Vec<String>,
    #[cfg(test)]
    no: Vec<String>,
}

#[derive(Deserialize)]
struct Titles {
    words: Vec<String>,
    #[cfg(test)]
    yes: Vec<String>,
    #[cfg(test)]
    no: Vec<String>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| toml::from_str(include_str!("lexicon/en/bodies.toml")).expect("a lexicon that parses"))
}

/// Bodies and titled persons that stand on no place.
pub(super) fn mentions(text: &str, segmentation: &Segmentation, places: &[Span]) -> Vec<ActorMention> {
    let mut found = Vec::new();
    for sentence in &segmentation.sentences {
        let scan = Scan { text, segmentation, sentence };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let end = scan.run(at);
            if end > at {
                found.extend(scan.named(at, end, places));
            }
            at = end.max(at + 1);
        }
    }
    found
}

struct Scan<'a> {
    text: &'a str,
    segmentation: &'a Segmentation,
    sentence: &'a Sentence,
}

impl Scan<'_> {
    fn word(&self, at: usize) -> &str {
        self.segmentation.tokens[at].span.of(self.text)
    }

    fn is_capital(&self, at: usize) -> bool {
        let word = self.word(at);
        // "al-Hassan" is one token and a name.
        let article = word.split_once('-').is_some_and(|(article, rest)| {
            article.len() <= 3
                && rest.starts_with(char::is_uppercase)
                && article.bytes().all(|b| b.is_ascii_lowercase())
        });
        self.segmentation.tokens[at].kind == TokenKind::Word && (word.starts_with(char::is_uppercase) || article)
    }

    /// End of a run of capitalised words, small words inside it allowed.
    fn run(&self, start: usize) -> usize {
        let lexicon = lexicon();
        let (mut at, mut end) = (start, start);
        while at < self.sentence.tokens.end && at < start + 12 {
            if self.is_capital(at) {
                end = at + 1;
            } else if end == start || !lexicon.bodies.inside.iter().any(|w| w == self.word(at)) {
                break;
            }
            at += 1;
        }
        end
    }

    fn named(&self, start: usize, end: usize, places: &[Span]) -> Vec<ActorMention> {
        let lexicon = lexicon();
        let start = if matches!(self.word(start), "The" | "A" | "An" | "In" | "On" | "At" | "But" | "And") {
            start + 1
        } else {
            start
        };
        if start >= end {
            return Vec::new();
        }
        let title = |at: usize| lexicon.titles.words.iter().any(|t| t == self.word(at));
        let titled = (start..end).take_while(|&at| title(at)).count();
        let before = start.checked_sub(1).is_some_and(|at| at >= self.sentence.tokens.start && title(at));
        let span = |from: usize| self.segmentation.tokens[from].span.cover(self.segmentation.tokens[end - 1].span);
        if (titled > 0 || before) && start + titled < end {
            let name = span(start + titled);
            return vec![mention(name, name.of(self.text), "person", "a name after a title")];
        }
        let whole = span(start);
        let body = end - start >= 2 && (start..end).any(|at| lexicon.bodies.words.iter().any(|w| w == self.word(at)));
        if !body && self.is_full_name(start, end) && !places.iter().any(|p| p.overlaps(whole)) {
            return vec![mention(whole, whole.of(self.text), "person", "a given name and a surname")];
        }
        if !body || places.iter().any(|p| p.contains(whole)) {
            return Vec::new();
        }
        let mut found = vec![mention(whole, whole.of(self.text), "organisation", "a body's word in the name")];
        found.extend(self.initials(end, &found[0]));
        found
    }

    /// "Lena Marrow", "Bashar al-Assad": a given name first, two or three words, none of them an ordinary one.
    fn is_full_name(&self, start: usize, end: usize) -> bool {
        let flags = |at: usize| words::flags(self.word(at).trim_end_matches('.'));
        let given = flags(start) & words::GIVEN != 0 && flags(start) & words::FREQUENT == 0;
        let plain = |at: usize| flags(at) & (words::FREQUENT | words::COMMON) == 0 || flags(at) & words::SURNAME != 0;
        let shouted = self.word(end - 1).chars().filter(|c| c.is_uppercase()).count() > 2;
        (2..=3).contains(&(end - start)) && given && (start + 1..end).all(plain) && !shouted
    }

    /// "(TVO)" behind a name whose initials it is.
    fn initials(&self, end: usize, full: &ActorMention) -> Option<ActorMention> {
        let inside = end + 1;
        if inside + 1 >= self.sentence.tokens.end || self.word(end) != "(" || self.word(inside + 1) != ")" {
            return None;
        }
        let capitals: String =
            full.name.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
        let short = self.segmentation.tokens[inside].span;
        let same = short.of(self.text).replace('.', "") == capitals;
        same.then(|| ActorMention { span: short, basis: format!("initials of {}", full.name), ..full.clone() })
    }
}

/// Who each short form stands for: the last word of a person's full name, the initials of a body.
fn by_short<'a>(text: &'a str, known: &'a [ActorMention]) -> BTreeMap<&'a str, Option<&'a ActorMention>> {
    let mut by_short: BTreeMap<&str, Option<&ActorMention>> = BTreeMap::new();
    for full in known {
        if let Some(short) = short_form(full, text) {
            let entry = by_short.entry(short).or_insert(Some(full));
            // Two persons of one surname: the short form decides for neither.
            if entry.is_some_and(|other| fold(&other.name) != fold(&full.name)) {
                *entry = None;
            }
        }
    }
    by_short
}

/// "The TVO" as a source is the body whose initials it is.
pub(super) fn settle_sources(text: &str, mentions: &mut [ActorMention]) {
    let known = mentions.to_vec();
    let full = by_short(text, &known);
    for mention in mentions.iter_mut().filter(|m| m.basis == "named as a source") {
        let short =
            mention.name.strip_prefix("The ").or_else(|| mention.name.strip_prefix("the ")).unwrap_or(&mention.name);
        let Some(full) = full.get(short).copied().flatten().filter(|full| full.span.end < mention.span.start) else {
            continue;
        };
        *mention = ActorMention { span: mention.span, basis: format!("short form of {}", full.name), ..full.clone() };
    }
}

/// Later short forms in the text.
pub(super) fn short_forms(text: &str, segmentation: &Segmentation, known: &[ActorMention]) -> Vec<ActorMention> {
    let by_short = by_short(text, known);
    let tokens = segmentation.tokens.iter().filter(|t| t.kind == TokenKind::Word);
    tokens
        .filter_map(|token| {
            let full = by_short.get(token.span.of(text)).copied().flatten()?;
            let later = token.span.start > full.span.end;
            later.then(|| ActorMention {
                span: token.span,
                basis: format!("short form of {}", full.name),
                ..full.clone()
            })
        })
        .collect()
}

fn short_form<'a>(full: &'a ActorMention, text: &'a str) -> Option<&'a str> {
    if full.basis.starts_with("initials of") {
        return Some(full.span.of(text));
    }
    let words = full.name.split_whitespace().count();
    let last = full.name.split_whitespace().last()?;
    (full.kind == "person" && words >= 2 && last.starts_with(char::is_uppercase) && last.chars().count() > 2)
        .then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Report;
    use crate::segment::segment;
    use crate::situate::actor::{ActorTable, actors};
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<ActorMention> {
        actors(&Report::from_text("r", text), &segment(text), &[], &[], &ActorTable::bundled())
    }

    #[test]
    fn shapes_carry_their_evidence() {
        let lexicon = lexicon();
        let has = |text: &String, kind: &str| found(text).iter().any(|m| m.kind == kind);
        assert!(lexicon.bodies.yes.iter().all(|t| has(t, "organisation")));
        assert!(!lexicon.bodies.no.iter().any(|t| has(t, "organisation")));
        assert!(lexicon.titles.yes.iter().all(|t| has(t, "person")));
        assert!(!lexicon.titles.no.iter().any(|t| has(t, "person")));
    }

    #[test]
    fn a_surname_takes_the_full_name_told_before() {
        let all = found("Colonel Ivo Tarsk spoke. Later Tarsk left.");
        assert_eq!(all[1].name, "Ivo Tarsk");
        assert_eq!(all[1].id, all[0].id);
    }

    #[test]
    fn a_given_name_and_a_surname_are_a_person() {
        let names = |text: &str| found(text).into_iter().map(|m| m.name).collect::<Vec<_>>();
        assert_eq!(
            names("Lena Tarskow met Omar al-Velun. Then Tarskow left."),
            ["Lena Tarskow", "Omar al-Velun", "Lena Tarskow"]
        );
        assert_eq!(names("In May the Grand Hall burned."), Vec::<String>::new());
    }

    #[test]
    fn a_surname_of_two_people_stays_open() {
        let all = found("Dr. Ivo Tarsk met Dr. Lena Tarsk. Tarsk left.");
        assert_eq!(all.len(), 2);
    }

    #[test]
    fn initials_in_brackets_name_the_body() {
        let all = found("The Tiss Valley Observatory (TVO) spoke. Then TVO left.");
        assert_eq!(all.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["Tiss Valley Observatory"; 3]);
    }

    #[test]
    fn initials_as_a_source_are_the_body() {
        let text = "The Tiss Valley Observatory (TVO) counted nine. The TVO said two were guards.";
        let annotated = crate::annotate(Report::from_text("r", text), crate::situate::Reference::bundled());
        let actors = annotated.situation.actors;
        assert_eq!(actors.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["Tiss Valley Observatory"; 3]);
        assert!(actors.iter().all(|m| m.id == actors[0].id));
    }

    proptest! {
        #[test]
        fn never_panics_and_never_overlaps(text in "\\PC{0,200}") {
            let all = found(&text);
            prop_assert!(all.iter().all(|m| text.get(m.span.start..m.span.end).is_some()));
            prop_assert!(all.windows(2).all(|w| !w[0].span.overlaps(w[1].span)));
        }
    }
}
