//! The language of a text: what is declared if the words do not speak against it, else what the words say for sure.
//!
//! Detection is whatlang (trigrams, after Cavnar and Trenkle 1994).

use super::{Found, Report};
use crate::span::boundary;
use whatlang::Lang;

/// Letters that detection needs to be believed.
const ENOUGH: usize = 120;

/// Checks the declared language of `report` against its words, and finds one where none is declared.
pub(super) fn settle(report: &mut Report) {
    let told = report.language.take().and_then(|found| Some(Found::new(primary(&found.value)?, found.found_in)));
    let heard = heard(&report.text);
    report.language = match (told, heard) {
        (Some(told), Some(heard)) if told.value != heard => {
            report
                .doubts
                .push(format!("{} declares the language {:?}, but the words are {heard:?}", told.found_in, told.value));
            Some(Found::new(heard, "text: whatlang"))
        }
        (Some(told), _) => Some(told),
        (None, heard) => heard.map(|heard| Found::new(heard, "text: whatlang")),
    };
}

/// The primary subtag, in small letters: `en` of `en-GB`, `EN_us`.
fn primary(tag: &str) -> Option<String> {
    let first = tag.trim().split(['-', '_', ',', ';', ' ']).next()?.to_ascii_lowercase();
    let fits = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    fits.then_some(first)
}

/// The language that the words are surely in.
fn heard(text: &str) -> Option<String> {
    let start = text.get(..boundary(text, 1_500))?;
    if start.chars().filter(|c| c.is_alphabetic()).take(ENOUGH).count() < ENOUGH {
        return None;
    }
    let info = whatlang::detect(start).filter(whatlang::Info::is_reliable)?;
    Some(two_letters(info.lang()).to_string())
}

/// BCP 47 wants the two-letter code where there is one.
fn two_letters(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Ara => "ar",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Tur => "tr",
        Lang::Pes => "fa",
        Lang::Heb => "he",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Ell => "el",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Slv => "sl",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Cat => "ca",
        Lang::Hin => "hi",
        Lang::Urd => "ur",
        Lang::Ben => "bn",
        Lang::Ind => "id",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        other => other.code(),
    }
}
