"""Words as the reader cuts them, their case classes, and their word pieces.

The program does the same in Rust (`src/text/segment.rs`, `src/tagger/pieces.rs`); what differs
between the two costs accuracy and nothing else.
"""
import re
import unicodedata

_LETTERS = r"[^\W\d_]"
WORD = re.compile(
    rf"(?<![\w.])(?:{_LETTERS}\.){{2,}}"                    # U.S.
    r"|(?<![\w.])[A-Z]\.(?=\s)"                             # J. Smith
    r"|\d+(?:[.,:]\d+)+[^\W_]*"                             # 1,000.5m
    r"|(?<=[^\W_])['’][sS]\b"                               # 's
    r"|[^\W_]+(?:(?:&|['’](?![sS]\b))[^\W_]+)*"             # AT&T, O'Brien
    r"|\S")


def words(text, start=0, end=None):
    """Spans of the words in text[start:end]: hyphens part them, apostrophes but the genitive do not."""
    return [m.span() for m in WORD.finditer(text, start, len(text) if end is None else end)]


CASES = 8


def case_class(word):
    """1 lower, 2 initial capital, 3 capitals, 4 one capital, 5 mixed, 6 with a digit, 7 no letter (0: not a word)."""
    letters = [c for c in word if c.isalpha()]
    if any(c.isnumeric() for c in word):
        return 6
    if not letters:
        return 7
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return 1
    if len(letters) == 1:
        return 4
    if all(upper):
        return 3
    return 2 if upper[0] and not any(upper[1:]) else 5


def _is_punctuation(c):
    return (33 <= ord(c) <= 47 or 58 <= ord(c) <= 64 or 91 <= ord(c) <= 96 or 123 <= ord(c) <= 126
            or unicodedata.category(c).startswith("P"))


def _is_cjk(c):
    at = ord(c)
    return (0x4E00 <= at <= 0x9FFF or 0x3400 <= at <= 0x4DBF or 0x20000 <= at <= 0x2CEAF
            or 0xF900 <= at <= 0xFAFF or 0x2F800 <= at <= 0x2FA1F)


MOST_PIECES = 12


class Pieces:
    """BERT's uncased word pieces over a list of pieces."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.id = {piece: number for number, piece in enumerate(pieces)}
        self.start, self.stop, self.unknown = self.id["[CLS]"], self.id["[SEP]"], self.id["[UNK]"]
        self._known = {}

    def of(self, word):
        """Ids of a word's pieces, at least one, at most `MOST_PIECES`."""
        if word not in self._known:
            self._known[word] = self._of(word)
        return self._known[word]

    def _of(self, word):
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower())
                        if unicodedata.category(c) not in ("Mn", "Cc", "Cf"))
        parts, part = [], ""
        for c in plain:
            if _is_punctuation(c) or _is_cjk(c):
                parts += [part, c]
                part = ""
            else:
                part += c
        ids = [number for part in parts + [part] if part for number in self._greedy(part)]
        return (ids or [self.unknown])[:MOST_PIECES]

    def _greedy(self, part):
        if len(part) > 100:
            return [self.unknown]
        ids, at = [], 0
        while at < len(part):
            for end in range(len(part), at, -1):
                number = self.id.get(("##" if at else "") + part[at:end])
                if number is not None:
                    break
            else:
                return [self.unknown]
            ids.append(number)
            at = end
        return ids
