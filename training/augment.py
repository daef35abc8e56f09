"""Names exchanged for others, and sentences in capitals or small letters."""
import random
from pathlib import Path

from sets import NUMBER, names_of
from words import words

GAZETTEER = Path(__file__).resolve().parent.parent / "assets" / "gazetteer"
LOOSE = ("btc", "wnut17")  # their names are too odd to be put elsewhere


def _column(name):
    return [line.split("\t")[0] for line in (GAZETTEER / name).read_text(encoding="utf-8").split("\n") if line]


class Augment:
    def __init__(self, documents, names=0.25, each=0.7, lower=0.04, upper=0.03, title=0.03):
        self.shares = names, each, lower, upper, title
        self.given, self.surnames, self.places = _column("given.tsv"), _column("surnames.txt"), _column("places.tsv")
        pools = {kind: set() for kind in ("PER", "ORG", "LOC")}
        for document in documents:
            if document.set in LOOSE:
                continue
            for sentence in document.sentences:
                for start, end, kind in names_of(sentence):
                    if kind in pools and end - start <= 5 and sentence[0][start][0].isupper():
                        pools[kind].add(tuple(sentence[0][start:end]))
        self.pools = {kind: sorted(pool) for kind, pool in pools.items()}

    def _other(self, kind, old, rng):
        if kind == "PER" and len(old) == 1:
            name = rng.choice(self.surnames if rng.random() < 0.7 else self.given)
        elif kind == "PER" and len(old) == 2 and rng.random() < 0.4:
            name = f"{rng.choice(self.given)} {rng.choice(self.surnames)}"
        elif kind == "LOC" and rng.random() < 0.4:
            name = rng.choice(self.places)
        else:
            same = [] if kind != "PER" else [p for p in rng.sample(self.pools[kind], 20) if len(p) == len(old)]
            return list(rng.choice(same) if same else rng.choice(self.pools[kind]))
        return [name[a:b] for a, b in words(name)]

    def __call__(self, window, rng):
        """The window, changed or not."""
        names, each, lower, upper, title = self.shares
        words_, masks = window
        if rng.random() < names:
            words_, masks = self._exchanged(window, each, rng)
        dice = rng.random()
        if dice < lower:
            words_ = [w.lower() for w in words_]
        elif dice < lower + upper:
            words_ = [w.upper() for w in words_]
        elif dice < lower + upper + title and len(words_) <= 30:
            words_ = [w if len(w) < 3 and rng.random() < 0.7 else w[:1].upper() + w[1:] for w in words_]
        return words_, masks

    def _exchanged(self, window, each, rng):
        words_, masks = window
        chosen, out_words, out_masks, at = {}, [], [], 0
        for start, end, kind in names_of(window):
            old = tuple(words_[start:end])
            out_words += words_[at:start]
            out_masks += masks[at:start]
            if (old, kind) not in chosen:
                replace = kind != "MISC" and rng.random() < each and old[0][:1].isupper()
                chosen[old, kind] = self._other(kind, old, rng) if replace else list(old)
            new = chosen[old, kind]
            out_words += new
            out_masks += [1 << NUMBER[f"{'I' if n else 'B'}-{kind}"] for n in range(len(new))]
            at = end
        return out_words + words_[at:], out_masks + masks[at:]
