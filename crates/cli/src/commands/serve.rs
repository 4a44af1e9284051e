//! `stemma serve`: a case on screen, for this machine alone.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use stemma_store::Case;
use stemma_web::tiles::Tiles;
use stemma_web::{Added, Desk, Served};

use super::{add, trace};
use crate::arguments::Serving;
use crate::failure::{Done, Failure, Result};
use crate::progress::{say, warn};
use crate::{input, output, pile};

/// Left-out pieces of one file that are named on the page.
const NAMED: usize = 20;

pub fn run(path: &Path, serving: &Serving, quiet: bool) -> Result<Done> {
    let tiles = serving.tiles.as_deref().map(tiles).transpose()?;
    prepare(path, quiet)?;
    let system = |error: std::io::Error| Failure::System(format!("cannot serve: {error}"));
    let listener = TcpListener::bind(SocketAddr::new(serving.host, serving.port)).map_err(system)?;
    let address = listener.local_addr().map_err(system)?;
    if !is_own(address.ip()) {
        warn(&format!("{} can be reached from other machines: whoever has the address reads the case", address.ip()));
    }
    let desk = OnDisk { path: path.to_path_buf(), one: Mutex::default() };
    let served = Served::new(path.to_path_buf(), address, desk, tiles).map_err(system)?;
    output::print(&served.address())?;
    say(quiet, "open this address; Ctrl-C ends it");
    if !serving.no_open && !open(&served.address()) {
        say(quiet, "no browser could be started");
    }
    stemma_web::serve(listener, &served).map_err(system)?;
    Ok(Done::Whole)
}

fn tiles(path: &Path) -> Result<Tiles> {
    let file = std::fs::File::open(path).map_err(Failure::file("read", path))?;
    Tiles::open(file)
        .map_err(|error| Failure::misuse(format!("{}: {error}", path.display()), "any other map: leave `--tiles` out"))
}

fn is_own(address: IpAddr) -> bool {
    address.is_loopback()
}

/// Fills the tables behind the page where an older program, or none, has traced the case.
fn prepare(path: &Path, quiet: bool) -> Result<()> {
    let failed = Failure::case(path);
    let mut case = Case::open(path).map_err(&failed)?;
    if case.last_run().map_err(&failed)?.is_none() {
        trace::update(&mut case, quiet)?;
    }
    if !case.is_shown().map_err(&failed)? && case.last_run().map_err(&failed)?.is_some() {
        let standing = pile::standing(&case, quiet)?;
        case.show(&standing.reports, &standing.traced).map_err(&failed)?;
    }
    Ok(())
}

/// What the page asks of the program: a clock, and the case file.
struct OnDisk {
    path: PathBuf,
    /// Files are added one after another, and not while the pile is traced.
    one: Mutex<()>,
}

impl Desk for OnDisk {
    fn now(&self) -> String {
        output::now()
    }

    fn add(&self, name: &str, bytes: &[u8]) -> std::result::Result<Added, String> {
        let _one = self.one.lock();
        let mut case = Case::open(&self.path).map_err(|error| error.to_string())?;
        let mut tally = add::Tally::default();
        let left_out = input::each_in_memory(&[(name, bytes)], &|reading| reading, &mut |batch| {
            tally.count(&add::take(&mut case, &batch)?, &batch);
            Ok(())
        });
        let left_out = left_out.map_err(|failure| failure.to_string())?;
        let (new, changed, known) = tally.counts();
        Ok(Added { new, changed, known, left_out: left_out.words(NAMED) })
    }

    fn trace(&self) -> std::result::Result<(), String> {
        let _one = self.one.lock();
        let mut case = Case::open(&self.path).map_err(|error| error.to_string())?;
        trace::update(&mut case, true).map(|_| ()).map_err(|failure| failure.to_string())
    }
}

/// Asks the system to show an address. The address has a token in it; nobody but the browser gets it.
fn open(address: &str) -> bool {
    let (program, before): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(before).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}
