"""The training sets as documents of sentences of (words, allowed tags).

`read` gives `Document`s. Each word has a set of tags that are right for it, as a bit mask over
`TAGS`: sets that do not mark MISC leave open whether an unmarked word is O or MISC.
"""
import gzip
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from words import words

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"
sys.path.insert(0, str(CORPUS))
import marks  # noqa: E402
import names  # noqa: E402

KINDS = ["PER", "ORG", "LOC", "MISC"]
TAGS = ["O"] + [f"{edge}-{kind}" for kind in KINDS for edge in "BI"]
NUMBER = {tag: number for number, tag in enumerate(TAGS)}
ANY = (1 << len(TAGS)) - 1
MISC_OPEN = 1 << NUMBER["O"] | 1 << NUMBER["B-MISC"] | 1 << NUMBER["I-MISC"]


@dataclass
class Document:
    """Sentences (or paragraphs), each a list of words and a list of tag masks of the same length."""
    set: str
    id: str
    sentences: list
    whole: bool  # the sentences follow one another in one text


def _split(word, tag):
    """A word of a set as the reader cuts it, with the tag carried on."""
    parts = [word[a:b] for a, b in words(word)] or [word]
    rest = "I" + tag[1:] if tag != "O" else tag
    return list(zip(parts, [tag] + [rest] * (len(parts) - 1)))


def _keeps(words_, kind, set_):
    """Whether a name is one by our conventions."""
    if kind != "MISC":
        return True
    text = " ".join(words_)
    return any(c.isupper() for c in text) and not (set_ == "multiner" and any(c.isdigit() for c in text))


def _sentence(rows, set_):
    """rows: (word, tag). The words and their masks."""
    tokens = [pair for word, tag in rows for pair in _split(word, tag)]
    tags = [tag for _, tag in tokens]
    at = 0
    while at < len(tags):
        end = at + 1
        if tags[at] != "O":
            while end < len(tags) and tags[end] == "I" + tags[at][1:]:
                end += 1
            kind = tags[at][2:]
            if not _keeps([word for word, _ in tokens[at:end]], kind, set_):
                tags[at:end] = ["O"] * (end - at)
            else:
                tags[at:end] = ["B-" + kind] + ["I-" + kind] * (end - at - 1)
        at = end
    # Bodies called by common words ("the Mexican government") are names there and none here: left open.
    plain = [word for word, _ in tokens]
    bodies = [name for name in names_of((plain, [1 << NUMBER[tag] for tag in tags])) if name[2] == "ORG"]
    unsure = {n for start, end, _ in bodies if plain[end - 1].islower() for n in range(start, end)}
    open_ = set_ in ("btc", "ewt", "multiner")
    masks = [MISC_OPEN if open_ and (tag == "O" or tag.endswith("MISC")) and any(c.isupper() for c in word)
             else ANY if n in unsure else 1 << NUMBER[tag] for n, ((word, _), tag) in enumerate(zip(tokens, tags))]
    return plain, masks


def conll(path):
    """Documents of a file of columns."""
    set_ = re.split(r"[-.]", path.name)[0]
    opener = gzip.open if path.suffix == ".gz" else open
    documents, rows, name = [], [], ""
    sentences = []

    def sentence():
        if rows:
            sentences.append(_sentence(rows, set_))
            rows.clear()

    def document():
        sentence()
        if sentences:
            documents.append(Document(set_, name, list(sentences), True))
            sentences.clear()

    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("-DOCSTART-"):
                document()
                name = line.split("#")[-1].strip()
            elif not line.strip():
                sentence()
            else:
                cells = line.split("\t")
                rows.append((cells[0], cells[1]))
    document()
    if len(documents) == 1:
        documents = [Document(set_, f"{path.stem}-{n}", [s], False) for n, s in enumerate(documents[0].sentences)]
    return documents


def _marked(text, spans, set_, id_):
    """A document of a text and its names (start, end, kind), a paragraph a sentence."""
    sentences, at = [], 0
    for line in text.split("\n"):
        edges = sorted({e for s, t, _ in spans if at <= s < at + len(line) for e in (s, t)})
        cuts = [at] + edges + [at + len(line)]
        line_words, masks = [], []
        for left, right in zip(cuts, cuts[1:]):
            kind = next((k for s, t, k in spans if s <= left and right <= t), None)
            for n, (a, b) in enumerate(words(text, left, right)):
                inside = kind and next(s for s, t, _ in spans if s <= left < t) < left
                tag = "O" if not kind else ("I-" if n or inside else "B-") + kind
                line_words.append(text[a:b])
                masks.append(1 << NUMBER[tag])
        if line_words:
            sentences.append((line_words, masks))
        at += len(line) + 1
    return Document(set_, id_, sentences, True)


def corpus(part):
    """The fully annotated articles of a part."""
    documents = []
    for path in sorted((CORPUS / "articles").glob("*.txt")):
        article = marks.read(path)
        if article.header["part"] == part:
            spans = [(m.start, m.end, marks.NAMES[m.tag]) for m in article.of(*marks.NAMES)]
            documents.append(_marked(article.text, spans, "corpus-" + article.header["origin"], article.id))
    return documents


def named(path):
    """Articles of which the names alone are marked."""
    set_ = "names-" + path.stem.rsplit("-", 1)[0]
    return [_marked(article.text, article.names, set_, article.id) for article in names.read(path)]


def windows(documents, most, rng=None):
    """Lists of (words, masks): sentences that follow one another, joined up to `most` words.

    With `rng` the lengths vary, so that the model meets a headline alone as well as a long paragraph.
    """
    out = []
    for document in documents:
        words_, masks = [], []
        limit = most
        for sentence_words, sentence_masks in document.sentences:
            pieces = [(sentence_words[n:n + most], sentence_masks[n:n + most])
                      for n in range(0, len(sentence_words), most)]
            for w, m in pieces:
                if words_ and len(words_) + len(w) > limit:
                    out.append((words_, masks))
                    words_, masks = [], []
                    limit = rng.choice([1, most // 2, most, most]) if rng else most
                words_, masks = words_ + w, masks + m
        if words_:
            out.append((words_, masks))
    return out


def names_of(window):
    """(start, end, kind) of the names that are certain in a window."""
    words_, masks = window
    out, at = [], 0
    single = {1 << n: tag for n, tag in enumerate(TAGS)}
    tags = [single.get(mask, "O") for mask in masks]
    while at < len(tags):
        end = at + 1
        if tags[at].startswith("B-"):
            while end < len(tags) and tags[end] == "I" + tags[at][1:]:
                end += 1
            out.append((at, end, tags[at][2:]))
        at = end
    return out


def thinned(documents, rng, share=0.5):
    """Of sets of loose sentences, drops a share of those without any name."""
    def keep(document):
        named = any(mask not in (1, MISC_OPEN) for _, masks in document.sentences for mask in masks)
        return document.whole or named or rng.random() >= share
    return [document for document in documents if keep(document)]


def shuffled(items, seed):
    items = list(items)
    random.Random(seed).shuffle(items)
    return items
