//! The report and its fields: what leaves this room and is never edited again.

use super::sha256;
use crate::Span;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// One text of one outlet, as published: what the other rooms work on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Given by the input (JSONL) or derived from address and content; stable over runs.
    pub id: String,
    /// The words, untouched from here on.
    pub text: String,
    /// The headline; often it stands in `text` too.
    pub title: Option<Found<String>>,
    /// The medium that published it, by name where the page gives one, else by host name.
    pub outlet: Option<Found<String>>,
    /// The byline.
    pub author: Option<Found<String>>,
    /// Address it was fetched from.
    pub url: Option<Found<String>>,
    /// Address that the page calls its own.
    pub canonical: Option<Found<String>>,
    /// When it says it was published.
    pub published: Option<Found<Published>>,
    /// BCP 47 primary tag: `en`.
    pub language: Option<Found<String>>,
    /// Links out of the text, in the order of the page.
    pub links: Vec<OutLink>,
    /// Parts of `text` that are page furniture and no article: comment forms, share bars, newsletter prompts,
    /// "Read more" lines. In order, apart from one another, whole lines, or the foot of a page that lost its lines. The
    /// words stay in `text`; later rooms skip the sentences inside.
    #[serde(default)]
    pub furniture: Vec<Span>,
    /// SHA-256 of `text` in UTF-8, hex.
    pub text_sha256: String,
    /// SHA-256 of the bytes it was read from, hex.
    pub raw_sha256: String,
    /// What reading was not sure of, in words.
    pub doubts: Vec<String>,
}

/// A value with the place that gave it: `meta[property="og:site_name"]`, `--published`, `jsonl: outlet`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub found_in: String,
}

impl<T> Found<T> {
    /// `value`, found in `found_in`.
    pub fn new(value: T, found_in: impl Into<String>) -> Self {
        Found { value, found_in: found_in.into() }
    }
}

/// A link in the page, with the words that carry it where they stand in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutLink {
    /// Absolute where the page's own address is known.
    pub url: String,
    /// The link's words in the report's text.
    pub span: Option<Span>,
}

/// A publication time, as exact as the page states it, in the page's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The calendar day, in the page's own zone.
    pub date: Date,
    /// Hour and minute, where stated.
    pub time: Option<DateTime>,
    /// Minutes east of UTC, where stated.
    pub offset: Option<i32>,
}

impl Published {
    /// A day without an hour.
    pub fn day(date: Date) -> Self {
        Published { date, time: None, offset: None }
    }

    /// Minutes since 1970 (UTC) between which it was published: a day is 24 hours wide, and an unknown zone is
    /// taken as UTC.
    pub fn minutes(&self) -> (i64, i64) {
        let offset = i64::from(self.offset.unwrap_or(0));
        let day = i64::from(self.date.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())) * 1440;
        match self.time {
            Some(at) => {
                let minute = day + i64::from(at.hour()) * 60 + i64::from(at.minute()) - offset;
                (minute, minute)
            }
            None => (day - offset, day + 1439 - offset),
        }
    }
}

impl std::fmt::Display for Published {
    /// The contract's form: `2017-08-02` or `2017-08-02T14:05`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.time {
            Some(at) => write!(f, "{}T{:02}:{:02}", self.date, at.hour(), at.minute()),
            None => write!(f, "{}", self.date),
        }
    }
}

impl Report {
    /// A report of nothing but words; for tests and examples.
    pub fn from_text(id: &str, text: &str) -> Self {
        Report {
            id: id.to_string(),
            text: text.to_string(),
            title: None,
            outlet: None,
            author: None,
            url: None,
            canonical: None,
            published: None,
            language: None,
            links: Vec::new(),
            furniture: Vec::new(),
            text_sha256: sha256(text.as_bytes()),
            raw_sha256: sha256(text.as_bytes()),
            doubts: Vec::new(),
        }
    }

    /// Outlet by name, where known.
    pub fn outlet_name(&self) -> Option<&str> {
        self.outlet.as_ref().map(|found| found.value.as_str())
    }

    /// Publication time, where known.
    pub fn published_at(&self) -> Option<Published> {
        self.published.as_ref().map(|found| found.value)
    }
}
