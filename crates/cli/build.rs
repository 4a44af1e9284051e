//! Puts the example pile into the binary, for `stemma demo`: a list of names and bytes.

use std::path::Path;
use std::{env, fs, io};

/// Files of the folder that are about the pile and not of it.
const NOT_REPORTS: [&str; 2] = ["README.md", "truth.json"];

fn main() -> io::Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../examples/depot");
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(&folder)?.collect::<io::Result<Vec<_>>>()?;
    let mut names: Vec<String> = entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !NOT_REPORTS.contains(&name.as_str()));
    names.sort();
    let list: String =
        names.iter().map(|name| format!("    ({name:?}, include_bytes!({:?})),\n", folder.join(name))).collect();
    let code = format!("const PILE: &[(&str, &[u8])] = &[\n{list}];\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("demo_pile.rs"), code)
}
