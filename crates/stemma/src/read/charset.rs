//! Bytes to characters: byte order mark, then valid UTF-8, then the declaration, then detection.
//!
//! UTF-8 is certain where non-ASCII bytes follow its rules, so it stands over a declaration that says otherwise; any
//! other declaration stands while the bytes fit it. Detection is chardetng, the detector of Firefox.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8};

/// Decodes `bytes`; what was declared is `(label, where)`. What was not sure goes to `doubts`.
pub(super) fn decode(bytes: &[u8], declared: Option<(&str, &str)>, doubts: &mut Vec<String>) -> String {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return lossy(encoding, &bytes[skip..], doubts);
    }
    let known = declared.and_then(|(label, place)| Some((Encoding::for_label(label.as_bytes())?, label, place)));
    let japanese = bytes.contains(&0x1b) && known.is_none_or(|(encoding, ..)| encoding == ISO_2022_JP);
    if let (Ok(text), false) = (std::str::from_utf8(bytes), japanese) {
        if let Some((encoding, label, place)) = known.filter(|(encoding, ..)| *encoding != UTF_8 && !text.is_ascii()) {
            let said = if label.eq_ignore_ascii_case(encoding.name()) { label } else { encoding.name() };
            doubts.push(format!("{place} declares the character set {said}, but the bytes are UTF-8"));
        }
        return text.to_string();
    }
    let Some((encoding, _, place)) = known else { return lossy(detected(bytes), bytes, doubts) };
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return text.into_owned();
    }
    let better = detected(bytes);
    if better != encoding && better.decode_without_bom_handling_and_without_replacement(bytes).is_some() {
        doubts.push(format!("{place} declares {}, but the bytes fit {}", encoding.name(), better.name()));
        return lossy(better, bytes, doubts);
    }
    lossy(encoding, bytes, doubts)
}

/// One broken byte does not make UTF-8 something else: most sequences must be broken.
fn detected(bytes: &[u8]) -> &'static Encoding {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.matches('\u{fffd}').count();
    if text.chars().filter(|c| !c.is_ascii()).count() > 2 * broken {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

fn lossy(encoding: &'static Encoding, bytes: &[u8], doubts: &mut Vec<String>) -> String {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        doubts.push(format!("some bytes are no {}; they stand as U+FFFD", encoding.name()));
    }
    text.into_owned()
}

/// The character set that a page declares in its first kilobyte, as browsers look for it.
pub(super) fn declared_in_html(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let after_xml = head.strip_prefix("<?xml").and_then(|rest| label_after(rest.split('>').next()?, "encoding="));
    after_xml.or_else(|| head.split("<meta").skip(1).find_map(|meta| label_after(meta.split('>').next()?, "charset=")))
}

fn label_after(tag: &str, key: &str) -> Option<String> {
    let rest = tag.split_once(key)?.1.trim_start().trim_start_matches(['"', '\'']);
    let label: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c)).collect();
    (!label.is_empty()).then_some(label)
}
