#!/usr/bin/env python3
"""Train the tagger. See README.md; `make.sh` runs all the steps.

    python train.py --out FOLDER --epochs 3 [--quantize] [--start CHECKPOINT] ...

Prints the loss and, after each epoch, exact F1 on the development sets, windows tagged one by one. A run that was
stopped goes on from its last hundred steps when it is started again with the same options.
"""
import argparse
import json
import math
import random
import time
from pathlib import Path

import torch
from torch.nn import functional as F

import sets
from augment import Augment
from model import TAG_COUNT, Tagger, kept_pieces, load_pretrained, pretrained_pieces
from score import score
from words import Pieces, case_class

HERE = Path(__file__).resolve().parent
MOST_WORDS = 80
BITS = torch.arange(TAG_COUNT)


def encoded(window, pieces):
    """Piece ids with [CLS] and [SEP], case class of each piece, place of each word's first piece, masks."""
    words, masks = window
    ids, cases, first = [pieces.start], [0], []
    for word in words:
        own = pieces.of(word)
        first.append(len(ids))
        ids += own
        cases += [case_class(word)] * len(own)
    return ids + [pieces.stop], cases + [0], first, masks


def collated(items):
    """Tensors of a batch; places of first pieces count through the padded batch."""
    length = max(len(item[0]) for item in items)
    ids = torch.full((len(items), length), -1)
    cases = torch.full((len(items), length), -1)
    first, masks = [], []
    for row, (own, case, places, mask) in enumerate(items):
        ids[row, :len(own)] = torch.tensor(own)
        cases[row, :len(own)] = torch.tensor(case)
        first += [row * length + place for place in places]
        masks += mask
    return ids, cases, torch.tensor(first), torch.tensor(masks)


def batches(items, most_pieces, rng, positions):
    """Batches of windows of like length, in random order."""
    items = [item for item in items if item[2] and len(item[0]) <= positions]
    items.sort(key=lambda item: len(item[0]) + rng.random() * 6)
    out, batch = [], []
    for item in items:
        if batch and len(item[0]) * (len(batch) + 1) > most_pieces:
            out.append(batch)
            batch = []
        batch.append(item)
    out.append(batch)
    rng.shuffle(out)
    return [collated(batch) for batch in out]


def loss_of(scores, masks):
    """-log of the probability of the tags that are right."""
    right = (masks[:, None] >> BITS & 1).bool()
    scores = scores.float()
    return (scores.logsumexp(-1) - scores.masked_fill(~right, -1e4).logsumexp(-1)).mean()


def documents_of(folder, names, share):
    """All that is trained on, and the development sets by name."""
    training, development = [], {}
    for path in sorted(folder.glob("*.conll*")):
        documents = sets.conll(path)
        if path.name.startswith(("gum-dev", "ewt-dev")):
            development[path.name.split(".")[0]] = documents
        else:
            training += sets.thinned(documents, random.Random(7))
    development["corpus-dev"] = sets.corpus("dev")
    articles = sets.corpus("train")
    for path in sorted(names.glob("*.txt")):
        articles += sets.named(path)
    articles = sets.shuffled(articles, 11)
    return training + articles[:round(share * len(articles))], development


def is_loose(document):
    """Sentences without an article, and releases, which are many and much alike."""
    return not document.whole or document.set == "names-press"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sets", type=Path, default=HERE / "sets", help="folder of CoNLL columns")
    parser.add_argument("--names", type=Path, default=sets.CORPUS / "names", help="folder of articles with bracketed names")
    parser.add_argument("--share", type=float, default=1.0, help="of the project's own articles (for learning curves)")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--loose", type=float, default=0.4, help="share of what is loose that an epoch has")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--batch", type=int, default=1200, help="pieces in a batch")
    parser.add_argument("--quantize", action="store_true", help="simulate the program's arithmetic")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    vocabulary = kept_pieces(pretrained_pieces())
    pieces = Pieces(vocabulary)
    model = Tagger(len(vocabulary), layers=options.layers)
    if options.start:
        state = torch.load(options.start)
        model.load_state_dict({k: v for k, v in state.items() if k in model.state_dict()})
    else:
        load_pretrained(model, vocabulary)
    model.quantize(options.quantize)
    training, development = documents_of(options.sets, options.names, options.share)
    augment = Augment(training)
    positions = model.position.weight.shape[0]
    total_words = sum(len(w) for d in training for w, _ in d.sentences)
    print(f"{len(training)} documents, {total_words} words", flush=True)

    def epoch_of(n):
        rng = random.Random(options.seed * 1000 + n)
        chosen = [d for d in training if not is_loose(d) or rng.random() < options.loose]
        windows = sets.windows(chosen, MOST_WORDS, rng)
        return batches([encoded(augment(w, rng), pieces) for w in windows], options.batch, rng, positions)

    new = {id(p) for p in model.new_parts()}
    groups = [{"params": [p for p in model.parameters() if id(p) not in new], "peak": options.rate},
              {"params": model.new_parts(), "peak": options.rate if options.start else 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    data, epoch, began, step, place, total = epoch_of(0), 0, time.time(), 0, 0, 0
    steps = math.ceil(len(data) * options.epochs)
    warm = max(1, round(0.06 * steps))
    unfinished = options.out / "unfinished.pt"
    if unfinished.exists():
        state = torch.load(unfinished)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["rng"])
        epoch, step, place = state["epoch"], state["step"], state["place"]
        data = epoch_of(epoch)
        print(f"going on after step {step}", flush=True)

    def keep():
        """All that a later run needs to go on from here; the old one stays until the new one is whole."""
        part = unfinished.with_suffix(".part")
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "rng": torch.get_rng_state(),
                    "epoch": epoch, "step": step, "place": place}, part)
        part.replace(unfinished)

    model.train()
    while step < steps:
        for ids, cases, first, masks in data[place:]:
            factor = min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(model(ids, cases, first), masks)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            total += loss.item()
            step += 1
            place += 1
            if step % 100 == 0:
                print(f"step {step}/{steps} loss {total / 100:.4f} {time.time() - began:.0f} s", flush=True)
                total = 0
                keep()
            if step >= steps:
                break
        epoch, place = epoch + 1, 0
        torch.save(model.state_dict(), options.out / "model.pt")
        figures = {name: score(model, pieces, documents) for name, documents in development.items()}
        print(f"epoch {epoch} {time.time() - began:.0f} s {json.dumps(figures)}", flush=True)
        if step < steps:
            data = epoch_of(epoch)
    unfinished.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
