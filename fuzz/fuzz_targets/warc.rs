//! Any bytes behind the version line of a web archive.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    stemma_fuzz::check("a.warc", &[b"WARC/1.0\r\n", bytes].concat());
});
