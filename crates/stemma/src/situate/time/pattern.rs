//! Patterns of tokens, compiled to one trie, so that all rules are tried in one walk.
//!
//! A pattern is atoms with blanks between: `word`, `this|that`, `<class>`, `<number:…>`; `?` after an atom or a group
//! in brackets makes it optional, ` | ` parts the choices of a group, `~` before an atom asks that no space stands
//! before it, `@name` puts in a macro.

use std::collections::BTreeMap;

use super::numeral::{Number, Numerals};
use super::scan::{Gap, NONE, Suffix, Token};
use super::words::{SLOTS, Slot, Words};

/// What a match captured, by slot; [`NONE`] where nothing.
pub type Captures = [i32; SLOTS];

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Test {
    Word(u16),
    Class(u8, Slot),
    Count,
    Year,
    Ordinal,
    Day,
    /// A number of one token, its least and most digits, its least and most value, the slot.
    Digits(u8, u8, i32, i32, Slot),
    /// "1990s", "90s": so many digits.
    Plural(u8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Atom {
    test: Test,
    glued: bool,
}

#[derive(Debug)]
struct Node {
    atom: Atom,
    children: Vec<usize>,
    rules: Vec<usize>,
}

/// All patterns together.
#[derive(Debug)]
pub struct Trie {
    nodes: Vec<Node>,
    by_word: Vec<Vec<usize>>,
    by_class: Vec<Vec<usize>>,
    by_number: Vec<usize>,
    numerals: Numerals,
    /// Classes that can begin a match at all.
    starts: u64,
}

/// A rule that matched and the tokens that it took.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    pub rule: usize,
    pub tokens: usize,
    pub captures: Captures,
}

impl Trie {
    /// Compiles `(pattern, rule)` pairs; says which pattern it cannot read.
    pub fn new(
        patterns: &[(String, usize)],
        macros: &BTreeMap<String, String>,
        words: &mut Words,
    ) -> Result<Trie, String> {
        let numerals = Numerals::new(words).ok_or("words.toml lacks the classes of numbers")?;
        let mut trie = Trie {
            nodes: Vec::new(),
            by_word: Vec::new(),
            by_class: Vec::new(),
            by_number: Vec::new(),
            numerals,
            starts: 0,
        };
        let mut roots = Vec::new();
        for (pattern, rule) in patterns {
            for path in expand(&unfold(pattern, macros)?)? {
                let atoms: Vec<Atom> = path
                    .iter()
                    .map(|atom| read_atom(atom, words))
                    .collect::<Result<_, _>>()
                    .map_err(|e| format!("{e} in {pattern:?}"))?;
                trie.insert(&mut roots, &atoms, *rule);
            }
        }
        trie.index(&roots, words);
        Ok(trie)
    }

    fn insert(&mut self, roots: &mut Vec<usize>, atoms: &[Atom], rule: usize) {
        let mut parent: Option<usize> = None;
        for atom in atoms {
            let siblings = parent.map_or(&*roots, |p| &self.nodes[p].children);
            let found = siblings.iter().copied().find(|&n| self.nodes[n].atom == *atom);
            let node = found.unwrap_or_else(|| {
                self.nodes.push(Node { atom: *atom, children: Vec::new(), rules: Vec::new() });
                let new = self.nodes.len() - 1;
                match parent {
                    Some(p) => self.nodes[p].children.push(new),
                    None => roots.push(new),
                }
                new
            });
            parent = Some(node);
        }
        if let Some(node) = parent.filter(|&n| !self.nodes[n].rules.contains(&rule)) {
            self.nodes[node].rules.push(rule);
        }
    }

    fn index(&mut self, roots: &[usize], words: &Words) {
        self.by_word = vec![Vec::new(); words.len()];
        self.by_class = vec![Vec::new(); 64];
        let [cardinal, scale, ordinal] = ["cardinal", "scale", "ordinal"].map(|c| words.class(c).map_or(0, |(c, _)| c));
        for &root in roots {
            match self.nodes[root].atom.test {
                Test::Word(word) => self.by_word[word as usize].push(root),
                Test::Class(class, _) => self.by_class[class as usize].push(root),
                Test::Digits(..) | Test::Plural(_) => self.by_number.push(root),
                Test::Year | Test::Count | Test::Ordinal | Test::Day => {
                    self.by_number.push(root);
                    for class in [cardinal, scale, ordinal] {
                        self.by_class[class as usize].push(root);
                    }
                }
            }
        }
        let counts = words.find("a") as usize;
        let count_roots: Vec<usize> =
            roots.iter().copied().filter(|&r| self.nodes[r].atom.test == Test::Count).collect();
        self.by_word[counts].extend(count_roots);
        self.starts = (0..64).filter(|&c| !self.by_class[c].is_empty()).fold(0, |bits, c| bits | 1 << c);
    }

    /// The longest rule that matches from the first token on and that `allowed` lets pass; of equals the first written.
    pub fn longest(&self, words: &Words, tokens: &[Token], allowed: &dyn Fn(usize, usize) -> bool) -> Option<Hit> {
        let first = tokens.first()?;
        let mut walk = Walk { trie: self, words, tokens, allowed, captures: [NONE; SLOTS], best: None };
        if first.number != NONE {
            walk.children(&self.by_number, 0);
        } else if first.word != 0 {
            walk.children(&self.by_word[first.word as usize], 0);
            let mut bits = words.classes(first.word) & self.starts;
            while bits != 0 {
                walk.children(&self.by_class[bits.trailing_zeros() as usize], 0);
                bits &= bits - 1;
            }
        }
        walk.best
    }
}

struct Walk<'a> {
    trie: &'a Trie,
    words: &'a Words,
    tokens: &'a [Token],
    allowed: &'a dyn Fn(usize, usize) -> bool,
    captures: Captures,
    best: Option<Hit>,
}

impl Walk<'_> {
    fn children(&mut self, nodes: &[usize], at: usize) {
        let Some(token) = self.tokens.get(at) else { return };
        if at > 0 && (token.gap == Gap::Break || (token.word == 0 && token.number == NONE)) {
            return;
        }
        for &node in nodes {
            let node = &self.trie.nodes[node];
            if node.atom.glued && token.gap != Gap::Glued {
                continue;
            }
            let before = self.captures;
            if let Some(taken) = self.step(node.atom.test, at) {
                self.accept(&node.rules, at + taken);
                self.children(&node.children, at + taken);
            }
            self.captures = before;
        }
    }

    fn accept(&mut self, rules: &[usize], tokens: usize) {
        for &rule in rules {
            let better = self.best.is_none_or(|b| tokens > b.tokens || (tokens == b.tokens && rule < b.rule));
            if better && (self.allowed)(rule, tokens) {
                self.best = Some(Hit { rule, tokens, captures: self.captures });
            }
        }
    }

    /// How many tokens an atom takes here.
    fn step(&mut self, test: Test, at: usize) -> Option<usize> {
        let (token, rest, numerals) = (&self.tokens[at], &self.tokens[at..], &self.trie.numerals);
        match test {
            Test::Word(word) => (token.word == word).then_some(1),
            Test::Class(class, slot) => {
                let word = Some(token.word).filter(|w| *w != 0)?;
                self.captures[slot as usize] = self.words.value(word, class, token.capital)?;
                Some(1)
            }
            Test::Digits(least, most, low, high, slot) => {
                let plain = token.number != NONE && token.suffix == Suffix::Plain;
                let fits = (least..=most).contains(&token.digits) && (low..=high).contains(&token.number);
                self.captures[slot as usize] = token.number;
                (plain && fits).then_some(1)
            }
            Test::Plural(digits) => {
                self.captures[Slot::Year as usize] = token.number;
                let plural = token.suffix == Suffix::Plural && token.digits == digits;
                (plural && token.number != NONE && token.number % 10 == 0).then_some(1)
            }
            Test::Count => {
                let number = numerals.count(self.words, rest)?;
                self.captures[Slot::Half as usize] = i32::from(number.half);
                self.take(number, Slot::Count)
            }
            Test::Year => self.take(numerals.year(self.words, rest)?, Slot::Year),
            Test::Ordinal => self.take(numerals.ordinal(self.words, rest)?, Slot::Ordinal),
            Test::Day => self.take(numerals.day(self.words, rest)?, Slot::Day),
        }
    }

    fn take(&mut self, number: Number, slot: Slot) -> Option<usize> {
        self.captures[slot as usize] = number.value;
        Some(number.tokens)
    }
}

fn read_atom(written: &str, words: &mut Words) -> Result<Atom, String> {
    let (glued, body) = match written.strip_prefix('~') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, written),
    };
    let name = body.strip_prefix('<').and_then(|b| b.strip_suffix('>'));
    let test = match name {
        None => Test::Word(words.intern(body)),
        Some("count") => Test::Count,
        Some("year") => Test::Year,
        Some("ordinal") => Test::Ordinal,
        Some("day") => Test::Day,
        Some("plural:four") => Test::Plural(4),
        Some("plural:two") => Test::Plural(2),
        Some("slash:one") => Test::Digits(1, 2, 1, 31, Slot::Hour),
        Some("slash:two") => Test::Digits(1, 2, 1, 31, Slot::Minute),
        Some("year:any") => Test::Digits(1, 4, 1, 2199, Slot::Year),
        Some("year:four") => Test::Digits(4, 4, 1000, 2199, Slot::Year),
        Some("year:two") => Test::Digits(2, 2, 0, 99, Slot::Year),
        Some("day:two") => Test::Digits(1, 2, 1, 31, Slot::Day),
        Some("month:two") => Test::Digits(1, 2, 1, 12, Slot::Month),
        Some("month:full") => Test::Digits(2, 2, 1, 12, Slot::Month),
        Some("day:full") => Test::Digits(2, 2, 1, 31, Slot::Day),
        Some("hour") => Test::Digits(1, 2, 0, 24, Slot::Hour),
        Some("minute") => Test::Digits(2, 2, 0, 59, Slot::Minute),
        Some("second") => Test::Digits(2, 2, 0, 60, Slot::Nothing),
        Some("clock:four") => Test::Digits(4, 4, 0, 2400, Slot::Hour),
        Some("week") => Test::Digits(1, 2, 1, 53, Slot::Count),
        Some(class) => {
            let (class, slot) = words.class(class).ok_or_else(|| format!("no class {class:?}"))?;
            Test::Class(class, slot)
        }
    };
    Ok(Atom { test, glued })
}

/// Puts the macros in.
fn unfold(pattern: &str, macros: &BTreeMap<String, String>) -> Result<String, String> {
    let mut out = pattern.to_string();
    for _ in 0..8 {
        let Some(at) = out.find('@') else { return Ok(out) };
        let name: String = out[at + 1..].chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
        let body = macros.get(&name).ok_or_else(|| format!("no macro {name:?}"))?;
        out.replace_range(at..at + 1 + name.len(), &format!("( {body} )"));
    }
    if out.contains('@') { Err(format!("macros too deep: {pattern:?}")) } else { Ok(out) }
}

type Path = Vec<String>;

/// Every flat path through a pattern.
fn expand(pattern: &str) -> Result<Vec<Path>, String> {
    let parts: Vec<&str> = pattern.split_whitespace().collect();
    let (paths, rest) = choices(&parts)?;
    if rest.is_empty() {
        Ok(paths.into_iter().filter(|p| !p.is_empty()).collect())
    } else {
        Err(format!("brackets: {pattern:?}"))
    }
}

fn choices<'a>(mut parts: &'a [&'a str]) -> Result<(Vec<Path>, &'a [&'a str]), String> {
    let mut all = Vec::new();
    loop {
        let (paths, rest) = sequence(parts)?;
        all.extend(paths);
        match rest.first() {
            Some(&"|") => parts = &rest[1..],
            _ => return Ok((all, rest)),
        }
    }
}

fn sequence<'a>(mut parts: &'a [&'a str]) -> Result<(Vec<Path>, &'a [&'a str]), String> {
    let mut paths: Vec<Path> = vec![Vec::new()];
    while let Some(&part) = parts.first().filter(|p| !matches!(**p, "|" | ")" | ")?")) {
        let options = if part == "(" {
            let (mut inner, rest) = choices(&parts[1..])?;
            match rest.first() {
                Some(&")") => {}
                Some(&")?") => inner.push(Vec::new()),
                _ => return Err("a bracket is left open".into()),
            }
            parts = &rest[1..];
            inner
        } else {
            parts = &parts[1..];
            single(part)
        };
        paths =
            paths.iter().flat_map(|path| options.iter().map(move |option| [&path[..], &option[..]].concat())).collect();
    }
    Ok((paths, parts))
}

/// `this|that?` as its choices.
fn single(part: &str) -> Vec<Path> {
    let (body, optional) = part.strip_suffix('?').filter(|b| !b.is_empty()).map_or((part, false), |b| (b, true));
    let (glue, body) = body.strip_prefix('~').filter(|b| !b.is_empty()).map_or(("", body), |b| ("~", b));
    let mut options: Vec<Path> = body.split('|').map(|choice| vec![format!("{glue}{choice}")]).collect();
    if optional {
        options.push(Vec::new());
    }
    options
}
