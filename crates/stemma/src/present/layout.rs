//! The stemma as a drawing: a layered tree with the later edges added.
//!
//! Every node goes one layer below its deepest parent; leaves take columns in turn and a parent stands over the middle
//! of its children (the simple case of Reingold and Tilford 1981). Second parents are drawn as extra edges.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

use super::Pile;
use super::reckoning::quote;
use crate::link::Direction;
use crate::trace::Claim;

/// A node before it has a place.
#[derive(Debug, Clone, Serialize)]
pub struct Node {
    /// Id of a witness or lost witness.
    pub id: String,
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
    /// Witnesses in the order of the record, then lost witnesses that have an edge.
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

/// Reads a claim's nodes and edges.
pub fn graph(pile: &Pile, claim: &Claim) -> Graph {
    let ends: BTreeSet<&str> = claim.edges.iter().flat_map(|e| [e.from.as_str(), e.to.as_str()]).collect();
    let witnesses = claim.witnesses.iter().map(|w| Node {
        id: w.id.clone(),
        label: pile.label(&w.report),
        note: pile.when(&w.report),
        quote: pile.annotated(&w.report).map_or_else(String::new, |a| quote(&a.report.text, &w.spans)),
        lost: false,
    });
    let lost = claim.lost_witnesses.iter().filter(|l| ends.contains(l.id.as_str())).map(|l| Node {
        id: l.id.clone(),
        label: super::shown::line(&l.name),
        note: "not in the pile".into(),
        quote: String::new(),
        lost: true,
    });
    let nodes: Vec<Node> = witnesses.chain(lost).collect();
    let index: BTreeMap<&str, usize> = nodes.iter().enumerate().map(|(n, node)| (node.id.as_str(), n)).collect();
    let edges = claim.edges.iter().filter_map(|e| {
        let (from, to) = (*index.get(e.from.as_str())?, *index.get(e.to.as_str())?);
        let reasons = e.reasons.iter().map(|r| super::shown::line(r)).collect();
        (from != to).then(|| Edge { from, to, kind: e.kind.clone(), direction: e.direction, reasons })
    });
    Graph { edges: edges.collect(), nodes }
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
