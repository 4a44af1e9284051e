#!/usr/bin/env python3
"""Builds the weights by which `attribute::decide` takes or leaves a candidate. Python's standard library only.

    cargo xtask candidates GOLD.jsonl... -o target/candidates.jsonl
    python3 train/attribute/train.py target/candidates.jsonl GOLD.jsonl... -o crates/stemma/src/attribute/english.weights

A candidate whose cue shares a character with an annotated cue is one that attributes; one inside an annotated content is
left out where the corpus marks outermost attributions only (PolNeAR); all others do not attribute. Logistic regression
with AdaGrad in a fixed order: the same input gives the same bytes.
"""
import argparse
import collections
import hashlib
import json
import math
import random

BUCKETS = 1 << 18
SCALE = 24.0
EPOCHS = 8
RATE = 0.06
DECAY = 3e-5
# A candidate is taken above this probability; the biases are moved so that the program compares with 0.
RULES, LOOSE, ENDS = 0.45, 0.7, 0.45


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def touches(spans, others):
    return any(a[0] < b[1] and b[0] < a[1] for a in spans for b in others)


def spans(value):
    if not value:
        return []
    return [value] if isinstance(value[0], int) else value


def holds_nested(documents):
    """Whether a corpus marks attributions inside others (GUM does, PolNeAR does not)."""
    inside = every = 0
    for document in documents:
        contents = [span for a in document["attributions"] for span in spans(a.get("content"))]
        for a in document["attributions"]:
            every += 1
            inside += touches(spans(a.get("cue")), contents)
    return inside * 20 > every


def examples(documents, candidates):
    """(marks, whether it attributes) of every candidate that can be told."""
    found = {record["id"]: record["candidates"] for record in candidates}
    nested = holds_nested(documents)
    out = []
    for document in documents:
        cues = [span for a in document["attributions"] for span in spans(a.get("cue"))]
        contents = [span for a in document["attributions"] for span in spans(a.get("content"))]
        for candidate in found.get(document["doc_id"], []):
            good = touches(candidate["cue"], cues)
            if good or nested or not touches(candidate["cue"], contents):
                out.append((sorted(set(candidate["marks"])), good))
    return out


def ends(documents, candidates):
    """(marks, whether what is said ends here) of every point before the end that the corpus gives."""
    found = {record["id"]: record["candidates"] for record in candidates}
    out = []
    for document in documents:
        for candidate in found.get(document["doc_id"], []):
            mine = [a for a in document["attributions"] if touches(candidate["cue"], spans(a.get("cue")))]
            gold = [s for a in mine for s in spans(a.get("content")) if touches([s], candidate["content"][-1:])]
            if not gold or not candidate["ends"]:
                continue
            last = max(end for _, end in gold)
            for end, marks in candidate["ends"]:
                if end < min(start for start, _ in gold) + 1:
                    continue
                if end >= last - 2:
                    if abs(end - last) <= 2:
                        out.append((sorted(set(marks)), True))
                    break
                out.append((sorted(set(marks)), False))
    return out


def train(data, seed=1):
    weights, squares = [0.0] * BUCKETS, [1e-2] * BUCKETS
    order = list(range(len(data)))
    shuffle = random.Random(seed)
    for _ in range(EPOCHS):
        shuffle.shuffle(order)
        for index in order:
            marks, good = data[index]
            score = sum(weights[mark] for mark in marks)
            error = good - 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
            for mark in marks:
                gradient = error - DECAY * len(data) * 0.02 * weights[mark]
                squares[mark] += gradient * gradient
                weights[mark] += RATE * gradient / math.sqrt(squares[mark])
    return weights


def figures(data, weights, threshold):
    shift = math.log(threshold / (1 - threshold))
    hit = told = 0
    want = sum(good for _, good in data)
    for marks, good in data:
        if sum(weights[mark] for mark in marks) > shift:
            told += 1
            hit += good
    precision, recall = hit / max(told, 1), hit / max(want, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def check(documents, candidates):
    held = [document for i, document in enumerate(documents) if i % 5 == 0]
    rest = [document for i, document in enumerate(documents) if i % 5]
    for name, told in (("attributes", examples), ("ends", ends)):
        weights, test = train(told(rest, candidates)), told(held, candidates)
        for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
            print(name, threshold, *(round(100 * x, 1) for x in figures(test, weights, threshold)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("candidates")
    parser.add_argument("gold", nargs="+")
    parser.add_argument("-o", "--out", required=True)
    parser.add_argument("--rules", type=float, default=RULES, help="probability asked of what a rule proposes")
    parser.add_argument("--loose", type=float, default=LOOSE, help="and of what is proposed by nearness alone")
    parser.add_argument("--ends", type=float, default=ENDS, help="and of an end of what is said")
    parser.add_argument("--check", action="store_true", help="hold out every fifth document and say how it goes there")
    a = parser.parse_args()
    candidates = read(a.candidates)
    documents = [document for path in a.gold for document in read(path)]
    if a.check:
        check(documents, candidates)
    data = examples(documents, candidates) + ends(documents, candidates)
    weights = train(data)
    # The first mark of each candidate is the bias of its kind: of rules, the many; of loose ones, the few.
    kinds = collections.Counter(c["marks"][0] for record in candidates for c in record["candidates"])
    kinds = [bias for bias, _ in kinds.most_common(2)]
    kinds.append(next(c["ends"][0][1][0] for record in candidates for c in record["candidates"] if c["ends"]))
    for bias, threshold in zip(kinds, (a.rules, a.loose, a.ends)):
        weights[bias] -= math.log(threshold / (1 - threshold))
    packed = bytes(max(-127, min(127, round(weight * SCALE))) & 255 for weight in weights)
    with open(a.out, "wb") as out:
        out.write(packed)
    print(len(data), "candidates,", sum(good for _, good in data), "attribute;", "SHA-256", hashlib.sha256(packed).hexdigest())


if __name__ == "__main__":
    main()
