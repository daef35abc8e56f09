#!/usr/bin/env python3
"""From a key to the picture over a slow line: quotidian beside the other readers that are installed.

    slowline.py --ours target/release/quotidian [--also NAME=PATH]... [--rate 2400] [--latency 0.2] [--runs 3]

The line is between the program's pseudo-terminal and a terminal emulator (pyte): it carries RATE bytes a second
each way, each arrives LATENCY seconds later, and what comes faster waits in a buffer as large as those that an SSH
server and the kernel have (--buffer). Programs find in their environment that they run under SSH. --also measures
another build of quotidian beside the first.
"""
import argparse
import os
import re
import select
import shutil
import statistics
import sys
import tempfile
import time

import compare
import feeds
import programs
import terminal

# The line takes so many bytes at once.
PACKET = 32
# So long after the line has fallen silent, in seconds, nothing more comes.
SILENCE = 1.0
# What shows nothing by itself: some programs send it several times a second without end.
NOTHING = re.compile(rb"(?:\x1b\[[0-9;]*m|\x1b\[\?25[hl])*")
# So long every program takes at most to show something, in seconds.
START = 3.0
# A key that is held: so many times a second, for so many seconds.
REPEAT, HELD = 30, 3
FEEDS, ARTICLES, BYTES = 2, 300, 20000

# What is measured, in this order: its name, the key, and whether it is held; the first is pressed in a list.
KEYS = (
    ("`j` in a list", "j", False),
    ("`j` held in a list", "j", True),
    ("Enter: an article opens", "\r", False),
    ("a line down in the article", "j", False),
    ("Space: a page down", " ", False),
    ("a line down held", "j", True),
    ("`n`: to the next quote, or unread article", "n", False),
)
# Keys that bring each program from its start to a list of articles.
TO_LIST = {"quotidian": "", "newsboat": "\r", "bulletty": "j\r"}
# What goes a line down in an article where `j` does not.
DOWN = {"newsboat": "\x1bOB"}
# What goes half a page down where Space goes nowhere.
PAGE = {"bulletty": "\x04"}


class Line(terminal.Terminal):
    """A terminal at the other end of a slow line."""

    def __init__(self, command, environment, folder, given):
        super().__init__(command, environment, folder)
        self.rate, self.latency, self.buffer = given.rate, given.latency, given.buffer
        # When the last byte of what was taken has left; the last of what may show something, or a key.
        self.free = self.busy = time.monotonic()
        # What comes to the terminal, and what comes to the program, with the time at which.
        self.coming, self.typed = [], []

    def press(self, keys):
        at = time.monotonic()
        self.typed.append((at + self.latency, keys.encode()))
        return at

    def go_on(self, end):
        """Carries what there is until `end`."""
        while (now := time.monotonic()) < end and not self.ended:
            while self.typed and self.typed[0][0] <= now:
                os.write(self.master, self.typed.pop(0)[1])
                self.busy = max(self.busy, now)
            if (self.free - now) * self.rate >= self.buffer:
                time.sleep(0.001)
                continue
            if select.select([self.master], [], [], 0.002)[0]:
                self.take()

    def take(self):
        try:
            piece = os.read(self.master, 4096)
        except OSError:
            piece = b""
        self.ended = not piece
        now = time.monotonic()
        for start in range(0, len(piece), PACKET):
            packet = piece[start : start + PACKET]
            self.free = max(self.free, now) + len(packet) / self.rate
            self.coming.append((self.free + self.latency, packet))
        if not NOTHING.fullmatch(piece):
            self.busy = self.free
        for query, reply in terminal.ANSWERS:
            if re.search(query, piece):
                self.typed.append((self.free + 2 * self.latency, reply))

    def settle(self):
        """Carries until nothing more comes."""
        while not self.ended and (
            self.typed or time.monotonic() < self.busy + SILENCE
        ):
            self.go_on(time.monotonic() + 0.02)

    def paint(self):
        """When the picture changed, and how many bytes came."""
        changes, count = [], 0
        shown = self.picture()
        # Sequences that are cut off by the end of a packet show with the next.
        rest = b""
        for at, packet in self.coming:
            count += len(packet)
            whole, rest = parted(rest + packet)
            self.stream.feed(terminal.FOREIGN.sub(b"", whole))
            if (now := self.picture()) != shown:
                shown = now
                changes.append(at)
        self.coming = []
        return changes, count

    def picture(self):
        lines = [tuple(self.screen.buffer[y].values()) for y in range(self.screen.lines)]
        return lines, self.screen.cursor.x, self.screen.cursor.y


def parted(piece):
    """What is whole, and what is the beginning of a sequence or of a character."""
    at = piece.rfind(b"\x1b")
    if at >= 0 and not re.match(rb"\x1b(\[[0-9;?<>=]*[@-~]|[^\[P_^\]])", piece[at:]):
        return piece[:at], piece[at:]
    return piece, b""


def subscribed(program, folder):
    """A store of the articles, filled by the program's own refresh."""
    store = os.path.join(folder, f"{os.path.basename(program.name)}-slow")
    shutil.rmtree(store, ignore_errors=True)
    source = os.path.join(folder, "feeds-slow")
    feeds.BYTES = BYTES
    feeds.make(source, FEEDS, ARTICLES)
    with compare.Server(source) as addresses:
        program.subscribe(store, addresses)
        compare.run(program.refresh(store), store)
    return store


def measure(program, store, given, figures):
    told = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22", "SSH_CLIENT": "192.0.2.1 50000 22", "SSH_TTY": "/dev/pts/0"}
    line = Line(program.open(store), programs.environment(store) | told, store, given)
    line.go_on(line.began + START)
    line.settle()
    line.paint()
    line.press(TO_LIST[program.kind])
    line.settle()
    line.paint()
    for what, key, held in KEYS:
        if "line down" in what:
            key = DOWN.get(program.kind, key)
        if key == " ":
            key = PAGE.get(program.kind, key)
        at = line.press(key)
        for _ in range(REPEAT * HELD - 1 if held else 0):
            line.go_on(at + 1 / REPEAT)
            at = line.press(key)
        line.settle()
        changes, count = line.paint()
        first, last = (changes[0] - at, changes[-1] - at) if changes else (None, None)
        figures.setdefault((what, held), {}).setdefault(program.name, []).append((first, last, count))
    line.close()


def row(what, held, of, names):
    cells = []
    for name in names:
        runs = [run for run in of.get(name, []) if run[1] is not None]
        if not runs:
            cells.append("-")
            continue
        first, last, count = (statistics.median(column) for column in zip(*runs))
        times = f"{last:.2f} s" if held else f"{first:.2f} / {last:.2f} s"
        cells.append(f"{times}, {count:,.0f} B")
    print(f"| {what} | " + " | ".join(cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", default="quotidian")
    parser.add_argument("--also", action="append", default=[], metavar="NAME=PATH")
    parser.add_argument("--rate", type=float, default=2400.0)
    parser.add_argument("--latency", type=float, default=0.2)
    parser.add_argument("--buffer", type=int, default=65536)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "quotidian-peers"))
    given = parser.parse_args()
    found = [program for program in programs.installed(given.ours) if program.name in TO_LIST]
    for program in found:
        program.kind = program.name
    for name, path in (also.split("=", 1) for also in given.also):
        program = programs.Quotidian(os.path.abspath(path))
        program.kind, program.name = program.name, name
        found.append(program)
    if not found:
        sys.exit("none of quotidian, newsboat and bulletty is here")
    names = [program.name for program in found]
    figures = {}
    for _ in range(given.runs):
        for program in found:
            measure(program, subscribed(program, os.path.abspath(given.folder)), given, figures)
    print(f"{given.rate:,.0f} bytes a second, {given.latency:.1f} s each way; median of {given.runs}.\n")
    print("| | " + " | ".join(names) + " |\n|" + " --- |" * (1 + len(names)))
    for what, key, held in KEYS:
        row(what, held, figures[what, held], names)


if __name__ == "__main__":
    main()
