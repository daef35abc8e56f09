"""How far two annotations of the same articles agree."""
from collections import Counter

from marks import NAMES

OVERLAP = 0.8


def f1(hits, left, right):
    return 2 * hits / (left + right) if left + right else 1.0


def kappa(pairs):
    """Cohen's kappa of pairs of labels."""
    total = len(pairs)
    if not total:
        return 1.0
    seen = sum(a == b for a, b in pairs) / total
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[key] * right[key] for key in left) / total ** 2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def overlap(a, b):
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(0, shared) / (max(a.end, b.end) - min(a.start, b.start))


def same(a, b):
    return (a or "").casefold() == (b or "").casefold()


def compare(left, right):
    """Figures over two lists of articles, joined on id; raises ValueError where the texts differ."""
    others = {article.id: article for article in right}
    pairs = [(article, others[article.id]) for article in left if article.id in others]
    counts, by_type, kinds, speakers, differences = Counter(), Counter(), [], [], []
    for a, b in pairs:
        if a.text != b.text:
            raise ValueError(f"{a.id}: the two texts differ; agreement is counted on one text")
        names = [{(mark.start, mark.end, mark.tag): x.canonical(mark) for mark in x.of(*NAMES)} for x in (a, b)]
        both = names[0].keys() & names[1].keys()
        counts["links"] += sum(same(names[0][key], names[1][key]) for key in both)
        for tag in NAMES:
            for side, found in (("hit", both), ("a", names[0]), ("b", names[1])):
                by_type[tag, side] += sum(key[2] == tag for key in found)
        for key in sorted(names[0].keys() ^ names[1].keys()):
            which = "A" if key in names[0] else "B"
            differences.append(f"{a.id}: name {a.text[key[0]:key[1]]!r} {NAMES[key[2]]} only in {which}")
        runs = [{(mark.start, mark.end): mark for mark in x.of("q")} for x in (a, b)]
        for key in sorted(runs[0].keys() | runs[1].keys()):
            found = [side.get(key) for side in runs]
            labels = tuple(mark.attributes["k"] if mark else "none" for mark in found)
            kinds.append(labels)
            if labels[0] != labels[1]:
                differences.append(f"{a.id}: run {a.text[key[0]:key[1]][:60]!r} {labels[0]} / {labels[1]}")
            if all(label in ("direct", "mixed") for label in labels):
                agree = same(found[0].speaker, found[1].speaker)
                speakers.append(agree)
                if not agree:
                    differences.append(f"{a.id}: run {a.text[key[0]:key[1]][:60]!r} is said by "
                                       f"{found[0].speaker} / {found[1].speaker}")
        for tag in ("i", "t"):
            one, two = a.of(tag), list(b.of(tag))
            counts[tag, "a"] += len(one)
            counts[tag, "b"] += len(two)
            for mark in one:
                best = max(two, key=lambda other: overlap(mark, other), default=None)
                if best and overlap(mark, best) >= OVERLAP:
                    two.remove(best)
                    counts[tag, "hit"] += 1
                    counts[tag, "exact"] += (mark.start, mark.end) == (best.start, best.end)
                    counts[tag, "speaker"] += same(mark.speaker, best.speaker)
    return {"articles": len(pairs), "counts": counts, "by_type": by_type, "kinds": kinds, "speakers": speakers,
            "differences": differences}


def report(left, right, show):
    result = compare(left, right)
    counts, by_type, kinds, speakers = (result[key] for key in ("counts", "by_type", "kinds", "speakers"))
    total = {side: sum(by_type[tag, side] for tag in NAMES) for side in ("hit", "a", "b")}
    yield f"articles in both        {result['articles']}"
    yield f"names, exact F1         {100 * f1(total['hit'], total['a'], total['b']):.1f}   ({total['a']} and {total['b']})"
    for tag in NAMES:
        row = [by_type[tag, side] for side in ("hit", "a", "b")]
        yield f"  {NAMES[tag]:5}                 {100 * f1(*row):.1f}   ({row[1]} and {row[2]})"
    yield f"  the same thing        {100 * counts['links'] / (total['hit'] or 1):.1f} % of the names in both"
    yield f"quoted runs             {len(kinds)}"
    yield f"  kinds, kappa          {kappa(kinds):.3f}"
    yield f"  same speaker          {100 * sum(speakers) / (len(speakers) or 1):.1f} % of {len(speakers)} quotations in both"
    for tag, word in (("i", "indirect speech"), ("t", "set-out words")):
        size = counts[tag, "a"], counts[tag, "b"]
        yield (f"{word:16} F1     {100 * f1(counts[tag, 'hit'], *size):.1f} at {OVERLAP} overlap, "
               f"{100 * f1(counts[tag, 'exact'], *size):.1f} exact   ({size[0]} and {size[1]}); "
               f"same speaker in {100 * counts[tag, 'speaker'] / (counts[tag, 'hit'] or 1):.1f} %")
    if show:
        yield from result["differences"]
