//! A PMTiles file made here, byte by byte, read back; and files that lie.

use super::*;
use std::io::{Cursor, Write};

fn varints(values: &[u64]) -> Vec<u8> {
    let mut out = Vec::new();
    for &value in values {
        let mut value = value;
        while value >= 0x80 {
            out.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        out.push(value as u8);
    }
    out
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Tile 0 in the root, tiles 1 to 4 (one picture for all) behind a leaf.
fn file(kind: u8) -> Vec<u8> {
    let leaf = gz(&varints(&[1, 1, 4, 4, 5]));
    let root = gz(&varints(&[2, 0, 1, 1, 0, 3, leaf.len() as u64, 1, 1]));
    let metadata = gz(br#"{"attribution": "<a href='x'>Our own</a> survey"}"#);
    let data = b"oneTWOOO";
    let mut header = vec![0; HEADER];
    header[..8].copy_from_slice(b"PMTiles\x03");
    let mut at = HEADER as u64;
    for (place, part) in [(8, root.len()), (24, metadata.len()), (40, leaf.len()), (56, data.len())] {
        header[place..place + 8].copy_from_slice(&at.to_le_bytes());
        header[place + 8..place + 16].copy_from_slice(&(part as u64).to_le_bytes());
        at += part as u64;
    }
    header[97..102].copy_from_slice(&[2, 1, kind, 0, 1]);
    header[102..106].copy_from_slice(&(-100_000_000i32).to_le_bytes());
    [header, root, metadata, leaf, data.to_vec()].concat()
}

#[test]
fn tiles_are_found_in_the_root_and_behind_a_leaf() {
    let tiles = Tiles::open(Cursor::new(file(2))).unwrap();
    assert_eq!((tiles.media(), tiles.zooms, tiles.bounds[0]), ("image/png", (0, 1), -10.0));
    assert_eq!(tiles.attribution.as_deref(), Some("Our own survey"));
    assert_eq!(tiles.tile(0, 0, 0).unwrap().unwrap(), b"one");
    for (x, y) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        assert_eq!(tiles.tile(1, x, y).unwrap().unwrap(), b"WOOO", "{x} {y}");
    }
    assert_eq!(tiles.tile(2, 0, 0).unwrap(), None);
    assert_eq!(tiles.tile(1, 2, 0).unwrap(), None);
    assert_eq!(tiles.tile(200, 0, 0).unwrap(), None);
}

/// The specification's own examples.
#[test]
fn numbers_follow_the_curve() {
    for (zoom, x, y, expected) in [(0, 0, 0, 0), (1, 0, 0, 1), (1, 0, 1, 2), (1, 1, 1, 3), (1, 1, 0, 4), (2, 0, 0, 5)] {
        assert_eq!(number(zoom, x, y), Some(expected), "{zoom}/{x}/{y}");
    }
    assert_eq!(number(12, 3423, 1763), Some(19_078_479));
}

#[test]
fn what_cannot_be_shown_is_refused_in_words() {
    let why = |bytes: Vec<u8>| Tiles::open(Cursor::new(bytes)).unwrap_err().to_string();
    assert!(why(b"PNG".to_vec()).contains("no PMTiles"));
    assert!(why(vec![0; 500]).contains("version 3"));
    assert!(why(file(1)).contains("vectors"));
    let mut huge = file(2);
    huge[16..24].copy_from_slice(&u64::MAX.to_le_bytes());
    assert!(why(huge).contains("larger than any should be"));
    let mut short = file(2);
    short.truncate(130);
    assert!(why(short).contains("ends in the middle"));
}

#[test]
fn no_byte_that_lies_makes_it_panic() {
    let whole = file(2);
    for at in 0..whole.len() {
        for byte in [0, 0x7f, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            if let Ok(tiles) = Tiles::open(Cursor::new(bytes)) {
                let _ = (tiles.tile(0, 0, 0), tiles.tile(1, 1, 1));
            }
        }
    }
}
