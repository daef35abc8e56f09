"""Makes a tiny model with random weights, and what it answers, for the tests of the tagger.

    python training/tiny.py tests/data/tagger

writes `tiny.quotag` and `tiny.scores.json`. The answers come from the definition in float64, with
the activations of products quantised as the engine does it. Where a number lies between two bytes
the engine may take the other one, so that it agrees with these answers within a tolerance only.
"""

import json
import math
import struct
import sys
import unicodedata
from pathlib import Path

import numpy as np

LAYERS, WIDTH, HEADS, INNER = 2, 64, 2, 128
POSITIONS, CASES, CASE_WIDTH, HIDDEN, TAGS = 48, 8, 32, 32, 9
GROUP = 32

WORDS = """the a said mayor council of in and to on city paris york new that he she it was is
president told reporters police officials minister an spokes for by from at with have had not
no yes we they will would can more than one two year people law john mary smith jones""".split()
MARKS = list("\"'.,-()“”’—:;?!")
LETTERS = list("abcdefghijklmnopqrstuvwxyz0123456789")
TAILS = ["woman", "man", "s", "ed", "ing", "er", "ly", "ton", "shire"]
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *MARKS, *dict.fromkeys(WORDS + LETTERS)]
PIECES += ["##" + tail for tail in dict.fromkeys(TAILS + LETTERS)]
PIECES += [f"[unused{n}]" for n in range(200 - len(PIECES))]

WINDOWS = [
    ["The", "mayor", "of", "New", "York", "said", ",", "“", "We", "will", "not", "!", "”"],
    ["Mary", "Smith", ",", "spokeswoman", "for", "the", "U.N.", ",", "told", "Élan", "in", "1984"],
    ["—"],
    [],
    "the city council told police officials that it would have more than one law in a year".split(),
    ["McDonald", "I", "东京", "x" * 101, "abcdefghijklmnopqrstuv", "Northamptonshire", "\u00ad"],
]

random = np.random.default_rng(1984)


class Quantised:
    """A matrix of 4-bit weights."""

    def __init__(self, rows, columns, size):
        self.scale = (size * random.uniform(0.5, 1.5, rows) / 600).astype(np.float32)
        self.multiplier = random.integers(60, 256, (rows, columns // GROUP), dtype=np.uint8)
        self.value = random.integers(-8, 8, (rows, columns)).astype(np.int8)

    def integers(self):
        return self.value.astype(np.int64) * np.repeat(self.multiplier.astype(np.int64), GROUP, 1)

    def floats(self):
        return self.integers() * self.scale.astype(np.float64)[:, None]

    def bytes(self):
        nibbles = (self.value + 8).astype(np.uint8)
        packed = nibbles[:, 0::2] | nibbles[:, 1::2] << 4
        return self.scale.tobytes() + self.multiplier.tobytes() + packed.tobytes()


class Floats:
    """Numbers as they are."""

    def __init__(self, *shape, mean=0.0, size=0.1):
        self.value = (mean + size * random.standard_normal(shape)).astype(np.float32)

    def floats(self):
        return self.value.astype(np.float64)

    def bytes(self):
        return self.value.tobytes()


def norm():
    return Floats(WIDTH, mean=1.0), Floats(WIDTH)


def linear(rows, columns):
    return Quantised(rows, columns, 1 / math.sqrt(columns)), Floats(rows)


def layer_norm(x, parameters):
    gamma, beta = parameters
    x = x - x.mean(-1, keepdims=True)
    x = x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
    return x * gamma.floats() + beta.floats()


def product(x, parameters):
    weights, bias = parameters
    low, high = np.minimum(x.min(-1), 0), np.maximum(x.max(-1), 0)
    low, step = low[:, None], ((high - low) / 255)[:, None]
    steps = np.round((x - low) / step)
    integers = weights.integers()
    sums = step * (steps @ integers.T) + low * integers.sum(-1)
    return weights.scale * sums + bias.floats()


def gelu(x):
    return x * 0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


def attention(qkv):
    answers = []
    for q, k, v in zip(*(np.split(part, HEADS, 1) for part in np.split(qkv, 3, 1))):
        scores = q @ k.T / math.sqrt(WIDTH // HEADS)
        chances = np.exp(scores - scores.max(-1, keepdims=True))
        answers.append(chances / chances.sum(-1, keepdims=True) @ v)
    return np.concatenate(answers, 1)


def parts_of(word):
    """The word in lower case without accents, split at punctuation and ideographs."""
    text = unicodedata.normalize("NFD", word.lower())
    spaced = ""
    for c in text:
        category = unicodedata.category(c)
        if category[0] == "C" or category == "Mn":
            continue
        alone = category[0] == "P" or c in "$+<=>^`|~" or 0x3400 <= ord(c) <= 0x9FFF
        spaced += f" {c} " if alone else c
    return spaced.split()


def pieces_of(word):
    ids = []
    for part in parts_of(word):
        found, at = [], 0
        while at < len(part) <= 100:
            prefix = "##" if at else ""
            ends = [end for end in range(len(part), at, -1) if prefix + part[at:end] in PIECES]
            if not ends:
                found = None
                break
            found.append(PIECES.index(prefix + part[at : ends[0]]))
            at = ends[0]
        ids += found or [PIECES.index("[UNK]")]
    return (ids or [PIECES.index("[UNK]")])[:12]


def case_of(word):
    letters = [c for c in word if c.isalpha()]
    upper = [c.isupper() for c in letters]
    if any(c.isdigit() for c in word):
        return 6
    if not letters:
        return 7
    if not any(upper):
        return 1
    if all(upper):
        return 4 if len(upper) == 1 else 3
    return 2 if upper[0] and not any(upper[1:]) else 5


class Model:
    def __init__(self):
        self.words = Quantised(len(PIECES), WIDTH, 1.0)
        self.positions = Quantised(POSITIONS, WIDTH, 0.3)
        self.cases = Floats(CASES, WIDTH, size=0.3)
        self.norm = norm()
        self.layers = [
            (
                linear(3 * WIDTH, WIDTH),
                linear(WIDTH, WIDTH),
                norm(),
                linear(INNER, WIDTH),
                linear(WIDTH, INNER),
                norm(),
            )
            for _ in range(LAYERS)
        ]
        self.features = Floats(CASES, CASE_WIDTH, size=1.0)
        self.dense = linear(HIDDEN, WIDTH + CASE_WIDTH)
        self.tags = Floats(TAGS, HIDDEN, size=1.0), Floats(TAGS)

    def bytes(self):
        sizes = LAYERS, WIDTH, HEADS, INNER, len(PIECES), POSITIONS, CASES, CASE_WIDTH, HIDDEN, TAGS
        lines = "\n".join(PIECES).encode()
        parts = [b"QUOTAG1\n", struct.pack("<11I", *sizes, len(lines)), lines]
        tables = [self.words, self.positions, self.cases, *self.norm]
        for layer in self.layers:
            tables += [table for pair in layer for table in pair]
        tables += [self.features, *self.dense, *self.tags]
        return b"".join(parts + [table.bytes() for table in tables])

    def scores(self, words):
        pieces, cases, firsts = [PIECES.index("[CLS]")], [0], []
        for word in words:
            firsts.append(len(pieces))
            ids = pieces_of(word)
            pieces += ids
            cases += [case_of(word)] * len(ids)
        pieces.append(PIECES.index("[SEP]"))
        cases.append(0)
        assert len(pieces) <= POSITIONS
        x = self.words.floats()[pieces] + self.positions.floats()[: len(pieces)]
        x = layer_norm(x + self.cases.floats()[cases], self.norm)
        for qkv, out, out_norm, up, down, down_norm in self.layers:
            x = layer_norm(x + product(attention(product(x, qkv)), out), out_norm)
            x = layer_norm(x + product(gelu(product(x, up)), down), down_norm)
        if not firsts:
            return []
        features = self.features.floats()[[cases[at] for at in firsts]]
        hidden = gelu(product(np.concatenate([x[firsts], features], 1), self.dense))
        tags, bias = self.tags
        return (hidden @ tags.floats().T + bias.floats()).tolist()


def main(folder):
    model = Model()
    (folder / "tiny.quotag").write_bytes(model.bytes())
    windows = [
        {
            "words": words,
            "pieces": [len(pieces_of(word)) for word in words],
            "scores": [[round(x, 5) for x in row] for row in model.scores(words)],
        }
        for words in WINDOWS
    ]
    text = json.dumps(windows, ensure_ascii=False, indent=None, separators=(",", ":"))
    (folder / "tiny.scores.json").write_text(text.replace('{"words"', '\n{"words"') + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
