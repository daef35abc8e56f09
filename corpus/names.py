#!/usr/bin/env python3
"""Articles with their names alone marked: `names/*.txt`.

    python3 names.py [FILE ...]      check, and count articles, words and names

A file holds many articles. Each begins with a line `# id`; the next line is its headline, then one paragraph
a line. A name is `[p Ana Souza]`: p a person, o a body, l a place, m anything else. Marks do not nest.
"""
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

KINDS = {"p": "PER", "o": "ORG", "l": "LOC", "m": "MISC"}
MARK = re.compile(r"\[([polm]) ([^\[\]]+)\]")
WRONG_EDGE = re.compile(r"^\s|\s$|^the ")


@dataclass
class Article:
    """Its text without marks, and its names: (start, end, kind), in characters."""
    id: str
    text: str
    names: list


def read(path):
    """The articles of a file."""
    articles = []
    for block in re.split(r"(?m)^# ", Path(path).read_text(encoding="utf-8"))[1:]:
        id_, _, body = block.partition("\n")
        body = "\n".join(line.strip() for line in body.split("\n") if line.strip())
        text, names, at = "", [], 0
        for found in MARK.finditer(body):
            text += body[at:found.start()]
            names.append((len(text), len(text) + len(found[2]), KINDS[found[1]]))
            text += found[2]
            at = found.end()
        articles.append(Article(id_.strip(), text + body[at:], names))
    return articles


def faults(path, article):
    """Sentences on what is wrong with an article."""
    where = f"{path}: {article.id}"
    if re.search(r"[\[\]]", article.text):
        yield f"{where}: a bracket that is no mark"
    if not article.names:
        yield f"{where}: no name"
    for start, end, _ in article.names:
        name = article.text[start:end]
        if WRONG_EDGE.search(name):
            yield f"{where}: article or blank at the edge of a mark: {name!r}"


def main(paths):
    paths = [Path(p) for p in paths] or sorted((Path(__file__).resolve().parent / "names").glob("*.txt"))
    wrong, sets, seen = 0, {}, set()
    for path in paths:
        count = sets.setdefault(path.stem.rsplit("-", 1)[0], Counter())
        for article in read(path):
            for fault in faults(path.name, article):
                wrong += 1
                print(fault)
            if article.text in seen:
                wrong += 1
                print(f"{path.name}: {article.id}: the same text stands elsewhere")
            seen.add(article.text)
            count.update(articles=1, words=len(article.text.split()), names=len(article.names))
            count.update(kind for _, _, kind in article.names)
    for name, count in [*sets.items(), ("all", sum(sets.values(), Counter()))]:
        print(f"{name}: " + ", ".join(f"{count[k]} {k}" for k in ("articles", "words", "names", *KINDS.values())))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
