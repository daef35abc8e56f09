#!/usr/bin/env python3
"""Exact F1 of a model over people, organisations and places, without what the program adds to it.

    python score.py CHECKPOINT FILE.conll ... [--quantize] [--layers N]
"""
import argparse
from pathlib import Path

import torch

import sets
from model import Tagger, kept_pieces, pretrained_pieces
from words import Pieces

MOST_WORDS = 80


def decoded(scores):
    """The best allowed sequence of tags for the scores of a window's words."""
    count = len(sets.TAGS)
    barred = torch.zeros(count, count)
    for n, tag in enumerate(sets.TAGS):
        if tag.startswith("I-"):
            for m, before in enumerate(sets.TAGS):
                if before[2:] != tag[2:]:
                    barred[m, n] = -1e4
    first = torch.tensor([-1e4 if tag.startswith("I-") else 0.0 for tag in sets.TAGS])
    scores = scores.log_softmax(-1)
    best, back = scores[0] + first, []
    for row in scores[1:]:
        value, place = (best[:, None] + barred).max(0)
        back.append(place)
        best = value + row
    tag = int(best.argmax())
    tags = [tag]
    for place in reversed(back):
        tag = int(place[tag])
        tags.append(tag)
    return tags[::-1]


@torch.no_grad()
def tagged(model, pieces, windows):
    """Tags (numbers) of each window's words."""
    from train import collated, encoded
    model.eval()
    out = [None] * len(windows)
    order = sorted(range(len(windows)), key=lambda n: len(windows[n][0]))
    for at in range(0, len(order), 16):
        chosen = order[at:at + 16]
        items = [encoded(windows[n], pieces) for n in chosen]
        ids, cases, first, _ = collated([(i[:256], c[:256], [p for p in f if p < 255], m) for i, c, f, m in items])
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(ids, cases, first).float()
        taken = 0
        for n, item in zip(chosen, items):
            count = len([p for p in item[2] if p < 255])
            tags = decoded(scores[taken:taken + count])
            out[n] = tags + [0] * (len(item[2]) - count)
            taken += count
    model.train()
    return out


def score(model, pieces, documents):
    """Percent: F1 over all three kinds and by kind."""
    windows = sets.windows(documents, MOST_WORDS)
    right, found, gold = ({k: 0 for k in ("PER", "ORG", "LOC")} for _ in range(3))
    for window, tags in zip(windows, tagged(model, pieces, windows)):
        truth = {name for name in sets.names_of(window) if name[2] in right}
        guess = {name for name in sets.names_of((window[0], [1 << t for t in tags])) if name[2] in right}
        for name in truth:
            gold[name[2]] += 1
            right[name[2]] += name in guess
        for name in guess:
            found[name[2]] += 1

    def f1(kinds):
        r, f, g = (sum(side[k] for k in kinds) for side in (right, found, gold))
        return round(200 * r / max(1, f + g), 1)
    return {"all": f1(["PER", "ORG", "LOC"]), **{k: f1([k]) for k in right}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--part", help="a part of the corpus")
    parser.add_argument("--quantize", action="store_true")
    parser.add_argument("--layers", type=int, default=6)
    options = parser.parse_args()
    vocabulary = kept_pieces(pretrained_pieces())
    model = Tagger(len(vocabulary), layers=options.layers)
    model.load_state_dict(torch.load(options.checkpoint), strict=False)
    model.quantize(options.quantize)
    pieces = Pieces(vocabulary)
    for path in options.files:
        print(path.name, score(model, pieces, sets.conll(path)))
    if options.part:
        print("corpus", options.part, score(model, pieces, sets.corpus(options.part)))


if __name__ == "__main__":
    main()
