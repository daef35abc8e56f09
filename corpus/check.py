#!/usr/bin/env python3
"""Checks, counts, compares and exports the corpus.

  check.py [FILE|FOLDER ...]            check, then print statistics (default: articles/ beside this file)
  check.py --quiet ...                  errors and warnings alone
  check.py --export jsonl|conll ...     write the articles to standard output; --part keeps one part
  check.py --agreement A B              compare two annotations of the same articles; --show lists differences
  check.py --plain FILE                 the text without its marks

Errors break the format or a convention for certain and make the exit status 1; warnings ask for a look.
Needs Python 3.9 and nothing else.
"""
import argparse
import hashlib
import re
import sys
from collections import Counter
from pathlib import Path

import agreement
import export
from marks import NAMES, SPEECH, read_all

REQUIRED = ("origin", "manner", "licence", "source", "author", "part", "readings")
OPTIONAL = ("date", "seen")
ORIGINS = {"composed", "wikinews", "gum", "digital.gov", "press"}
MANNERS = {"wire", "broadsheet", "tabloid", "local", "court", "sport", "business", "science", "obituary", "interview",
           "live", "release", "opinion", "british", "feature", "post"}
KINDS = {"direct", "mixed", "title", "scare"}
DOUBLE, OPENING, CLOSING = set('"“”„«»'), set("\"“„«‘'`"), set("\"”“»’'")
PRONOUNS = set("i he she they it we you who which that one him her them us me his their its this these those both "
               "some many others another everyone nobody".split())


def part_of(key):
    """The part that an id falls into: by its SHA-256, a fifth test, a tenth dev, so that nobody chooses."""
    bucket = int(hashlib.sha256(key.encode()).hexdigest(), 16) % 10
    return "test" if bucket < 2 else "dev" if bucket == 2 else "train"


def header_errors(article):
    header = article.header
    for key in REQUIRED:
        if key not in header:
            yield f"the header has no {key}"
    for key in header.keys() - set(REQUIRED) - set(OPTIONAL):
        yield f"the header has a field nobody knows: {key}"
    if header.get("origin") not in ORIGINS:
        yield f"origin is one of {', '.join(sorted(ORIGINS))}"
    if header.get("manner") not in MANNERS:
        yield f"manner is one of {', '.join(sorted(MANNERS))}"
    if "date" in header and not re.fullmatch(r"\d{4}-\d\d-\d\d", header["date"]):
        yield "date is written YYYY-MM-DD"
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", article.id):
        yield "the file's name is lower-case words with hyphens"
    seen = header.get("seen") == "yes"
    want = part_of(article.id)
    if seen and header.get("part") == "test":
        yield "an article that was used elsewhere (seen: yes) cannot be test"
    elif not seen and header.get("part") != want:
        yield f"part is {want} by the rule for this id"


def name_notes(article):
    """(is an error, line, message) about the names."""
    text, lower = article.text, article.text.casefold()
    types, things = {}, {}
    for mark in article.of(*NAMES):
        surface, name = article.surface(mark), article.canonical(mark)
        if mark.inside(*NAMES):
            yield True, mark.line, f"{surface!r} is marked inside another name"
        if name.casefold() not in lower:
            yield True, mark.line, f"{name!r} occurs nowhere in the text, so it is no form of {surface!r} here"
        if len(name) < len(surface) and surface.casefold() != name.casefold() and name.casefold() in surface.casefold():
            yield False, mark.line, f"{surface!r} stands for the shorter {name!r}"
        if re.match(r"(?i)(the|a|an|mr|mrs|ms|dr|president|prime minister)\.? ", surface) and mark.tag in ("per", "loc"):
            yield False, mark.line, f"{surface!r} begins with a title or an article"
        if re.search(r"['’]s$|['’]$", surface):
            yield False, mark.line, f"{surface!r} ends in a possessive"
        types.setdefault(name, {})[NAMES[mark.tag]] = mark
        things.setdefault(surface, {})[name] = mark
    for name, found in types.items():
        if len(found) > 1:
            yield False, max(mark.line for mark in found.values()), f"{name!r} has the types {', '.join(found)}"
    for surface, found in things.items():
        if len(found) > 1:
            yield False, max(mark.line for mark in found.values()), f"{surface!r} stands for {' and '.join(found)}"
    for tag in ("per", "org"):
        known = {article.canonical(mark): mark for mark in article.of(tag)}
        for name, mark in known.items():
            longer = [other for other in known if other != name and set(name.split()) < set(other.split())]
            if longer:
                yield False, mark.line, f"{name!r} is perhaps a form of {' or '.join(map(repr, longer))}"
    covered = [(mark.start, mark.end) for mark in article.of(*NAMES)]
    for surface in things:
        if not any(letter.isupper() for letter in surface):
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
            if not any(start < found.end() and found.start() < end for start, end in covered):
                yield False, text.count("\n", 0, found.start()) + 1, f"{surface!r} is a name elsewhere and unmarked here"


def speech_notes(article):
    text, lower = article.text, article.text.casefold()
    speech = {}
    names = {article.canonical(mark).casefold() for mark in article.of(*NAMES)}
    for mark in article.of(*SPEECH):
        surface = article.surface(mark)
        if not mark.id or not mark.id.isdigit():
            yield True, mark.line, f"<{mark.tag}> {surface[:40]!r} has no number for an id"
        elif mark.id in speech:
            yield True, mark.line, f"the id {mark.id} is taken"
        speech[mark.id] = mark
        speaker = mark.speaker
        if speaker is not None and speaker.casefold() not in names:
            if speaker.casefold() not in lower and speaker != article.header.get("author"):
                yield True, mark.line, f"the speaker {speaker!r} is neither a name nor a phrase of the article"
            longer = [name for name in names if speaker.casefold() in name.split()]
            if longer:
                yield False, mark.line, f"the speaker {speaker!r} is perhaps {longer[0]!r}"
        if mark.tag == "i" and mark.inside("q", "t", "i"):
            yield True, mark.line, f"indirect speech inside other speech is not marked: {surface[:40]!r}"
        if mark.tag != "q":
            continue
        kind = mark.attributes.get("k")
        if kind not in KINDS:
            yield True, mark.line, f"{surface[:40]!r} has the kind {kind}, not one of {', '.join(sorted(KINDS))}"
        if kind in ("title", "scare") and speaker is not None:
            yield True, mark.line, f"a {kind} has no speaker: {surface[:40]!r}"
        if surface[:1] not in OPENING and not continued(article, mark):
            yield False, mark.line, f"{surface[:40]!r} begins with no quotation mark"
        if surface[-1:] not in CLOSING and text[mark.end:mark.end + 1] not in ("\n", ""):
            yield False, mark.line, f"{surface[-40:]!r} ends with no quotation mark"
    taken = Counter()
    for mark in article.of("m", "c"):
        if not mark.ids:
            yield True, mark.line, f"<{mark.tag}> {article.surface(mark)!r} belongs to nothing"
        for key in mark.ids:
            taken[mark.tag, key] += 1
            if key not in speech:
                yield True, mark.line, f"<{mark.tag}> {article.surface(mark)!r} belongs to {key}, which is not there"
            elif taken[mark.tag, key] > 1:
                yield True, mark.line, f"{key} has more than one <{mark.tag}>"
            elif speech[key].attributes.get("k") in ("title", "scare"):
                yield True, mark.line, f"{key} is a {speech[key].attributes['k']} and has no <{mark.tag}>"
    for key, mark in speech.items():
        if taken["m", key] and mark.speaker is None:
            yield False, mark.line, f"{article.surface(mark)[:40]!r} has a mention and no speaker"


def continued(article, run):
    """Whether a run goes on with one that ended, unclosed, with the paragraph before."""
    start = article.text.rfind("\n", 0, run.start)
    return start >= 0 and run.start == start + 1 and any(other.end == start for other in article.of("q"))


def mark_notes(article):
    """Edges, and quotation marks that no run covers."""
    text = article.text
    for mark in article.marks:
        surface = article.surface(mark)
        if not surface or surface != surface.strip():
            yield True, mark.line, f"<{mark.tag}> {surface!r} is empty or has a blank at an edge"
        elif mark.tag != "q" and (text[mark.start - 1:mark.start + 1].isalnum() and mark.start
                                  or text[mark.end - 1:mark.end + 1].isalnum() and mark.end < len(text)):
            yield True, mark.line, f"<{mark.tag}> {surface!r} begins or ends inside a word"
    runs = [(mark.start, mark.end) for mark in article.of("q")]
    for at, sign in enumerate(text):
        if sign not in DOUBLE and sign not in "‘'":
            continue
        line = text.count("\n", 0, at) + 1
        inside = any(start <= at < end for start, end in runs)
        if sign in DOUBLE and not inside and not text[at - 1:at].isdigit():
            yield True, line, f"a quotation mark in no run: …{text[max(0, at - 25):at + 25]!r}"
        elif sign in "‘'" and not text[at - 1:at].isalnum() and text[at + 1:at + 2].isalpha() and \
                not any(start == at or start <= at < end for start, end in runs):
            yield False, line, f"perhaps a quotation mark in no run: …{text[max(0, at - 25):at + 25]!r}"
    for line, paragraph in enumerate(text.split("\n"), 1):
        if not paragraph.strip() or paragraph != paragraph.strip() or "  " in paragraph:
            yield True, line, "an empty line, a blank at an edge or two blanks together"


def check(article):
    """(is an error, line or 0, message), the line counted in the text without the header."""
    notes = [(True, 0, message) for message in header_errors(article)]
    for find in (mark_notes, name_notes, speech_notes):
        notes += find(article)
    return sorted(notes, key=lambda note: (not note[0], note[1]))


def mention_class(article, speech):
    mention = article.part(speech, "m")
    if mention is None:
        return "none"
    if article.surface(mention).casefold() in PRONOUNS:
        return "pronoun"
    if any(mark.start >= mention.start and mark.end <= mention.end and mark.tag == "per" for mark in article.of(*NAMES)):
        return "name"
    known = article.of(*NAMES)
    return "name" if any((mark.start, mark.end) == (mention.start, mention.end) for mark in known) else "nominal"


def row(title, counter):
    inner = ", ".join(f"{key} {value}" for key, value in counter.most_common())
    return f"{title:22}{sum(counter.values()):6}   {inner}"


def statistics(articles):
    names, kinds, mentions, other = Counter(), Counter(), Counter(), Counter()
    for article in articles:
        names.update(NAMES[mark.tag] for mark in article.of(*NAMES))
        other["things with a name"] += len({(mark.tag, article.canonical(mark)) for mark in article.of(*NAMES)})
        for mark in article.of("q"):
            kinds[mark.attributes["k"]] += 1
            other["nested runs"] += mark.inside("q")
            if mark.attributes["k"] in ("direct", "mixed"):
                mentions[mention_class(article, mark)] += 1
                other["quotations, speaker unknown"] += mark.speaker is None
        for tag, word in (("i", "indirect speech"), ("t", "set-out words")):
            other[word] += len(article.of(tag))
        other["cues"] += len(article.of("c"))
    yield row("articles", Counter(article.header.get("origin") for article in articles))
    yield row("", Counter(article.header.get("manner") for article in articles))
    yield row("", Counter(article.header.get("part") for article in articles))
    for origin in sorted({article.header.get("origin") for article in articles}):
        own = [article for article in articles if article.header.get("origin") == origin]
        yield f"words, {origin:15}{sum(len(article.text.split()) for article in own):6}"
    yield row("names", names)
    yield row("quoted runs", kinds)
    yield row("quotations by mention", mentions)
    for key, value in other.items():
        yield f"{key:28}{value:6}" if len(key) > 21 else f"{key:22}{value:6}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[str(Path(__file__).resolve().parent / "articles")])
    parser.add_argument("--quiet", action="store_true", help="no statistics")
    parser.add_argument("--no-warnings", action="store_true", help="errors alone")
    parser.add_argument("--export", choices=("jsonl", "conll"))
    parser.add_argument("--part", choices=("train", "dev", "test"), help="keep one part")
    parser.add_argument("--origin", choices=sorted(ORIGINS), help="keep one origin")
    parser.add_argument("--agreement", nargs=2, metavar=("A", "B"))
    parser.add_argument("--show", action="store_true", help="with --agreement: list the differences")
    parser.add_argument("--plain", metavar="FILE", help="print the text without its marks")
    options = parser.parse_args()

    keep = {"part": options.part, "origin": options.origin}

    def load(paths):
        articles, wrong = read_all(paths)
        for file, message in wrong:
            print(f"{file.name}: error: {message}", file=sys.stderr)
        return [a for a in articles if all(v in (None, a.header.get(k)) for k, v in keep.items())], bool(wrong)

    if options.plain:
        articles, failed = load([options.plain])
        for article in articles:
            print(article.text)
        sys.exit(failed)
    if options.agreement:
        (left, wrong_left), (right, wrong_right) = (load([path]) for path in options.agreement)
        try:
            print("\n".join(agreement.report(left, right, options.show)))
        except ValueError as error:
            sys.exit(str(error))
        sys.exit(wrong_left or wrong_right)
    articles, failed = load(options.paths)
    for article in articles:
        for error, line, message in check(article):
            failed |= error
            if error or not (options.no_warnings or options.export):
                where = f" text line {line}" if line else ""
                print(f"{article.path.name}:{where} {'error' if error else 'warning'}: {message}", file=sys.stderr)
    if options.export and not failed:
        for line in getattr(export, options.export)(articles):
            print(line)
    elif not options.quiet and not options.export:
        print("\n".join(statistics(articles)))
    sys.exit(failed)


if __name__ == "__main__":
    main()
