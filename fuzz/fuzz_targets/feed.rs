//! Any bytes inside a feed: the first bit chooses RSS or Atom.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let open: &[u8] = if first & 1 == 0 { b"<rss version='2.0'><channel>" } else { b"<feed xmlns='http://www.w3.org/2005/Atom'>" };
    stemma_fuzz::check("a.xml", &[open, rest].concat());
});
