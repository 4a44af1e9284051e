"""Silver part-of-speech tags for free news text: two taggers with a free licence vote, closed classes by rule.

Voters: the averaged perceptron of textblob-aptagger (MIT; Penn tags, turned into Universal ones here) and winkNLP's
English model (MIT; Universal tags). Where they disagree, `decide` says who is heard.
"""

import io
import pickle
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

BE = set("be am is are was were been being 'm 're".split())
HAVE = set("have has had having 've".split())
DO = set("do does did".split())
MODAL = set("can could may might must shall should will would cannot 'll".split())
ALWAYS_SCONJ = set("if because although though whether unless whereas lest while that".split())
MAYBE_SCONJ = set("as since until till after before once".split())
CLAUSE_SUBJECTS = set("it he she that there what who here where this everyone everything".split())
APOSTROPHES = {"'", "’"}
UNSURE = {("VERB", "NOUN"), ("NOUN", "VERB"), ("NOUN", "ADJ"), ("VERB", "ADJ"), ("PROPN", "VERB"), ("PROPN", "ADJ"),
          ("PROPN", "NOUN"), ("ADV", "ADJ"), ("ADJ", "ADV"), ("NOUN", "PROPN"), ("VERB", "PROPN")}
FINITE = {"VBD", "VBZ", "VBP", "MD"}
NOMINAL = {"DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "POS", "CD", "EX", "IN", "CC", "RB"}
PLAIN = {"CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ",
         "JJS": "ADJ", "LS": "X", "MD": "AUX", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN",
         "PDT": "DET", "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV",
         "RP": "ADP", "SYM": "SYM", "TO": "PART", "UH": "INTJ", "VB": "VERB", "VBD": "VERB", "VBG": "VERB",
         "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "WDT": "PRON", "WP": "PRON", "WP$": "PRON", "WRB": "ADV"}


class Safe(pickle.Unpickler):
    """Reads dictionaries, sets, strings and numbers, and refuses everything else."""

    def find_class(self, module, name):
        if (module, name) in {("__builtin__", "set"), ("builtins", "set"), ("collections", "defaultdict"),
                              ("__builtin__", "float"), ("builtins", "float")}:
            return {"set": set, "defaultdict": dict, "float": float}[name]
        raise pickle.UnpicklingError(f"{module}.{name}")


class Penn:
    """The tagger of textblob-aptagger, read from its wheel."""

    def __init__(self, wheel: Path):
        with zipfile.ZipFile(wheel) as archive:
            data = archive.read("textblob_aptagger/trontagger-0.1.0.pickle")
        self.weights, self.known, self.classes = Safe(io.BytesIO(data), encoding="utf-8").load()
        self.classes = sorted(self.classes)

    @staticmethod
    def normal(word):
        if "-" in word and word[0] != "-":
            return "!HYPHEN"
        if word.isdigit() and len(word) == 4:
            return "!YEAR"
        return "!DIGITS" if word[0].isdigit() else word.lower()

    def tag(self, words):
        context = ["-START-", "-START2-", *map(self.normal, words), "-END-", "-END2-"]
        before, last, tags = "-START2-", "-START-", []
        for index, word in enumerate(words):
            tag = self.known.get(word) or self.guess(index + 2, word, context, last, before)
            tags.append(tag)
            before, last = last, tag
        return tags

    def guess(self, i, word, context, last, before):
        features = ["bias", "i suffix " + word[-3:], "i pref1 " + word[0], "i-1 tag " + last, "i-2 tag " + before,
                    f"i tag+i-2 tag {last} {before}", "i word " + context[i], f"i-1 tag+i word {last} {context[i]}",
                    "i-1 word " + context[i - 1], "i-1 suffix " + context[i - 1][-3:], "i-2 word " + context[i - 2],
                    "i+1 word " + context[i + 1], "i+1 suffix " + context[i + 1][-3:], "i+2 word " + context[i + 2]]
        scores = dict.fromkeys(self.classes, 0.0)
        for feature in features:
            for tag, weight in self.weights.get(feature, {}).items():
                scores[tag] += weight
        return max(self.classes, key=lambda tag: (scores[tag], tag))


def penn_pieces(token):
    """A token as the Penn treebank cuts it."""
    lower = token.lower().replace("’", "'")
    if lower.endswith("n't") and len(lower) > 3:
        return [token[:-3], "n't"]
    for ending in ("'ll", "'re", "'ve", "'d", "'m"):
        if lower.endswith(ending) and len(lower) > len(ending):
            return [token[: -len(ending)], ending]
    if token in {"“", "”", '"', "''", "``", "„"}:
        return ["``" if token in {"“", "``", "„"} else "''"]
    return [token.replace("’", "'")]


def universal(words, penn, index):
    """The Universal tag for one Penn tag in its sentence."""
    word, tag = words[index].lower(), penn[index]
    following = next((at for at in range(index + 1, len(words))
                      if penn[at] not in {"RB", "PRP"} and words[at].lower() != "not"), None)
    after = penn[following] if following is not None else ""
    if word in BE or word in MODAL and tag == "MD":
        return "AUX"
    if word in HAVE:
        return "AUX" if after == "VBN" or following is not None and words[following].lower() == "been" else "VERB"
    if word in DO and tag.startswith("V"):
        return "AUX" if after == "VB" else "VERB"
    if word in {"'s", "’s"}:
        return "PART" if tag == "POS" else "AUX"
    if word in {"not", "n't"}:
        return "PART"
    if tag == "TO":
        verb = penn[index + 1:index + 3]
        return "PART" if verb[:1] == ["VB"] or verb[:1] == ["RB"] and verb[1:] == ["VB"] else "ADP"
    if tag == "IN":
        return subordinator(words, penn, index, word)
    if tag == "DT" and word in {"this", "that", "these", "those", "all", "some", "both", "another"}:
        return "DET" if penn[index + 1:index + 2] and penn[index + 1][:2] in {"NN", "JJ", "CD", "DT", "PR"} else "PRON"
    return PLAIN.get(tag, "X")


def subordinator(words, penn, index, word):
    if word in ALWAYS_SCONJ:
        return "SCONJ"
    if word not in MAYBE_SCONJ:
        return "ADP"
    for at in range(index + 1, min(index + 8, len(words))):
        if penn[at] in FINITE:
            return "SCONJ"
        if penn[at] not in NOMINAL:
            break
    return "ADP"


def penn_tags(penn: Penn, tokens):
    pieces = [penn_pieces(token) for token in tokens]
    words = [word for piece in pieces for word in piece]
    tags = penn.tag(words)
    universals = [universal(words, tags, index) for index in range(len(words))]
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece)
    return [universals[start] for start in starts]


def decide(closed, tokens, penn, wink, index):
    """The tag that the training believes, and whether it is sure enough to learn from."""
    token, ours, theirs = tokens[index], penn[index], wink[index]
    tag = closed.tag(token)
    if tag:
        return tag, True
    after = wink[index + 1] if index + 1 < len(wink) else ""
    lower = token.lower()
    if token in APOSTROPHES:
        return ("PART" if "PART" in (ours, theirs) else "PUNCT"), True
    if lower in {"'s", "’s"}:
        clause = index > 0 and tokens[index - 1].lower() in CLAUSE_SUBJECTS
        return ("AUX" if clause or ours == theirs == "AUX" else "PART"), True
    if token == "May" and (index > 0 or tokens[1:2] and tokens[1][0].isdigit()):
        return "PROPN", True
    if lower == "to":
        return ("PART" if after in {"VERB", "AUX"} else "ADP"), True
    if token.isupper() and len(token) > 1 and token.isalpha() and not " ".join(tokens).isupper():
        return "PROPN", "PROPN" in (ours, theirs) or closed.has(lower)
    if ours == theirs:
        return ours, True
    capital = index > 0 and not token.islower()
    if theirs == "PROPN" and ours in {"NOUN", "VERB", "X"} and capital:
        return "PROPN", True
    if {ours, theirs} == {"VERB", "NOUN"} and index > 0 and tokens[index - 1].lower() == "to" and token.islower():
        return "VERB", True
    return ours, (ours, theirs) not in UNSURE and lower != "that"


def common_at_start(sentences):
    """Words that carry a capital only because a sentence starts with them: seen more often without one inside."""
    small, large = Counter(), Counter()
    for tokens in sentences:
        if sum(token[0].isupper() for token in tokens) * 2 > len(tokens):
            continue
        for token in tokens[1:]:
            (small if token.islower() else large)[token.lower()] += 1
    return {word for word, count in small.items() if count > 2 * large[word]}


def wink_tags(sentences, folder: Path):
    lines = "\n".join("\t".join(tokens) for tokens in sentences) + "\n"
    script = Path(__file__).with_name("wink.mjs").resolve()
    done = subprocess.run(["node", script], input=lines, capture_output=True, text=True, cwd=folder, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]
