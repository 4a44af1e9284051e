//! Any bytes under a name of any kind: the first byte chooses the name.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    const NAMES: [&str; 8] = ["-", "a.html", "a.txt", "a.md", "a.jsonl", "a.json", "a.xml", "a.warc.gz"];
    if let Some((first, rest)) = bytes.split_first() {
        stemma_fuzz::check(NAMES[usize::from(*first) % NAMES.len()], rest);
    }
});
