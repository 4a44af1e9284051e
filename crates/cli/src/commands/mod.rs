//! One module a command.

mod add;
mod alike;
mod annotate;
mod claims;
mod demo;
mod export;
mod manual;
mod new;
mod reference;
mod report;
mod serve;
mod show;
mod trace;
mod verify;

use crate::arguments::{Actors, Command, Gazetteer, Stemma};
use crate::failure::{Done, Failure, Result};

/// Does what was typed.
pub fn run(Stemma { command, quiet, threads }: Stemma) -> Result<Done> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.map_or(0, usize::from))
        .build_global()
        .map_err(|error| Failure::System(error.to_string()))?;
    match command {
        Command::New { case } => new::run(&case, quiet),
        Command::Add { case, input } => add::run(&case, &input, quiet),
        Command::Trace { inputs, stated, json: _, out } => trace::run(&inputs, &stated, out.as_deref(), quiet),
        Command::Claims { case, format } => claims::run(&case, &format, quiet),
        Command::Show { case, id, json } => show::run(&case, &id, json, quiet),
        Command::Report { case, out } => report::run(&case, &out, quiet),
        Command::Export { case, out, format } => export::run(&case, &out, &format, quiet),
        Command::Bundle { case, claims, out } => export::evidence(&case, &claims, &out, quiet),
        Command::Serve { case, serving } => serve::run(&case, &serving, quiet),
        Command::Annotate { input, explain, reports } => annotate::run(&input, explain, reports.as_deref(), quiet),
        Command::Gazetteer(Gazetteer::Add { case, files, country }) => {
            reference::places(&case, &files, &country.into_iter().collect(), quiet)
        }
        Command::Actors(Actors::Add { case, files }) => reference::actors(&case, &files, quiet),
        Command::Actors(Actors::Alike { case, json }) => alike::run(&case, json),
        Command::Verify { case, json } => verify::run(&case, json),
        Command::Demo { out } => demo::run(&out, quiet),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { dir } => manual::pages(&dir, quiet),
    }
}
