//! What can be typed: one definition for parsing, `--help`, shell completions and man pages.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use stemma::read::{Hints, Published, date};

const EXAMPLES: &str = "\
Examples:
  stemma demo                                      trace the bundled example pile
  stemma new war.stemma                            make a case
  stemma add war.stemma reports/ page.html dump.jsonl.gz
  curl -s https://town.example/news | stemma add war.stemma - --url https://town.example/news
  stemma gazetteer add war.stemma SY.txt           places of your own (GeoNames, CSV, GeoJSON)
  stemma trace war.stemma                          find links, stories, claims, origins
  stemma claims war.stemma                         every claim, one line each
  stemma show war.stemma 4f1c                      one claim: who has it from whom, in their words
  stemma serve war.stemma                          the same in the browser, to read, judge and correct
  stemma report war.stemma -o report.html          one file that opens offline
  stemma annotate reports/ | jq .statements        records of each report, no case needed

Exit codes:
  0    done
  1    nothing found
  2    wrong use; no file that was named is there
  3    done, but some input was left out; it is named at the end, with the reason
  4    the case is damaged, or the system failed
  130  stopped by Ctrl-C";

/// Who said it first? Traces what a pile of news reports says back to where it comes from.
///
/// For every claim of the pile: who says so, through whom it came, where and when it is said to have happened, which
/// reports copy or cite which, what changed on the way, and how many independent origins are left, with the words
/// that show it. It shows; it does not judge. Nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(name = "stemma", version, after_long_help = EXAMPLES, after_help = "`stemma --help` shows examples.")]
pub struct Stemma {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Say nothing but what was asked for and what went wrong.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Work on so many threads; all processors when not given. The output is the same on any number.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a case: one file that will hold everything.
    New {
        /// Where; nothing may stand there yet.
        case: PathBuf,
    },
    /// Take reports into a case, with the bytes they came in.
    Add {
        /// The case.
        case: PathBuf,
        #[command(flatten)]
        input: Input,
    },
    /// Find links, stories, claims and origins: of a case, or of files with `--json -o DIR`.
    Trace {
        /// One case, or files, folders and `-` as `add` takes them.
        #[arg(required = true, value_name = "CASE|INPUT")]
        inputs: Vec<PathBuf>,
        #[command(flatten)]
        stated: Stated,
        /// Write reports.jsonl, annotations.jsonl, links.jsonl and stories.jsonl.
        #[arg(long, requires = "out")]
        json: bool,
        /// The folder to write them to; made where it is not there.
        #[arg(short, long, value_name = "DIR", requires = "json")]
        out: Option<PathBuf>,
    },
    /// List the claims of a case.
    Claims {
        /// The case.
        case: PathBuf,
        #[command(flatten)]
        format: Format,
    },
    /// Show one claim with its stemma, or one report with its versions.
    Show {
        /// The case.
        case: PathBuf,
        /// The id of a claim or report, or how it begins.
        id: String,
        /// Write the record as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write the case as one HTML file that opens offline.
    Report {
        /// The case.
        case: PathBuf,
        /// The file to write; `-` for standard output.
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Show the case in the browser: read, judge, correct. Only this machine can reach it, unless `--host` says otherwise.
    Serve {
        /// The case.
        case: PathBuf,
        #[command(flatten)]
        serving: Serving,
    },
    /// Write the case for another program.
    ///
    /// jsonl: a folder, the records as JSON lines and the log of corrections. csv: a folder, claims, witnesses, reports
    /// and links as tables. webanno: W3C Web Annotations. prov: PROV-JSON. schema: schema.org Claim. geojson: claims on
    /// the map, with their uncertainty. gexf, graphml: the pile as a graph. ftm: FollowTheMoney entities (they hold no
    /// spans, edges, origins or lost witnesses).
    Export {
        /// The case.
        case: PathBuf,
        /// The file or folder to write; `-` for standard output where the format is a file.
        #[arg(short, long, value_name = "FILE|DIR")]
        out: PathBuf,
        /// jsonl, csv, webanno, prov, schema, geojson, gexf, graphml or ftm.
        #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
        format: String,
    },
    /// Write the evidence for some claims: page, original bytes, texts, records, logs and their SHA-256 sums in one ZIP.
    Bundle {
        /// The case.
        case: PathBuf,
        /// Ids of claims, or how they begin.
        #[arg(required = true, value_name = "CLAIM")]
        claims: Vec<String>,
        /// The file to write.
        #[arg(short, long, value_name = "FILE", default_value = "evidence.zip")]
        out: PathBuf,
    },
    /// Write what each report says, one JSON record a line, in the order read.
    Annotate {
        #[command(flatten)]
        input: Input,
        /// Instead of records: what was found, and which rule found it.
        #[arg(long)]
        explain: bool,
        /// Write the reports as read, with the text that the offsets count in, to this file.
        #[arg(long, value_name = "FILE")]
        reports: Option<PathBuf>,
    },
    /// The places that names are looked up in.
    #[command(subcommand)]
    Gazetteer(Gazetteer),
    /// The people and bodies that names are looked up in.
    #[command(subcommand)]
    Actors(Actors),
    /// Check every hash, every span and the log of a case.
    Verify {
        /// The case.
        case: PathBuf,
        /// Write what was found as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Trace the bundled example pile.
    Demo {
        /// Where to put the case and the report.
        #[arg(short, long, value_name = "DIR", default_value = "demo")]
        out: PathBuf,
    },
    /// Write the completions for a shell.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Write the man pages into a folder.
    Man {
        /// The folder; made where it is not there.
        dir: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum Gazetteer {
    /// Add places to a case; inside it they win over the bundled ones. The next trace reads every report anew.
    Add {
        /// The case.
        case: PathBuf,
        /// GeoNames tables (a country's, allCountries.txt, alternateNamesV2.txt, unpacked), CSV with the columns name,
        /// lat, lon (and aliases, country, level, population, geonames_id), GeoJSON; `-` for standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Only places of this country, by its code of two letters; may be given again.
        #[arg(long, value_name = "CODE", value_parser = country)]
        country: Vec<[u8; 2]>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Actors {
    /// Add people and bodies to a case; inside it they win over the bundled ones. The next trace reads every report anew.
    Add {
        /// The case.
        case: PathBuf,
        /// CSV with the columns name, aliases (parted by |), kind, country, id, or TOML with an `[[actor]]` of the same
        /// fields each; `-` for standard input. Kinds: person, organisation, state, government, army, armed-group,
        /// alliance, outlet, people. For example: name,kind,country,aliases / Tolva Guard,armed-group,HU,TG|the Guard
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// List names of a traced case that may be one person's, with the reason. Nothing is merged: `stemma serve` does that
    /// for whoever is sure.
    Alike {
        /// The case.
        case: PathBuf,
        /// Write them as JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Where to serve.
#[derive(Debug, Args)]
pub struct Serving {
    /// The port; any free one when not given.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
    /// The address to listen at. At one that other machines can reach, whoever has the printed address, token and all,
    /// reads and corrects the case; nothing is encrypted on the way.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: std::net::IpAddr,
    /// Lay the map tiles of this PMTiles file (pictures, not vectors) under the outline of the map.
    #[arg(long, value_name = "FILE")]
    pub tiles: Option<PathBuf>,
    /// Print the address and open no browser.
    #[arg(long)]
    pub no_open: bool,
}

/// Files and what the user says of them.
#[derive(Debug, Args)]
pub struct Input {
    /// HTML, text, Markdown, JSONL, RSS, Atom, JSON Feed, WARC, also .gz and .zst; folders of these (hidden files and
    /// cases in them are passed over); `-` for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub stated: Stated,
}

/// What the user states of an input; it stands over what the input says of itself.
#[derive(Debug, Args)]
pub struct Stated {
    /// When it was published: 2017-08-02, 2017-08-02T14:05, 2017-08-02T14:05+03:00.
    #[arg(long, value_name = "DATE", value_parser = published)]
    published: Option<Published>,
    /// Which medium published it.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Its language as a BCP 47 tag: en, ar.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Who wrote it.
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// The address of a single page.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

impl Stated {
    /// In the read room's terms.
    pub fn hints(&self) -> Hints {
        let Stated { published, outlet, language, author, url } = self;
        Hints {
            published: *published,
            outlet: outlet.clone(),
            language: language.clone(),
            author: author.clone(),
            url: url.clone(),
        }
    }
}

/// How to write a table.
#[derive(Debug, Args)]
pub struct Format {
    /// As JSON.
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// As CSV.
    #[arg(long)]
    pub csv: bool,
}

fn country(words: &str) -> Result<[u8; 2], String> {
    let code: Option<[u8; 2]> = words.to_ascii_uppercase().into_bytes().try_into().ok();
    code.filter(|code| code.iter().all(u8::is_ascii_uppercase)).ok_or_else(|| "not a code like SY".to_string())
}

fn published(words: &str) -> Result<Published, String> {
    date::iso(words).ok_or_else(|| "not a date like 2017-08-02 or 2017-08-02T14:05".to_string())
}
