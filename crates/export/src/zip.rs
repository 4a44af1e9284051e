//! A ZIP archive written plainly (PKWARE's APPNOTE 6.3): deflated entries in the order given, no clock in it, so that the
//! same files give the same bytes.

use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::Write;

/// 1 January 1980, midnight: the format's zero.
const DATE: u16 = 0x21;
/// Names are UTF-8.
const FLAGS: u16 = 0x0800;
const DEFLATED: u16 = 8;

/// Why an archive could not be written: the format without its 64-bit extension ends at 4 GiB and 65,535 entries.
pub const TOO_LARGE: &str = "the evidence is larger than a plain ZIP file can hold (4 GiB)";

/// The archive.
///
/// ```
/// let bytes = stemma_export::zip::archive(&[("a.txt".to_string(), b"words".to_vec())]).unwrap();
/// assert!(bytes.starts_with(b"PK\x03\x04"));
/// ```
pub fn archive(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, &'static str> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let at = size(out.len())?;
        let packed = deflate(bytes)?;
        let mut crc = Crc::new();
        crc.update(bytes);
        let length = u16::try_from(name.len()).map_err(|_| TOO_LARGE)?;
        let mut head = Vec::new();
        for field in [20, FLAGS, DEFLATED, 0, DATE] {
            head.extend(field.to_le_bytes());
        }
        for field in [crc.sum(), size(packed.len())?, size(bytes.len())?] {
            head.extend(field.to_le_bytes());
        }
        head.extend(length.to_le_bytes());
        head.extend(0u16.to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(&packed);
        directory.extend(b"PK\x01\x02");
        directory.extend(20u16.to_le_bytes());
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let entries = u16::try_from(files.len()).map_err(|_| TOO_LARGE)?;
    let (start, length) = (size(out.len())?, size(directory.len())?);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([entries.to_le_bytes(), entries.to_le_bytes()].concat());
    out.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    out.extend(0u16.to_le_bytes());
    Ok(out)
}

fn size(length: usize) -> Result<u32, &'static str> {
    u32::try_from(length).map_err(|_| TOO_LARGE)
}

fn deflate(bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|_| "the evidence could not be packed")
}
