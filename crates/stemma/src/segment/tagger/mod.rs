//! Parts of speech: a greedy averaged perceptron (Collins 2002) over hashed features, from left to right.
//!
//! Words that have one part of speech anywhere come from `lexicon/en/closed_class.toml`; the rest is decided by
//! `english.weights`, which `train/segment` makes (its README is the model card). Sums of small integers, so the same
//! text gets the same tags on every machine.

mod features;
mod weights;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use serde::Deserialize;

use super::{Sentence, Tag, Token, TokenKind};
use features::{Look, Window, hash};
use weights::Weights;

/// Tags in the order of the weights.
const TAGS: [Tag; 17] = [
    Tag::Adj,
    Tag::Adp,
    Tag::Adv,
    Tag::Aux,
    Tag::Cconj,
    Tag::Det,
    Tag::Intj,
    Tag::Noun,
    Tag::Num,
    Tag::Part,
    Tag::Pron,
    Tag::Propn,
    Tag::Punct,
    Tag::Sconj,
    Tag::Sym,
    Tag::Verb,
    Tag::X,
];
/// Stands for the tag, and the word, before the sentence.
const START: u32 = 17;

#[derive(Deserialize)]
struct ClosedClass {
    aux: Vec<String>,
    det: Vec<String>,
    pron: Vec<String>,
    cconj: Vec<String>,
    sconj: Vec<String>,
    adp: Vec<String>,
    part: Vec<String>,
    aux_ends: Vec<String>,
    pron_ends: Vec<String>,
    symbols: Vec<String>,
}

/// Weights and lists of one language.
pub(super) struct Tagger {
    weights: Weights,
    /// Hash of a lower-case word and its only tag, sorted.
    closed: Vec<(u32, Tag)>,
    ends: Vec<(String, Tag)>,
    symbols: Vec<String>,
}

impl Tagger {
    /// The English tagger.
    pub(super) fn english() -> &'static Tagger {
        static TAGGER: OnceLock<Tagger> = OnceLock::new();
        TAGGER.get_or_init(|| {
            let source = include_str!("../lexicon/en/closed_class.toml");
            Tagger::new(toml::from_str(source).expect("a bundled lexicon parses"))
        })
    }

    fn new(lists: ClosedClass) -> Tagger {
        let classes = [
            (lists.aux, Tag::Aux),
            (lists.det, Tag::Det),
            (lists.pron, Tag::Pron),
            (lists.cconj, Tag::Cconj),
            (lists.sconj, Tag::Sconj),
            (lists.adp, Tag::Adp),
            (lists.part, Tag::Part),
        ];
        let words = classes.into_iter().flat_map(|(words, tag)| words.into_iter().map(move |word| (hash(&word), tag)));
        let mut closed: Vec<(u32, Tag)> = words.collect();
        closed.sort_by_key(|&(word, _)| word);
        let aux = lists.aux_ends.into_iter().map(|end| (end, Tag::Aux));
        let ends = aux.chain(lists.pron_ends.into_iter().map(|end| (end, Tag::Pron))).collect();
        Tagger { weights: Weights::english(), closed, ends, symbols: lists.symbols }
    }

    /// Sets the tags of the sentence's tokens.
    pub(super) fn tag(&self, text: &str, sentence: &Sentence, tokens: &mut [Token]) {
        let tokens = &mut tokens[sentence.tokens.clone()];
        let window = Window::new(text, tokens);
        let (mut last, mut before) = (START, START);
        for (at, token) in tokens.iter_mut().enumerate() {
            let words = &text[token.span];
            let only = self.only_tag(words, token.kind, window.look(at));
            let number = only.map_or_else(|| self.weights.best(&window.features(at, last, before)), number_of);
            token.tag = TAGS[number as usize];
            (last, before) = (number, last);
        }
    }

    /// The tag of a token that has only one.
    fn only_tag(&self, words: &str, kind: TokenKind, look: &Look) -> Option<Tag> {
        match kind {
            TokenKind::Quote => Some(Tag::Punct),
            TokenKind::Mark if matches!(words, "'" | "’") => None,
            TokenKind::Mark if self.symbols.iter().any(|symbol| symbol == words) => Some(Tag::Sym),
            TokenKind::Mark => Some(Tag::Punct),
            _ if look.is_plain_number() => Some(Tag::Num),
            _ => self.closed_tag(words, look),
        }
    }

    fn closed_tag(&self, words: &str, look: &Look) -> Option<Tag> {
        if !look.is_all_capitals()
            && let Ok(at) = self.closed.binary_search_by_key(&look.word, |&(word, _)| word)
        {
            return Some(self.closed[at].1);
        }
        if !look.has_apostrophe {
            return None;
        }
        let word = features::normal(words);
        self.ends.iter().find(|(end, _)| word.len() > end.len() && word.ends_with(end.as_str())).map(|&(_, tag)| tag)
    }
}

fn number_of(tag: Tag) -> u32 {
    TAGS.iter().position(|&known| known == tag).unwrap_or(TAGS.len() - 1) as u32
}
