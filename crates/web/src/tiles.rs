//! Map tiles of the user's own, out of one PMTiles file (version 3 of its specification): pictures laid under the outline.
//!
//! The file may come from anywhere: every length in it is bounded before it is read, and what does not fit is an error,
//! never a panic. Vector tiles would need a renderer and are refused.

use flate2::read::GzDecoder;
use std::io::{Error, Read, Result, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

/// Length of the header.
const HEADER: usize = 127;
/// A directory, packed and unpacked.
const LARGEST_DIRECTORY: u64 = 64 << 20;
/// A single picture.
const LARGEST_TILE: u64 = 16 << 20;
/// Directories below the root.
const DEEPEST: usize = 4;
/// Zooms that a tile's number has room for.
const CLOSEST: u8 = 26;

/// What can be read from any place.
pub trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

/// A file of tiles, its root directory in memory.
pub struct Tiles {
    source: Mutex<Box<dyn Source>>,
    root: Vec<Entry>,
    leaves: u64,
    data: u64,
    packing: u8,
    media: &'static str,
    /// Fewest and most zooms.
    pub zooms: (u8, u8),
    /// West, south, east, north, in degrees.
    pub bounds: [f64; 4],
    /// Whom the pictures are owed to, as its metadata say, without markup.
    pub attribution: Option<String>,
}

impl std::fmt::Debug for Tiles {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Tiles").field("zooms", &self.zooms).field("media", &self.media).finish_non_exhaustive()
    }
}

/// A run of tiles with the same picture, or (`run` 0) a directory further down.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    tile: u64,
    run: u64,
    offset: u64,
    length: u64,
}

fn wrong(why: &str) -> Error {
    Error::other(why.to_string())
}

/// Fields of the header, little endian.
struct Header([u8; HEADER]);

impl Header {
    fn long(&self, at: usize) -> u64 {
        self.0[at..at + 8].iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte))
    }

    fn degrees(&self, at: usize) -> f64 {
        let bytes = [self.0[at], self.0[at + 1], self.0[at + 2], self.0[at + 3]];
        f64::from(i32::from_le_bytes(bytes)) / 1e7
    }
}

impl Tiles {
    /// Reads header and root directory.
    pub fn open(mut source: impl Source + 'static) -> Result<Tiles> {
        let mut header = Header([0; HEADER]);
        source.read_exact(&mut header.0).map_err(|_| wrong("this is no PMTiles file"))?;
        if &header.0[..7] != b"PMTiles" || header.0[7] != 3 {
            return Err(wrong("this is no PMTiles file of version 3"));
        }
        let media = match header.0[99] {
            1 => return Err(wrong("its tiles are vectors; only pictures (PNG, JPEG, WebP, AVIF) can be shown")),
            2 => "image/png",
            3 => "image/jpeg",
            4 => "image/webp",
            5 => "image/avif",
            _ => return Err(wrong("its tiles are of no known kind")),
        };
        if !matches!(header.0[98], 0 | 1) {
            return Err(wrong("its pictures are packed once more; that is not read"));
        }
        let packing = header.0[97];
        let root = bytes(&mut source, header.long(8), header.long(16), LARGEST_DIRECTORY)?;
        let root = directory(&unpacked(&root, packing)?)?;
        let attribution = attribution(&mut source, &header, packing);
        let zooms = (header.0[100].min(CLOSEST), header.0[101].min(CLOSEST));
        let bounds = [102, 106, 110, 114].map(|at| header.degrees(at));
        let (leaves, data) = (header.long(40), header.long(56));
        Ok(Tiles {
            source: Mutex::new(Box::new(source)),
            root,
            leaves,
            data,
            packing,
            media,
            zooms,
            bounds,
            attribution,
        })
    }

    /// What the pictures are.
    pub fn media(&self) -> &'static str {
        self.media
    }

    /// A picture; `None` where the file has none.
    pub fn tile(&self, zoom: u8, x: u64, y: u64) -> Result<Option<Vec<u8>>> {
        let Some(number) = number(zoom, x, y) else { return Ok(None) };
        let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = find(&self.root, number);
        for _ in 0..DEEPEST {
            match found {
                Some(entry) if entry.run == 0 => {
                    let at = self.leaves.saturating_add(entry.offset);
                    let leaf = bytes(&mut *source, at, entry.length, LARGEST_DIRECTORY)?;
                    found = find(&directory(&unpacked(&leaf, self.packing)?)?, number);
                }
                Some(entry) => {
                    let at = self.data.saturating_add(entry.offset);
                    return bytes(&mut *source, at, entry.length, LARGEST_TILE).map(Some);
                }
                None => return Ok(None),
            }
        }
        Err(wrong("its directories go too deep"))
    }
}

/// The entry that a tile is in: the last one that begins at or before it, and reaches it.
fn find(directory: &[Entry], tile: u64) -> Option<Entry> {
    let entry = directory[..directory.partition_point(|entry| entry.tile <= tile)].last()?;
    (entry.run == 0 || tile - entry.tile < entry.run).then_some(*entry)
}

fn bytes(source: &mut (impl Source + ?Sized), at: u64, length: u64, most: u64) -> Result<Vec<u8>> {
    if length > most {
        return Err(wrong("a part of it is larger than any should be"));
    }
    source.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    source.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(wrong("it ends in the middle")) }
}

fn unpacked(bytes: &[u8], packing: u8) -> Result<Vec<u8>> {
    match packing {
        1 => Ok(bytes.to_vec()),
        2 => {
            let mut out = Vec::new();
            GzDecoder::new(bytes).take(LARGEST_DIRECTORY + 1).read_to_end(&mut out)?;
            if out.len() as u64 > LARGEST_DIRECTORY { Err(wrong("a directory of it is too large")) } else { Ok(out) }
        }
        _ => Err(wrong("its directories are packed in a way that is not read (only gzip is)")),
    }
}

/// Four columns one after another: numbers of tiles as differences, runs, lengths, offsets (0: behind the one before).
fn directory(bytes: &[u8]) -> Result<Vec<Entry>> {
    let mut rest = bytes;
    let count = usize::try_from(varint(&mut rest)?).unwrap_or(usize::MAX);
    // Every entry takes four bytes at least: no more room is made than they can fill.
    if count > bytes.len() / 4 {
        return Err(wrong("a directory of it names more tiles than it holds"));
    }
    let mut entries = vec![Entry::default(); count];
    let mut tile = 0u64;
    for entry in &mut entries {
        tile = tile.checked_add(varint(&mut rest)?).ok_or_else(|| wrong("a tile of it has no number"))?;
        entry.tile = tile;
    }
    for entry in &mut entries {
        entry.run = varint(&mut rest)?;
    }
    for entry in &mut entries {
        entry.length = varint(&mut rest)?;
    }
    let mut behind = 0u64;
    for entry in &mut entries {
        entry.offset = match varint(&mut rest)? {
            0 => behind,
            more => more - 1,
        };
        behind = entry.offset.saturating_add(entry.length);
    }
    Ok(entries)
}

/// Seven bits a byte, the lowest first.
fn varint(rest: &mut &[u8]) -> Result<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, behind) = rest.split_first().ok_or_else(|| wrong("a directory of it ends in the middle"))?;
        *rest = behind;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(wrong("a number in it is too long"))
}

/// The number of a tile: all zooms before it, then its place on a Hilbert curve.
fn number(zoom: u8, mut x: u64, mut y: u64) -> Option<u64> {
    if zoom > CLOSEST || x >> zoom > 0 || y >> zoom > 0 {
        return None;
    }
    let side = 1u64 << zoom;
    let (mut number, mut step) = (((1u64 << (2 * zoom)) - 1) / 3, side / 2);
    while step > 0 {
        let (right, low) = (u64::from(x & step > 0), u64::from(y & step > 0));
        number += step * step * ((3 * right) ^ low);
        if low == 0 {
            if right == 1 {
                (x, y) = (side - 1 - x, side - 1 - y);
            }
            (x, y) = (y, x);
        }
        step /= 2;
    }
    Some(number)
}

/// From the metadata, which are JSON; what cannot be read is not there.
fn attribution(source: &mut impl Source, header: &Header, packing: u8) -> Option<String> {
    let metadata = bytes(source, header.long(24), header.long(32), 1 << 20).ok()?;
    let record: serde_json::Value = serde_json::from_slice(&unpacked(&metadata, packing).ok()?).ok()?;
    let (mut plain, mut inside) = (String::new(), false);
    for c in record["attribution"].as_str()?.chars().take(500) {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    Some(stemma::present::shown::line(&plain)).filter(|plain| !plain.is_empty())
}

#[cfg(test)]
#[path = "tiles_tests.rs"]
mod tests;
