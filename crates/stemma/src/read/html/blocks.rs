//! A page as blocks of text: paragraphs, headings, list items, table rows, in the order of the page.
//!
//! White space is collapsed as a browser would; no other character is touched. The walk keeps its own stack, so that
//! deep nesting costs memory, not the thread.

use std::ops::Range;
use trafilatura::dom::{Document, NodeId};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Shape {
    Paragraph,
    Heading(u8),
    /// A list item or a row of a table: a line among lines.
    Line,
}

/// A run of text that stands apart.
#[derive(Debug, Clone)]
pub(in crate::read) struct Block {
    pub text: String,
    pub shape: Shape,
    /// Links with the bytes of `text` that carry them.
    pub links: Vec<(String, Range<usize>)>,
    /// `datetime` and words of the `<time>` elements in it that do not say when it was changed.
    pub times: Vec<(String, String)>,
    /// The element that holds the block's element: siblings share it.
    pub parent: Option<NodeId>,
}

impl Block {
    /// How much of the text is links, 0 to 1.
    pub fn linked(&self) -> f64 {
        let linked: usize = self.links.iter().map(|(_, range)| range.len()).sum();
        linked as f64 / self.text.len().max(1) as f64
    }
}

enum Step {
    Enter(NodeId),
    Leave(NodeId),
}

/// The blocks under `root`.
pub(in crate::read) fn blocks(doc: &Document, root: NodeId) -> Vec<Block> {
    let mut walk = Walk { doc, done: Vec::new(), open: None, shapes: Vec::new(), link: None };
    let mut steps = vec![Step::Enter(root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(id) => walk.leave(id),
            Step::Enter(id) if doc.is_text(id) => walk.words(&doc.text_content(id), id),
            Step::Enter(id) if !silent(doc.tag_name(id)) => {
                walk.enter(id);
                steps.push(Step::Leave(id));
                steps.extend(doc.child_nodes(id).into_iter().rev().map(Step::Enter));
            }
            Step::Enter(_) => {}
        }
    }
    walk.close();
    walk.done
}

/// Elements without words of their own for a reader.
fn silent(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "canvas"
            | "head"
            | "select"
            | "textarea"
            | "button"
            | "audio"
            | "video"
            | "figcaption"
            | "input"
            | "datalist"
            | "progress"
            | "meter"
            | "map"
            | "embed"
    )
}

/// Elements that stand apart from what comes before and after.
fn stands_apart(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "pre"
            | "table"
            | "tr"
            | "thead"
            | "tbody"
            | "tfoot"
            | "caption"
            | "form"
            | "fieldset"
            | "figure"
            | "address"
            | "hr"
            | "body"
            | "html"
            | "details"
            | "summary"
            | "center"
            | "legend"
            | "menu"
            | "dialog"
    )
}

struct Walk<'d> {
    doc: &'d Document,
    done: Vec<Block>,
    open: Option<Block>,
    shapes: Vec<(NodeId, Shape)>,
    link: Option<(NodeId, String, Option<usize>)>,
}

impl Walk<'_> {
    fn enter(&mut self, id: NodeId) {
        let tag = self.doc.tag_name(id);
        if self.apart(id, tag) {
            self.close();
            if let Some(shape) = shape(tag) {
                self.shapes.push((id, shape));
            }
        }
        match tag {
            "br" => self.line_break(),
            "td" | "th" => self.cell(),
            "a" => self.link = self.doc.get_attribute(id, "href").map(|href| (id, href, None)),
            _ => {}
        }
    }

    fn leave(&mut self, id: NodeId) {
        if self.link.as_ref().is_some_and(|(link, ..)| *link == id) {
            self.close_link();
            self.link = None;
        }
        match self.doc.tag_name(id) {
            "time" => self.time(id),
            tag if self.apart(id, tag) => self.close(),
            _ => {}
        }
        if self.shapes.last().is_some_and(|(shaped, _)| *shaped == id) {
            self.shapes.pop();
        }
    }

    /// A cell that holds blocks makes the table a layout, and stands apart too.
    fn apart(&self, id: NodeId, tag: &str) -> bool {
        let holds_blocks = || self.doc.children(id).into_iter().any(|child| stands_apart(self.doc.tag_name(child)));
        stands_apart(tag) || (matches!(tag, "td" | "th") && holds_blocks())
    }

    fn time(&mut self, id: NodeId) {
        let attribute = |name| self.doc.get_attribute(id, name).unwrap_or_default();
        let changed = format!("{} {}", attribute("class"), attribute("itemprop")).to_ascii_lowercase();
        if let (Some(block), false) = (&mut self.open, changed.contains("updated") || changed.contains("modified")) {
            block.times.push((attribute("datetime"), self.doc.text_content(id)));
        }
    }

    fn words(&mut self, words: &str, id: NodeId) {
        if self.open.is_none() && words.chars().all(is_space) {
            return;
        }
        let shape = self.shapes.last().map_or(Shape::Paragraph, |(_, shape)| *shape);
        let doc = self.doc;
        let block = self.open.get_or_insert_with(|| Block {
            text: String::new(),
            shape,
            links: Vec::new(),
            times: Vec::new(),
            parent: holder(doc, id),
        });
        let verbatim = self.shapes.last().is_some_and(|(id, _)| doc.tag_name(*id) == "pre");
        for c in words.chars() {
            if verbatim && c != '\r' {
                block.text.push(c);
            } else if !is_space(c) {
                if let Some((_, _, start @ None)) = &mut self.link {
                    *start = Some(block.text.len());
                }
                block.text.push(c);
            } else if !block.text.is_empty() && !block.text.ends_with([' ', '\n', '\t']) {
                block.text.push(' ');
            }
        }
    }

    fn line_break(&mut self) {
        let Some(block) = &mut self.open else { return };
        if block.text.trim_end_matches(' ').ends_with('\n') {
            return self.close();
        }
        if block.text.ends_with(' ') {
            block.text.pop();
        }
        block.text.push('\n');
    }

    fn cell(&mut self) {
        if let Some(block) = &mut self.open {
            let kept = block.text.trim_end_matches(' ').len();
            block.text.truncate(kept);
            block.text.push('\t');
        }
    }

    fn close_link(&mut self) {
        let (Some(block), Some((_, href, start))) = (&mut self.open, &mut self.link) else { return };
        if let Some(start) = start.take() {
            let end = start.max(block.text.trim_end_matches(is_space).len());
            block.links.push((href.clone(), start..end));
        }
    }

    fn close(&mut self) {
        self.close_link();
        if let Some(mut block) = self.open.take() {
            let kept = block.text.trim_end_matches(is_space).len();
            block.text.truncate(kept);
            block.links.retain(|(_, range)| range.end <= kept && !range.is_empty());
            if kept > 0 {
                self.done.push(block);
            }
        }
    }
}

/// White space as HTML means it; other spaces are characters of the page.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

/// The shape that an element gives to the words in it, whatever stands around it.
fn shape(tag: &str) -> Option<Shape> {
    Some(match tag {
        "h1" => Shape::Heading(1),
        "h2" => Shape::Heading(2),
        "h3" | "h4" | "h5" | "h6" => Shape::Heading(3),
        "li" | "dt" | "dd" | "tr" => Shape::Line,
        "td" | "th" | "pre" => Shape::Paragraph,
        _ => return None,
    })
}

/// The element around the block element that `text` stands in.
fn holder(doc: &Document, text: NodeId) -> Option<NodeId> {
    let mut at = doc.parent(text)?;
    while !stands_apart(doc.tag_name(at)) {
        at = doc.parent(at)?;
    }
    if matches!(doc.tag_name(at), "div" | "section" | "article" | "main" | "body") { Some(at) } else { doc.parent(at) }
}
