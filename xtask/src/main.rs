//! The project's own chores: `cargo xtask test | eval | data | tidy | bench`.

mod eval;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "xtask", about = "Chores of the Stemma project")]
struct Chores {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Scores the rooms against ../shared and writes eval/<room>/scores.csv.
    Eval {
        /// Only these rooms (attribute, time, place, link, trace); all when none is given.
        rooms: Vec<String>,
        /// Where the corpora and the scorer lie.
        #[arg(long, default_value = "../shared")]
        shared: std::path::PathBuf,
        /// Keep the records here.
        #[arg(long, default_value = "target/eval")]
        out: std::path::PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    match Chores::parse().chore {
        Chore::Eval { rooms, shared, out } => eval::run(&rooms, &shared, &out),
    }
}
