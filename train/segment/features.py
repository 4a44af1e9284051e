"""The features of the tagger, word for word those of crates/stemma/src/segment/tagger/features.rs."""

import tomllib
from pathlib import Path

TAGS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
        "SYM", "VERB", "X"]
MASK = 0xFFFFFFFF
START, END = 17, 18  # tag numbers before the sentence; also the two words around it
LEXICON = Path(__file__).parents[2] / "crates/stemma/src/segment/lexicon/en/closed_class.toml"
QUOTES = set("\"“”„‟«»‹›‘‚‛") | {"''", "``", "’’"}


class Closed:
    """Words with one part of speech, from the lexicon that the program uses."""

    def __init__(self):
        lists = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
        self.symbols = set(lists["symbols"])
        self.ends = [(end, "AUX") for end in lists["aux_ends"]] + [(end, "PRON") for end in lists["pron_ends"]]
        self.words = {word: tag.upper() for tag in ("aux", "det", "pron", "cconj", "sconj", "adp", "part")
                      for word in lists[tag]}

    def has(self, lower):
        return lower in self.words

    def tag(self, token):
        word = normal(token)
        if shape(token) != ALL_CAPITALS and word in self.words:
            return self.words[word]
        for end, tag in self.ends:
            if word.endswith(end) and len(word) > len(end):
                return tag
        if token in self.symbols:
            return "SYM"
        if not any(c.isalnum() for c in token):
            return None if token in {"'", "’"} else "PUNCT"
        return "NUM" if word in {"!NUM", "!YEAR"} else None


def fnv(text):
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & MASK
    return value


def mix(template, a, b):
    h = (template * 0x9E3779B1 + a) & MASK
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & MASK
    h = (h + b) & MASK
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


def normal(token):
    """Lower case, one apostrophe glyph, numbers as classes."""
    if token.isascii() and token[0].isdigit():
        if any(c.isalpha() for c in token):
            return "!MIXED"
        return "!YEAR" if len(token) == 4 and token.isdigit() else "!NUM"
    return token.lower().replace("’", "'")


LOWER, CAPITAL, ALL_CAPITALS, MIXED, INITIAL, NUMBER, MARK = range(7)


def shape(token):
    letters = [c for c in token if c.isalpha()]
    if token[0] in "0123456789":
        return NUMBER
    if not letters:
        return MARK
    capitals = sum(c.isupper() for c in letters)
    if capitals == 0:
        return LOWER
    if capitals == len(letters):
        return INITIAL if capitals == 1 else ALL_CAPITALS
    return CAPITAL if token[0].isupper() and capitals == 1 else MIXED


class Word:
    """What the features ask of a token."""

    cache = {}

    def __init__(self, token):
        word = normal(token)
        self.word = fnv(word)
        self.two, self.three = fnv(word[-2:]), fnv(word[-3:])
        self.four, self.start = fnv(word[-4:]), fnv(word[:3])
        self.shape = shape(token) + (8 if "-" in token[1:-1] else 0)

    @classmethod
    def of(cls, token):
        if token not in cls.cache:
            cls.cache[token] = cls(token)
        return cls.cache[token]


class Edge:
    """Stands beside the sentence."""

    def __init__(self, number):
        self.word = self.two = self.three = self.four = self.start = number
        self.shape = 7


EDGES = [Edge(START), Edge(END)]


def places(tokens):
    """For each token: 0 inside, 1 first word of the sentence, 2 in a title with capitals."""
    words = [shape(token) for token in tokens if token[0].isalpha() and len(token.encode()) > 3]
    capitals = sum(kind in (CAPITAL, ALL_CAPITALS, MIXED) for kind in words)
    title = len(words) >= 3 and capitals * 10 >= len(words) * 7
    flags, begun = [], False
    for token in tokens:
        is_word = token[0].isalnum()
        flags.append(2 if title else 1 if is_word and not begun else 0)
        begun |= is_word
    return flags


def static(words, flags, i):
    """Features that need no tag; `words` has two edges on either side, `i` counts from the first real one."""
    w = words[i + 2]
    b, bb, a, aa = words[i + 1], words[i], words[i + 3], words[i + 4]
    look = w.shape * 4 + flags[i]
    return [mix(0, 0, 0), mix(1, w.word, 0), mix(2, w.three, 0), mix(3, w.two, 0), mix(4, look, 0), mix(8, b.word, 0),
            mix(9, a.word, 0), mix(10, bb.word, 0), mix(11, aa.word, 0), mix(12, b.three, 0), mix(13, a.three, 0),
            mix(14, look, a.shape), mix(16, look, b.shape), mix(17, b.word, w.word), mix(18, w.word, a.word),
            mix(19, w.start, 0), mix(20, w.four, look), mix(23, w.word, flags[i])]


def dynamic(words, flags, i, last, before):
    """Features with the two tags before."""
    w, a = words[i + 2], words[i + 3]
    return [mix(5, last, 0), mix(6, last, before), mix(7, last, w.word), mix(15, last, w.shape * 4 + flags[i]),
            mix(21, last, w.three), mix(22, last, a.word)]
