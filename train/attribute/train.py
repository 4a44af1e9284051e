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
RULES, LOOSE, ENDS = 0.5, 0.7, 0.45


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def touches(spans, others):
    return any(a[0] < b[1] and b[0] < a[1] for a in spans for b in others)


def spans(value):
    if not value:
        return []
    return [value] if isinstance(value[0], int) else value


def all_spans(document, role):
    return [span for a in document["attributions"] for span in spans(a.get(role))]


def by_document(candidates):
    return {record["id"]: record["candidates"] for record in candidates}


def holds_nested(documents):
    """Whether a corpus marks attributions inside others (GUM does, PolNeAR does not)."""
    inside = every = 0
    for document in documents:
        contents = all_spans(document, "content")
        for a in document["attributions"]:
            every += 1
            inside += touches(spans(a.get("cue")), contents)
    return inside * 20 > every


def examples(documents, candidates):
    """(marks, whether it attributes) of every candidate that can be told."""
    found = by_document(candidates)
    nested = holds_nested(documents)
    out = []
    for document in documents:
        cues, contents = all_spans(document, "cue"), all_spans(document, "content")
        for candidate in found.get(document["doc_id"], []):
            good = touches(candidate["cue"], cues)
            if good or nested or not touches(candidate["cue"], contents):
                out.append((sorted(set(candidate["marks"])), good))
    return out


def ends(documents, candidates):
    """(marks, whether what is said ends here) of every point before the end that the corpus gives."""
    found = by_document(candidates)
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


def alike(a, b):
    """Whether two sets of spans share half of what they cover, as the scorer's strict figure asks."""
    inner = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    outer = sum(x[1] - x[0] for x in a) + sum(y[1] - y[0] for y in b) - inner
    return not a and not b or outer > 0 and inner * 2 >= outer


def met(candidate, content, golds):
    """The index of the attribution that a candidate meets in all three roles, and whether strictly."""
    for index, gold in enumerate(golds):
        ours = (candidate["source"], candidate["cue"], content)
        theirs = [spans(gold.get(role)) for role in ("source", "cue", "content")]
        if all(not a and not b or touches(a, b) for a, b in zip(ours, theirs)):
            return index, all(alike(a, b) for a, b in zip(ours, theirs))
    return None, False


def probability(marks, weights):
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights[mark] for mark in set(marks))))))


def shortened(candidate, weights, bar):
    """The content up to the first point where it is said to end."""
    end = next((end for end, marks in candidate["ends"] if probability(marks, weights) > bar), None)
    content = candidate["content"]
    return content if end is None else content[:-1] + [[content[-1][0], end]]


def held_out(documents, candidates, folds=5):
    """(document, candidate, probability, weights) of every candidate by weights that never saw its document."""
    found = by_document(candidates)
    for fold in range(folds):
        rest = [document for i, document in enumerate(documents) if i % folds != fold]
        weights = train(examples(rest, candidates) + ends(rest, candidates))
        for document in (document for i, document in enumerate(documents) if i % folds == fold):
            cues, contents = all_spans(document, "cue"), all_spans(document, "content")
            for candidate in found.get(document["doc_id"], []):
                if touches(candidate["cue"], cues) or not touches(candidate["cue"], contents):
                    yield document, candidate, probability(candidate["marks"], weights), weights


def f1(rows, want, bars, strict):
    """F1 of what is taken at these bars against all attributions of the corpus, found or not."""
    taken = [row for row in rows if row["p"] > bars[row["loose"]]]
    hit = len({(row["doc"], row["strict" if strict else "met"]) for row in taken} - {(row["doc"], None) for row in taken})
    return 100 * 2 * hit / max(len(taken) + want, 1)


def choose(documents, candidates):
    """Prints the three bars at which candidates of held-out folds do best, and those with the highest bar for rules that lose 0.4 of both figures at most."""
    want = sum(bool(spans(a.get("cue"))) for document in documents for a in document["attributions"])
    held, few, scored = list(held_out(documents, candidates)), biases(candidates)[1], []
    for bar in (0.35, 0.4, 0.45, 0.5, 0.55):
        rows = []
        for document, candidate, p, weights in held:
            index, strict = met(candidate, shortened(candidate, weights, bar), document["attributions"])
            rows.append({"doc": document["doc_id"], "p": p, "loose": candidate["marks"][0] == few, "met": index,
                         "strict": index if strict else None})
        for bars in ((rules / 20, loose / 20) for rules in range(4, 12) for loose in range(10, 18)):
            scored.append((f1(rows, want, bars, False), f1(rows, want, bars, True), *bars, bar))
    best = max(relation + strict for relation, strict, *_ in scored)
    # The ground is flat in the first bar, and precision is worth more to a reader: the highest that loses next to nothing.
    near = [row for row in scored if row[0] + row[1] > best - 0.4]
    chosen = max(near, key=lambda row: (row[2], row[0] + row[1]))
    for name, row in (("best", max(scored, key=lambda row: row[0] + row[1])), ("chosen", chosen)):
        print("%s: relation %.2f strict %.2f at rules %.2f loose %.2f ends %.2f" % (name, *row))


def biases(candidates):
    """The first mark of each candidate is the bias of its kind: of rules, the many; of loose ones, the few."""
    kinds = collections.Counter(c["marks"][0] for record in candidates for c in record["candidates"])
    return [bias for bias, _ in kinds.most_common(2)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("candidates")
    parser.add_argument("gold", nargs="+")
    parser.add_argument("-o", "--out", default="crates/stemma/src/attribute/english.weights")
    parser.add_argument("--rules", type=float, default=RULES, help="probability asked of what a rule proposes")
    parser.add_argument("--loose", type=float, default=LOOSE, help="and of what is proposed by nearness alone")
    parser.add_argument("--ends", type=float, default=ENDS, help="and of an end of what is said")
    parser.add_argument("--choose", action="store_true", help="choose the bars on held-out folds instead (two minutes)")
    a = parser.parse_args()
    candidates = read(a.candidates)
    documents = [document for path in a.gold for document in read(path)]
    if a.choose:
        return choose(documents, candidates)
    data = examples(documents, candidates) + ends(documents, candidates)
    weights = train(data)
    kinds = biases(candidates)
    kinds.append(next(c["ends"][0][1][0] for record in candidates for c in record["candidates"] if c["ends"]))
    for bias, threshold in zip(kinds, (a.rules, a.loose, a.ends)):
        weights[bias] -= math.log(threshold / (1 - threshold))
    packed = bytes(max(-127, min(127, round(weight * SCALE))) & 255 for weight in weights)
    with open(a.out, "wb") as out:
        out.write(packed)
    print(len(data), "candidates,", sum(good for _, good in data), "attribute;", "SHA-256", hashlib.sha256(packed).hexdigest())


if __name__ == "__main__":
    main()
