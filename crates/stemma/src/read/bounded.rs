//! Reading with an upper bound: no line, file or decompressed stream grows without limit in memory or in time.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// One line of an input.
pub(super) enum Line {
    /// Its bytes, without the line end.
    Whole(Vec<u8>),
    /// It was longer than the limit and is passed over.
    TooLong,
    /// The input is at its end.
    End,
}

/// Reads up to the next line feed, keeping no more than `limit` bytes.
pub(super) fn line(input: &mut dyn BufRead, limit: usize) -> io::Result<Line> {
    let (mut kept, mut long, mut any) = (Vec::new(), false, false);
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            break;
        }
        any = true;
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        long |= kept.len() + part.len() > limit;
        if !long {
            kept.extend_from_slice(part);
        }
        let used = part.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    if kept.last() == Some(&b'\r') {
        kept.pop();
    }
    Ok(match (any, long) {
        (false, _) => Line::End,
        (true, true) => Line::TooLong,
        (true, false) => Line::Whole(kept),
    })
}

/// Reads to the end; the error is the reason for the user.
pub(super) fn whole(input: &mut dyn BufRead, limit: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    input.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
    if bytes.len() > limit { Err(too_large(limit)) } else { Ok(bytes) }
}

/// The reason for something over the limit.
pub(super) fn too_large(limit: usize) -> String {
    format!("larger than {} MiB", limit >> 20)
}

/// The reason for an input that cannot be read on.
pub(super) fn broken(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the compressed stream breaks off".into(),
        _ => error.to_string(),
    }
}

/// Counts the bytes that go through it.
pub(super) struct Counted<R> {
    pub inner: R,
    pub count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

/// A decompressed stream that fails once it grows out of all proportion.
pub(super) struct Unpacked<R> {
    pub inner: R,
    pub packed: Rc<Cell<u64>>,
    pub read: u64,
    pub limit: u64,
    pub ratio: u64,
}

/// Below this, any ratio is harmless.
const FREE: u64 = 64 << 20;

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        if self.read > self.limit {
            return Err(io::Error::other(format!("unpacks to more than {} bytes", self.limit)));
        }
        if self.read > FREE && self.read / self.ratio > self.packed.get() {
            return Err(io::Error::other(format!("unpacks to more than {} times its size", self.ratio)));
        }
        Ok(read)
    }
}
