"""F1 in the half of each corpus where errors may be read, and in the half that is only counted; errors by kind.

    python3 eval/time/folds.py SHARED TARGET [--show CORPUS]

SHARED holds corpora/time and score/score.py; TARGET/eval/times-*.jsonl are Stemma's records (`cargo xtask eval time`).
The halves: timebank and aquaint by the first hex digit of the SHA-256 of the document's id, even is read; wikiwars by
the place in the order of ids, from 0, two of three are read. `--show` prints the errors of a half that may be read, and
refuses the other. Writes eval/time/folds.csv.
"""

import hashlib
import importlib.util
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
CORPORA = ["timebank", "aquaint", "wikiwars_train"]


def read_half(corpus, documents):
    """Ids whose errors may be read."""
    ids = sorted(document["doc_id"] for document in documents)
    if corpus.startswith("wikiwars"):
        return {one for at, one in enumerate(ids) if at % 3 != 2}
    return {one for one in ids if int(hashlib.sha256(one.encode()).hexdigest()[0], 16) % 2 == 0}


def errors(gold, found):
    """(kind, document, gold, found) of every time that is missed, spurious, or of a wrong span or value."""
    for document in gold:
        wanted = [t for t in document["timexes"] if not t.get("nested") and t.get("functionInDocument") != "CREATION_TIME"]
        inner = {(t["start"], t["end"]) for t in document["timexes"] if t.get("nested")}
        have = [t for t in found[document["doc_id"]]["times"] if (t["start"], t["end"]) not in inner]
        used = set()
        for want in wanted:
            touch = [(not same(want, t), at) for at, t in enumerate(have)
                     if at not in used and t["start"] < want["end"] and want["start"] < t["end"]]
            if not touch:
                yield "missed", document, want, None
                continue
            other, at = min(touch)
            used.add(at)
            if other:
                yield "span", document, want, have[at]
            if (want.get("value") or "").upper() != (have[at].get("value") or "").upper():
                yield "value", document, want, have[at]
        for at, t in enumerate(have):
            if at not in used:
                yield "spurious", document, None, t


def same(a, b):
    return (a["start"], a["end"]) == (b["start"], b["end"])


def show(all_errors):
    for kind, document, want, have in all_errors:
        text, one = document["text"], want or have
        around = text[max(0, one["start"] - 90):one["start"]] + "[[" + text[one["start"]:one["end"]] + "]]"
        around += text[one["end"]:one["end"] + 50]
        told = (want or {}).get("value"), (have or {}).get("value"), have and text[have["start"]:have["end"]]
        print(kind, document["doc_id"], document.get("published"), *told, "|", " ".join(around.split()))


def main():
    shared, target = map(pathlib.Path, sys.argv[1:3])
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    rows, both = ["corpus,half,documents,strict,relaxed,value"], {"read": ([], []), "counted": ([], []), "all": ([], [])}
    for corpus in CORPORA:
        gold = score.read(shared / "corpora" / "time" / f"{corpus}.jsonl")
        found = score.read(target / "eval" / f"times-{corpus}.jsonl")
        looked = read_half(corpus, gold)
        for half, keep in [("read", looked), ("counted", {d["doc_id"] for d in gold} - looked),
                           ("all", {d["doc_id"] for d in gold})]:
            part = [d for d in gold if d["doc_id"] in keep], [r for r in found if r["id"] in keep]
            if corpus != "wikiwars_train":
                both[half][0].extend(part[0]), both[half][1].extend(part[1])
            rows.append(row(corpus, half, score.times(*part), len(keep)))
        if sys.argv[3:] == ["--show", corpus]:
            show(errors([d for d in gold if d["doc_id"] in looked], {r["id"]: r for r in found}))
            return
    rows += [row("timebank + aquaint", half, score.times(*part), len(part[0])) for half, part in both.items()]
    print("\n".join(rows))
    (HERE / "folds.csv").write_text("\n".join(rows) + "\n")


def row(corpus, half, figures, documents):
    return ",".join([corpus, half, str(documents)] + [str(figures[name]["F1"]) for name in ("strict", "relaxed", "value")])


if __name__ == "__main__":
    main()
