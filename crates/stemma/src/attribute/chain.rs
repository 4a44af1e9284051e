//! Chains: through whom a statement came, origin first, the outlet nearest to this page last.
//!
//! A statement's own links are those it has its words from ("citing X"), its source, and who was told or quoted it
//! ("told X"; an outlet relays, a wife does not). A nested statement goes on through the statement that holds it.

use super::class;
use super::draft::Draft;
use super::outlet_phrase::is_outlet_phrase;
use super::resolve::{Names, Resolved};
use super::{ChainLink, SourceClass, Stance};
use crate::Span;
use crate::read::Report;

/// Links of one chain at most.
const LONGEST: usize = 12;

/// The chain of each draft; drafts stand in the order of the text, `parents` before or after.
/// `named` are the subjects of its sentences, whom a pronoun may mean.
pub(super) fn chains(
    report: &Report,
    drafts: &[Draft],
    parents: &[Option<usize>],
    named: &[(Span, usize)],
) -> Vec<Vec<Told>> {
    let mut names = Names::default();
    let mut named = named.iter().peekable();
    let own_of = |draft: &Draft| {
        let here = draft.source.unwrap_or(draft.extent()).start;
        while let Some((span, paragraph)) = named.next_if(|(span, _)| span.start < here) {
            names.mention(span.of(&report.text), *paragraph);
        }
        own_links(report, draft, &mut names)
    };
    let own: Vec<Vec<Told>> = drafts.iter().map(own_of).collect();
    (0..drafts.len()).map(|index| whole(&own, parents, drafts, index)).collect()
}

fn whole(own: &[Vec<Told>], parents: &[Option<usize>], drafts: &[Draft], index: usize) -> Vec<Told> {
    let mut chain = own[index].clone();
    let mut at = index;
    for _ in 0..LONGEST {
        let Some(parent) = parents[at].filter(|_| chain.len() < LONGEST) else { break };
        // Who speaks of themselves in their own words is no second hand.
        let same = chain.last().zip(own[parent].first()).is_some_and(|(last, first)| last.link.name == first.link.name);
        let shared = drafts[at].source.is_some() && drafts[at].source == drafts[parent].source;
        // "“I remember …,” she said": I am she.
        let own_words = chain.len() == 1 && matches!(chain[0].link.name.as_str(), "I" | "We" | "we");
        if own_words && at == index && drafts[parent].source.is_some() {
            let here = chain[0].link.span;
            chain = own[parent].clone();
            chain.iter_mut().take(1).for_each(|told| told.link.span = here);
            at = parent;
            continue;
        }
        if !same && !shared && passes_on(&drafts[parent]) {
            let held = own[parent].iter().map(|told| Told {
                why: format!("{}, through the statement that holds this one", told.why),
                ..told.clone()
            });
            chain.extend(held);
        }
        at = parent;
    }
    chain
}

/// Whether who holds a statement vouches for having it: a denial passes nothing on.
fn passes_on(holder: &Draft) -> bool {
    !matches!(holder.stance, Stance::Denies | Stance::Doubts | Stance::Declines | Stance::Orders)
}

fn own_links(report: &Report, draft: &Draft, names: &mut Names) -> Vec<Told> {
    if let Some(agency) = draft.source.filter(|_| draft.layout) {
        names.credit(agency.of(&report.text), draft.paragraph);
    }
    let known: Vec<bool> = draft.relays.iter().map(|relay| names.is_credited(relay.span.of(&report.text))).collect();
    let mut told = |words: Span, role: &str| told(report, words, role, draft.paragraph, names);
    let mut source: Vec<Told> =
        draft.source.map(|span| source(span, draft.antecedent, &mut told)).into_iter().collect();
    source.iter_mut().filter(|_| draft.hidden).for_each(hide);
    let origins: Vec<Told> = draft.origins.iter().map(|&span| told(span, "cited")).collect();
    let relays: Vec<Told> = draft
        .relays
        .iter()
        .zip(known)
        .filter(|(relay, known)| relay.sure || *known || is_outlet(report, relay.span))
        .map(|(relay, _)| told(relay.span, if relay.sure { "passes it on" } else { "an outlet that was told" }))
        .collect();
    // "told Fars, citing Al Hadath": an outlet carried what the sources said; "told Fars, citing a guard": the guard saw it.
    let carried = origins.iter().all(|told| told.link.class == SourceClass::Outlet);
    let told_on = !relays.is_empty() && !origins.is_empty() && carried;
    let parts = if told_on { [source, origins, relays] } else { [origins, source, relays] };
    parts.into_iter().flatten().collect()
}

/// The link of the source; "who" stands for the noun phrase before it.
fn source(span: Span, antecedent: Option<Span>, told: &mut impl FnMut(Span, &str) -> Told) -> Told {
    let Some(words) = antecedent else { return told(span, "source") };
    let mut whom = told(words, "source, the words before the relative pronoun");
    whom.link.span = Some(span);
    whom
}

/// Who wants no name is unnamed, whatever office the words give; a name that stands there nevertheless stays one.
fn hide(told: &mut Told) {
    if !matches!(told.link.class, SourceClass::Person) && told.link.members.is_empty() {
        told.link.class = SourceClass::Unnamed;
        told.why.push_str(", unnamed by the words beside it");
    }
}

/// A link with what made it one.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) link: ChainLink,
    /// Its role, what decides its class, what decides its name.
    pub(super) why: String,
}

fn told(report: &Report, span: Span, role: &str, paragraph: usize, names: &mut Names) -> Told {
    let (link, by) = link(report, span, paragraph, names);
    let words = link.span.map_or("", |span| span.of(&report.text));
    let class = match by {
        Some(by) => format!("{} as “{by}” before", class::word(link.class)),
        None => class::reason(words, link.class),
    };
    Told { why: format!("link “{words}”: {role}, {class}"), link }
}

/// Whether the words name an outlet: by themselves, or because the report is that outlet's.
fn is_outlet(report: &Report, span: Span) -> bool {
    let words = span.of(&report.text);
    let own = report.outlet_name().is_some_and(|outlet| {
        let short = words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words).to_lowercase();
        !short.is_empty() && outlet.to_lowercase().split(' ').any(|word| word == short)
            || outlet.to_lowercase() == short
    });
    own || is_outlet_phrase(words)
}

/// One link, with its members where sources stand side by side, and the words that decide its name.
fn link(report: &Report, span: Span, paragraph: usize, names: &mut Names) -> (ChainLink, Option<String>) {
    let words = span.of(&report.text).trim_end_matches([',', ' ']);
    let span = Span::new(span.start, span.start + words.len());
    let members = members(words, span);
    if members.is_empty() {
        let Resolved { name, class, by } = names.resolve(words, paragraph);
        return (ChainLink { name, class, span: Some(span), members: Vec::new() }, by);
    }
    let members: Vec<ChainLink> = members.into_iter().map(|part| link(report, part, paragraph, names).0).collect();
    let class = members.first().map_or(SourceClass::Group, |first| first.class);
    (ChainLink { name: words.to_string(), class, span: Some(span), members }, None)
}

/// "the harbour guard and a witness": sources of their own, as the article before the second shows.
fn are_phrases(parts: &[&str]) -> bool {
    let articled = |part: &str| part.split(' ').next().is_some_and(|word| matches!(word, "the" | "a" | "an"));
    let opens = |part: &str| articled(part) || part.starts_with(char::is_uppercase);
    let source = |part: &str| part.split(' ').count() <= 8 && class::class(part).is_some();
    matches!(parts, [left, right] if opens(left) && articled(right) && source(left) && source(right))
}

/// "Reuters and AFP": where the parts of a list of names stand; none where the words are no such list.
fn members(words: &str, span: Span) -> Vec<Span> {
    let Some(joint) = words.find(" and ") else { return Vec::new() };
    let (left, right) = (&words[..joint], &words[joint + 5..]);
    let left = left.strip_prefix("both ").or_else(|| left.strip_prefix("Both ")).unwrap_or(left);
    let name = |part: &str| {
        let named = part.split_whitespace().any(|word| word.chars().next().is_some_and(char::is_uppercase));
        let short = part.split_whitespace().count() <= 6;
        named
            && short
            && class::class(part)
                .is_some_and(|class| matches!(class, SourceClass::Outlet | SourceClass::Person | SourceClass::Official))
    };
    let mut parts: Vec<&str> = left.split(", ").chain([right]).collect();
    parts.retain(|part| !part.trim().is_empty());
    if parts.len() > 12 || !(parts.iter().all(|part| name(part)) || are_phrases(&parts)) {
        return Vec::new();
    }
    let base = words.as_ptr() as usize;
    let place = |part: &&str| {
        let start = span.start + (part.as_ptr() as usize - base);
        Span::new(start, start + part.len())
    };
    parts.iter().map(place).collect()
}
