//! Direct speech over more than one sentence: quotations that go on, that follow a colon, that name no speaker.
//!
//! After Pareti (2015): a quotation without a cue in the paragraph of an attributed one belongs to the same speaker.

use super::Stance;
use super::draft::Draft;
use super::view::Run;
use crate::Span;

/// Why a quotation without a cue of its own is part of a statement, for `--explain`.
const GOES_ON: &str = "content goes on in the quotation beside it, of the same speaker";

/// Gives each quotation that no draft holds to the speaker beside it, or makes a statement without a source of it.
pub(super) fn float(runs: &[Run<'_>], drafts: &mut Vec<Draft>) {
    let mut by_run: Vec<Vec<usize>> = vec![Vec::new(); runs.len()];
    for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| !draft.layout) {
        by_run[draft.run].push(index);
    }
    let mut speaker = Speaker::default();
    for (at, run) in runs.iter().enumerate() {
        if run.inside.is_some() {
            continue;
        }
        let own = own_drafts(drafts, &by_run[at]);
        if own.is_empty()
            && let Some(said) = floating(run)
        {
            if let Some(draft) = signed(run, runs[at + 1..].iter().take(20).find(|next| next.inside.is_none()), said) {
                drafts.push(Draft { run: at, paragraph: run.paragraph, ..draft });
                continue;
            }
            speaker.take(said, run, at, runs, &by_run, drafts);
            continue;
        }
        speaker.note(run, &own, drafts);
    }
}

/// The outermost drafts of a run, in order.
fn own_drafts(drafts: &[Draft], of_run: &[usize]) -> Vec<usize> {
    let of_run = &of_run[..of_run.len().min(64)];
    let mut own: Vec<usize> =
        of_run.iter().copied().filter(|&i| !of_run.iter().any(|&j| j != i && drafts[j].holds(&drafts[i]))).collect();
    own.sort_by_key(|&i| drafts[i].extent().start);
    own
}

/// What a run without attribution holds that is direct speech: all of it where it begins with a quotation.
fn floating(run: &Run<'_>) -> Option<Span> {
    let first = run.quotation(0)?;
    let inner = run.view.seg.quotations[first].inner.of(run.view.text).trim();
    let long = inner.split_whitespace().nth(2).is_some();
    let starts =
        inner.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '.' | '…' | '[' | '‘' | '\''));
    let ends = inner.ends_with(['.', '?', '!', ',', '…', '-', '—', '–', ')', '’']) || run.len() <= 2;
    let soon = inner.split_whitespace().next().is_some() && run.len() <= 2;
    (starts && (long && ends || soon)).then(|| run.span(0..run.end().max(1)))
}

/// Who spoke last in direct speech.
#[derive(Default)]
struct Speaker {
    /// The last draft with a quotation or a colon, and its paragraph.
    last: Option<usize>,
    paragraph: usize,
    /// "He wrote:" before it.
    awaits: bool,
    /// The last quotation of the draft was left open at the paragraph's end.
    quoted: bool,
}

impl Speaker {
    fn note(&mut self, run: &Run<'_>, own: &[usize], drafts: &[Draft]) {
        let Some(&last) = own.last() else {
            let clear = run.paragraph != self.paragraph || !run.items.iter().any(|item| item.quotation.is_some());
            if clear {
                self.quoted = false;
                self.awaits = false;
            }
            return;
        };
        let draft = &drafts[last];
        let text = run.view.text;
        let marks = |span: &Span| {
            span.of(text).starts_with(['"', '“', '«', '„', '\'', '‘'])
                || span.of(text).ends_with(['"', '”', '»', '\'', '’'])
        };
        self.quoted = draft.content.iter().any(marks) || draft.awaits || run.low(run.len() - 1) == ":";
        self.awaits = draft.awaits;
        self.last = Some(last);
        self.paragraph = run.paragraph;
    }

    fn take(
        &mut self,
        said: Span,
        run: &Run<'_>,
        at: usize,
        runs: &[Run<'_>],
        by_run: &[Vec<usize>],
        drafts: &mut Vec<Draft>,
    ) {
        let same = run.paragraph == self.paragraph;
        let next = run.paragraph == self.paragraph + 1;
        let goes_on = run.quotation(0).is_some_and(|q| run.view.seg.quotations[q].continues.is_some());
        let inside = opening_attribution(run, at, runs, by_run, drafts);
        let ahead = || speaker_ahead(run, at, runs, by_run, drafts);
        if let Some((index, rest)) = inside.filter(|_| !goes_on) {
            drafts[index].say(rest);
            drafts[index].notes.push(GOES_ON);
            (self.last, self.paragraph, self.quoted, self.awaits) = (Some(index), run.paragraph, true, false);
        } else if let Some(last) = self.last.filter(|_| same || goes_on || next && self.awaits) {
            let text = run.view.text;
            let other = drafts[last].content.last().is_some_and(|span| glyph(span.of(text)) != glyph(said.of(text)));
            if other && !self.awaits && drafts[last].source.is_some() {
                // Set in other marks by another hand: a quotation of its own, of the same speaker.
                let mut draft =
                    Draft { content: vec![said], run: at, paragraph: run.paragraph, ..drafts[last].clone() };
                draft.rule = format!("a quotation beside one of the same speaker; {}", draft.rule);
                drafts.push(draft);
                self.last = Some(drafts.len() - 1);
                return;
            }
            drafts[last].say(said);
            drafts[last].notes.push(GOES_ON);
            self.paragraph = run.paragraph;
            self.quoted = true;
        } else if let Some(index) = ahead() {
            drafts[index].content.insert(0, said);
            drafts[index].notes.push(GOES_ON);
        } else if let Some(last) = self.last.filter(|_| next && self.quoted) {
            drafts[last].say(said);
            drafts[last].notes.push(GOES_ON);
            self.paragraph = run.paragraph;
        } else {
            let mut draft =
                Draft::new(Span::new(said.start, said.start), Stance::Asserts, "a quotation that nobody is named for");
            draft.cue.clear();
            draft.say(said);
            draft.run = at;
            draft.paragraph = run.paragraph;
            drafts.push(draft);
            self.last = Some(drafts.len() - 1);
            self.paragraph = run.paragraph;
            self.quoted = true;
            self.awaits = false;
        }
    }
}

/// The marks that words open with, by their make; straight and curly double ones count as one.
fn glyph(words: &str) -> Option<char> {
    let mut chars = words.chars();
    let first = chars.next().filter(|c| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '«' | '„' | '`'))?;
    let doubled = chars.next() == Some(first);
    Some(match first {
        '"' | '“' | '”' => '"',
        '\'' | '‘' if !doubled => '\'',
        '\'' | '`' => '`',
        other => other,
    })
}

/// "“Our sources said that … It went on.”": the draft at the start of a quotation's inside, and the rest of the quotation.
fn opening_attribution(
    run: &Run<'_>,
    at: usize,
    runs: &[Run<'_>],
    by_run: &[Vec<usize>],
    drafts: &[Draft],
) -> Option<(usize, Span)> {
    let quotation = run.quotation(0)?;
    let next = runs.get(at + 1).filter(|next| next.inside == Some(quotation))?;
    let first = *own_drafts(drafts, &by_run[at + 1]).first()?;
    let draft = &drafts[first];
    let inner = run.view.seg.quotations[quotation].inner.trimmed(run.view.text);
    let source = draft.source?;
    let pronoun =
        matches!(source.of(run.view.text).to_lowercase().as_str(), "i" | "we" | "you" | "it" | "that" | "this");
    let opens = source.start <= inner.start && !pronoun && draft.stance == Stance::Asserts;
    let end = next.span(0..next.len()).end;
    opens.then(|| (first, Span::new(end.min(inner.end), inner.end).trimmed(run.view.text)))
}

/// "“…” – Commissioner Rask": a name behind a dash in a line of its own.
fn signed(run: &Run<'_>, next: Option<&Run<'_>>, said: Span) -> Option<Draft> {
    let next = next.filter(|next| next.inside.is_none() && next.is_dash(0) && next.paragraph <= run.paragraph + 1)?;
    let named = next.is_capital(1) && next.len() <= 14 && !(1..next.len()).any(|at| next.is_finite_verb(at));
    let mut draft = Draft::new(next.span(0..1), Stance::Asserts, "“…” – X");
    draft.source = Some(next.span(1..next.end()));
    draft.say(said);
    named.then_some(draft)
}

/// The speaker of a quotation in the next sentence of the same paragraph ("“Never.” “Again,” he said.").
fn speaker_ahead(run: &Run<'_>, at: usize, runs: &[Run<'_>], by_run: &[Vec<usize>], drafts: &[Draft]) -> Option<usize> {
    let ahead = runs[at + 1..].iter().zip(&by_run[at + 1..]).filter(|(next, _)| next.inside.is_none());
    for (next, of_run) in ahead.take(3) {
        if next.paragraph != run.paragraph || !next.is_quotation(0) {
            return None;
        }
        if let Some(&first) = own_drafts(drafts, of_run).first() {
            let start = drafts[first].content.first()?.start;
            return (start <= next.span(0..1).start).then_some(first);
        }
    }
    None
}
