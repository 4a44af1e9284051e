//! The terminal views: the claim list, and one claim with its stemma as a tree.

use unicode_width::UnicodeWidthStr;

use super::claim::{ClaimView, WitnessView, direction_name};
use super::layout::Edge;
use super::shown;
use crate::link::Direction;

/// How to write: with colours or without, and how wide.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether ANSI colours may be used.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Style {
    /// No colours, `width` columns.
    pub fn plain(width: usize) -> Self {
        Style { colour: false, width }
    }

    fn paint(&self, code: &str, words: &str) -> String {
        if self.colour && !words.is_empty() { format!("\u{1b}[{code}m{words}\u{1b}[0m") } else { words.to_string() }
    }

    fn bold(&self, words: &str) -> String {
        self.paint("1", words)
    }

    fn dim(&self, words: &str) -> String {
        self.paint("2", words)
    }

    fn warn(&self, words: &str) -> String {
        self.paint("33", words)
    }
}

/// The claim list: one line a claim.
pub fn claims(views: &[ClaimView], style: &Style) -> String {
    const FIXED: usize = 12 + 2 + 7 + 2 + 11 + 2 + 11 + 2 + 12 + 2 + 12 + 2;
    let title_width = style.width.saturating_sub(FIXED).max(24);
    let head = row("CLAIM", "REPORTS", "N/G/U", "INDEPENDENT", "WHEN", "WHERE", "SAYS");
    let mut out = format!("{}\n", style.bold(&head));
    for view in views {
        let sources = format!("{}/{}/{}", view.named, view.group, view.unnamed);
        let when = view.when.as_ref().map_or("-", |told| told.words.as_str());
        let place = view.place.as_deref().unwrap_or("-");
        let says = shown::cut(&view.title, title_width);
        out.push_str(&row(&view.id, &view.reports.to_string(), &sources, &view.independent(), when, place, &says));
        if !view.disagreements.is_empty() {
            let mut what: Vec<_> = view.disagreements.iter().map(|d| d.what).collect();
            what.dedup();
            out.push_str(&style.warn(&format!("  [versions differ: {}]", what.join(", "))));
        }
        out.push('\n');
    }
    out.push_str(&style.dim("N/G/U: origins named / group / unnamed. INDEPENDENT: origins, at least-at most.\n"));
    out
}

fn row(claim: &str, reports: &str, sources: &str, independent: &str, when: &str, place: &str, says: &str) -> String {
    let cells = [(claim, 12), (reports, 7), (sources, 11), (independent, 11), (when, 12), (place, 12)];
    let mut line: String =
        cells.map(|(words, width)| format!("{}  ", padded(&shown::cut(words, width), width))).concat();
    line.push_str(says);
    line
}

fn padded(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.width())))
}

/// One claim: its stemma as a tree with the words of each witness, and all that is known of it.
pub fn claim(view: &ClaimView, style: &Style) -> String {
    let mut out = head(view, style);
    section(&mut out, "Stemma", tree(view, style), style);
    section(&mut out, "Origins", origins(view), style);
    section(&mut out, "Why this count", why(view, style), style);
    section(&mut out, "Changes on the way", changes(view), style);
    section(&mut out, "Versions that differ", disagreements(view), style);
    section(&mut out, "Lost witnesses: look for", lost(view), style);
    out
}

fn head(view: &ClaimView, style: &Style) -> String {
    let when = view.when.as_ref().map_or_else(|| "not told".to_string(), told);
    let place = view.place.as_deref().unwrap_or("not told");
    let lines = [
        style.bold(&wrapped(&format!("“{}”", shown::cut(&view.title, 400)), "", style.width)),
        format!("claim {}   story “{}”", view.id, shown::cut(&view.story, 70)),
        format!("when {when}   where {place}"),
        format!(
            "{} in {}; independent origins: {}",
            counted(view.witnesses, "witness", "witnesses"),
            counted(view.reports, "report", "reports"),
            style.bold(&independent(view))
        ),
        wrapped(&view.short.says, "", style.width),
    ];
    lines.join("\n") + "\n"
}

/// `Wednesday (2031-03-05)`, `early March (2031-03-01 to 2031-03-10)`, `June (year not known)`.
fn told(told: &super::claim::Told) -> String {
    match told.days {
        Some((first, last)) if first == last => format!("{} ({first})", told.words),
        Some((first, last)) => format!("{} ({first} to {last})", told.words),
        None => format!("{} (no date known)", told.words),
    }
}

/// `1`, or `at least 1, at most 3`.
pub fn independent(view: &ClaimView) -> String {
    if view.at_least == view.at_most {
        view.at_least.to_string()
    } else {
        format!("at least {}, at most {}", view.at_least, view.at_most)
    }
}

/// `1 witness`, `2 witnesses`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn section(out: &mut String, title: &str, lines: Vec<String>, style: &Style) {
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("\n{}\n", style.bold(title)));
    for line in lines {
        out.push_str(&line);
        out.push('\n');
    }
}

/// Where in the tree a node stands, while it is drawn.
struct Branch {
    node: usize,
    edge: Option<usize>,
    /// What stands left of the node's own mark.
    indent: String,
    last: bool,
}

/// Depth first, with a stack: a chain of copies may be long.
fn tree(view: &ClaimView, style: &Style) -> Vec<String> {
    let drawn = &view.stemma;
    let branch = |node, edge, indent: &str, last| Branch { node, edge, indent: indent.to_string(), last };
    let mut lines = Vec::new();
    let mut stack: Vec<Branch> = drawn.roots.iter().rev().map(|&root| branch(root, None, "", true)).collect();
    while let Some(b) = stack.pop() {
        let below = &drawn.children[b.node];
        let rest = match (b.edge, b.last) {
            (None, _) => b.indent.clone(),
            (_, true) => format!("{}   ", b.indent),
            (_, false) => format!("{}│  ", b.indent),
        };
        lines.push(node_line(view, &b, style));
        let bar = if below.is_empty() { "   " } else { "│  " };
        lines.extend(words_lines(view, &b, &format!("{rest}{bar}"), style));
        let last = below.len().saturating_sub(1);
        stack.extend(
            below.iter().enumerate().rev().map(|(n, &(child, edge))| branch(child, Some(edge), &rest, n == last)),
        );
    }
    let mut extra: Vec<String> = drawn.extra.iter().map(|&edge| extra_line(view, &drawn.graph.edges[edge])).collect();
    extra.dedup();
    lines.extend(extra);
    lines
}

fn node_line(view: &ClaimView, b: &Branch, style: &Style) -> String {
    let node = &view.stemma.graph.nodes[b.node];
    let mark = match (b.edge, b.last) {
        (None, _) => String::new(),
        (_, true) => format!("{}└─ ", b.indent),
        (_, false) => format!("{}├─ ", b.indent),
    };
    let how = b.edge.map_or_else(String::new, |e| format!("{} ", edge_words(&view.stemma.graph.edges[e])));
    let sign = if node.lost { "◌" } else { "●" };
    format!("{mark}{how}{sign} {}  {}", style.bold(&node.label), style.dim(&node.note))
}

fn edge_words(edge: &Edge) -> String {
    let arrow = match edge.direction {
        Direction::Sure => "→",
        Direction::Likely => "⇢",
        Direction::Unknown => "↔",
    };
    format!("{} ({}) {arrow}", edge.kind, direction_name(edge.direction))
}

/// What the witness says, who it says it from, why it stands here, and what changed on its edge.
fn words_lines(view: &ClaimView, b: &Branch, indent: &str, style: &Style) -> Vec<String> {
    let node = &view.stemma.graph.nodes[b.node];
    let mut lines = Vec::new();
    for witness in node.all.iter().filter_map(|id| view.witness(id)) {
        lines.push(wrapped(&format!("“{}”", shown::cut(&witness.quote, 300)), indent, style.width));
        lines.push(format!("{indent}{}", style.dim(&voice(witness))));
    }
    if let Some(edge) = b.edge.map(|e| &view.stemma.graph.edges[e]) {
        lines.extend(
            edge.reasons.iter().map(|reason| style.dim(&wrapped(&format!("why: {reason}"), indent, style.width))),
        );
        let parent = &view.stemma.graph.nodes[edge.from];
        let on_edge = view.changes.iter().filter(|c| parent.all.contains(&c.from) && node.all.contains(&c.to));
        lines.extend(on_edge.map(|c| style.warn(&wrapped(&format!("Δ {}", c.sentence()), indent, style.width))));
    }
    lines
}

/// Who speaks: `from local sources → Al Hadath`, `in its own voice`, `headline`.
pub fn voice(witness: &WitnessView) -> String {
    let from = match (witness.narrated, witness.chain.is_empty()) {
        (true, _) => "in its own voice".to_string(),
        (false, true) => "source not named".to_string(),
        (false, false) => format!("from {}", witness.chain),
    };
    let stance = witness.stance.map_or_else(String::new, |stance| format!(" ({stance})"));
    format!("{}{from}{stance}", if witness.headline { "headline, " } else { "" })
}

fn extra_line(view: &ClaimView, edge: &Edge) -> String {
    let nodes = &view.stemma.graph.nodes;
    format!("also: {} {} {}", nodes[edge.from].label, edge_words(edge), nodes[edge.to].label)
}

fn origins(view: &ClaimView) -> Vec<String> {
    let line = |o: &super::claim::OriginView| {
        let lost = if o.lost { ", its own words not in the pile" } else { "" };
        let reports = if o.reports.is_empty() { String::new() } else { format!(": {}", o.reports.join(", ")) };
        format!("  {} ({}{lost}){reports}", o.name, o.class)
    };
    view.origins.iter().map(line).collect()
}

fn why(view: &ClaimView, style: &Style) -> Vec<String> {
    let mut lines = Vec::new();
    for why in &view.why {
        lines.push(wrapped(&why.says, "  ", style.width));
        let shown = why.shown_by.iter().map(|q| format!("{}: “{}”", q.label, shown::cut(&q.words, 120)));
        lines.extend(shown.map(|s| style.dim(&wrapped(&s, "      ", style.width))));
    }
    lines
}

fn changes(view: &ClaimView) -> Vec<String> {
    view.changes.iter().map(|c| format!("  {} → {}  {}", c.from_label, c.to_label, c.sentence())).collect()
}

fn disagreements(view: &ClaimView) -> Vec<String> {
    let mut lines = Vec::new();
    for d in &view.disagreements {
        lines.push(format!("  {}", d.what));
        lines.extend(d.values.iter().map(|(value, labels)| format!("    {value}: {}", labels.join(", "))));
    }
    lines
}

fn lost(view: &ClaimView) -> Vec<String> {
    let mut lines = Vec::new();
    for l in &view.lost {
        lines.push(format!("  ◌ {} ({})", l.name, l.role));
        lines.extend(l.cited_by.iter().map(|q| format!("      cited by {}: “{}”", q.label, shown::cut(&q.words, 120))));
    }
    lines
}

/// Breaks at spaces so that no line but one of a single long word is wider than `width`.
fn wrapped(words: &str, indent: &str, width: usize) -> String {
    let room = width.saturating_sub(indent.width()).max(20);
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let line = &lines[lines.len() - 1];
        if !line.is_empty() && line.width() + 1 + word.width() > room {
            lines.push(String::new());
        }
        let last = lines.len() - 1;
        if !lines[last].is_empty() {
            lines[last].push(' ');
        }
        lines[last].push_str(word);
    }
    lines.iter().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrapped("one two three four five six", "  ", 22), "  one two three four\n  five six");
    }

    #[test]
    fn colour_is_asked_for() {
        assert_eq!(Style::plain(80).bold("x"), "x");
        assert_eq!(Style { colour: true, width: 80 }.bold("x"), "\u{1b}[1mx\u{1b}[0m");
    }
}
