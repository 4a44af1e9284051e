//! The rules: read from TOML once, guarded by the words around, run over the tokens of a block.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::feast::Feast;
use super::holiday::Reckoning;
use super::pattern::{Captures, Trie};
use super::scan::{Gap, NONE, Suffix, Token, scan};
use super::words::Words;

const FILES: &[&str] = &[
    include_str!("lexicon/en/holidays.toml"),
    include_str!("lexicon/en/dates.toml"),
    include_str!("lexicon/en/relative.toml"),
    include_str!("lexicon/en/clock.toml"),
    include_str!("lexicon/en/durations.toml"),
    include_str!("lexicon/en/sets.toml"),
    include_str!("lexicon/en/edges.toml"),
];

/// What a rule's captures are to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    Day,
    Slash,
    Month,
    /// "The last week of August".
    WeekOfMonth,
    Year,
    Decade,
    Century,
    Era,
    Quarter,
    Half,
    Season,
    Holiday,
    Hijri,
    Deictic,
    Weekday,
    Part,
    /// "the morning of": gives its hour to the day after it.
    PartOf,
    Unit,
    Weekend,
    ToldUnit,
    Within,
    Ago,
    Later,
    YearEarlier,
    ToldQuarter,
    Present,
    Past,
    Future,
    Duration,
    HalfUnit,
    DurationUnknown,
    Span,
    Set,
    SetWeekday,
    SetMonth,
    Clock,
    /// Narrows what stands after it.
    Edge,
    /// Takes its words away from the other rules.
    Nothing,
}

/// A guard that a list of words cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Needs {
    /// "early", "the end of" before it.
    Edge,
    /// A quantity a few words before it: "40 boats a year".
    Rate,
    /// A day right after it: "noon Saturday".
    Day,
    /// A sentence that looks ahead.
    Future,
    /// A text that tells of other years than its own.
    Narrative,
    /// No capital right after it: "the party daily Zhelvar".
    NoName,
    /// A word of what happened right after it: "Tuesdays attack".
    Owned,
}

/// One rule as written in the lexicon.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), allow(dead_code, reason = "the examples are for the test"))]
pub struct Source {
    pub id: String,
    pub pattern: String,
    pub means: Means,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    not_before: Vec<String>,
    #[serde(default)]
    not_after: Vec<String>,
    needs: Option<Needs>,
    part: Option<i32>,
    offset: Option<i32>,
    modifier: Option<i32>,
    fixed: Option<(i32, i32)>,
    easter: Option<i32>,
    nth: Option<(i32, i32, i32)>,
    hijri: Option<(i32, i32)>,
    feast: Option<(Feast, i32)>,
    pub yes: Vec<String>,
    pub no: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    macros: BTreeMap<String, String>,
    rule: Vec<Source>,
}

/// A compiled rule.
#[derive(Debug)]
pub struct Rule {
    pub id: String,
    pub means: Means,
    pub needs: Option<Needs>,
    pub part: Option<i32>,
    pub offset: Option<i32>,
    pub modifier: Option<i32>,
    pub reckoning: Reckoning,
    before: Vec<u16>,
    after: Vec<u16>,
    not_before: Vec<u16>,
    not_after: Vec<u16>,
}

/// All rules with their words.
#[derive(Debug)]
pub struct Grammar {
    pub words: Words,
    pub rules: Vec<Rule>,
    trie: Trie,
    of: u16,
    pub classes: Classes,
}

/// Classes that code looks at by itself.
#[derive(Debug, Clone, Copy)]
pub struct Classes {
    pub future: u64,
    pub past: u64,
    pub until: u64,
    pub intent: u64,
    pub scheduled: u64,
    pub happening: u64,
    pub cardinal: u64,
    pub scale: u64,
    pub weekday: u64,
    pub month: u64,
    pub edge: u64,
}

/// Words that a rule took, by token of the block.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    pub rule: usize,
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    pub captures: Captures,
}

/// The sources of all rules, in the order of the files.
#[cfg(test)]
pub fn sources() -> Vec<Source> {
    files().into_iter().flat_map(|file| file.rule).collect()
}

fn files() -> Vec<File> {
    FILES.iter().map(|text| toml::from_str(text).unwrap_or_else(|e| panic!("a bundled rule file: {e}"))).collect()
}

impl Grammar {
    /// The grammar that is built into the program, compiled once.
    pub fn bundled() -> &'static Grammar {
        static BUNDLED: OnceLock<Grammar> = OnceLock::new();
        BUNDLED.get_or_init(Grammar::compile)
    }

    /// The files are part of the program and a test compiles them, so a fault in one is a bug and may panic.
    fn compile() -> Grammar {
        let mut words = Words::bundled();
        let (mut macros, mut patterns, mut rules) = (BTreeMap::new(), Vec::new(), Vec::new());
        for file in files() {
            macros.extend(file.macros);
            for source in file.rule {
                patterns.push((source.pattern.clone(), rules.len()));
                rules.push(rule(source, &mut words));
            }
        }
        let trie = Trie::new(&patterns, &macros, &mut words).expect("the bundled patterns are tested");
        let bit = |name: &str| words.class(name).map_or(0, |(class, _)| 1u64 << class);
        let classes = Classes {
            future: bit("future"),
            past: bit("past"),
            until: bit("until"),
            intent: bit("intent"),
            scheduled: bit("scheduled"),
            happening: bit("happening"),
            cardinal: bit("cardinal"),
            scale: bit("scale"),
            weekday: bit("weekday"),
            month: bit("month"),
            edge: bit("edge"),
        };
        Grammar { of: words.find("of"), words, rules, trie, classes }
    }

    /// Scans a block into `tokens` and gives what the rules take of it, in order, without overlap.
    pub fn matches(&self, text: &str, block: Range<usize>, tokens: &mut Vec<Token>) -> Vec<Match> {
        scan(text, block, &self.words, tokens);
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            let known = tokens[at].word != 0 || tokens[at].number != NONE;
            let allowed = |rule: usize, taken: usize| self.allowed(text, tokens, rule, at, at + taken);
            match known.then(|| self.trie.longest(&self.words, &tokens[at..], &allowed)).flatten() {
                Some(hit) => {
                    found.push(Match { rule: hit.rule, first: at, end: at + hit.tokens, captures: hit.captures });
                    at += hit.tokens;
                }
                None => at += 1,
            }
        }
        found
    }

    fn allowed(&self, text: &str, tokens: &[Token], rule: usize, first: usize, end: usize) -> bool {
        let rule = &self.rules[rule];
        let before = first.checked_sub(1).filter(|_| tokens[first].gap != Gap::Break).map_or(0, |b| tokens[b].word);
        let after = tokens.get(end).filter(|t| t.gap != Gap::Break).map_or(0, |t| t.word);
        let has = |list: &[u16], word: u16| word != 0 && list.contains(&word);
        (rule.before.is_empty() || has(&rule.before, before))
            && (rule.after.is_empty() || has(&rule.after, after))
            && !has(&rule.not_before, before)
            && !has(&rule.not_after, after)
            && self.needed(tokens, rule.needs, first, end)
            && (rule.means != Means::Year || plausible_year(self, text, tokens, first, end))
    }

    fn needed(&self, tokens: &[Token], needs: Option<Needs>, first: usize, end: usize) -> bool {
        let class = |token: &Token, bits: u64| self.words.classes(token.word) & bits != 0;
        match needs {
            None | Some(Needs::Future | Needs::Narrative) => true,
            Some(Needs::Owned) => {
                tokens.get(end).is_some_and(|t| class(t, self.classes.happening | self.classes.scheduled))
            }
            Some(Needs::NoName) => !tokens.get(end).is_some_and(|t| t.capital && t.gap == Gap::Space),
            Some(Needs::Edge) => {
                first > 0 && (tokens[first - 1].word == self.of || class(&tokens[first - 1], self.classes.edge))
            }
            Some(Needs::Rate) => tokens[first.saturating_sub(4)..first]
                .iter()
                .any(|t| t.number != NONE || class(t, self.classes.cardinal | self.classes.scale)),
            Some(Needs::Day) => {
                tokens.get(end).is_some_and(|t| t.number != NONE || class(t, self.classes.weekday | self.classes.month))
            }
        }
    }
}

/// Whether a lone number of four digits reads as a year: not "2,000 troops" without its comma, not part of a code.
fn plausible_year(grammar: &Grammar, text: &str, tokens: &[Token], first: usize, end: usize) -> bool {
    let token = &tokens[first];
    if token.number == NONE || end > first + 1 {
        return true;
    }
    let next = tokens.get(end);
    let glued = next.filter(|t| t.gap == Gap::Glued);
    if glued.is_some_and(|t| t.number != NONE || text[t.start..t.end].starts_with(char::is_alphabetic))
        || letter_before(text, token)
    {
        return false;
    }
    let preposed = first > 0 && token.gap != Gap::Break && {
        let before = &text[tokens[first - 1].start..tokens[first - 1].end];
        [
            "in", "since", "by", "from", "until", "till", "of", "between", "and", "to", "before", "after", "during",
            "late", "early", "(",
        ]
        .iter()
        .any(|word| before.eq_ignore_ascii_case(word))
    };
    let counted = next.is_some_and(|t| {
        let word = &text[t.start..t.end];
        t.gap == Gap::Space
            && word.ends_with('s')
            && word.len() > 3
            && !t.capital
            && !["was", "has", "is"].contains(&word)
            && grammar.words.classes(t.word) == 0
    });
    let round = token.number % 100 == 0 && first > 0 && {
        let before = &text[tokens[first - 1].start..tokens[first - 1].end];
        let lower = next.is_some_and(|t| t.gap == Gap::Space && text[t.start..].starts_with(char::is_lowercase));
        lower && !before.eq_ignore_ascii_case("the")
    };
    if round && !preposed {
        return false;
    }
    let modern = (1900..=2030).contains(&token.number);
    match (modern, preposed) {
        (true, true) => !counted || token.number % 100 != 0,
        (true, false) => !counted,
        (false, true) => !counted && (token.number < 2100),
        (false, false) => !counted && (1500..1900).contains(&token.number) && token.number % 100 != 0,
    }
}

fn letter_before(text: &str, token: &Token) -> bool {
    let hyphened = text[..token.start].strip_suffix('-').unwrap_or(&text[..token.start]);
    token.gap == Gap::Glued && token.suffix == Suffix::Plain && hyphened.ends_with(|c: char| c.is_ascii_uppercase())
}

fn rule(source: Source, words: &mut Words) -> Rule {
    let mut all = |list: &[String]| list.iter().map(|word| words.intern(word)).collect();
    Rule {
        before: all(&source.before),
        after: all(&source.after),
        not_before: all(&source.not_before),
        not_after: all(&source.not_after),
        id: source.id,
        means: source.means,
        needs: source.needs,
        part: source.part,
        offset: source.offset,
        modifier: source.modifier,
        reckoning: Reckoning {
            fixed: source.fixed,
            easter: source.easter,
            nth: source.nth,
            hijri: source.hijri,
            feast: source.feast,
        },
    }
}
