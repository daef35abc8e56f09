"""Trains the weights of kinds and speakers of quotations on the corpus: assets/kinds.tsv and assets/speakers.tsv.

    python speakers.py                       the program weighs, the weights are learnt, three rounds
    python speakers.py --read FILE ...       measure alone, on deliberations written before (cross-validation, ablation)
"""
import argparse
import collections
import json
import random
import re
import subprocess
import sys
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "corpus"))
import export  # noqa: E402
import marks  # noqa: E402

KINDS = ["direct", "mixed", "title", "scare"]
SPEECH = {"direct", "mixed"}
UNIT = 1000  # units of weight in a logit, as the program has it
MARKS = "\"'“”‘’«»,.;:!? \n\u00a0"
TITLES = set("mr mrs ms miss dr sir president prime minister senator sen rep governor gov judge justice professor prof the a an "
             "king queen prince princess pope general gen chief secretary chancellor".split())

KINDS_HEAD = "# Weights of the kinds of quotations, made by training/speakers.py: feature, direct, mixed, title, scare\n"
SPEAKERS_HEAD = "# Weights of the speakers of quotations, made by training/speakers.py: feature, weight\n"


def plain(name):
    """The words of a name that tell it from others."""
    words = [w for w in re.sub(r"['’]s\b", "", name.lower()).replace(".", " ").split()]
    return [w.strip(MARKS) for w in words if w.strip(MARKS) and w.strip(MARKS) not in TITLES]


def same(one, other):
    a, b = plain(one), plain(other)
    return bool(a and b) and (set(a) <= set(b) or set(b) <= set(a) or a[-1] == b[-1])


def edges(text, start, end):
    """A run without marks and stops at its edges, in bytes."""
    run = text[start:end].decode()
    left = len(run) - len(run.lstrip(MARKS))
    right = len(run) - len(run.rstrip(MARKS))
    return start + len(run[:left].encode()), end - len(run[len(run) - right:].encode())


class Choices:
    """Candidates of many quotations, as one sparse table."""

    def __init__(self, groups, index, weights=None):
        self.ids, self.offsets, self.group, self.right = [], [], [], []
        for at, (rows, right) in enumerate(groups):
            for row, good in zip(rows, right):
                self.offsets.append(len(self.ids))
                self.ids.extend(index[f] for f in row if f in index)
                self.group.append(at)
                self.right.append(good)
        self.ids = torch.tensor(self.ids)
        self.offsets = torch.tensor(self.offsets)
        self.group = torch.tensor(self.group)
        self.right = torch.tensor(self.right, dtype=torch.float64)
        self.groups = len(groups)

    def logs(self, table):
        """The logarithm of each candidate's share of its quotation."""
        scores = torch.nn.functional.embedding_bag(self.ids, table, self.offsets, mode="sum")[:, 0]
        most = torch.full((self.groups,), -1e30, dtype=torch.float64).scatter_reduce(0, self.group, scores, "amax")
        total = torch.zeros(self.groups, dtype=torch.float64).index_add(0, self.group, (scores - most[self.group]).exp())
        return scores - most[self.group] - total.log()[self.group]

    def loss(self, table):
        shares = self.logs(table).exp() * self.right
        return -(torch.zeros(self.groups, dtype=torch.float64).index_add(0, self.group, shares) + 1e-12).log().sum()


def fit(loss, prior, decay):
    """The table of weights with the least loss and a penalty on the squares of how far they are from `prior`."""
    table = prior.clone().requires_grad_()
    optimizer = torch.optim.LBFGS([table], max_iter=250, history_size=10, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        value = loss(table) + decay * (table - prior).square().sum()
        value.backward()
        return value

    optimizer.step(closure)
    return table.detach()


def vocabulary(rows, least):
    counts = collections.Counter(f for row in rows for f in set(row))
    return {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= least))}


# Groups of the speaker's features, by how they begin.
GROUPS = {
    "what the rules would choose": r"first|order ",
    "reasons and their weights": r"reason |behind |clause, |.*adjacent ",
    "cue": r"cue ",
    "what the mention is": r"is |says |head |certain |mentions ",
    "where it stands": r"before |after |before,|after,|subject|left |right |verb ",
    "who spoke before": r"spoke |did not speak|nobody spoke",
    "what the words say": r"named in|quotation ",
    "nobody": r"nobody",
}


class Examples:
    """Deliberations beside the gold."""

    def __init__(self, articles, deliberations):
        self.kinds, self.speakers = [], []  # (article, features, kind), (article, rows, right, info)
        self.reached = self.spoken = 0
        for article in deliberations:
            gold = articles[article["id"]]
            text = gold["text"].encode()
            runs = {edges(text, q["start_byte"], q["end_byte"]): q for q in gold["quotes"] + gold["nested"]}
            for run in article["runs"]:
                quote = runs.get(edges(text, run["span"]["start"], run["span"]["end"]))
                if quote is None:
                    continue
                self.kinds.append((article["id"], run["kind"], KINDS.index(quote["kind"])))
                if quote["kind"] not in SPEECH or not run["choices"]:
                    continue
                right = [self.is_right(quote, choice) for choice in run["choices"]]
                if quote["speaker"]:
                    self.spoken += 1
                    self.reached += any(right)
                if not any(right):
                    # Nobody is better than somebody who is wrong.
                    right[0] = True
                self.speakers.append((article["id"], [c["features"] for c in run["choices"]], right,
                                      (quote, run["choices"])))

    @staticmethod
    def is_right(quote, choice):
        if choice["mention"] is None:
            return quote["speaker"] is None and quote["mention"] is None
        mention = quote["mention"]
        if mention and choice["mention"]["start"] < mention["end_byte"] and mention["start_byte"] < choice["mention"]["end"]:
            return True
        return bool(quote["speaker"] and choice["speaker"] and same(quote["speaker"], choice["speaker"]))


def train_kinds(rows, least=2, decay=4.0, trust=4.0):
    index = vocabulary([features for _, features, _ in rows], least)
    ids, offsets = [], []
    for _, features, _ in rows:
        offsets.append(len(ids))
        ids.extend(index[f] for f in features if f in index)
    ids, offsets = torch.tensor(ids), torch.tensor(offsets)
    gold = torch.tensor([kind for _, _, kind in rows])

    def loss(table):
        scores = torch.nn.functional.embedding_bag(ids, table, offsets, mode="sum")
        return torch.nn.functional.cross_entropy(scores, gold, reduction="sum")

    prior = torch.zeros((len(index), len(KINDS)), dtype=torch.float64)
    for at, kind in enumerate(KINDS):
        prior[index[f"rule {kind}"], at] = trust
    return index, fit(loss, prior, decay)


def train_speakers(rows, least=2, decay=4.0, trust=5.0):
    index = vocabulary([f for _, group, *_ in rows for f in group], least)
    choices = Choices([(group, right) for _, group, right, _ in rows], index)
    prior = torch.zeros((len(index), 1), dtype=torch.float64)
    if "first" in index:
        prior[index["first"], 0] = trust
    return index, fit(choices.loss, prior, decay)


def score_kinds(model, rows):
    index, table = model
    counts = collections.Counter()
    for _, features, kind in rows:
        found = int(table[[index[f] for f in features if f in index]].sum(0).argmax())
        counts["right"] += found == kind
        counts[f"speech {KINDS[kind] in SPEECH} as {KINDS[found] in SPEECH}"] += 1
    good, missed, wrong = (counts[k] for k in ("speech True as True", "speech True as False", "speech False as True"))
    return {"kinds right": counts["right"] / max(1, len(rows)),
            "speech F1": 2 * good / max(1, 2 * good + missed + wrong), "missed": missed, "wrong": wrong}


def choose(model, rows):
    """For each quotation: the chosen candidate, and the share of its speaker."""
    index, table = model
    choices = Choices([(group, right) for _, group, right, _ in rows], index)
    shares = choices.logs(table).exp().tolist()
    at, out = 0, []
    for _, group, right, (_, made) in rows:
        mine = shares[at:at + len(group)]
        at += len(group)
        people = collections.defaultdict(float)
        for n, (choice, share) in enumerate(zip(made, mine)):
            people[choice["speaker"] or n] += share
        best = max(people, key=people.get)
        members = [n for n, choice in enumerate(made) if (choice["speaker"] or n) == best]
        out.append((max(members, key=mine.__getitem__), people[best]))
    return out


def score_speakers(model, rows):
    chosen = choose(model, rows)
    named = [n for n, (_, _, _, (quote, _)) in enumerate(rows) if quote["speaker"]]
    right = sum(Examples.is_right(rows[n][3][0], rows[n][3][1][chosen[n][0]]) for n in named)
    return {"speakers right": right / max(1, len(named)), "given": sum(chosen[n][0] > 0 for n in named) / max(1, len(named))}


def folds(rows, n=5):
    ids = sorted({row[0] for row in rows})
    random.Random(1).shuffle(ids)
    part = {name: at % n for at, name in enumerate(ids)}
    for fold in range(n):
        yield [r for r in rows if part[r[0]] != fold], [r for r in rows if part[r[0]] == fold]


def mean(scores):
    return {key: round(sum(s[key] for s in scores) / len(scores), 4) for key in scores[0]}


def crossed(rows, train, score, **options):
    return mean([score(train(a, **options), b) for a, b in folds(rows)])


def write(path, head, model):
    index, table = model
    whole = (table * UNIT).round().to(torch.int64)
    with open(path, "w") as out:
        out.write(head)
        for feature, at in sorted(index.items()):
            if whole[at].any():
                out.write("\t".join([feature, *map(str, whole[at].tolist())]) + "\n")


def corpus(part):
    articles, _ = marks.read_all([ROOT / "corpus" / "articles"])
    return {a.id: export.record(a) for a in articles if a.header["part"] == part}


def deliberate(articles):
    """What the program weighs in these articles, with the weights that it has now."""
    lines = "".join(json.dumps({"id": a["id"], "text": a["text"]}) + "\n" for a in articles.values())
    command = ["cargo", "run", "--quiet", "--release", "--example", "deliberations"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, cwd=ROOT)
    return [json.loads(line) for line in done.stdout.splitlines()]


def read(path):
    with open(path) as lines:
        return [json.loads(line) for line in lines]


def reliability(rows, chosen):
    """How often a speaker given with a share is right, by tenths of the share."""
    bins = collections.defaultdict(list)
    for (*_, (quote, choices)), (at, share) in zip(rows, chosen):
        if at and quote["speaker"]:
            bins[min(9, int(share * 10))].append(Examples.is_right(quote, choices[at]))
    return {f"{tenth / 10:.1f}": f"{sum(b) / len(b):.2f} of {len(b)}" for tenth, b in sorted(bins.items())}


def measure(train, dev):
    print(f"{len(train.kinds)} runs, {len(train.speakers)} with a speaker to choose; "
          f"reached {train.reached / train.spoken:.3f} of train, {dev.reached / dev.spoken:.3f} of dev")
    print("crossed", crossed(train.kinds, train_kinds, score_kinds), crossed(train.speakers, train_speakers, score_speakers))
    kinds, speakers = train_kinds(train.kinds), train_speakers(train.speakers)
    print("dev", score_kinds(kinds, dev.kinds), score_speakers(speakers, dev.speakers))
    print("shares on dev", reliability(dev.speakers, choose(speakers, dev.speakers)), flush=True)


def ablate(examples):
    """What is lost without each group of features, crossed."""
    for name, pattern in GROUPS.items():
        def without(row):
            return [f for f in row if not re.match(pattern, f)]
        rows = [(a, [without(row) for row in group], right, info) for a, group, right, info in examples.speakers]
        print(f"without {name}:", crossed(rows, train_speakers, score_speakers), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--read", nargs=2, metavar=("TRAIN", "DEV"), help="deliberations to measure on")
    parser.add_argument("--write", action="store_true", help="with --read: write the weights learnt from TRAIN")
    parser.add_argument("--ablate", action="store_true", help="with --read: what each group of features brings")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    train, dev = corpus("train"), corpus("dev")
    if options.read:
        made = [Examples(gold, read(path)) for gold, path in zip((train, dev), options.read)]
        if options.write:
            save(made[0])
        elif options.ablate:
            ablate(made[0])
        else:
            measure(*made)
        return
    for _ in range(options.rounds):
        save(Examples(train, deliberate(train)))
    measure(Examples(train, deliberate(train)), Examples(dev, deliberate(dev)))


def save(examples):
    write(ROOT / "assets" / "kinds.tsv", KINDS_HEAD, train_kinds(examples.kinds))
    write(ROOT / "assets" / "speakers.tsv", SPEAKERS_HEAD, train_speakers(examples.speakers))


if __name__ == "__main__":
    main()
