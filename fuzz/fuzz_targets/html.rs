//! Any bytes as a page.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    stemma_fuzz::check("a.html", &[b"<html>", bytes].concat());
});
