//! Web archives (WARC 1.0 and 1.1, ISO 28500): the pages in them, each with its address and when it was fetched.
//!
//! Requests, metadata, redirects, errors of servers, pictures, styles and scripts are no reports and are passed over
//! without a word. When a page was fetched says nothing of when it was published.

use super::bounded::{Line, broken, line, too_large};
use super::piece::Told;
use super::split::Cut;
use super::{Found, Kind, http, kind};
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

/// Longest line in the header of a record, and most lines.
const LINE: usize = 1 << 16;
const LINES: usize = 1_000;

/// The header of a record.
#[derive(Default)]
struct Header {
    fields: Vec<(String, String)>,
}

impl Header {
    fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// Hands over the pages of the archive, one record in memory at a time.
pub(super) fn records(cut: &mut Cut<'_, '_>, input: &mut dyn BufRead) -> ControlFlow<()> {
    for number in 1.. {
        let place = Some(format!("record {number}"));
        let (astray, header) = match header(input) {
            Ok(next) => next,
            Err(error) => return cut.left_out(place, broken(&error)),
        };
        if astray {
            cut.left_out(place.clone(), "what stands before it is no WARC record".into())?;
        }
        let Some(header) = header else { break };
        let block = match block(input, &header, cut.limits.piece_bytes) {
            Ok(block) => block,
            Err(error) => return cut.left_out(place, broken(&error)),
        };
        match block.and_then(|block| page(&header, block, cut.limits.piece_bytes)) {
            Ok(Some((kind, bytes, told))) => cut.piece(place, kind, bytes, told)?,
            Ok(None) => {}
            Err(reason) => cut.left_out(place, reason)?,
        }
    }
    ControlFlow::Continue(())
}

/// The next header, and whether something that is none had to be passed over to find it.
fn header(input: &mut dyn BufRead) -> io::Result<(bool, Option<Header>)> {
    let mut astray = false;
    loop {
        match line(input, LINE)? {
            Line::End => return Ok((astray, None)),
            Line::Whole(bytes) if bytes.is_empty() => {}
            Line::Whole(bytes) if bytes.starts_with(b"WARC/") => break,
            _ => astray = true,
        }
    }
    let mut header = Header::default();
    for _ in 0..LINES {
        match line(input, LINE)? {
            Line::Whole(bytes) if !bytes.is_empty() => {
                if let Some((name, value)) = String::from_utf8_lossy(&bytes).split_once(':') {
                    header.fields.push((name.trim().to_ascii_lowercase(), value.trim().to_string()));
                }
            }
            Line::TooLong => {}
            _ => break,
        }
    }
    Ok((astray, Some(header)))
}

/// The block of a record that may hold a page; other blocks are passed over.
fn block(input: &mut dyn BufRead, header: &Header, limit: usize) -> io::Result<Result<Vec<u8>, String>> {
    let Ok(length) = header.get("content-length").parse::<u64>() else {
        return Ok(Err("the record has no length".into()));
    };
    let wanted = matches!(header.get("warc-type"), "response" | "resource" | "conversion");
    let fits = length <= limit as u64 + LINE as u64;
    let mut block = Vec::new();
    let mut bounded = Read::take(&mut *input, length);
    let read =
        if wanted && fits { bounded.read_to_end(&mut block)? as u64 } else { io::copy(&mut bounded, &mut io::sink())? };
    if read < length {
        return Ok(Err("the archive breaks off in it".into()));
    }
    Ok(if wanted && !fits { Err(too_large(limit)) } else { Ok(block) })
}

type Page = (Kind, Vec<u8>, Told);

fn page(header: &Header, block: Vec<u8>, limit: usize) -> Result<Option<Page>, String> {
    let address = header.get("warc-target-uri").trim_start_matches('<').trim_end_matches('>').to_string();
    if block.is_empty() || !address.starts_with("http") || address.ends_with("/robots.txt") {
        return Ok(None);
    }
    let (media_type, charset) = http::content_type(header.get("content-type"));
    let (media_type, charset, bytes) = if media_type == "application/http" {
        let response = http::response(&block, limit)?;
        if response.status != 200 {
            return Ok(None);
        }
        (response.media_type, response.charset, response.body)
    } else {
        (media_type, charset, block)
    };
    let Some(kind) = page_kind(&media_type, &bytes, &address) else { return Ok(None) };
    let fetched = Some(header.get("warc-date").to_string()).filter(|date| !date.is_empty());
    let told = Told {
        url: Some(Found::new(address, "WARC-Target-URI")),
        fetched,
        charset: charset.map(|label| (label, "the HTTP header")),
        ..Told::default()
    };
    Ok(Some((kind, bytes, told)))
}

fn page_kind(media_type: &str, bytes: &[u8], address: &str) -> Option<Kind> {
    match media_type {
        "text/html" | "application/xhtml+xml" => Some(Kind::Html),
        "text/plain" | "" | "application/octet-stream" => {
            let sniffed = kind::of(&bytes[..bytes.len().min(kind::HEAD)], address).ok()?;
            matches!(sniffed, Kind::Html | Kind::Text | Kind::Markdown)
                .then_some(sniffed)
                .filter(|kind| *kind == Kind::Html || media_type == "text/plain")
        }
        _ => None,
    }
}
