"""What programs read: JSON Lines with offsets, and CoNLL columns."""
import json
import re

from marks import NAMES

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,:]\d+)*|[^\W_]+(?=n['’]t\b)|n['’]t\b"
                  r"|['’](?:s|re|ve|ll|d|m)\b|[^\W_]+(?:&[^\W_]+)*|_+|\.{2,}|--+|\S")
ABBREVIATIONS = set("mr mrs ms dr prof gen sen rep gov lt col capt sgt st no vs jr sr inc ltd co corp rev hon fig "
                    "jan feb mar apr jun jul aug sept sep oct nov dec".split())


def spans(article, mark):
    """Offsets of a mark in characters and in bytes of UTF-8, and its text."""
    before, inside = article.text[:mark.start].encode(), article.surface(mark).encode()
    return {"start": mark.start, "end": mark.end, "start_byte": len(before),
            "end_byte": len(before) + len(inside), "text": article.surface(mark)}


def speech(article, mark):
    row = spans(article, mark)
    if mark.tag == "q":
        row["kind"] = mark.attributes["k"]
    row["speaker"] = mark.speaker
    mention, cue = article.part(mark, "m"), article.part(mark, "c")
    row["mention"] = spans(article, mention) if mention else None
    row["cue"] = spans(article, cue) if cue else None
    if mark.tag == "q":
        row.update(speaker_start=mention and mention.start, speaker_end=mention and mention.end,
                   speaker_text=article.surface(mention) if mention else None)
    return row


def record(article):
    runs = article.of("q")
    names = [{**spans(article, mark), "kind": NAMES[mark.tag], "name": article.canonical(mark)}
             for mark in article.of(*NAMES)]
    return {"id": article.id, **{key: article.header.get(key) for key in
                                 ("date", "origin", "manner", "part", "licence", "source", "author")},
            "title": article.title, "text": article.text,
            "quotes": [speech(article, mark) for mark in runs if not mark.inside("q")],
            "nested": [speech(article, mark) for mark in runs if mark.inside("q")],
            "indirect": [speech(article, mark) for mark in article.of("i")],
            "turns": [speech(article, mark) for mark in article.of("t")],
            "names": names}


def jsonl(articles):
    for article in articles:
        yield json.dumps(record(article), ensure_ascii=False)


def tokens(text, start, end, cuts):
    """Token spans in text[start:end]; no token crosses one of the offsets in cuts."""
    edges = [start] + [cut for cut in cuts if start < cut < end] + [end]
    for left, right in zip(edges, edges[1:]):
        for found in WORD.finditer(text, left, right):
            yield found.span()


def ends_sentence(text, token, following):
    """Whether a sentence ends after `token`, when `following` comes next."""
    word = text[slice(*token)]
    if word not in {".", "!", "?", "…"} and word not in "\"”'’)":
        return False
    head = text[:token[1]].rstrip("\"”'’)")
    if not head or head[-1] not in ".!?…" or token[1] == following[0]:
        return False
    last = re.search(r"([^\W\d_]+)\.$", head)
    if last and (last.group(1).lower() in ABBREVIATIONS or len(last.group(1)) == 1):
        return False
    return not text[following[0]].islower()


def conll(articles):
    """Token, BIO tag and canonical name; a name's edge always ends a token."""
    for article in articles:
        yield f"-DOCSTART-\tO\tO\t# {article.id}"
        yield ""
        names = article.of(*NAMES)
        cuts = sorted({edge for mark in names for edge in (mark.start, mark.end)})
        at = 0
        for line in article.text.split("\n"):
            found = list(tokens(article.text, at, at + len(line), cuts))
            at += len(line) + 1
            for token, following in zip(found, found[1:] + [None]):
                mark = next((mark for mark in names if mark.start <= token[0] and token[1] <= mark.end), None)
                word = article.text[slice(*token)]
                if mark:
                    yield f"{word}\t{'B' if token[0] == mark.start else 'I'}-{NAMES[mark.tag]}\t{article.canonical(mark)}"
                else:
                    yield f"{word}\tO\tO"
                if following and ends_sentence(article.text, token, following):
                    yield ""
            if found:
                yield ""
