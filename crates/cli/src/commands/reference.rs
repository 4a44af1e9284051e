//! `stemma gazetteer add`, `stemma actors add`: tables of the user's own, kept in the case.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use stemma::situate::actor::read_actors;
use stemma::situate::place::gazetteer::import::{Import, Row, geojson};
use stemma_store::{Additions, Case};

use crate::failure::{Done, Failure, Result};
use crate::progress::say;
use crate::{interrupt, output};

/// Longest line and largest document that are read whole.
const LINE: u64 = 1 << 20;
const DOCUMENT: u64 = 128 << 20;

/// Places and names that one case takes: they are held in memory while it is traced.
const MOST: usize = 1_000_000;

/// `stemma gazetteer add`.
pub fn places(case: &Path, files: &[impl AsRef<Path>], countries: &BTreeSet<[u8; 2]>, quiet: bool) -> Result<Done> {
    add(case, files, quiet, &|name, file| table(name, file, countries))
}

/// `stemma actors add`.
pub fn actors(case: &Path, files: &[impl AsRef<Path>], quiet: bool) -> Result<Done> {
    add(case, files, quiet, &|name, file| {
        let actors = read_actors(&document(name, file)?).map_err(|why| unfit(name, &why))?;
        Ok(Additions { actors, ..Additions::default() })
    })
}

type Reading<'a> = dyn Fn(&str, &mut dyn BufRead) -> Result<Additions> + 'a;

/// Reads every file before the first is added: a fault in the last one changes nothing.
fn add(path: &Path, files: &[impl AsRef<Path>], quiet: bool, reading: &Reading) -> Result<Done> {
    let failed = Failure::case(path);
    let mut case = Case::open(path).map_err(&failed)?;
    let read = files.iter().map(|file| Ok((name(file.as_ref()), open(file.as_ref(), reading)?)));
    let read: Vec<(String, Additions)> = read.collect::<Result<_>>()?;
    let (mut all, mut changed) = (0, 0);
    for (name, additions) in &read {
        all += additions.len();
        changed += interrupt::whole(|| case.extend_reference(name, additions, &output::now())).map_err(&failed)?;
    }
    say(quiet, &words(path, all, changed));
    Ok(if all == 0 { Done::Nothing } else { Done::Whole })
}

fn words(path: &Path, all: usize, changed: usize) -> String {
    match (all, changed) {
        (0, _) => "no entry found".into(),
        (_, 0) => format!("nothing new: the case has all {all} entries already"),
        _ => format!(
            "entries: {changed} added, {} there already; `stemma trace {}` uses them",
            all - changed,
            path.display()
        ),
    }
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

fn open(path: &Path, reading: &Reading) -> Result<Additions> {
    if path == Path::new("-") {
        return reading("-", &mut BufReader::new(std::io::stdin().lock()));
    }
    let file = File::open(path).map_err(Failure::file("read", path))?;
    reading(&name(path), &mut BufReader::new(file))
}

fn unfit(name: &str, why: &str) -> Failure {
    Failure::Use { what: format!("{name}: {why}"), help: None }
}

fn table(name: &str, file: &mut dyn BufRead, countries: &BTreeSet<[u8; 2]>) -> Result<Additions> {
    let mut additions = Additions::default();
    let start = file.fill_buf().map_err(Failure::file("read", Path::new(name)))?;
    if start.trim_ascii_start().starts_with(b"{") {
        additions.places = geojson(&document(name, file)?).map_err(|why| unfit(name, &why))?;
        return Ok(additions);
    }
    let mut import = Import::of_countries(countries.clone());
    each_line(name, file, &mut |number, line| {
        match import.line(line).map_err(|why| unfit(name, &format!("line {number}: {why}")))? {
            Some(Row::Place(place)) => additions.places.push(place),
            Some(Row::Alias(alias)) => additions.aliases.push(alias),
            None => {}
        }
        if additions.len() > MOST {
            let why = format!("more than {MOST} entries: `--country CODE` takes those of one country");
            return Err(unfit(name, &why));
        }
        Ok(())
    })?;
    Ok(additions)
}

/// Hands over the lines with their numbers, none longer than [`LINE`].
fn each_line(name: &str, file: &mut dyn BufRead, take: &mut dyn FnMut(usize, &str) -> Result<()>) -> Result<()> {
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        file.take(LINE).read_until(b'\n', &mut bytes).map_err(Failure::file("read", Path::new(name)))?;
        if bytes.is_empty() {
            break;
        }
        if bytes.len() as u64 == LINE {
            return Err(unfit(name, &format!("line {number}: longer than {LINE} bytes")));
        }
        let line = std::str::from_utf8(&bytes).map_err(|_| unfit(name, &format!("line {number}: not UTF-8")))?;
        take(number, line)?;
    }
    Ok(())
}

fn document(name: &str, file: &mut dyn BufRead) -> Result<String> {
    let mut bytes = Vec::new();
    file.take(DOCUMENT + 1).read_to_end(&mut bytes).map_err(Failure::file("read", Path::new(name)))?;
    if bytes.len() as u64 > DOCUMENT {
        return Err(unfit(name, &format!("larger than {DOCUMENT} bytes")));
    }
    String::from_utf8(bytes).map_err(|_| unfit(name, "not UTF-8"))
}
