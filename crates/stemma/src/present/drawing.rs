//! Where the boxes and lines of a stemma go, in pixels: one geometry for the report's SVG and the page's.
//!
//! The tree lies on its side: parents left, children right, leaves one below another. Forty copies of one wire story
//! then make a column that scrolls and prints, not a line forty boxes wide. Every line ends in a level stretch before its
//! box, each on a height of its own, and the line's name stands on that stretch: names never lie over one another.

use serde::Serialize;

use super::layout::Layout;
use crate::link::Direction;

/// Width of a box.
pub const WIDE: usize = 190;
/// Height of a box.
pub const HIGH: usize = 46;
const ACROSS: usize = 296;
const DOWN: usize = 30;
const EDGE: usize = 10;
/// The level stretch at the end of a line, long enough for its name.
const LEVEL: usize = 62;
/// Names that find room beside one box.
const NAMED: usize = 3;
/// Half the width of an arrow's head.
const HEAD: usize = 4;

/// A stemma with a place for everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Drawing {
    /// Of the whole picture.
    pub width: usize,
    /// Of the whole picture.
    pub height: usize,
    /// Upper left corner of every node's box, in the order of the graph.
    pub boxes: Vec<(usize, usize)>,
    /// Every edge, in the order of the graph.
    pub lines: Vec<Line>,
}

/// An edge as drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The `d` of an SVG path.
    pub path: String,
    /// The `d` of its arrow's head; `None` where the direction is not known.
    pub head: Option<String>,
    /// Where its name ends; `None` where the box has more lines than find room for theirs.
    pub label: Option<(usize, usize)>,
}

/// Gives pixels to a layout.
///
/// ```
/// use stemma::present::{drawing::drawing, layout::Layout};
/// assert_eq!(drawing(&Layout::default()).boxes.len(), 0);
/// ```
pub fn drawing(layout: &Layout) -> Drawing {
    let enters_first = |edge: &super::layout::Edge| layout.places[edge.to].1 == 0;
    let left = if layout.graph.edges.iter().any(enters_first) { 2 * EDGE + LEVEL } else { EDGE };
    let boxes: Vec<(usize, usize)> =
        layout.places.iter().map(|&(column, layer)| (left + layer * ACROSS, EDGE + column * DOWN)).collect();
    let entries = entries(layout, &boxes);
    let lines = layout.graph.edges.iter().zip(&entries).map(|(edge, &(rank, of))| {
        let (x, y) = boxes[edge.to];
        let enters = (x, y + HIGH * (rank + 1) / (of + 1));
        let mut line = line(boxes[edge.from], enters);
        line.head = (edge.direction != Direction::Unknown).then(|| head(enters));
        line.label = line.label.filter(|_| rank < NAMED);
        line
    });
    let lines = lines.collect();
    let far = |of: fn(&(usize, usize)) -> usize| boxes.iter().map(of).max().unwrap_or(0);
    Drawing { width: far(|b| b.0) + WIDE + EDGE, height: far(|b| b.1) + HIGH + EDGE, boxes, lines }
}

/// Which of how many lines into its box each edge is, from above: as their other ends stand, so that few cross.
fn entries(layout: &Layout, boxes: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let edges = &layout.graph.edges;
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); boxes.len()];
    for (n, edge) in edges.iter().enumerate() {
        into[edge.to].push(n);
    }
    let mut entries = vec![(0, 1); edges.len()];
    for mut lines in into {
        lines.sort_by_key(|&n| (boxes[edges[n].from].1, n));
        for (rank, &n) in lines.iter().enumerate() {
            entries[n] = (rank, lines.len());
        }
    }
    entries
}

/// From the right side of the parent to the left side of the child; a second parent in the same or a later layer is
/// joined along the left sides.
fn line((x1, y1): (usize, usize), (x2, to): (usize, usize)) -> Line {
    let from = y1 + HIGH / 2;
    let level = x2.saturating_sub(LEVEL);
    let path = if x2 > x1 {
        let start = x1 + WIDE;
        let bend = (start + level) / 2;
        format!("M{start} {from} C{bend} {from} {bend} {to} {level} {to} H{x2}")
    } else {
        let bend = x1.min(x2).saturating_sub(LEVEL + EDGE);
        format!("M{x1} {from} C{bend} {from} {bend} {to} {level} {to} H{x2}")
    };
    Line { path, head: None, label: Some((x2.saturating_sub(9), to.saturating_sub(4))) }
}

fn head((x, y): (usize, usize)) -> String {
    format!("M{} {} L{x} {y} L{0} {}", x - 2 * HEAD, y - HEAD, y + HEAD)
}

#[cfg(test)]
mod tests {
    use super::super::layout::{layout, tests::graph_of};
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn children_stand_right_of_their_parent_and_below_each_other() {
        let drawn = drawing(&layout(&graph_of(3, &[(0, 1), (0, 2)])));
        assert_eq!(drawn.boxes[1].0, drawn.boxes[2].0);
        assert!(drawn.boxes[1].0 >= drawn.boxes[0].0 + WIDE && drawn.boxes[2].1 >= drawn.boxes[1].1 + HIGH);
        assert!(drawn.width >= drawn.boxes[2].0 + WIDE && drawn.height >= drawn.boxes[2].1 + HIGH);
    }

    #[test]
    fn names_have_room_and_never_lie_over_one_another() {
        let drawn = drawing(&layout(&graph_of(6, &[(0, 4), (1, 4), (2, 4), (3, 4), (4, 5), (5, 0)])));
        let names: Vec<(usize, usize)> = drawn.lines.iter().filter_map(|line| line.label).collect();
        assert_eq!(names.len(), 5, "the fourth line into a box goes without its name");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        for (n, a) in names.iter().enumerate() {
            assert!(names[n + 1..].iter().all(|b| a.0 != b.0 || a.1.abs_diff(b.1) >= 9), "{names:?}");
        }
    }

    #[test]
    fn an_unknown_direction_has_no_head() {
        let mut graph = graph_of(2, &[(0, 1)]);
        assert!(drawing(&layout(&graph)).lines[0].head.is_some());
        graph.edges[0].direction = Direction::Unknown;
        assert_eq!(drawing(&layout(&graph)).lines[0].head, None);
    }
}
