//! The arrows of one family, weighed: what each pair of its reports says for and against the one being the other's
//! parent, and the cheapest tree that comes of it.

use std::collections::BTreeMap;

use super::arborescence::{Arrow, arborescence};
use super::doc::BOILERPLATE;
use super::outlets;
use super::passage::Passage;
use super::pile::Pile;
use super::relate::Relation;
use super::update;
use super::weigh::{self, Against, Interval, ORIGINAL, TextParts, Weights};

/// What it costs to say that a report's clock is wrong: once for the report, however many arrows gain by it.
const WRONG_CLOCK: i64 = 5_000;
/// In a larger family no clock is doubted, and weights are not kept.
const DOUBTED: usize = 64;

/// Arrows that are kept for each child: the cheapest.
const ARROWS: usize = 40;

/// Which words of a wording are its own matter, and which of these others of the family have or have not.
struct Words {
    common: Vec<bool>,
    single: Vec<bool>,
}

/// Costs arrows within one family.
pub(super) struct Weigher<'a> {
    pile: &'a Pile<'a>,
    members: &'a [u32],
    /// For each wording, which of its words others of the family have.
    common: BTreeMap<u32, Words>,
    /// Text parts of the cost by wording of parent and child.
    text: BTreeMap<(u32, u32), TextParts>,
    /// When each member was published, where a clock that is believed says so.
    times: Vec<Option<Interval>>,
    /// The tree of the round before.
    taken: Option<Vec<Option<usize>>>,
    /// For each parent and child of a small family all weights but that of time.
    kept: Vec<Option<Weights>>,
}

impl<'a> Weigher<'a> {
    pub fn of(pile: &'a Pile<'a>, members: &'a [u32]) -> Self {
        let times = members.iter().map(|&member| pile.docs[member as usize].time).collect();
        let (common, text) = (BTreeMap::new(), BTreeMap::new());
        let mut weigher = Weigher { pile, members, common, text, times, taken: None, kept: Vec::new() };
        weigher.read_wordings();
        let n = members.len();
        if n <= DOUBTED {
            weigher.kept = (0..n * n).map(|at| weigher.timeless(at / n, at % n)).collect();
        }
        weigher
    }

    /// What the wordings say of one another.
    fn read_wordings(&mut self) {
        let mut classes: Vec<u32> = self.members.iter().map(|&member| self.pile.classes[member as usize]).collect();
        classes.sort_unstable();
        classes.dedup();
        self.common = classes.iter().map(|&class| (class, self.words(class, &classes))).collect();
        let pairs = classes.iter().flat_map(|&parent| classes.iter().map(move |&child| (parent, child)));
        self.text = pairs.filter_map(|pair| Some((pair, self.text_parts(pair.0, pair.1)?))).collect();
    }

    /// Members that state a time which is not believed.
    pub fn doubted(&self) -> Vec<bool> {
        let stated = self.members.iter().map(|&member| self.pile.docs[member as usize].time);
        stated.zip(&self.times).map(|(stated, believed)| stated.is_some() && believed.is_none()).collect()
    }

    /// The cheapest tree, each member's parent, and its cost.
    fn tree(&self) -> (Vec<Option<usize>>, i64) {
        let n = self.members.len();
        let mut arrows = Vec::new();
        let favour = self.favour();
        for child in 0..n {
            let others = (0..n).filter(|&parent| parent != child);
            let mut incoming: Vec<Arrow> = others
                .filter_map(|from| {
                    Some(Arrow { from, to: child, cost: self.weights(from, child)?.cost() - favour(from, child) })
                })
                .collect();
            incoming.sort_by_key(|arrow| (arrow.cost, arrow.from));
            incoming.truncate(ARROWS);
            arrows.extend(incoming);
            arrows.push(Arrow { from: n, to: child, cost: ORIGINAL });
        }
        let chosen = arborescence(n + 1, n, &arrows);
        let cost = chosen.iter().flatten().map(|&at| arrows[at].cost).sum();
        (chosen[..n].iter().map(|at| at.map(|at| arrows[at].from).filter(|&from| from != n)).collect(), cost)
    }

    /// What an arrow is the cheaper for the other reports that take their text from its parent.
    fn favour(&self) -> impl Fn(usize, usize) -> i64 + '_ {
        let mut children = vec![0u32; self.members.len()];
        self.taken.iter().flatten().flatten().for_each(|&parent| children[parent] += 1);
        move |from, to| {
            let own = self.taken.as_ref().is_some_and(|taken| taken[to] == Some(from));
            weigh::favour(children[from] - u32::from(own))
        }
    }

    /// The cheapest tree when clocks may be wrong: a clock is put aside where the tree gains more than that costs.
    pub fn tree_with_doubts(&mut self) -> Vec<Option<usize>> {
        let (mut parents, mut cost) = self.tree();
        if self.members.len() > DOUBTED {
            return parents;
        }
        for _ in 0..self.members.len() {
            let without = |weigher: &mut Self, member: usize| {
                let time = weigher.times[member].take();
                let tree = weigher.tree();
                weigher.times[member] = time;
                (tree.1 + WRONG_CLOCK, member, tree.0)
            };
            let stated: Vec<usize> = (0..self.members.len()).filter(|&member| self.times[member].is_some()).collect();
            let best = stated.into_iter().map(|member| without(self, member)).min();
            let Some((less, member, better)) = best.filter(|best| best.0 < cost) else { break };
            self.times[member] = None;
            (parents, cost) = (better, less);
        }
        parents
    }

    /// The cheapest tree, given an earlier one: whom many were seen to take is the likelier to be taken.
    pub fn tree_after(&mut self, parents: Vec<Option<usize>>) -> Vec<Option<usize>> {
        self.taken = Some(parents);
        let parents = self.tree().0;
        self.taken = None;
        parents
    }

    fn words(&self, class: u32, classes: &[u32]) -> Words {
        let marks = &self.pile.docs[class as usize].marks;
        let mut shared = vec![false; marks.len()];
        for relation in classes.iter().filter(|&&other| other != class).filter_map(|&other| self.copy(class, other)) {
            relation.passages.iter().for_each(|passage| shared[passage.a.clone()].fill(true));
        }
        let own = |want: bool| {
            marks.iter().zip(&shared).map(|(mark, shared)| mark & BOILERPLATE == 0 && *shared == want).collect()
        };
        Words { common: own(true), single: own(false) }
    }

    fn copy(&self, a: u32, b: u32) -> Option<std::borrow::Cow<'a, Relation>> {
        self.pile.relation(a, b).filter(|relation| relation.is_copy())
    }

    fn text_parts(&self, parent: u32, child: u32) -> Option<TextParts> {
        if parent == child {
            return Some(TextParts::default());
        }
        let relation = self.copy(parent, child)?;
        let edits = weigh::edits(&relation.passages);
        let ours = || relation.passages.iter().map(|passage| &passage.b);
        let theirs = relation.passages.iter().map(|passage| &passage.a);
        let regained = weigh::outside(&self.common[&child].common, ours());
        let (dropped, _) = weigh::outside(&self.common[&parent].common, theirs);
        let (_, inserted) = weigh::outside(&self.common[&child].single, ours());
        let all = vec![true; self.common[&parent].common.len()];
        let (left, _) = weigh::outside(&all, relation.passages.iter().map(|passage| &passage.a));
        let shed = left > dropped;
        Some(TextParts { edits, regained, dropped, inserted, shed })
    }

    /// A member's time; without one, all the time in which others of the family were published.
    fn time(&self, member: usize) -> Interval {
        self.times[member].unwrap_or_else(|| {
            let known = || self.times.iter().flatten();
            (known().map(|time| time.0).min().unwrap_or(0), known().map(|time| time.1).max().unwrap_or(0))
        })
    }

    /// What speaks for the arrow between two members, by their places; `None` where they share no narrative.
    pub fn weights(&self, parent: usize, child: usize) -> Option<Weights> {
        let timeless = match self.kept.get(parent * self.members.len() + child) {
            Some(kept) => *kept,
            None => self.timeless(parent, child),
        };
        Some(Weights { time: weigh::time_cost(self.time(parent), self.time(child)), ..timeless? })
    }

    /// The same without the times.
    fn timeless(&self, parent: usize, child: usize) -> Option<Weights> {
        let (parent, child) = (self.members[parent] as usize, self.members[child] as usize);
        let pile = self.pile;
        let &text = self.text.get(&(pile.classes[parent], pile.classes[child]))?;
        let credit = weigh::credit(&pile.credits[child], &pile.credits[parent], pile.outlets[parent]);
        let same_outlet = pile.outlets[parent].is_some() && pile.outlets[parent] == pile.outlets[child];
        let against = self.against(parent as u32, child as u32, same_outlet);
        Some(Weights { text, time: 0.0, credit, against, same_outlet })
    }

    fn against(&self, parent: u32, child: u32, same_outlet: bool) -> Against {
        let pile = self.pile;
        let credits = |at: u32| &pile.credits[at as usize];
        let credit = weigh::credit(credits(parent), &[], pile.outlets[child as usize]);
        let number = |at: u32| if same_outlet { update::number(&pile.docs[at as usize]) } else { 0 };
        let update = number(parent).cmp(&number(child));
        let (claimed, kept) = (self.claims(parent, child), self.keeps(parent, child));
        Against { credit, claimed, kept, printed: self.prints(parent, child), update }
    }

    /// Whether the child names an agency in a passage that the parent, another outlet, has without any such name.
    fn keeps(&self, parent: u32, child: u32) -> bool {
        let docs = [parent, child].map(|at| &self.pile.docs[at as usize]);
        let house = docs[0].of.report.outlet_name().map(outlets::known_key);
        let relation = self.pile.relation(parent, child);
        let passages = || relation.iter().flat_map(|relation| &relation.passages);
        let there = |passage: &Passage, agency: &String| {
            docs[0].told().iter().any(|(word, other)| other == agency && passage.a.contains(word))
        };
        docs[1].told().iter().filter(|(_, agency)| house.as_ref() != Some(agency)).any(|(word, agency)| {
            passages().any(|passage| passage.b.contains(word) && passage.narrative > 0 && !there(passage, agency))
        })
    }

    /// Whether the child prints the text of an agency that the parent neither is nor prints.
    fn prints(&self, parent: u32, child: u32) -> bool {
        let (parent, child) = (&self.pile.docs[parent as usize], &self.pile.docs[child as usize]);
        let house = || parent.of.report.outlet_name().map(outlets::known_key);
        child.agency().is_some() && parent.agency() != child.agency() && house().as_deref() != child.agency()
    }

    /// Whether the child names its own outlet in a passage that the parent has too, but without that name.
    fn claims(&self, parent: u32, child: u32) -> bool {
        let (pile, doc) = (self.pile, &self.pile.docs[child as usize]);
        let claims = &pile.claims[child as usize];
        if claims.is_empty() || pile.outlets[parent as usize] == pile.outlets[child as usize] {
            return false;
        }
        let Some(relation) = pile.relation(parent, child) else { return false };
        let told_there = |passage: &Passage| {
            let there = pile.credits[parent as usize]
                .iter()
                .filter(|credit| Some(credit.outlet) == pile.outlets[child as usize]);
            there
                .map(|credit| pile.docs[parent as usize].words.within(credit.span).start)
                .any(|word| passage.a.contains(&word))
        };
        claims
            .iter()
            .map(|claim| doc.words.within(*claim).start)
            .any(|word| relation.passages.iter().any(|passage| passage.b.contains(&word) && !told_there(passage)))
    }
}
