//! A pile as large as it takes from the families of wire copy: replicas of them whose words are not those of the others.
//!
//! In a replica the letters of a word are moved on in the alphabet, in even and in odd places by two numbers of the
//! replica's own. So its families stay families, two replicas have no passage and no name in common, and spans stay
//! where they are: a replica needs no annotating of its own. What stays as it is: the commonest words, words of outlets'
//! names, words in which the rooms before found a cue, a time, an event or a hedge, words with other than plain letters.

use anyhow::{Context, Result};
use rayon::prelude::*;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use stemma::attribute::ChainLink;
use stemma::read::{Report, jsonl};
use stemma::shelf::Shelf;
use stemma::situate::Reference;
use stemma::{Annotated, Span, annotate};

/// The articles that the replicas are made of, annotated, and how many reports are made of them.
pub struct Corpus {
    articles: Vec<Article>,
    stay: BTreeSet<String>,
    size: usize,
}

struct Article {
    annotated: Annotated,
    /// Number of its outlet.
    outlet: Option<u32>,
    /// Words that are moved on.
    salted: Vec<Span>,
}

/// So many of the commonest words stay.
const COMMON: usize = 300;

/// Letters of the alphabet that a letter can be moved on by: 25 times 25 replicas.
const SHIFTS: usize = 25;

impl Corpus {
    /// Reads the articles; makes so many reports of them, cut to so many words each, or none but themselves, whole.
    pub fn read(path: &Path, cut_to: Option<(usize, usize)>) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let cut = |line: &str| -> Result<Report> {
            let mut line: Value = serde_json::from_str(line)?;
            if let Some((_, words)) = cut_to {
                line["text"] = first_words(line["text"].as_str().unwrap_or(""), words).into();
            }
            jsonl::report(&line.to_string()).map_err(|error| anyhow::anyhow!("{error:?}"))
        };
        let reports: Vec<Report> = text.lines().map(cut).collect::<Result<_>>()?;
        let annotated: Vec<Annotated> =
            reports.into_par_iter().map(|report| annotate(report, Reference::bundled())).collect();
        let names: BTreeSet<&str> = annotated.iter().filter_map(|of| of.report.outlet_name()).collect();
        let number = |of: &Annotated| names.iter().position(|name| Some(*name) == of.report.outlet_name());
        let outlets: Vec<Option<u32>> = annotated.iter().map(|of| number(of).map(|at| at as u32)).collect();
        let stay = staying(&annotated, &names);
        let article = |(annotated, outlet): (Annotated, Option<u32>)| {
            let salted = words_of(&annotated.report.text).filter(|&word| is_salted(&annotated, word, &stay)).collect();
            Article { annotated, outlet, salted }
        };
        let articles: Vec<Article> = annotated.into_iter().zip(outlets).map(article).collect();
        Ok(Corpus { size: cut_to.map_or(articles.len(), |(size, _)| size), articles, stay })
    }

    /// The text of one report.
    pub fn text(&self, at: usize) -> String {
        let article = self.article(at);
        let mut text = article.annotated.report.text.clone();
        salt(&mut text, &article.salted, self.replica(at));
        text
    }

    /// The number of its outlet.
    pub fn outlet(&self, at: usize) -> Option<u32> {
        self.article(at).outlet
    }

    fn article(&self, at: usize) -> &Article {
        &self.articles[at % self.articles.len()]
    }

    /// 0 for the corpus itself.
    fn replica(&self, at: usize) -> usize {
        at / self.articles.len()
    }

    /// A name as the texts of a replica have it.
    fn salt_name(&self, name: &mut String, replica: usize) {
        let words: Vec<Span> =
            words_of(name).filter(|word| !self.stay.contains(&word.of(name).to_lowercase())).collect();
        salt(name, &words, replica);
    }

    fn salt_link(&self, link: &mut ChainLink, replica: usize) {
        self.salt_name(&mut link.name, replica);
        link.members.iter_mut().for_each(|member| self.salt_link(member, replica));
    }
}

impl Shelf for Corpus {
    fn size(&self) -> usize {
        self.size
    }

    fn key(&self, at: usize) -> (Cow<'_, str>, Cow<'_, str>) {
        let report = &self.article(at).annotated.report;
        (Cow::Owned(format!("{}-{}", self.replica(at), report.id)), Cow::Borrowed(&report.text_sha256))
    }

    fn take(&self, at: usize) -> Cow<'_, Annotated> {
        let replica = self.replica(at);
        let mut made = self.article(at).annotated.clone();
        made.report.id = self.key(at).0.into_owned();
        salt(&mut made.report.text, &self.article(at).salted, replica);
        if let Some(title) = &mut made.report.title {
            self.salt_name(&mut title.value, replica);
        }
        let links = made.statements.iter_mut().flat_map(|statement| &mut statement.chain);
        links.for_each(|link| self.salt_link(link, replica));
        made.situation.actors.iter_mut().for_each(|actor| self.salt_name(&mut actor.name, replica));
        Cow::Owned(made)
    }
}

/// The commonest words, and those of outlets' names, in small letters.
fn staying(annotated: &[Annotated], outlets: &BTreeSet<&str>) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for text in annotated.iter().map(|of| &of.report.text) {
        words_of(text).for_each(|word| *counts.entry(word.of(text).to_lowercase()).or_default() += 1);
    }
    let mut counts: Vec<(usize, String)> = counts.into_iter().map(|(word, count)| (count, word)).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let common = counts.into_iter().take(COMMON).map(|(_, word)| word);
    common.chain(outlets.iter().flat_map(|name| words_of(name).map(|word| word.of(name).to_lowercase()))).collect()
}

/// Runs of plain letters.
fn words_of(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(|c: char| c.is_alphanumeric())?;
        let end = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |end| start + end);
        from = end;
        Some(Span::new(start, end))
    })
    .filter(|word| word.of(text).bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn is_salted(annotated: &Annotated, word: Span, stay: &BTreeSet<String>) -> bool {
    let situation = &annotated.situation;
    let kept = |spans: &[Span]| spans.iter().any(|span| span.overlaps(word));
    let said = annotated.statements.iter().any(|said| kept(&said.cue) || kept(&said.hedges));
    let told = situation.events.iter().any(|event| kept(&event.trigger));
    let timed = situation.times.iter().any(|time| time.span.overlaps(word));
    !(said || told || timed) && !stay.contains(&word.of(&annotated.report.text).to_lowercase())
}

/// Moves the letters of some words on.
fn salt(text: &mut String, words: &[Span], replica: usize) {
    let shifts = [replica % SHIFTS, replica / SHIFTS % SHIFTS].map(|shift| shift as u8);
    let mut bytes = std::mem::take(text).into_bytes();
    for word in words {
        for (at, byte) in bytes[word.start..word.end].iter_mut().enumerate() {
            let first = if byte.is_ascii_uppercase() { b'A' } else { b'a' };
            *byte = first + (*byte - first + shifts[at % 2]) % 26;
        }
    }
    *text = String::from_utf8(bytes).unwrap_or_default();
}

fn first_words(text: &str, words: usize) -> &str {
    let ends = text.char_indices().filter(|(_, c)| c.is_whitespace());
    ends.map(|(at, _)| at).nth(words).map_or(text, |end| &text[..end])
}
