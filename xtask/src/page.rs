//! The page: its files built from their sources, and the page tested in a browser, where Node and Chromium are found.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const SOURCES: &str = "crates/web/page";
const BUILT: &str = "crates/web/assets";

/// Builds the page's files anew.
pub fn build() -> Result<()> {
    packages()?;
    run("npm", &["run", "--silent", "check"])?;
    run("npm", &["run", "--silent", "build"])
}

/// Checks that the committed files are those that the sources give, and drives the page in Chromium. Where the tools
/// are not found, it says so and passes; with `STEMMA_PAGE=must` in the environment it says so and fails.
pub fn test() -> Result<()> {
    for tool in ["node", "npm"] {
        if !is_found(tool) {
            return untested(&format!("no {tool} found (its server is tested by cargo)"));
        }
    }
    if let Err(error) = packages() {
        return untested(&format!("its packages could not be installed ({error})"));
    }
    build()?;
    let status = Command::new("git").args(["status", "--porcelain", BUILT]).output().context("git status")?;
    if !status.stdout.is_empty() {
        bail!("{BUILT} is not what {SOURCES} gives: run `cargo xtask page` and commit it");
    }
    let Some(chromium) = chromium() else {
        return untested("no Chromium found (CHROMIUM names one); built and compared only");
    };
    crate::cargo(&["build"])?;
    let stemma = std::path::absolute("target/debug/stemma")?;
    drive(&["tests/page.mjs", &stemma.to_string_lossy()], &chromium)
}

fn untested(why: &str) -> Result<()> {
    if std::env::var_os("STEMMA_PAGE").is_some_and(|asked| asked == "must") {
        bail!("the page was NOT TESTED in a browser: {why}");
    }
    println!("page: NOT TESTED in a browser: {why}");
    Ok(())
}

/// Takes the pictures of the README.
pub fn pictures(out: &Path) -> Result<()> {
    packages()?;
    build()?;
    crate::cargo(&["build"])?;
    let chromium = chromium().context("no Chromium found (CHROMIUM names one)")?;
    let (stemma, out) = (std::path::absolute("target/debug/stemma")?, std::path::absolute(out)?);
    drive(&["tests/page.mjs", &stemma.to_string_lossy(), &out.to_string_lossy()], &chromium)
}

/// Runs one of the page's scripts with Node.
pub fn drive(arguments: &[&str], chromium: &Path) -> Result<()> {
    println!("$ node {}", arguments.join(" "));
    let done = Command::new("node").args(arguments).current_dir(SOURCES).env("CHROMIUM", chromium).status()?;
    if !done.success() {
        bail!("the page does not do what it should");
    }
    Ok(())
}

/// The packages as the lock file names them.
fn packages() -> Result<()> {
    if Path::new(SOURCES).join("node_modules/playwright-core").is_dir() {
        return Ok(());
    }
    run("npm", &["ci", "--silent"])
}

fn run(tool: &str, arguments: &[&str]) -> Result<()> {
    println!("$ {tool} {}", arguments.join(" "));
    let done = Command::new(tool).args(arguments).current_dir(SOURCES).status().with_context(|| tool.to_string())?;
    if !done.success() {
        bail!("{tool} {} failed", arguments.join(" "));
    }
    Ok(())
}

fn is_found(tool: &str) -> bool {
    let asked = Command::new(tool).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

/// A Chromium: the one that `CHROMIUM` names, else one of the usual names.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let usual = ["chromium", "chromium-browser", "google-chrome"];
    let on_path = || {
        let path = std::env::var_os("PATH")?;
        let places: Vec<PathBuf> = std::env::split_paths(&path).collect();
        usual.iter().flat_map(|name| places.iter().map(move |place| place.join(name))).find(|file| file.is_file())
    };
    named.filter(|file| file.is_file()).or_else(on_path)
}
