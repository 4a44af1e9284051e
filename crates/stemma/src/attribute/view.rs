//! The report as the rules see it: runs of items, an item being a token or a whole quotation.
//!
//! A quotation inside a sentence is one item, so that the rules around it do not see its words; what stands in it is
//! looked at again as runs of its own. Each token is thus looked at once per depth of quotation.

use std::borrow::Cow;
use std::ops::Range;

use super::lexicon::{Lexicon, Words};
use super::unmarked;
use crate::Span;
use crate::segment::{Segmentation, Tag, TokenKind};

/// Quotations deeper than this are read as plain words.
const DEEPEST: usize = 4;

/// A text, its parts, and its words in lower case with straight apostrophes.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) seg: &'a Segmentation,
    pub(super) lexicon: &'static Lexicon,
    /// The text has lost its commas (see `unmarked`).
    pub(super) unmarked: bool,
    low: Vec<Cow<'a, str>>,
    /// The first token at or after each quotation's start, and the one past its end.
    quoted: Vec<Range<usize>>,
}

/// A token or a whole quotation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) tokens: Range<usize>,
    pub(super) quotation: Option<usize>,
}

/// A sentence, or a stretch of a quotation's inside that reads like one.
pub(super) struct Run<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) items: Vec<Item>,
    pub(super) paragraph: usize,
    /// The quotation whose inside it is part of.
    pub(super) inside: Option<usize>,
    /// A headline in Title Case, where capitals say nothing.
    pub(super) title: bool,
}

impl<'a> View<'a> {
    pub(super) fn new(text: &'a str, seg: &'a Segmentation) -> Self {
        let low = seg.tokens.iter().map(|token| lower(token.span.of(text))).collect();
        let at = |byte: usize| seg.tokens.partition_point(|token| token.span.start < byte);
        let quoted = seg.quotations.iter().map(|q| at(q.span.start)..at(q.span.end)).collect();
        let unmarked = unmarked::is_unmarked(text, seg.tokens.len());
        View { text, seg, lexicon: Lexicon::english(), unmarked, low, quoted }
    }

    /// All runs: of each paragraph in order, each followed by those inside its quotations.
    pub(super) fn runs(&'a self) -> Vec<Run<'a>> {
        let mut runs = Vec::new();
        let mut outer = self.children(None).into_iter().peekable();
        for index in 0..self.seg.paragraphs.len() {
            let sentences = self.sentences_of(index);
            let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { continue };
            let tokens = first.tokens.start..last.tokens.end;
            let mut quotations = Vec::new();
            while let Some(quotation) = outer.next_if(|&q| self.quoted[q].start < tokens.end) {
                quotations.push(quotation);
            }
            self.collect(tokens, &quotations, index, None, 0, &mut runs);
        }
        runs
    }

    fn sentences_of(&self, paragraph: usize) -> &'a [crate::segment::Sentence] {
        let all = &self.seg.sentences;
        let from = all.partition_point(|s| s.paragraph < paragraph);
        let to = all.partition_point(|s| s.paragraph <= paragraph);
        &all[from..to]
    }

    fn children(&self, parent: Option<usize>) -> Vec<usize> {
        (0..self.seg.quotations.len()).filter(|&q| self.seg.quotations[q].parent == parent).collect()
    }

    fn collect(
        &'a self,
        tokens: Range<usize>,
        quotations: &[usize],
        paragraph: usize,
        inside: Option<usize>,
        depth: usize,
        runs: &mut Vec<Run<'a>>,
    ) {
        let mut items = Vec::new();
        let mut at = tokens.start;
        let mut pending = quotations.iter().copied().peekable();
        let mut next_sentence = self.seg.sentences.partition_point(|s| s.tokens.start <= at);
        while at < tokens.end {
            // A sentence that began inside a quotation cuts nothing outside it.
            while self.seg.sentences.get(next_sentence).is_some_and(|s| s.tokens.start <= at) {
                if self.seg.sentences[next_sentence].tokens.start == at {
                    push_run(self, &mut items, paragraph, inside, runs);
                }
                next_sentence += 1;
            }
            while pending.next_if(|&q| self.quoted[q].start < at).is_some() {}
            match pending.next_if(|&q| self.quoted[q].start == at && self.quoted[q].end > at) {
                Some(quotation) => {
                    let range = at..self.quoted[quotation].end.min(tokens.end);
                    at = range.end;
                    items.push(Item { tokens: range, quotation: Some(quotation) });
                }
                None => {
                    items.push(Item { tokens: at..at + 1, quotation: None });
                    at += 1;
                }
            }
        }
        push_run(self, &mut items, paragraph, inside, runs);
        if depth < DEEPEST {
            for &quotation in quotations {
                self.collect_inside(quotation, paragraph, depth + 1, runs);
            }
        }
    }

    fn collect_inside(&'a self, quotation: usize, paragraph: usize, depth: usize, runs: &mut Vec<Run<'a>>) {
        let inner = self.seg.quotations[quotation].inner;
        let at = |byte: usize| self.seg.tokens.partition_point(|token| token.span.start < byte);
        let tokens = at(inner.start)..at(inner.end);
        let range = &self.seg.quotations[quotation + 1..];
        let within = range.iter().take_while(|q| q.span.start < inner.end).count();
        let children: Vec<usize> = (quotation + 1..quotation + 1 + within)
            .filter(|&q| self.seg.quotations[q].parent == Some(quotation))
            .collect();
        self.collect(tokens, &children, paragraph, Some(quotation), depth, runs);
    }

    pub(super) fn low(&self, token: usize) -> &str {
        self.low.get(token).map_or("", |word| word.as_ref())
    }
}

fn push_run<'a>(
    view: &'a View<'a>,
    items: &mut Vec<Item>,
    paragraph: usize,
    inside: Option<usize>,
    runs: &mut Vec<Run<'a>>,
) {
    if !items.is_empty() {
        let mut run = Run { view, items: std::mem::take(items), paragraph, inside, title: false };
        run.title = run.is_title_case();
        runs.push(run);
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().all(|c| !c.is_uppercase() && c != '’') {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace('’', "'"))
}

impl Run<'_> {
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn words(&self) -> &'static Words {
        &self.view.lexicon.words
    }

    /// The word in lower case; "" for a quotation and past the end.
    pub(super) fn low(&self, at: usize) -> &str {
        match self.items.get(at) {
            Some(item) if item.quotation.is_none() => self.view.low(item.tokens.start),
            _ => "",
        }
    }

    /// The words as written.
    pub(super) fn word(&self, at: usize) -> &str {
        self.items.get(at).map_or("", |_| self.span(at..at + 1).of(self.view.text))
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.low(at))
    }

    pub(super) fn quotation(&self, at: usize) -> Option<usize> {
        self.items.get(at)?.quotation
    }

    pub(super) fn is_quotation(&self, at: usize) -> bool {
        self.quotation(at).is_some()
    }

    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        let item = self.items.get(at)?;
        item.quotation.is_none().then(|| self.view.seg.tokens[item.tokens.start].kind)
    }

    pub(super) fn tag(&self, at: usize) -> Tag {
        match self.items.get(at) {
            Some(item) if item.quotation.is_none() => self.view.seg.tokens[item.tokens.start].tag,
            _ => Tag::X,
        }
    }

    /// A letter word, not a mark, number or quotation.
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word)
    }

    pub(super) fn is_mark(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(TokenKind::Mark | TokenKind::Quote))
    }

    /// Whether the word begins with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.is_word(at) && self.word(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// The span of a range of items; of an empty range, the empty span before it.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let token = |at: usize| self.view.seg.tokens[at].span;
        let clamp = |at: usize| at.min(self.items.len());
        match (self.items.get(range.start), clamp(range.end)) {
            (Some(first), end) if end > range.start => {
                let start =
                    first.quotation.map_or(token(first.tokens.start).start, |q| self.view.seg.quotations[q].span.start);
                let last = &self.items[end - 1];
                let to =
                    last.quotation.map_or(token(last.tokens.end - 1).end, |q| self.view.seg.quotations[q].span.end);
                Span::new(start, to.max(start))
            }
            (Some(first), _) => {
                let at = token(first.tokens.start).start;
                Span::new(at, at)
            }
            (None, _) => {
                let end = self.items.last().map_or(0, |last| token(last.tokens.end - 1).end);
                Span::new(end, end)
            }
        }
    }

    /// The items that begin within a span.
    pub(super) fn items_of(&self, span: Span) -> Range<usize> {
        let first =
            |byte: usize| self.items.partition_point(|item| self.view.seg.tokens[item.tokens.start].span.start < byte);
        first(span.start)..first(span.end)
    }

    /// Whether most longer words of a short run begin with a capital.
    fn is_title_case(&self) -> bool {
        let long = |at: &usize| self.is_word(*at) && self.word(*at).len() > 3;
        if self.len() > 40 {
            return false;
        }
        let words = (0..self.len()).filter(long).count();
        let capitals = (0..self.len()).filter(long).filter(|&at| self.is_capital(at)).count();
        words >= 4 && capitals * 10 >= words * 8
    }

    /// Whether the run is the first sentence of its paragraph.
    pub(super) fn opens_paragraph(&self) -> bool {
        let paragraph = self.view.seg.paragraphs.get(self.paragraph);
        paragraph.is_some_and(|paragraph| self.span(0..1).start <= paragraph.start)
    }

    /// Where the run ends without its final full stop.
    pub(super) fn end(&self) -> usize {
        let mut end = self.len();
        while end > 0 && matches!(self.low(end - 1), "." | ";" | "…" | "..." | ")") && self.is_mark(end - 1) {
            if self.low(end - 1) == ")" && (0..end - 1).any(|at| self.low(at) == "(") {
                break;
            }
            end -= 1;
        }
        end
    }
}
