"""Errors by kind, before and after a change, of places and events.

    python3 eval/situate/errors.py SHARED BEFORE AFTER

BEFORE and AFTER are two builds of the command `stemma`. Places: `annotate` over the three place corpora. Events: over the
annotated sentences of ECB+, laid out a paragraph each. Writes eval/situate/errors.csv. Times have their own
(eval/time/errors.csv).
"""

import collections
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
PLACES = ["lgl_dev", "trnews_dev", "geowebnews_dev"]


def annotated(stemma, path):
    out = subprocess.run([stemma, "annotate", "-q", path], check=True, capture_output=True, text=True).stdout
    return {r["id"]: r for r in map(json.loads, out.splitlines())}


def place_errors(gold, found, score):
    """Kinds of what is missed, spurious, and put elsewhere."""
    for document in gold:
        wanted = list({(t["start"], t["end"]): t for t in document["toponyms"]}.values())
        have = list({(t["start"], t["end"]): t for t in found[document["doc_id"]]["places"]}.values())
        touch = lambda a, b: a["start"] < b["end"] and b["start"] < a["end"]
        same = lambda a, b: score.alike([(a["start"], a["end"])], [(b["start"], b["end"])])
        for want in wanted:
            near = [t for t in have if touch(want, t)]
            hit = next((t for t in near if same(want, t)), None)
            if hit is None:
                words = document["text"][want["start"]:want["end"]]
                yield "span" if near else "missed", "several words" if " " in words else "one word"
            elif want.get("lat") is not None and hit.get("lat") is None:
                yield "unresolved", "no list has it"
            elif want.get("lat") is not None:
                far = score.km(want["lat"], want["lon"], hit["lat"], hit["lon"])
                if far > 161:
                    yield "elsewhere", "up to 1,000 km" if far <= 1000 else "further"
        for t in have:
            if not any(touch(t, want) for want in wanted):
                yield "spurious", t["level"] or "unresolved"


def laid_out(record):
    """The text of the annotated sentences and where its event mentions stand."""
    text, at = "", {}
    for sentence in record["sentences"]:
        spans = []
        for token in sentence["tokens"]:
            spans.append((len(text), len(text) + len(token)))
            text += token + " "
        text += "\n\n"
        at[sentence["id"]] = spans
    events = [m for m in record["mentions"] if m["kind"] == "event" and m["sent"] in at]
    return text, [[at[m["sent"]][n] for n in m["tokens"] if n < len(at[m["sent"]])] for m in events]


def event_errors(gold, found):
    touch = lambda a, b: a[0] < b[1] and b[0] < a[1]
    for name, (text, mentions) in gold.items():
        record = found[name]
        triggers = [tuple(span) for event in record["events"] for span in event["trigger"]]
        cues = [span for statement in record["statements"] for span in statement["cue"]]
        for mention in mentions:
            if any(touch(part, span) for part in mention for span in triggers):
                continue
            words = " ".join(text[a:b] for a, b in mention)
            said = any(touch(part, span) for part in mention for span in cues)
            yield "missed", kind_of(words, said)
        for span in triggers:
            if not any(touch(part, span) for mention in mentions for part in mention):
                yield "spurious", "a word of a headline" if text[span[0]].isupper() else "a word in a sentence"


def kind_of(words, said):
    if said:
        return "a statement's cue, which is no event here"
    if " " in words:
        return "several words"
    if words[:1].isupper():
        return "a capital"
    return "one word, -ed or -ing" if words.endswith(("ed", "ing")) else "one word"


def main():
    shared, before, after = sys.argv[1:]
    spec = importlib.util.spec_from_file_location("score", pathlib.Path(shared) / "score" / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    counts = collections.defaultdict(lambda: [0, 0])
    for corpus in PLACES:
        path = f"{shared}/corpora/place/{corpus}.jsonl"
        gold = score.read(path)
        for at, stemma in enumerate((before, after)):
            for error, kind in place_errors(gold, annotated(stemma, path), score):
                counts[corpus, error, kind][at] += 1
    gold = {r["doc_id"]: laid_out(r) for r in score.read(f"{shared}/corpora/story/ecbplus_dev.jsonl")}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as laid:
        laid.writelines(json.dumps({"id": name, "text": text}) + "\n" for name, (text, _) in gold.items())
        laid.flush()
        for at, stemma in enumerate((before, after)):
            for error, kind in event_errors(gold, annotated(stemma, laid.name)):
                counts["ecbplus_dev", error, kind][at] += 1
    rows = [f"{corpus},{error},\"{kind}\",{a},{b}" for (corpus, error, kind), (a, b) in sorted(counts.items())]
    (HERE / "errors.csv").write_text("\n".join(["corpus,error,kind,before,after"] + rows) + "\n")


if __name__ == "__main__":
    main()
