//! What bytes are: told by their content first, by the name's extension where the content leaves it open.

use serde::{Deserialize, Serialize};

/// What an input, or a piece of it, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A web page.
    Html,
    /// Words alone.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// One JSON object a line; as a piece, one such line.
    Jsonl,
    /// RSS, Atom or JSON Feed; as a piece, one entry.
    Feed,
    /// A web archive.
    Warc,
    /// Compressed with gzip.
    Gzip,
    /// Compressed with Zstandard.
    Zstd,
}

impl Kind {
    /// The media type of a piece of this kind.
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Html => "text/html",
            Kind::Text => "text/plain",
            Kind::Markdown => "text/markdown",
            Kind::Jsonl => "application/jsonl",
            Kind::Feed => "application/feed",
            Kind::Warc => "application/warc",
            Kind::Gzip => "application/gzip",
            Kind::Zstd => "application/zstd",
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.media_type())
    }
}

/// How many bytes of the start [`of`] wants to see.
pub(super) const HEAD: usize = 4096;

/// The kind of an input that begins with `head`, or why it cannot be read.
pub(super) fn of(head: &[u8], name: &str) -> Result<Kind, String> {
    if let Some(kind) = magic(head)? {
        return Ok(kind);
    }
    let start = letters(head);
    if start.matches('\0').count() * 32 > start.len() {
        return Err("binary data, no text".into());
    }
    if start.starts_with("From: <Saved by") || (start.starts_with("MIME-Version:") && start.contains("multipart/")) {
        return Err("a page saved as MHTML: this kind is not read".into());
    }
    let extension = extension(name);
    Ok(markup(start.trim_start(), &extension).unwrap_or(match extension.as_str() {
        "html" | "htm" | "xhtml" | "shtml" => Kind::Html,
        "md" | "markdown" => Kind::Markdown,
        "jsonl" | "ndjson" | "json" => Kind::Jsonl,
        _ => Kind::Text,
    }))
}

fn magic(head: &[u8]) -> Result<Option<Kind>, String> {
    const FOREIGN: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"BZh", "a bzip2 file"),
        (b"\xfd7zXZ\0", "an xz file"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"SQLite format 3\0", "a SQLite file"),
    ];
    if let Some((_, what)) = FOREIGN.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(format!("{what}: this kind is not read"));
    }
    Ok(match head {
        [0x1f, 0x8b, ..] => Some(Kind::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Kind::Zstd),
        // A skippable Zstandard frame.
        [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Kind::Zstd),
        _ => None,
    })
}

/// The start as letters, whatever its character set: enough to tell tags from prose.
fn letters(head: &[u8]) -> String {
    let (encoding, skip) = encoding_rs::Encoding::for_bom(head).unwrap_or((encoding_rs::WINDOWS_1252, 0));
    encoding.decode_without_bom_handling(&head[skip.min(head.len())..]).0.into_owned()
}

fn markup(start: &str, extension: &str) -> Option<Kind> {
    let lower = start.to_ascii_lowercase();
    if lower.starts_with("warc/") {
        return Some(Kind::Warc);
    }
    if lower.starts_with('{') {
        return Some(if lower.contains("jsonfeed.org/version") { Kind::Feed } else { Kind::Jsonl });
    }
    if lower.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{')) {
        return Some(Kind::Jsonl);
    }
    if lower.starts_with('<') {
        return tagged(&lower, extension);
    }
    let front = start.starts_with("---\n") || start.starts_with("---\r\n");
    (front && start.lines().nth(1).is_some_and(|line| line.contains(':'))).then_some(Kind::Markdown)
}

fn tagged(lower: &str, extension: &str) -> Option<Kind> {
    let at = |tag: &str| lower.find(tag).unwrap_or(usize::MAX);
    let html = at("<html").min(at("<!doctype html"));
    let feed = at("<rss").min(at("<feed")).min(at("<rdf:rdf"));
    if feed < html {
        return Some(Kind::Feed);
    }
    let page = html < usize::MAX
        || ["<head", "<body", "<div", "<p>", "<p ", "<meta", "<article"].iter().any(|tag| at(tag) < usize::MAX);
    match extension {
        "xml" | "rss" | "atom" if !page => Some(Kind::Feed),
        _ => page.then_some(Kind::Html),
    }
}

fn extension(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map(|(_, extension)| extension.to_string()).unwrap_or_default()
}
