//! HTTP responses as archives keep them: status, headers, a body that may be chunked and compressed.

use super::bounded::whole;
use std::io::{BufReader, Read};

/// A response with its body as a browser would have it.
#[derive(Debug)]
pub(super) struct Response {
    pub status: u16,
    /// In small letters, without parameters.
    pub media_type: String,
    pub charset: Option<String>,
    pub body: Vec<u8>,
}

/// Parses a response; the error is the reason for the user.
pub(super) fn response(bytes: &[u8], limit: usize) -> Result<Response, String> {
    let (head, body) = parted(bytes).ok_or("the response has no end of its headers")?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.split_ascii_whitespace().nth(1)?.parse().ok())
        .ok_or("the response has no status")?;
    let headers: Vec<(String, &str)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim()))
        .collect();
    let header = |name: &str| headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| *value);
    let chunked = header("transfer-encoding").to_ascii_lowercase().contains("chunked");
    // Many archives keep the header and have undone what it says.
    let body = if chunked { unchunked(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    let body = uncompressed(body, &header("content-encoding").to_ascii_lowercase(), limit)?;
    let (media_type, charset) = content_type(header("content-type"));
    Ok(Response { status, media_type, charset, body })
}

fn parted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = &bytes[..bytes.len().min(1 << 16)];
    let crlf = start.windows(4).position(|window| window == b"\r\n\r\n").map(|at| (at, at + 4));
    let lf = || start.windows(2).position(|window| window == b"\n\n").map(|at| (at, at + 2));
    let (end, next) = crlf.or_else(lf)?;
    Some((&bytes[..end], &bytes[next..]))
}

/// `text/html; charset="utf-8"` to its two parts.
pub(super) fn content_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_string())
    });
    (media_type, charset)
}

fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = bytes.iter().take(1 << 10).position(|&byte| byte == b'\n')?;
        let size = std::str::from_utf8(&bytes[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        bytes = &bytes[end + 1..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(bytes.get(..size)?);
        bytes = &bytes[size..];
        bytes = bytes.strip_prefix(b"\r\n").or_else(|| bytes.strip_prefix(b"\n"))?;
    }
}

fn uncompressed(body: Vec<u8>, coding: &str, limit: usize) -> Result<Vec<u8>, String> {
    let unpacked: Box<dyn Read + '_> = match (coding, &body[..]) {
        ("gzip" | "x-gzip", [0x1f, 0x8b, ..]) => Box::new(flate2::bufread::MultiGzDecoder::new(&body[..])),
        ("deflate", [first, second, ..])
            if (u16::from(*first) * 256 + u16::from(*second)) % 31 == 0 && first & 15 == 8 =>
        {
            Box::new(flate2::bufread::ZlibDecoder::new(&body[..]))
        }
        ("zstd", [0x28, 0xb5, 0x2f, 0xfd, ..]) => Box::new(super::zstd::Frames::new(&body[..])),
        ("br" | "deflate", _) if !body.trim_ascii_start().starts_with(b"<") => {
            return Err(format!("its content encoding {coding} is not read"));
        }
        _ => return Ok(body),
    };
    whole(&mut BufReader::new(unpacked), limit)
}
