//! The files of the page are built in: a new one must build the crate anew.

fn main() {
    println!("cargo::rerun-if-changed=assets");
}
