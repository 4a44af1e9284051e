//! The stemma as a drawing: a layered tree with the later edges added.
//!
//! Every node goes one layer below its deepest parent; leaves take columns in turn and a parent stands over the middle
//! of its children (the simple case of Reingold and Tilford 1981). Second parents are drawn as extra edges.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

use super::Pile;
use super::reasons::readable;
use super::reckoning::quote;
use crate::link::Direction;
use crate::trace::{Claim, Witness};

/// A node before it has a place.
#[derive(Debug, Clone, Serialize)]
pub struct Node {
    /// Id of the witness that speaks for the report, rather its text than its headline; or of a lost witness.
    pub id: String,
    /// Ids of all its witnesses, in the order of the record.
    pub all: Vec<String>,
    /// First line: the outlet or the lost name.
    pub label: String,
    /// Second line: when published, or the role.
    pub note: String,
    /// The claim's words there.
    pub quote: String,
    /// Not in the pile.
    pub lost: bool,
}

/// An edge before it is drawn.
#[derive(Debug, Clone, Serialize)]
pub struct Edge {
    /// Index into the nodes.
    pub from: usize,
    /// Index into the nodes.
    pub to: usize,
    /// "reprint", "citation".
    pub kind: String,
    /// How sure it is that `from` came first.
    pub direction: Direction,
    /// Why, in sentences.
    pub reasons: Vec<String>,
}

/// Nodes and edges of a claim.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Graph {
    /// Reports in the order of their first witnesses, then lost witnesses that have an edge.
    pub nodes: Vec<Node>,
    /// Edges whose ends are both there.
    pub edges: Vec<Edge>,
}

/// A graph with a place for every node.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Layout {
    /// As given.
    pub graph: Graph,
    /// Column (in halves of a node's width) and layer of each node.
    pub places: Vec<(usize, usize)>,
    /// Roots in the order of drawing.
    pub roots: Vec<usize>,
    /// Children of each node in the tree, with the index of the edge.
    pub children: Vec<Vec<(usize, usize)>>,
    /// Edges beside the tree: second parents.
    pub extra: Vec<usize>,
}

/// Reads a claim's nodes and edges. A report that says it twice, in its headline and in its text, is one node: what is
/// copied is a report.
pub fn graph(pile: &Pile, claim: &Claim) -> Graph {
    let ends: BTreeSet<&str> = claim.edges.iter().flat_map(|e| [e.from.as_str(), e.to.as_str()]).collect();
    let lost = claim.lost_witnesses.iter().filter(|l| ends.contains(l.id.as_str())).map(|l| Node {
        id: l.id.clone(),
        all: vec![l.id.clone()],
        label: super::shown::line(&l.name),
        note: "not in the pile".into(),
        quote: String::new(),
        lost: true,
    });
    let nodes: Vec<Node> = told(pile, claim).into_iter().chain(lost).collect();
    let ids = nodes.iter().enumerate().flat_map(|(n, node)| node.all.iter().map(move |id| (id.as_str(), n)));
    let index: BTreeMap<&str, usize> = ids.collect();
    Graph { edges: edges(pile, claim, &index), nodes }
}

fn told(pile: &Pile, claim: &Claim) -> Vec<Node> {
    let mut reports: Vec<(&str, Vec<&Witness>)> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for witness in &claim.witnesses {
        let place = *places.entry(&witness.report).or_insert(reports.len());
        if place == reports.len() {
            reports.push((&witness.report, Vec::new()));
        }
        reports[place].1.push(witness);
    }
    reports.into_iter().map(|(report, said)| node(pile, report, &said)).collect()
}

fn node(pile: &Pile, report: &str, said: &[&Witness]) -> Node {
    let speaks = said.iter().find(|w| !w.headline).unwrap_or(&said[0]);
    let words = pile.annotated(report).map_or_else(String::new, |a| quote(&a.report.text, &speaks.spans));
    Node {
        id: speaks.id.clone(),
        all: said.iter().map(|w| w.id.clone()).collect(),
        label: pile.label(report),
        note: pile.when(report),
        quote: words,
        lost: false,
    }
}

/// Edges between different reports, each pair once, with all its reasons.
fn edges(pile: &Pile, claim: &Claim, index: &BTreeMap<&str, usize>) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for e in &claim.edges {
        let (Some(&from), Some(&to)) = (index.get(e.from.as_str()), index.get(e.to.as_str())) else { continue };
        let reasons = e.reasons.iter().map(|reason| readable(reason, &|id| pile.report(id)));
        match edges.iter_mut().find(|known| (known.from, known.to) == (from, to)) {
            _ if from == to => {}
            None => {
                let (kind, direction) = (e.kind.clone(), e.direction);
                edges.push(Edge { from, to, kind, direction, reasons: reasons.collect() });
            }
            Some(known) => {
                let new: Vec<String> = reasons.filter(|reason| !known.reasons.contains(reason)).collect();
                known.reasons.extend(new);
            }
        }
    }
    edges
}

/// Gives every node a layer and a column. Edges that would close a circle are drawn as extra ones.
///
/// ```
/// use stemma::present::layout::{Graph, layout};
/// assert!(layout(&Graph::default()).places.is_empty());
/// ```
pub fn layout(graph: &Graph) -> Layout {
    let (children, extra) = tree(graph);
    let child: BTreeSet<usize> = children.iter().flatten().map(|&(to, _)| to).collect();
    let roots: Vec<usize> = (0..graph.nodes.len()).filter(|n| !child.contains(n)).collect();
    let places = places(&children, &roots);
    Layout { graph: graph.clone(), places, roots, children, extra }
}

/// The first edge into a node makes it a child, unless it would close a circle.
fn tree(graph: &Graph) -> (Vec<Vec<(usize, usize)>>, Vec<usize>) {
    let mut parent: Vec<Option<usize>> = vec![None; graph.nodes.len()];
    let (mut children, mut extra) = (vec![Vec::new(); graph.nodes.len()], Vec::new());
    for (n, edge) in graph.edges.iter().enumerate() {
        if parent[edge.to].is_some() || reaches(&parent, edge.from, edge.to) {
            extra.push(n);
            continue;
        }
        parent[edge.to] = Some(edge.from);
        children[edge.from].push((edge.to, n));
    }
    (children, extra)
}

/// Whether `above` is `from` or stands over it.
fn reaches(parent: &[Option<usize>], from: usize, above: usize) -> bool {
    std::iter::successors(Some(from), |&n| parent[n]).any(|n| n == above)
}

/// Depth-first without recursion, since a chain of copies may be long.
fn places(children: &[Vec<(usize, usize)>], roots: &[usize]) -> Vec<(usize, usize)> {
    let mut places = vec![(0, 0); children.len()];
    let mut next_column = 0;
    let mut stack: Vec<(usize, usize, bool)> = roots.iter().rev().map(|&root| (root, 0, false)).collect();
    while let Some((node, layer, done)) = stack.pop() {
        let below = &children[node];
        if below.is_empty() {
            places[node] = (next_column, layer);
            next_column += 2;
        } else if done {
            let first = places[below[0].0].0;
            let last = places[below[below.len() - 1].0].0;
            places[node] = ((first + last) / 2, layer);
        } else {
            stack.push((node, layer, true));
            stack.extend(below.iter().rev().map(|&(child, _)| (child, layer + 1, false)));
        }
    }
    places
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn graph_of(nodes: usize, edges: &[(usize, usize)]) -> Graph {
        let node = |n: usize| Node {
            id: n.to_string(),
            all: vec![n.to_string()],
            label: format!("w{n}"),
            note: "2031-03-04".into(),
            quote: "It fell.".into(),
            lost: n == 0,
        };
        let edge = |&(from, to): &(usize, usize)| Edge {
            from,
            to,
            kind: "reprint".into(),
            direction: Direction::Likely,
            reasons: vec!["It came later.".into()],
        };
        Graph { nodes: (0..nodes).map(node).collect(), edges: edges.iter().map(edge).collect() }
    }

    #[test]
    fn a_parent_stands_over_the_middle_of_its_children() {
        let drawn = layout(&graph_of(3, &[(0, 1), (0, 2)]));
        assert_eq!(drawn.places, [(1, 0), (0, 1), (2, 1)]);
        assert_eq!(drawn.roots, [0]);
    }

    #[test]
    fn a_circle_is_cut_and_kept_as_an_extra_edge() {
        let drawn = layout(&graph_of(2, &[(0, 1), (1, 0)]));
        assert_eq!(drawn.extra, [1]);
        assert_eq!(drawn.roots, [0]);
    }

    #[test]
    fn no_two_nodes_stand_on_one_place() {
        let drawn = layout(&graph_of(7, &[(0, 1), (0, 2), (2, 3), (2, 4), (5, 6), (5, 3)]));
        let different: BTreeSet<_> = drawn.places.iter().collect();
        assert_eq!(different.len(), 7);
    }

    #[test]
    fn a_chain_of_ten_thousand_copies_is_drawn() {
        let edges: Vec<_> = (0..9_999).map(|n| (n, n + 1)).collect();
        assert_eq!(layout(&graph_of(10_000, &edges)).places[9_999], (0, 9_999));
    }
}
