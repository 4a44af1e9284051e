//! Strangers' words made safe to show: control and bidirectional characters are named, not obeyed.

/// One line of it: white space folded, control and bidi characters as `⟨U+202E⟩`.
///
/// ```
/// assert_eq!(stemma::present::shown::line("a\n  b\u{202e}c"), "a b⟨U+202E⟩c");
/// ```
pub fn line(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.trim().chars() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            push(&mut out, c);
        }
    }
    out
}

/// At most `width` characters; what is left out is said by an ellipsis.
pub fn cut(words: &str, width: usize) -> String {
    if words.chars().count() <= width {
        return words.to_string();
    }
    let mut out: String = words.chars().take(width.saturating_sub(1)).collect();
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// For an HTML text or attribute value: shown as by [`line`], but with line ends kept, and escaped.
pub fn html(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(c),
            c => push(&mut safe, c),
        }
    }
    safe
}

/// All of it with line ends kept; the rest as by [`line`]. For text that something else escapes.
///
/// ```
/// assert_eq!(stemma::present::shown::text("a\nb\u{202e}<"), "a\nb⟨U+202E⟩<");
/// ```
pub fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\n' | '\t') { out.push(c) } else { push(&mut out, c) }
    }
    out
}

/// For a cell of CSV: quoted where needed, and never a formula in a spreadsheet.
pub fn csv(words: &str) -> String {
    let words = line(words);
    let words = if words.starts_with(['=', '+', '-', '@']) { format!("'{words}") } else { words };
    if words.contains([',', '"']) { format!("\"{}\"", words.replace('"', "\"\"")) } else { words }
}

fn push(out: &mut String, c: char) {
    if c.is_control() || is_bidi_control(c) {
        out.push_str(&format!("⟨U+{:04X}⟩", u32::from(c)));
    } else {
        out.push(c);
    }
}

/// The marks that change the direction of what follows (Unicode Standard Annex 9).
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_never_rendered() {
        assert_eq!(html("<script>'x' & \"y\""), "&lt;script&gt;&#39;x&#39; &amp; &quot;y&quot;");
    }

    #[test]
    fn a_cell_is_no_formula() {
        assert_eq!(csv("=1+1"), "'=1+1");
        assert_eq!(csv("a, \"b\""), "\"a, \"\"b\"\"\"");
    }

    #[test]
    fn a_cut_says_so() {
        assert_eq!(cut("twelve words", 7), "twelve…");
        assert_eq!(cut("twelve", 6), "twelve");
    }

    #[test]
    fn escape_sequences_reach_no_terminal() {
        assert_eq!(line("\u{1b}[31mred"), "⟨U+001B⟩[31mred");
    }
}
