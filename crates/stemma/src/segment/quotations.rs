//! Quotations: which marks pair, and how far a quotation runs whose other mark is missing.
//!
//! A closing mark takes the nearest opening one of its family. An opening mark that is left over runs to where the
//! speaker is named (`"We will answer, said Rask`), to where the quotation is opened again, or to the end of the
//! paragraph; a closing mark that is left over reaches back to the start of its sentence.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::marks::{Family, QuoteMark, Side};
use super::{Quotation, Sentence, Token, TokenKind};
use crate::Span;

/// Tokens between the comma and the verb of `, the tired old spokesman said`.
const SUBJECT_REACH: usize = 7;

/// Bytes that a quotation without a closing mark may run. In a text that lost its line ends the end of the paragraph is
/// the end of everything, so beyond this the quotation keeps to its sentence.
const LONGEST_OPEN: usize = 1000;

/// One paragraph as the pairing sees it.
pub(super) struct Paragraph<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) range: Range<usize>,
    pub(super) marks: &'a [QuoteMark],
    pub(super) sentences: &'a [Sentence],
    pub(super) lexicon: &'a Lexicon,
}

/// A quotation before its place among the others is known.
#[derive(Debug, Clone, Copy)]
struct Draft {
    span: Span,
    inner: Span,
    opened: bool,
    closed: bool,
    family: Family,
    /// Runs to where the same quotation is opened again, or to the end of the paragraph.
    runs_on: bool,
}

/// What the next paragraph may go on with: the quotation left open and its family.
pub(super) type RunningOn = Option<(usize, Family)>;

/// Appends the quotations of one paragraph; `running` is what the paragraph before left open.
pub(super) fn quotations(paragraph: &Paragraph, running: RunningOn, all: &mut Vec<Quotation>) -> RunningOn {
    if paragraph.marks.is_empty() {
        return None;
    }
    let matched = match_marks(paragraph.marks);
    let mut drafts = paragraph.drafts(&matched, running);
    drafts.sort_by_key(|draft| (draft.span.start, std::cmp::Reverse(draft.span.end), draft.inner.start));
    nest(paragraph, &drafts, running, all)
}

/// For each mark, the one it pairs with.
fn match_marks(marks: &[QuoteMark]) -> Vec<Option<usize>> {
    let mut partner = vec![None; marks.len()];
    let mut stack: Vec<usize> = Vec::new();
    let mut open = [0usize; 5];
    for (at, mark) in marks.iter().enumerate() {
        let family = mark.family as usize;
        if mark.side == Side::Open {
            open[family] += 1;
            stack.push(at);
            continue;
        }
        // A lone apostrophe never closes over a mark that is certain.
        let blocked = mark.weak && stack.last().is_some_and(|&top| marks[top].family != mark.family);
        if open[family] == 0 || blocked {
            continue;
        }
        while let Some(top) = stack.pop() {
            open[marks[top].family as usize] -= 1;
            if marks[top].family == mark.family {
                partner[top] = Some(at);
                partner[at] = Some(top);
                break;
            }
        }
    }
    partner
}

impl Paragraph<'_> {
    fn mark_span(&self, mark: usize) -> Span {
        self.tokens[self.marks[mark].token].span
    }

    fn end(&self) -> usize {
        self.tokens[self.range.end - 1].span.end
    }

    fn words(&self, token: usize) -> &str {
        &self.text[self.tokens[token].span]
    }

    fn drafts(&self, partner: &[Option<usize>], running: RunningOn) -> Vec<Draft> {
        let ends = OpenEnds::new(self, partner);
        let mut drafts = Vec::new();
        let mut free_from = self.tokens[self.range.start].span.start;
        for (at, mark) in self.marks.iter().enumerate() {
            let draft = match (mark.side, partner[at]) {
                (Side::Open, Some(close)) => self.pair(at, close),
                (Side::Open, None) if self.may_stay_open(mark) => ends.unclosed(self, at),
                (Side::Close, None) if self.may_be_unopened(mark) => self.unopened(at, free_from, running),
                _ => continue,
            };
            free_from = free_from.max(draft.span.end);
            if !draft.inner.is_empty() {
                drafts.push(draft);
            }
        }
        drafts
    }

    fn pair(&self, open: usize, close: usize) -> Draft {
        let (first, last) = (self.mark_span(open), self.mark_span(close));
        let inner = Span::new(first.end, last.start).trimmed(self.text);
        let family = self.marks[open].family;
        Draft { span: first.cover(last), inner, opened: true, closed: true, family, runs_on: false }
    }

    /// A lone `'` that pairs with nothing is an apostrophe; a ‘ is a mark.
    fn may_stay_open(&self, mark: &QuoteMark) -> bool {
        !mark.weak
    }

    /// A lone ’ that pairs with nothing closes a quotation only behind punctuation.
    fn may_be_unopened(&self, mark: &QuoteMark) -> bool {
        let before = &self.text[..self.tokens[mark.token].span.start];
        !mark.weak || before.ends_with([',', '!', '?']) && self.words(mark.token) == "’"
    }

    fn unopened(&self, mark: usize, free_from: usize, running: RunningOn) -> Draft {
        let close = self.mark_span(mark);
        let family = self.marks[mark].family;
        let sentence = self.sentences.partition_point(|sentence| sentence.span.start < close.start).saturating_sub(1);
        let goes_on = running.is_some_and(|(_, open)| open == family) && free_from == self.sentences[0].span.start;
        let from = if goes_on { free_from } else { self.sentences[sentence].span.start };
        let start = Span::new(from.max(free_from).min(close.start), close.start).trimmed(self.text).start;
        let inner = Span::new(start, close.start).trimmed(self.text);
        Draft { span: Span::new(start, close.end), inner, opened: false, closed: true, family, runs_on: false }
    }
}

/// Where quotations without a closing mark may end, found once for the paragraph.
struct OpenEnds {
    /// Ends before an attribution, outside every closed quotation.
    speakers: Vec<usize>,
    /// Opening marks at the start of a sentence, outside every closed quotation: byte and index of the mark.
    reopened: Vec<(usize, usize)>,
}

impl OpenEnds {
    fn new(paragraph: &Paragraph, partner: &[Option<usize>]) -> Self {
        let mut ends = OpenEnds { speakers: Vec::new(), reopened: Vec::new() };
        let unclosed = |at: usize| paragraph.marks[at].side == Side::Open && partner[at].is_none();
        if !(0..partner.len()).any(unclosed) {
            return ends;
        }
        let mut next_mark = 0;
        let mut token = paragraph.range.start;
        while token < paragraph.range.end {
            while paragraph.marks.get(next_mark).is_some_and(|mark| mark.token < token) {
                next_mark += 1;
            }
            let here = paragraph.marks.get(next_mark).filter(|mark| mark.token == token);
            if here.is_some_and(|mark| mark.side == Side::Open) {
                if paragraph.starts_sentence(token) {
                    ends.reopened.push((paragraph.tokens[token].span.start, next_mark));
                }
                if let Some(close) = partner[next_mark] {
                    token = paragraph.marks[close].token + 1;
                    continue;
                }
            }
            ends.speakers.extend(paragraph.speaker_after(token));
            token += 1;
        }
        ends
    }

    fn unclosed(&self, paragraph: &Paragraph, mark: usize) -> Draft {
        let open = paragraph.mark_span(mark);
        let family = paragraph.marks[mark].family;
        let speaker = self.speakers.get(self.speakers.partition_point(|&at| at <= open.end)).copied();
        let later = &self.reopened[self.reopened.partition_point(|&(at, _)| at <= open.start)..];
        let reopened = later.iter().find(|&&(_, at)| paragraph.marks[at].family == family).map(|&(at, _)| at);
        let limit = reopened.unwrap_or(paragraph.end());
        let end = speaker.filter(|&at| at < limit).unwrap_or(limit);
        let runs_on = end == limit && end - open.end <= LONGEST_OPEN;
        let end = if end - open.end <= LONGEST_OPEN { end } else { paragraph.sentence_end(open.start).min(end) };
        let inner = Span::new(open.end, end.max(open.end)).trimmed(paragraph.text);
        Draft { span: open.cover(inner), inner, opened: true, closed: false, family, runs_on }
    }
}

impl Paragraph<'_> {
    /// End of the sentence that holds the byte.
    fn sentence_end(&self, byte: usize) -> usize {
        let after = self.sentences.partition_point(|sentence| sentence.span.start <= byte);
        self.sentences[after.saturating_sub(1)].span.end
    }

    fn starts_sentence(&self, token: usize) -> bool {
        self.sentences.binary_search_by_key(&token, |sentence| sentence.tokens.start).is_ok()
    }

    /// If a clause that names the speaker starts at `token` (", said Rask", "! he said"): where the words before it end.
    fn speaker_after(&self, token: usize) -> Option<usize> {
        let is_comma = self.words(token) == ",";
        if !is_comma && !matches!(self.words(token), "!" | "?") {
            return None;
        }
        let reach = token + 1..self.range.end.min(token + 1 + SUBJECT_REACH);
        let mut words = reach.take_while(|&at| self.tokens[at].kind == TokenKind::Word);
        let first = words.next()?;
        let spoken = self.lexicon.is_speech_verb(self.words(first))
            || self.opens_subject(first)
                && words.any(|at| self.lexicon.is_speech_verb(self.words(at)) && !self.takes_clause(at));
        let mark = self.tokens[token].span;
        spoken.then_some(if is_comma { mark.start } else { mark.end })
    }

    fn opens_subject(&self, token: usize) -> bool {
        let word = self.words(token);
        word.starts_with(char::is_uppercase) || self.lexicon.opens_subject(&word.to_lowercase())
    }

    /// "…, he said that the bridge": the verb goes on to its own content and closes nothing.
    fn takes_clause(&self, verb: usize) -> bool {
        verb + 1 < self.range.end && self.words(verb + 1) == "that"
    }
}

/// Puts drafts, sorted outer before inner, into the list with depth and parent; crossing ends are cut to the outer one.
fn nest(paragraph: &Paragraph, drafts: &[Draft], running: RunningOn, all: &mut Vec<Quotation>) -> RunningOn {
    let mut stack: Vec<usize> = Vec::new();
    let mut running = running.filter(|_| paragraph.continues_from_start(drafts));
    let mut left = None;
    for draft in drafts {
        while stack.last().is_some_and(|&top| all[top].inner.end <= draft.span.start) {
            stack.pop();
        }
        let (span, inner, closed) = cut(draft, stack.last().map(|&top| all[top].inner.end), paragraph.text);
        let parent = stack.last().copied();
        let depth = stack.len();
        let goes_on = running.take_if(|(_, family)| depth == 0 && *family == draft.family);
        let continues = goes_on.map(|(index, _)| index);
        let opened = draft.opened;
        all.push(Quotation { span, inner, depth, opened, closed, continues, parent });
        stack.push(all.len() - 1);
        running = (depth == 0 && draft.runs_on).then_some((all.len() - 1, draft.family)).or(running);
        if depth == 0 {
            left = (draft.runs_on && span.end == paragraph.end()).then_some((all.len() - 1, draft.family));
        }
    }
    left
}

fn cut(draft: &Draft, limit: Option<usize>, text: &str) -> (Span, Span, bool) {
    match limit {
        Some(limit) if draft.span.end > limit => {
            let inner = Span::new(draft.inner.start.min(limit), limit).trimmed(text);
            (Span::new(draft.span.start, inner.end.max(draft.span.start)), inner, false)
        }
        _ => (draft.span, draft.inner, draft.closed),
    }
}

impl Paragraph<'_> {
    /// Whether the first quotation stands at the start of the paragraph, as one that goes on does.
    fn continues_from_start(&self, drafts: &[Draft]) -> bool {
        drafts.first().is_some_and(|first| first.span.start == self.tokens[self.range.start].span.start)
    }
}
