//! Drawings: the stemma of a claim, and its times. SVG written by hand; every word escaped, nothing but shapes and text.

use super::claim::{ClaimView, Told, WitnessView};
use super::drawing::{Drawing, HIGH, Line, WIDE, drawing};
use super::layout::{Edge, Layout, Node};
use super::shown::{cut, html};
use crate::link::Direction;

/// Width from which a picture is made smaller only so far as its words can be read.
const LARGE: usize = 900;

/// The stemma: parents left, lost witnesses dashed, directions by stroke.
pub fn stemma(layout: &Layout, title: &str) -> String {
    let drawn = drawing(layout);
    let Drawing { width, height, .. } = drawn;
    let mut out = format!(
        "<svg class=\"stemma{}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"Stemma: {}\">",
        if width > LARGE { " large" } else { "" },
        html(&cut(title, 120))
    );
    for (edge, line) in layout.graph.edges.iter().zip(&drawn.lines) {
        out.push_str(&self::line(edge, line));
    }
    for (node, &corner) in layout.graph.nodes.iter().zip(&drawn.boxes) {
        out.push_str(&self::node(node, corner));
    }
    out + "</svg>"
}

fn line(edge: &Edge, line: &Line) -> String {
    let class = match edge.direction {
        Direction::Sure => "sure",
        Direction::Likely => "likely",
        Direction::Unknown => "unknown",
    };
    let title = format!("{}: {}", edge.kind, edge.reasons.join(" "));
    let mut out = format!("<path class=\"edge {class}\" d=\"{}\"><title>{}</title></path>", line.path, html(&title));
    if let Some(head) = &line.head {
        out.push_str(&format!("<path class=\"edge\" d=\"{head}\"/>"));
    }
    if let Some((x, y)) = line.label {
        out.push_str(&format!("<text class=\"how end\" x=\"{x}\" y=\"{y}\">{}</text>", html(&edge.kind)));
    }
    out
}

fn node(node: &Node, (x, y): (usize, usize)) -> String {
    let class = if node.lost { "node lost" } else { "node" };
    let middle = x + WIDE / 2;
    format!(
        "<g class=\"{class}\"><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{WIDE}\" height=\"{HIGH}\" rx=\"6\"/><text x=\"{middle}\" y=\"{}\">{}</text><text class=\"note\" x=\"{middle}\" y=\"{}\">{}</text></g>",
        html(&cut(&node.quote, 200)),
        y + 19,
        html(&cut(&node.label, 26)),
        y + 36,
        html(&node.note)
    )
}

/// Two axes: when the witnesses were published, and the days that they tell of. `None` where no date is known.
pub fn times(view: &ClaimView) -> Option<String> {
    let published = view.words.iter().filter_map(|w| w.minutes.map(|m| (w, m)));
    let told = view.words.iter().filter_map(|w| Some((w, days_in_minutes(w.told.as_ref()?)?)));
    let (published, told): (Vec<_>, Vec<_>) = (published.collect(), told.collect());
    let all = published.iter().chain(&told).map(|(_, m)| *m);
    let (first, last) = all.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let axis = Axis { first, last: last.max(first + 1440) };
    let rows = published.len() + told.len();
    let height = rows * 18 + 76;
    let mut out = format!(
        "<svg class=\"times\" viewBox=\"0 0 760 {height}\" width=\"760\" height=\"{height}\" role=\"img\" aria-label=\"Times published and told\">"
    );
    let below = rows_of(&mut out, "published", &published, &axis, 18);
    rows_of(&mut out, "told of", &told, &axis, below + 12);
    out.push_str(&axis.ends(height - 8));
    Some(out + "</svg>")
}

struct Axis {
    first: i64,
    last: i64,
}

impl Axis {
    fn x(&self, minute: i64) -> i64 {
        200 + (minute - self.first) * 540 / (self.last - self.first)
    }

    fn ends(&self, y: usize) -> String {
        let day = |minute: i64| {
            let days = jiff::Span::new().try_days(minute.div_euclid(1440)).ok();
            days.and_then(|d| jiff::civil::Date::constant(1970, 1, 1).checked_add(d).ok())
                .map_or_else(String::new, |d| d.to_string())
        };
        format!(
            "<line class=\"axis\" x1=\"200\" y1=\"{0}\" x2=\"740\" y2=\"{0}\"/><text class=\"how\" x=\"200\" y=\"{y}\">{1}</text><text class=\"how end\" x=\"740\" y=\"{y}\">{2}</text>",
            y - 14,
            day(self.first),
            day(self.last)
        )
    }
}

fn days_in_minutes(told: &Told) -> Option<(i64, i64)> {
    let (first, last) = told.days?;
    let start = crate::read::Published::day(first).minutes().0;
    Some((start, crate::read::Published::day(last).minutes().1))
}

/// One bar a witness; gives back where the next row would begin.
fn rows_of(out: &mut String, name: &str, rows: &[(&WitnessView, (i64, i64))], axis: &Axis, mut y: usize) -> usize {
    if rows.is_empty() {
        return y;
    }
    out.push_str(&format!("<text class=\"axisname\" x=\"4\" y=\"{y}\">{name}</text>"));
    let mut rows = rows.to_vec();
    rows.sort_by_key(|(w, minutes)| (*minutes, w.id.clone()));
    for (witness, (first, last)) in rows {
        y += 18;
        let (x, wide) = (axis.x(first), (axis.x(last) - axis.x(first)).max(5));
        out.push_str(&format!(
            "<text class=\"rowname\" x=\"12\" y=\"{}\">{}</text><rect class=\"bar\" x=\"{x}\" y=\"{}\" width=\"{wide}\" height=\"9\"/>",
            y,
            html(&cut(&witness.label, 26)),
            y - 9
        ));
    }
    y + 12
}

#[cfg(test)]
mod tests {
    use super::super::layout::{layout, tests::graph_of};
    use super::*;

    #[test]
    fn a_drawing_escapes_what_it_writes() {
        let mut graph = graph_of(2, &[(0, 1)]);
        graph.nodes[1].label = "<script>".into();
        let drawn = stemma(&layout(&graph), "a \"title\"");
        assert!(drawn.contains("&lt;script&gt;") && !drawn.contains("<script>"));
        assert!(drawn.contains("a &quot;title&quot;"));
    }

    #[test]
    fn a_drawing_of_nothing_is_still_a_drawing() {
        assert!(stemma(&Layout::default(), "").ends_with("</svg>"));
    }
}
