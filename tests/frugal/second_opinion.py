#!/usr/bin/env python3
"""A second terminal: pyte, with the two things added that it does not know, REP and side margins.

Reads lines from standard input: 'size COLUMNS ROWS' begins anew, 'frame HEX' is sent to the terminal,
'plain HEX' to a fresh one, and the two must show the same. Exits with 1 where they do not, and with
77 where pyte is not installed.
"""
import sys

try:
    import pyte
except ImportError:
    sys.exit(77)


class Screen(pyte.Screen):
    sides = None
    last = ""

    def draw(self, data):
        super().draw(data)
        self.last = data[-1:]

    def repeat(self, count=1):
        super().draw(self.last * (count or 1))

    def set_mode(self, *modes, **kwargs):
        if kwargs.get("private") and 69 in modes:
            self.sides = (0, self.columns - 1)
        else:
            super().set_mode(*modes, **kwargs)

    def reset_mode(self, *modes, **kwargs):
        if kwargs.get("private") and 69 in modes:
            self.sides = None
        else:
            super().reset_mode(*modes, **kwargs)

    def set_sides(self, left=None, right=None):
        assert self.sides, "DECSLRM without DECLRMM"
        self.sides = ((left or 1) - 1, (right or self.columns) - 1)
        self.cursor_position()

    def rows(self):
        margins = self.margins or pyte.screens.Margins(0, self.lines - 1)
        return margins.top, margins.bottom

    def index(self):
        top, bottom = self.rows()
        if self.sides and self.cursor.y == bottom:
            self.shift(range(top, bottom), 1, bottom)
        else:
            super().index()

    def reverse_index(self):
        top, bottom = self.rows()
        if self.sides and self.cursor.y == top:
            self.shift(range(bottom, top, -1), -1, top)
        else:
            super().reverse_index()

    def shift(self, rows, by, empty):
        left, right = self.sides
        assert left <= self.cursor.x <= right, "a scroll beside the margins"
        columns = range(left, right + 1)
        for y in rows:
            for x in columns:
                self.buffer[y][x] = self.buffer[y + by][x]
        for x in columns:
            self.buffer[empty][x] = self.default_char


class Stream(pyte.ByteStream):
    csi = {**pyte.Stream.csi, "b": "repeat", "s": "set_sides"}
    events = pyte.Stream.events | {"repeat", "set_sides"}


def terminal(columns, rows):
    screen = Screen(columns, rows)
    return screen, Stream(screen)


def seen(screen):
    """What a person sees: of a blank only what shows on it, of a wide character its first cell."""
    cells = {}
    for y in range(screen.lines):
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            if cell.data == "":
                continue
            shows = (cell.bg, cell.reverse, cell.underscore)
            if cell.data == " ":
                fg = cell.fg if cell.reverse or cell.underscore else None
                cells[x, y] = (" ", fg, *shows)
            else:
                cells[x, y] = (cell.data, cell.fg, *shows, cell.bold, cell.italics)
    return cells


def main():
    frames, wrong = 0, 0
    for line in sys.stdin:
        word, *rest = line.split()
        if word == "size":
            size = tuple(map(int, rest))
            screen, stream = terminal(*size)
        elif word == "frame":
            sent = bytes.fromhex(rest[0] if rest else "")
            stream.feed(sent)
        else:
            frames += 1
            other, plainly = terminal(*size)
            plainly.feed(bytes.fromhex(rest[0]))
            is_so, should_be = seen(screen), seen(other)
            if is_so != should_be:
                wrong += 1
                keys = sorted(set(is_so) | set(should_be))
                parts = [(k, is_so.get(k), should_be.get(k)) for k in keys]
                print("after", sent[:600], [p for p in parts if p[1] != p[2]][:5])
    print(f"{frames} frames, {wrong} not as a plain repaint shows them")
    sys.exit(1 if wrong or not frames else 0)


main()
