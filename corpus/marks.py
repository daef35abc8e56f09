"""The corpus's file format: a header, a blank line, and text with marks in it.

`read` makes an `Article` of a file. It knows the grammar of the marks and nothing of the
conventions; those are checked in check.py. Offsets count Unicode characters in the text
without its marks, half open.
"""
import re
from dataclasses import dataclass, field
from pathlib import Path

NAMES = {"per": "PER", "org": "ORG", "loc": "LOC", "misc": "MISC"}
SPEECH = {"q", "i", "t"}
PARTS = {"m", "c"}
ATTRIBUTES = {**{name: {"n"} for name in NAMES}, "q": {"id", "k", "s"}, "i": {"id", "s"}, "t": {"id", "s"},
              "m": {"q"}, "c": {"q"}}
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}
TAG = re.compile(r'<(/?)([a-z]+)((?:\s+[a-z]+=(?:"[^"<>]*"|[^\s"<>]+))*)>')
ATTRIBUTE = re.compile(r'([a-z]+)=(?:"([^"]*)"|(\S+))')
TOKEN = re.compile(r"<[^<>]*>|&(?:lt|gt|amp|quot);|[<>]|[^<>&]+|&")


class FormatError(Exception):
    """A file that cannot be read; the message says where and why."""


@dataclass
class Mark:
    """One mark: its tag, what it covers, its attributes, and the marks around it, outermost first."""
    tag: str
    start: int
    attributes: dict
    line: int
    within: list
    end: int = -1

    @property
    def id(self):
        return self.attributes.get("id")

    @property
    def speaker(self):
        return self.attributes.get("s")

    @property
    def ids(self):
        """The speech marks that a mention or a cue belongs to."""
        return self.attributes.get("q", "").split()

    def inside(self, *tags):
        return any(mark.tag in tags for mark in self.within)


@dataclass
class Article:
    path: Path
    header: dict
    text: str
    marks: list = field(default_factory=list)

    @property
    def id(self):
        return self.path.stem

    @property
    def title(self):
        return self.text.split("\n", 1)[0]

    def of(self, *tags):
        return [mark for mark in self.marks if mark.tag in tags]

    def surface(self, mark):
        return self.text[mark.start:mark.end]

    def canonical(self, mark):
        """The fullest name of the thing that a name mark stands for."""
        return mark.attributes.get("n", self.surface(mark))

    def part(self, speech, tag):
        """The mention ("m") or the cue ("c") of a speech mark, or None."""
        return next((mark for mark in self.of(tag) if speech.id in mark.ids), None)


def unescape(text):
    return re.sub(r"&(?:lt|gt|amp|quot);", lambda found: ENTITIES[found.group()], text)


def strip(body):
    """The text and the marks of marked text."""
    text, at, marks, open_marks = [], 0, [], []
    for number, line in enumerate(body.split("\n"), 1):
        if number > 1:
            text.append("\n")
            at += 1
        for token in TOKEN.findall(line):
            if token[0] not in "<>":
                plain = ENTITIES.get(token, token)
                text.append(plain)
                at += len(plain)
                continue
            found = TAG.fullmatch(token)
            if not found:
                raise FormatError(f"text line {number}: {token!r} is no mark; write &lt; and &gt; for the bare signs")
            closing, tag, rest = found.groups()
            if tag not in ATTRIBUTES:
                raise FormatError(f"text line {number}: there is no mark <{tag}>")
            if closing:
                if not open_marks or open_marks[-1].tag != tag:
                    last = f"<{open_marks[-1].tag}> is open" if open_marks else "nothing is open"
                    raise FormatError(f"text line {number}: </{tag}> closes nothing here: {last}")
                open_marks.pop().end = at
                continue
            attributes = {}
            for key, quoted, bare in ATTRIBUTE.findall(rest):
                if key not in ATTRIBUTES[tag] or key in attributes:
                    raise FormatError(f"text line {number}: <{tag}> cannot have {key}= here")
                attributes[key] = unescape(quoted or bare)
            mark = Mark(tag, at, attributes, number, list(open_marks))
            marks.append(mark)
            open_marks.append(mark)
        if open_marks:
            raise FormatError(f"text line {number}: <{open_marks[-1].tag}> is not closed in its paragraph")
    return "".join(text), marks


def read(path):
    """Reads one article; raises FormatError."""
    path = Path(path)
    try:
        whole = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FormatError(f"not UTF-8: {error}") from error
    head, blank, body = whole.partition("\n\n")
    if not blank:
        raise FormatError("no blank line ends the header")
    header = {}
    for line in head.split("\n"):
        key, colon, value = line.partition(":")
        if not colon or not value.strip() or key in header:
            raise FormatError(f"header line {line!r} is not a new `field: value`")
        header[key] = value.strip()
    text, marks = strip(body.rstrip("\n"))
    return Article(path, header, text, marks)


def read_all(paths):
    """Articles of files and folders, in the order of their ids, and the errors of those that cannot be read."""
    files = []
    for path in map(Path, paths):
        files += sorted(path.glob("*.txt")) if path.is_dir() else [path]
    articles, errors = [], []
    for file in sorted(files, key=lambda file: file.stem):
        try:
            articles.append(read(file))
        except (FormatError, OSError) as error:
            errors.append((file, str(error)))
    return articles, errors
