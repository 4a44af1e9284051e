//! Where the boxes and lines of a stemma go, in pixels: one geometry for the report's SVG and the page's.
//!
//! The tree lies on its side: parents left, children right, leaves one below another. Forty copies of one wire story
//! then make a column that scrolls and prints, not a line forty boxes wide.

use serde::Serialize;

use super::layout::Layout;

/// Width of a box.
pub const WIDE: usize = 190;
/// Height of a box.
pub const HIGH: usize = 46;
const ACROSS: usize = 290;
const DOWN: usize = 30;
const EDGE: usize = 10;
/// Height of an edge's name.
const NAME: usize = 14;

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
    /// Where its name ends.
    pub label: (usize, usize),
}

/// Gives pixels to a layout.
///
/// ```
/// use stemma::present::{drawing::drawing, layout::Layout};
/// assert_eq!(drawing(&Layout::default()).boxes.len(), 0);
/// ```
pub fn drawing(layout: &Layout) -> Drawing {
    let boxes: Vec<(usize, usize)> =
        layout.places.iter().map(|&(column, layer)| (EDGE + layer * ACROSS, EDGE + column * DOWN)).collect();
    let mut names = vec![0; boxes.len()];
    let lines = layout.graph.edges.iter().map(|edge| {
        names[edge.to] += 1;
        line(boxes[edge.from], boxes[edge.to], names[edge.to] - 1)
    });
    let lines = lines.collect();
    let far = |of: fn(&(usize, usize)) -> usize| boxes.iter().map(of).max().unwrap_or(0);
    Drawing { width: far(|b| b.0) + WIDE + EDGE, height: far(|b| b.1) + HIGH + EDGE, boxes, lines }
}

/// From the right side of the parent to the left side of the child; a second parent in the same or a later layer is
/// joined along the left sides. `before` edges lead there already; their names stand above.
fn line((x1, y1): (usize, usize), (x2, y2): (usize, usize), before: usize) -> Line {
    let (from, to) = (y1 + HIGH / 2, y2 + HIGH / 2);
    let path = if x2 > x1 {
        let (start, bend) = (x1 + WIDE, (x1 + WIDE + x2) / 2);
        format!("M{start} {from} C{bend} {from} {bend} {to} {x2} {to}")
    } else {
        let bend = x1.min(x2).saturating_sub(EDGE);
        format!("M{x1} {from} C{bend} {from} {bend} {to} {x2} {to}")
    };
    Line { path, label: (x2.saturating_sub(6), (to + before * NAME).saturating_sub(5)) }
}

#[cfg(test)]
mod tests {
    use super::super::layout::{layout, tests::graph_of};
    use super::*;

    #[test]
    fn children_stand_right_of_their_parent_and_below_each_other() {
        let drawn = drawing(&layout(&graph_of(3, &[(0, 1), (0, 2)])));
        assert_eq!(drawn.boxes[1].0, drawn.boxes[2].0);
        assert!(drawn.boxes[1].0 >= drawn.boxes[0].0 + WIDE && drawn.boxes[2].1 >= drawn.boxes[1].1 + HIGH);
        assert!(drawn.width >= drawn.boxes[2].0 + WIDE && drawn.height >= drawn.boxes[2].1 + HIGH);
    }
}
