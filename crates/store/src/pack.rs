//! Originals packed for the case: zlib where that makes them smaller, plain where it does not (a .gz, a picture).

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use std::io::{Read, Write};

/// Packs bytes: the name of the packing, and what to store.
pub(crate) fn pack(bytes: &[u8]) -> (&'static str, Vec<u8>) {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    match packed {
        Ok(packed) if packed.len() < bytes.len() => ("zlib", packed),
        _ => ("plain", bytes.to_vec()),
    }
}

/// The bytes again. Never reads beyond the `length` that the case states, so a bomb in a stranger's case stays shut.
pub(crate) fn unpack(packing: &str, stored: Vec<u8>, length: u64) -> std::io::Result<Vec<u8>> {
    if packing == "plain" {
        return Ok(stored);
    }
    let mut bytes = Vec::new();
    ZlibDecoder::new(stored.as_slice()).take(length.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_whatever_they_are() {
        let words = "the same words again ".repeat(50).into_bytes();
        let noise: Vec<u8> = (0..200u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for (bytes, packing) in [(words, "zlib"), (noise, "plain"), (Vec::new(), "plain")] {
            let (used, stored) = pack(&bytes);
            assert_eq!(used, packing);
            assert_eq!(unpack(used, stored, bytes.len() as u64).unwrap(), bytes);
        }
    }

    #[test]
    fn a_bomb_is_cut_at_the_stated_length() {
        let (_, stored) = pack(&vec![0; 1_000_000]);
        assert_eq!(unpack("zlib", stored, 10).unwrap().len(), 11);
    }
}
