//! Refuses pages that are made to exhaust a parser, before one is started: an HTML parser looks back over its open
//! elements at nearly every tag, so a page that never closes what it opens costs the square of its length.

use crate::read::Limits;

/// Counts tags and open elements roughly; a real page is far from either limit.
pub(super) fn check(html: &str, limits: &Limits) -> Result<(), String> {
    let (mut tags, mut depth, mut rest) = (0, 0usize, html);
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        tags += 1;
        let closing = rest.starts_with('/');
        let name = name(rest.trim_start_matches('/'));
        if name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style") {
            rest = rest.find("</").map_or("", |end| &rest[end..]);
        } else if nests(name) {
            depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        }
        if tags > limits.tags {
            return Err(format!("a page of more than {} tags", limits.tags));
        }
        if depth > limits.nesting {
            return Err(format!("a page of more than {} elements in one another", limits.nesting));
        }
    }
    Ok(())
}

fn name(rest: &str) -> &str {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    &rest[..end]
}

/// Whether an element of this name stays open until it is closed: not the void ones, not those that the next ends.
fn nests(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let void = "area base br col embed hr img input link meta source track wbr param";
    let ended = "p li dt dd option optgroup thead tbody tfoot tr td th colgroup rp rt html head body";
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && !void.split(' ').chain(ended.split(' ')).any(|known| known == name)
}
