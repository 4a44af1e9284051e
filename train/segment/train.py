"""Trains the part-of-speech tagger and writes its weights and figures. See README.md for the one command.

An averaged perceptron (Collins 2002), greedy from left to right, over hashed features.
"""

import argparse
import hashlib
import json
import random
import struct
import subprocess
from pathlib import Path

import numpy

import label
from features import EDGES, START, TAGS, Closed, Word, dynamic, places, static

ROOT = Path(__file__).parents[2]
NUMBER = {tag: number for number, tag in enumerate(TAGS)}
STARTS = {NUMBER["NOUN"], NUMBER["ADJ"]}
KEPT = 100_000


def tokens_of(corpus: Path):
    command = ["cargo", "run", "-q", "-p", "stemma", "--example", "tokens"]
    with corpus.open() as documents:
        done = subprocess.run(command, cwd=ROOT, stdin=documents, capture_output=True, text=True, check=True)
    return [line.split("\t") for line in done.stdout.split("\n") if line]


def silver(corpora, wheel, node):
    """Sentences as (tokens, tag numbers, sure)."""
    closed, penn = Closed(), label.Penn(wheel)
    sentences = [tokens for corpus in corpora for tokens in tokens_of(corpus)]
    sentences = [tokens[:200] for tokens in sentences]
    common = label.common_at_start(sentences)
    examples = []
    for tokens, wink in zip(sentences, label.wink_tags(sentences, node)):
        ours = label.penn_tags(penn, tokens)
        decided = [label.decide(closed, tokens, ours, wink, index) for index in range(len(tokens))]
        if decided[0] == ("PROPN", True) and tokens[0].istitle() and tokens[0].lower() in common:
            decided[0] = ("NOUN", True)
        examples.append((tokens, [NUMBER[tag] for tag, _ in decided], [sure for _, sure in decided]))
    return examples


def with_copies(examples, rng):
    """Adds copies as headlines are written, and tails of sentences that start with a noun or adjective.

    Few sentences start with a bare noun, and without more of them the tagger takes every capital there for a name.
    """
    copies = []
    for tokens, tags, sure in examples:
        draw = rng.random()
        if draw < 0.05:
            copies.append(([t[:1].upper() + t[1:] if len(t) > 3 else t for t in tokens], tags, sure))
        elif draw < 0.065:
            copies.append(([t.upper() for t in tokens], tags, sure))
        elif draw < 0.4:
            starts = [i for i, t in enumerate(tokens) if i > 0 and tags[i] in STARTS and t.islower() and t.isalpha()]
            at = rng.choice(starts) if starts else 0
            if at and len(tokens) - at > 4:
                copies.append(([tokens[at].capitalize(), *tokens[at + 1:]], tags[at:], sure[at:]))
    return examples + copies


class Perceptron:
    def __init__(self):
        self.ids = {}
        self.weights = numpy.zeros((1 << 22, len(TAGS)), dtype=numpy.float32)
        self.totals = numpy.zeros_like(self.weights)
        self.steps = 1

    def id(self, key):
        return self.ids.setdefault(key, len(self.ids))

    def learn(self, rows, truth, guess):
        self.weights[rows, truth] += 1
        self.weights[rows, guess] -= 1
        self.totals[rows, truth] += self.steps
        self.totals[rows, guess] -= self.steps

    def averaged(self):
        count = len(self.ids)
        return self.weights[:count] - self.totals[:count] / self.steps


def prepare(model, closed, examples):
    """Feature rows that need no tag, once for all rounds."""
    ready = []
    for tokens, tags, sure in examples:
        words = [EDGES[0], EDGES[0], *map(Word.of, tokens), EDGES[1], EDGES[1]]
        flags = places(tokens)
        rows = [[model.id(key) for key in static(words, flags, i)] for i in range(len(tokens))]
        known = [closed.tag(token) for token in tokens]
        ready.append((words, flags, rows, [NUMBER.get(tag) for tag in known], tags, sure))
    return ready


def train(examples, rounds, rng):
    model, closed = Perceptron(), Closed()
    ready = prepare(model, closed, examples)
    for number in range(rounds):
        rng.shuffle(ready)
        right = seen = 0
        for words, flags, rows, known, tags, sure in ready:
            before = last = START
            for i, truth in enumerate(tags):
                guess = known[i]
                if guess is None:
                    features = rows[i] + [model.id(key) for key in dynamic(words, flags, i, last, before)]
                    guess = int(model.weights[features].sum(axis=0).argmax())
                    if sure[i]:
                        model.steps += 1
                        seen += 1
                        right += guess == truth
                        if guess != truth:
                            model.learn(features, truth, guess)
                before, last = last, guess
        print(f"round {number + 1}: {right / seen:.4f} of {seen} open tokens, {len(model.ids)} features", flush=True)
    return model


def quantised(model):
    """The strongest features as {key: 17 signed bytes}."""
    weights = model.averaged()
    keys = numpy.array(list(model.ids), dtype=numpy.uint32)
    strength = numpy.abs(weights).sum(axis=1)
    kept = numpy.lexsort((keys, -strength))[:KEPT]
    scale = 127 / numpy.percentile(numpy.abs(weights[kept]).max(axis=1), 99.9)
    table = numpy.clip(numpy.rint(weights[kept] * scale), -127, 127).astype(numpy.int8)
    return {int(key): row for key, row in sorted(zip(keys[kept], table), key=lambda pair: pair[0]) if row.any()}


def write(table, path: Path):
    """u32 count; then by rising key: u32 key, 3 bytes of which tags weigh, one signed byte for each. Little-endian."""
    out = bytearray(struct.pack("<I", len(table)))
    for key, row in table.items():
        bits = sum(1 << tag for tag, weight in enumerate(row) if weight)
        out += struct.pack("<I", key) + struct.pack("<I", bits)[:3]
        out += bytes(int(weight) & 0xFF for weight in row if weight)
    path.write_bytes(out)
    return {"features": len(table), "bytes": len(out), "sha256": hashlib.sha256(out).hexdigest()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path, help="JSONL with a text in each line")
    parser.add_argument("--wheel", type=Path, required=True, help="the wheel of textblob-aptagger 0.2.0")
    parser.add_argument("--node", type=Path, required=True, help="folder with node_modules/wink-nlp and its model")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--out", type=Path, default=ROOT / "crates/stemma/src/segment/tagger/english.weights")
    options = parser.parse_args()
    rng = random.Random(2017)
    examples = with_copies(silver(options.corpora, options.wheel, options.node), rng)
    model = train(examples, options.rounds, rng)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    print(json.dumps(write(quantised(model), options.out), indent=1))


if __name__ == "__main__":
    main()
