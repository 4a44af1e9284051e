//! The cheapest tree of arrows from a root to every node (minimum arborescence; Chu and Liu 1965, Edmonds 1967).
//!
//! Every node takes its cheapest incoming arrow; a circle of such arrows is drawn together into one node, whose
//! incoming arrows are charged what they save inside the circle, and the search goes on with fewer nodes.

/// An arrow between two nodes, with its cost in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arrow {
    pub from: usize,
    pub to: usize,
    pub cost: i64,
}

/// For every node but the root the index of the arrow that leads to it; `None` for the root and for what no arrow
/// reaches from it. Among equally cheap arrows the first is taken.
pub(super) fn arborescence(nodes: usize, root: usize, arrows: &[Arrow]) -> Vec<Option<usize>> {
    let live: Vec<Live> = arrows
        .iter()
        .enumerate()
        .filter(|(_, arrow)| arrow.from != arrow.to && arrow.to != root)
        .map(|(at, arrow)| Live { from: arrow.from, to: arrow.to, cost: arrow.cost, at })
        .collect();
    let mut chosen = vec![None; nodes];
    for at in solve(nodes, root, &live) {
        chosen[arrows[live[at].at].to] = Some(live[at].at);
    }
    chosen
}

/// An arrow between (drawn-together) nodes; `at` is its place in the list one level up.
#[derive(Debug, Clone, Copy)]
struct Live {
    from: usize,
    to: usize,
    cost: i64,
    at: usize,
}

/// Indices into `arrows` of the cheapest tree.
fn solve(nodes: usize, root: usize, arrows: &[Live]) -> Vec<usize> {
    let cheapest = cheapest(nodes, arrows);
    let circle_of = circles(nodes, root, arrows, &cheapest);
    let circles = circle_of.iter().flatten().max().map_or(0, |last| last + 1);
    if circles == 0 {
        return cheapest.into_iter().flatten().collect();
    }
    let (number, count) = renumber(&circle_of, circles);
    let outer: Vec<Live> = arrows
        .iter()
        .enumerate()
        .filter(|(_, arrow)| number[arrow.from] != number[arrow.to])
        .map(|(at, arrow)| {
            let saved = match (circle_of[arrow.to], cheapest[arrow.to]) {
                (Some(_), Some(inner)) => arrows[inner].cost,
                _ => 0,
            };
            Live { from: number[arrow.from], to: number[arrow.to], cost: arrow.cost - saved, at }
        })
        .collect();
    let mut kept: Vec<usize> = solve(count, number[root], &outer).into_iter().map(|at| outer[at].at).collect();
    let mut entered = vec![false; nodes];
    kept.iter().for_each(|&at| entered[arrows[at].to] = true);
    let inside = (0..nodes).filter(|&node| circle_of[node].is_some() && !entered[node]);
    kept.extend(inside.filter_map(|node| cheapest[node]));
    kept
}

fn cheapest(nodes: usize, arrows: &[Live]) -> Vec<Option<usize>> {
    let mut best: Vec<Option<usize>> = vec![None; nodes];
    for (at, arrow) in arrows.iter().enumerate() {
        if best[arrow.to].is_none_or(|old| arrow.cost < arrows[old].cost) {
            best[arrow.to] = Some(at);
        }
    }
    best
}

/// For each node the number of the circle that it stands in.
fn circles(nodes: usize, root: usize, arrows: &[Live], cheapest: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut circle_of = vec![None; nodes];
    let mut seen_from = vec![usize::MAX; nodes];
    seen_from[root] = root;
    let mut count = 0;
    for start in 0..nodes {
        let mut node = start;
        while seen_from[node] == usize::MAX {
            seen_from[node] = start;
            let Some(arrow) = cheapest[node] else { break };
            node = arrows[arrow].from;
        }
        if seen_from[node] != start || node == root || cheapest[node].is_none() {
            continue;
        }
        let mut at = node;
        while circle_of[at].is_none() {
            circle_of[at] = Some(count);
            at = cheapest[at].map_or(at, |arrow| arrows[arrow].from);
        }
        count += 1;
    }
    circle_of
}

/// New numbers for the nodes, one for each circle: circles first, then the rest in order.
fn renumber(circle_of: &[Option<usize>], circles: usize) -> (Vec<usize>, usize) {
    let mut next = circles;
    let mut number = Vec::with_capacity(circle_of.len());
    for circle in circle_of {
        number.push(circle.unwrap_or_else(|| {
            next += 1;
            next - 1
        }));
    }
    (number, next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn arrows(list: &[(usize, usize, i64)]) -> Vec<Arrow> {
        list.iter().map(|&(from, to, cost)| Arrow { from, to, cost }).collect()
    }

    fn parents(nodes: usize, list: &[(usize, usize, i64)]) -> Vec<Option<usize>> {
        let arrows = arrows(list);
        arborescence(nodes, 0, &arrows).into_iter().map(|at| at.map(|at| arrows[at].from)).collect()
    }

    #[test]
    fn a_circle_is_entered_where_it_is_cheapest() {
        let list = [(0, 1, 10), (0, 2, 9), (1, 2, 1), (2, 1, 1), (2, 3, 1), (0, 3, 2)];
        assert_eq!(parents(4, &list), [None, Some(2), Some(0), Some(2)]);
    }

    #[test]
    fn circles_within_circles() {
        let list = [(0, 1, 100), (1, 2, 1), (2, 1, 1), (2, 3, 2), (3, 4, 1), (4, 3, 1), (4, 1, 3), (0, 4, 90)];
        let found = parents(5, &list);
        assert_eq!(found, [None, Some(4), Some(1), Some(4), Some(0)]);
    }

    /// The cheapest of all trees, by trying every choice of parents.
    fn by_trying(nodes: usize, arrows: &[Arrow]) -> Option<i64> {
        fn go(node: usize, nodes: usize, arrows: &[Arrow], parent: &mut Vec<usize>, cost: i64, best: &mut Option<i64>) {
            if node == nodes {
                let reaches = |mut at: usize| {
                    (0..nodes).any(|_| {
                        at = parent[at];
                        at == 0
                    })
                };
                if (1..nodes).all(reaches) && best.is_none_or(|old| cost < old) {
                    *best = Some(cost);
                }
                return;
            }
            for arrow in arrows.iter().filter(|arrow| arrow.to == node && arrow.from != node) {
                parent[node] = arrow.from;
                go(node + 1, nodes, arrows, parent, cost + arrow.cost, best);
            }
        }
        let mut best = None;
        go(1, nodes, arrows, &mut vec![0; nodes], 0, &mut best);
        best
    }

    proptest! {
        #[test]
        fn no_tree_is_cheaper(costs in proptest::collection::vec(0i64..50, 25)) {
            let list: Vec<Arrow> = (0..25).filter(|at| at / 5 != at % 5 && at % 5 != 0)
                .map(|at| Arrow { from: at / 5, to: at % 5, cost: costs[at] }).collect();
            let chosen = arborescence(5, 0, &list);
            let cost: i64 = chosen.iter().flatten().map(|&at| list[at].cost).sum();
            prop_assert_eq!(chosen.iter().flatten().count(), 4);
            prop_assert_eq!(Some(cost), by_trying(5, &list));
        }
    }
}
