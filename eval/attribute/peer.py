#!/usr/bin/env python3
"""Stemma beside textacy on the direct quotations of one corpus, in one run.

    python3 -m venv target/peer && target/peer/bin/pip install textacy==0.13.0 spacy==3.8.18
    target/peer/bin/python eval/attribute/peer.py GOLD.jsonl STEMMA.jsonl [STEMMA'S WORDS A SECOND]

GOLD holds annotated documents, STEMMA the records that `stemma annotate` made of them. textacy finds direct quotations
with a speaker and a cue. It wants a spaCy model for tags and dependencies; none is on PyPI, so its tokeniser (spaCy's, for
English) is kept and the model's part is stood in for, generously: every form of a reporting verb outside quotation marks is
a verb, and its subject is the nearest name, pronoun or "the ..." phrase before it, or behind it where a mark stands before.
textacy's time is therefore without a model, which would take most of it.

Scored: attributions whose content begins and ends with quotation marks. One is found if source, cue and content each
overlap. Prints CSV.
"""
import json
import sys
import time

import spacy
from spacy.tokens import Doc
from textacy import constants
from textacy.extract.triples import direct_quotations

MARKS = "\"“”'‘’«»„"
PRONOUNS = {"he", "she", "they", "i", "we", "it"}
DETERMINERS = {"the", "a", "an", "his", "her", "their", "its"}


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def forms(lemma):
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    third = lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in "aeiou" else lemma + "s"
    past = {"say": "said", "tell": "told", "write": "wrote", "speak": "spoke", "deny": "denied", "reply": "replied"}
    return {lemma, third, past.get(lemma, stem + "ed"), stem + "ing"}


VERBS = {form: lemma for lemma in sorted(constants.REPORTING_VERBS["en"]) for form in forms(lemma)}


def noun_near(words, at, step, limit=12):
    """(first, last) of the nearest name, pronoun or determined phrase before (step -1) or behind the verb at `at`."""
    here = at + step
    while 0 <= here < len(words) and abs(here - at) <= limit:
        word = words[here]
        if word in MARKS or word in ".;:":
            return None
        if word.lower() in PRONOUNS or word[:1].isupper() or (step > 0 and word.lower() in DETERMINERS):
            first = last = here
            while step < 0 and first > 0 and words[first - 1][:1].isupper():
                first -= 1
            while step > 0 and last + 1 < len(words) and words[last + 1][:1].isalpha() and last - first < 3:
                last += 1
            return first, last
        here += step
    return None


def parsed(nlp, text):
    """A Doc with textacy's needs filled in: verbs, lemmas, subjects, sentences."""
    doc = nlp(text)
    words = [token.text for token in doc]
    pos = ["VERB" if word.lower() in VERBS else "X" for word in words]
    lemmas = [VERBS.get(word.lower(), word.lower()) for word in words]
    heads, deps = list(range(len(words))), ["ROOT"] * len(words)
    starts = [bool(token.is_sent_start) for token in doc]
    for at, is_verb in enumerate(tag == "VERB" for tag in pos):
        near = is_verb and ((noun_near(words, at, 1) if at and words[at - 1] in MARKS + "," else None) or noun_near(words, at, -1))
        if near:
            first, last = near
            heads[last], deps[last] = at, "nsubj"
            for part in range(first, last):
                heads[part], deps[part] = last, "compound"
            for part in range(min(first, at) + 1, max(last, at) + 1):
                starts[part] = False
    spaces = [bool(token.whitespace_) for token in doc]
    try:
        filled = Doc(doc.vocab, words=words, spaces=spaces, pos=pos, lemmas=lemmas, heads=heads, deps=deps)
    except ValueError:
        return None, doc
    return filled, doc


def peer(nlp, text):
    found = []
    # By paragraph: the method gives up on a text whose marks are not even.
    at = 0
    for paragraph in text.split("\n"):
        filled, _ = parsed(nlp, paragraph) if any(mark in paragraph for mark in MARKS) else (None, None)
        try:
            for speaker, cue, content in direct_quotations(filled) if filled is not None else ():
                span = lambda tokens: (at + tokens[0].idx, at + tokens[-1].idx + len(tokens[-1]))
                found.append({"source": [span(speaker)], "cue": [span(cue)], "content": [(at + content.start_char, at + content.end_char)]})
        except ValueError:
            pass
        at += len(paragraph) + 1
    return found


def spans(value):
    return [] if not value else [tuple(value)] if isinstance(value[0], int) else [tuple(v) for v in value]


def overlap(a, b):
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def is_direct(text, statement):
    words = [text[start:end].strip(" ,.") for start, end in spans(statement["content"])]
    return bool(words) and words[0][:1] in MARKS and words[-1][-1:] in MARKS and bool(statement["cue"])


def score(documents, found):
    hit = want = have = 0
    for document in documents:
        gold = [a for a in document["attributions"] if is_direct(document["text"], a) and a["source"]]
        told = [s for s in found[document["doc_id"]] if is_direct(document["text"], s) and s["source"]]
        want, have, used = want + len(gold), have + len(told), set()
        for a in gold:
            same = lambda s: all(overlap(spans(a[role]), spans(s[role])) for role in ("source", "cue", "content"))
            j = next((j for j, s in enumerate(told) if j not in used and same(s)), None)
            if j is not None:
                used.add(j)
                hit += 1
    p, r = 100 * hit / max(have, 1), 100 * hit / max(want, 1)
    return round(p, 1), round(r, 1), round(2 * p * r / max(p + r, 1e-9), 1)


def main():
    documents, ours = read(sys.argv[1]), {r["id"]: r["statements"] for r in read(sys.argv[2])}
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    start = time.process_time()
    theirs = {d["doc_id"]: peer(nlp, d["text"]) for d in documents}
    took = time.process_time() - start
    words = sum(len(d["text"].split()) for d in documents)
    print("program,direct quotations P,R,F1,words_per_second")
    print("stemma", *score(documents, ours), sys.argv[3] if len(sys.argv) > 3 else "", sep=",")
    print("textacy 0.13.0 without a model", *score(documents, theirs), round(words / took), sep=",")


if __name__ == "__main__":
    main()
