//! How many origins are independent, at least and at most, each step a sentence with its words.
//!
//! Practice behind it: Every Casualty Standards 2016 (different outlets, authors and primary sources), Airwars (sources
//! that repeat one original are one), UCDP's `source_original`. At least: named people and papers told by different
//! outlets; offices that give a figure may all read from one count. At most: every name, and every unnamed source
//! that did not come the same way as another. A page that names nobody adds nothing where others name somebody.

use super::draft::Draft;
use super::edges::{self, Bond, Tie};
use super::groups::Sets;
use super::hands::Rests;
use super::lexicon::english;
use super::origins::Root;
use super::phrase::is_capital;
use super::{Cited, Independent, Why, why};
use crate::attribute::SourceClass;
use crate::span::boundary;

/// Most words shown with one step.
const SHOWN: usize = 6;

/// The reckoning for one claim.
pub(super) fn independent(draft: &Draft, ties: &[Tie], twins: &[Tie], roots: &[Root]) -> Independent {
    let mut reckoning = Reckoning { draft, why: Vec::new() };
    reckoning.contractions(ties, twins);
    reckoning.circles(ties);
    reckoning.readings(roots);
    let counted = reckoning.asserting(roots);
    reckoning.one_source(&counted);
    let (at_least, at_most) = reckoning.count(&counted);
    Independent { at_least, at_most, why: reckoning.why }
}

struct Reckoning<'d, 'g, 'p, 'a> {
    draft: &'d Draft<'g, 'p, 'a>,
    why: Vec<Why>,
}

impl Reckoning<'_, '_, '_, '_> {
    fn step(&mut self, says: String, mut shown_by: Vec<Cited>) {
        shown_by.truncate(SHOWN);
        self.why.push(Why { says, shown_by });
    }

    fn labels(&self, members: &[usize]) -> Vec<String> {
        let mut labels: Vec<String> = Vec::new();
        for &member in members {
            let label = self.draft.label(member);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    }

    /// Copies, twins and citations: each family of them is one origin.
    fn contractions(&mut self, ties: &[Tie], twins: &[Tie]) {
        let copies: Vec<&Tie> = ties.iter().filter(|tie| matches!(tie.bond, Bond::Copy(_))).collect();
        let rewrites: Vec<&Tie> = ties.iter().filter(|tie| self.is_rewrite(tie)).collect();
        let citations: Vec<&Tie> = ties.iter().filter(|tie| matches!(tie.bond, Bond::Citation(_))).collect();
        let copy = why::copy as fn(&[String], &[String]) -> String;
        for (ties, says) in [(copies, copy), (rewrites, why::rewrites), (citations, why::cites)] {
            for family in families(self.draft.members.len(), &ties) {
                let later = |member: &usize| ties.iter().any(|tie| tie.to == *member);
                let (tos, froms): (Vec<usize>, Vec<usize>) = family.iter().copied().partition(later);
                self.family(&froms, &tos, says);
            }
        }
        for family in families(self.draft.members.len(), &twins.iter().collect::<Vec<_>>()) {
            let labels = self.labels(&family);
            if labels.len() > 1 {
                self.step(why::twins(&labels), family.iter().map(|&member| self.draft.shown(member)).collect());
            }
        }
    }

    /// A report that says in its own words what the report says that it copies, and names no source of its own for it.
    fn is_rewrite(&self, tie: &Tie) -> bool {
        let nobody = |member: usize| self.draft.hands[member].is_empty();
        matches!(tie.bond, Bond::Descent(_)) && (nobody(tie.from) || nobody(tie.to))
    }

    /// Circular reporting: who is cited for what he has from the one who cites him adds nothing.
    fn circles(&mut self, ties: &[Tie]) {
        for circle in edges::circles(self.draft, ties) {
            let houses: Vec<String> = circle.iter().map(|&member| self.draft.house(member)).collect();
            self.step(why::circle(&houses), circle.iter().map(|&member| self.draft.shown(member)).collect());
        }
    }

    /// What a name rests on that is not plainly the words of the page.
    fn readings(&mut self, roots: &[Root]) {
        for root in roots {
            let mut told: Vec<String> = Vec::new();
            for (rests, member, cited) in &root.rests {
                let label = self.draft.label(*member);
                let doc = self.draft.doc(*member);
                let words = cited.spans.first().map_or("", |span| span.of(doc.text()));
                let says = match rests {
                    Rests::Pronoun => why::pronoun(words, &label),
                    Rests::Government => why::government(words),
                    Rests::Somebody => why::somebody(words, &label),
                    Rests::NamedLater => why::named_later(words, &label, &root.name),
                    Rests::Credit => why::credit(&label, &root.name),
                    Rests::Words | Rests::Sentence => continue,
                };
                if !told.contains(&says) {
                    told.push(says.clone());
                    self.step(says, vec![cited.clone()]);
                }
            }
            for (member, words) in &root.meant {
                self.step(why::meant(words, &self.draft.label(*member), &root.name), vec![self.draft.shown(*member)]);
            }
            for body in &root.speaks_for {
                self.step(why::speaks_for(&root.name, body), root.shown.clone());
            }
        }
    }

    /// What one family of copies or citations comes to; of those who copy in a circle, the first stands for the first.
    fn family(&mut self, froms: &[usize], tos: &[usize], says: fn(&[String], &[String]) -> String) {
        let (froms, tos) = if froms.is_empty() { tos.split_at(1) } else { (froms, tos) };
        let (first, mut later) = (self.labels(froms), self.labels(tos));
        later.retain(|label| !first.contains(label));
        if !later.is_empty() {
            let shown = froms.iter().chain(tos).map(|&member| self.draft.shown(member)).collect();
            self.step(says(&first, &later), shown);
        }
    }

    /// The roots of those who say that it is so; of those who deny it only where nobody says it is.
    fn asserting<'r>(&mut self, roots: &'r [Root]) -> Vec<&'r Root> {
        let denies = |root: &Root| root.members.iter().all(|&member| self.draft.denying[member]);
        let (denying, asserting): (Vec<&Root>, Vec<&Root>) = roots.iter().partition(|root| denies(root));
        if asserting.is_empty() {
            return denying;
        }
        if !denying.is_empty() {
            let members: Vec<usize> = denying.iter().flat_map(|root| root.members.iter().copied()).collect();
            let shown = denying.iter().flat_map(|root| root.shown.iter().cloned()).collect();
            self.step(why::denials(&self.labels(&members)), shown);
        }
        asserting
    }

    /// Sources that several families quote, and unnamed ones that came through one medium.
    fn one_source(&mut self, roots: &[&Root]) {
        for root in roots.iter().filter(|root| !root.own) {
            for (member, medium) in &root.through {
                let says = why::relayed(&self.draft.label(*member), medium, &root.name);
                self.step(says, vec![self.draft.shown(*member)]);
            }
            let reports = self.labels(&root.families);
            if let (Some(relay), false) = (&root.relay, root.class.is_named()) {
                self.step(why::through_relay(&root.name, &reports, relay), root.shown.clone());
            } else if root.families.len() > 1 && reports.len() > 1 && root.through.is_empty() {
                self.step(why::one_source(&reports, &root.name), root.shown.clone());
            }
        }
    }

    fn count(&mut self, roots: &[&Root]) -> (usize, usize) {
        let own: Vec<&Root> = roots.iter().copied().filter(|root| root.own).collect();
        let press: Vec<&Root> = roots.iter().copied().filter(|root| is_press(root)).collect();
        let (named, unnamed): (Vec<&Root>, Vec<&Root>) =
            roots.iter().copied().filter(|root| !root.own && !is_press(root)).partition(|root| is_named(root));
        let sourced = named.len() + unnamed.len();
        if sourced == 0 && press.is_empty() {
            return (usize::from(!own.is_empty()), self.own(&own));
        }
        self.beside(&own, &press, sourced);
        let at_least = self.at_least(&named);
        if !unnamed.is_empty() {
            let names: Vec<String> = unnamed.iter().map(|root| root.name.clone()).collect();
            let shown = unnamed.iter().flat_map(|root| root.shown.iter().cloned()).collect();
            self.step(why::unnamed(&names, !named.is_empty()), shown);
        }
        (at_least.max(1), sourced.max(1))
    }

    /// Reports that name nobody, where nobody names anybody.
    fn own(&mut self, own: &[&Root]) -> usize {
        let shown: Vec<Cited> = own.iter().flat_map(|root| root.shown.iter().cloned()).collect();
        let names: Vec<String> = own.iter().map(|root| root.name.clone()).collect();
        match &names[..] {
            [] => {}
            [_] if own.iter().all(|root| root.rests.iter().any(|(rests, ..)| *rests == Rests::Credit)) => {}
            [only] => self.step(why::own_word(only), shown),
            several => self.step(why::own_words(several), shown),
        }
        own.len()
    }

    /// What stands beside sources and adds none.
    fn beside(&mut self, own: &[&Root], press: &[&Root], sourced: usize) {
        if !own.is_empty() {
            let names: Vec<String> = own.iter().map(|root| root.name.clone()).collect();
            self.step(why::rests(&names), own.iter().flat_map(|root| root.shown.iter().cloned()).collect());
        }
        for root in press.iter().filter(|_| sourced > 0) {
            self.step(why::press(&root.name), root.shown.clone());
        }
    }

    /// People and papers told by different outlets, and the offices that stand for themselves.
    fn at_least(&mut self, named: &[&Root]) -> usize {
        let office = |root: &&Root| is_office(root) || self.is_hospital(root);
        let (offices, mut sources): (Vec<&Root>, Vec<&Root>) = named.iter().copied().partition(office);
        sources.extend(self.offices(&offices));
        let mut sources = self.without_media(sources);
        sources.sort_by_key(|root| root.members.first().copied());
        let told = told_apart(&sources);
        if told.len() > 1 {
            let shown = told.iter().flat_map(|(root, _)| root.shown.iter().cloned()).collect();
            let pairs: Vec<(String, String)> =
                told.iter().map(|(root, o)| (root.name.clone(), o.to_string())).collect();
            self.step(why::independent(&pairs), shown);
        } else if let (true, [(_, outlet)]) = (sources.len() > 1, &told[..]) {
            let names: Vec<String> = sources.iter().map(|root| root.name.clone()).collect();
            self.step(why::one_outlet(&names, outlet), sources.iter().flat_map(|r| r.shown.iter().cloned()).collect());
        }
        told.len()
    }
}

impl Reckoning<'_, '_, '_, '_> {
    /// A medium may have it from whoever else is named, or from whom another medium has it: beside others it adds nothing
    /// for sure, and of several media one counts.
    fn without_media<'r>(&mut self, sources: Vec<&'r Root>) -> Vec<&'r Root> {
        let (mut left, mut kept): (Vec<&Root>, Vec<&Root>) =
            sources.into_iter().partition(|root| root.class == SourceClass::Outlet);
        if kept.is_empty() {
            kept.extend(left.drain(..left.len().min(1)));
        }
        if !left.is_empty() {
            let names: Vec<String> = left.iter().map(|root| root.name.clone()).collect();
            let shown = left.iter().flat_map(|root| root.shown.iter().cloned()).collect();
            self.step(why::media(&names), shown);
        }
        kept
    }

    /// A doctor who gives a toll counts like an office: hospitals and ministries hand on one another's tolls.
    fn is_hospital(&self, root: &Root) -> bool {
        let toll = |member: &usize| {
            let counts = &self.draft.unit(*member).counts;
            counts.iter().any(|count| matches!(count.of.as_str(), "dead" | "hurt"))
        };
        let medical = |cited: &Cited| {
            let doc =
                (0..self.draft.members.len()).map(|member| self.draft.doc(member)).find(|doc| doc.id() == cited.report);
            let words = |span: &crate::Span| doc.map_or(String::new(), |doc| around(doc.text(), *span).to_lowercase());
            cited.spans.iter().any(|span| {
                let words = words(span);
                words.split(|c: char| !c.is_alphanumeric()).any(|word| english().medical.words.contains(word))
            })
        };
        root.class == SourceClass::Person && root.members.iter().any(toll) && root.shown.iter().any(medical)
    }

    /// Of offices that give figures one, for they may read from one count; else every body, or where none is named every
    /// official, for an official may speak for the body.
    fn offices<'r>(&mut self, offices: &[&'r Root]) -> Vec<&'r Root> {
        let counts = offices.iter().flat_map(|root| &root.members).any(|&m| !self.draft.unit(m).numbers.is_empty());
        let bodies: Vec<&Root> = offices.iter().copied().filter(|r| r.class == SourceClass::Organisation).collect();
        let kept = match (counts, bodies.is_empty()) {
            (true, _) => offices.iter().copied().take(1).collect(),
            (false, false) => bodies,
            (false, true) => offices.to_vec(),
        };
        if kept.len() < offices.len() {
            let names: Vec<String> = offices.iter().map(|root| root.name.clone()).collect();
            let says = if counts { why::shared_count(&names) } else { why::one_voice(&names, kept.len()) };
            self.step(says, offices.iter().flat_map(|root| root.shown.iter().cloned()).collect());
        }
        kept
    }
}

/// The words of a source and what is said of it right behind ("Ilan Prew, the duty surgeon").
fn around(text: &str, span: crate::Span) -> &str {
    const MORE: usize = 60;
    crate::Span::new(span.start, boundary(text, span.end + MORE)).of(text)
}

/// The witnesses that ties join, by groups of two and more.
fn families(members: usize, ties: &[&Tie]) -> Vec<Vec<usize>> {
    let mut sets = Sets::new(members);
    ties.iter().for_each(|tie| _ = sets.join(tie.from, tie.to));
    sets.groups().into_iter().filter(|group| group.len() > 1).collect()
}

/// As many sources as can be given an outlet each, no outlet twice; those with the fewest outlets choose first.
fn told_apart<'r>(sources: &[&'r Root]) -> Vec<(&'r Root, &'r str)> {
    let mut order: Vec<&Root> = sources.to_vec();
    order.sort_by_key(|root| root.outlets.len());
    let mut told: Vec<(&Root, &str)> = Vec::new();
    for root in order {
        let free = root.outlets.iter().find(|outlet| !told.iter().any(|(_, taken)| taken == &outlet.as_str()));
        told.extend(free.map(|outlet| (root, outlet.as_str())));
    }
    told
}

/// A body or a person in office: what they count they may have from each other.
fn is_office(root: &Root) -> bool {
    matches!(root.class, SourceClass::Official | SourceClass::Organisation)
}

/// "The committee chairman" may be one who is named beside him: an office without a name counts as an unnamed source.
fn is_named(root: &Root) -> bool {
    let somebody = matches!(root.class, SourceClass::Official | SourceClass::Person);
    root.class.is_named() && (!somebody || root.name.split(' ').any(|word| word != "The" && is_capital(word)))
}

/// "Arab media": a group that hands on and knows nothing of its own.
fn is_press(root: &Root) -> bool {
    let relay = &english().relay.words;
    root.class == SourceClass::Group && root.name.to_lowercase().split(' ').any(|word| relay.contains(word))
}
