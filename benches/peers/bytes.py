#!/usr/bin/env python3
"""Counts the bytes that quotidian and the other readers write to a terminal of 120 x 40 for each key.

    bytes.py --ours target/release/quotidian [--folder DIR]

Each program reads the same 1,000 articles from a store of its own, filled by its own refresh. A row's
figure is the median over its keys, with the cells that changed in brackets; `cargo bench --bench frames`
has the bytes of the same drawing by ratatui's own backend.
"""
import argparse
import os
import statistics
import sys
import tempfile

import compare
import programs

# What is done, by which keys in each program, and how often; a row without a name is not shown.
LIST, LIST_ALONE = "a line down in the list, text and names beside it", "a line down in the list alone"
TEXT, TEXT_BESIDE = "a line down in the text alone", "a line down in the text, list and names beside it"
PAGE, PAGE_BESIDE = "a page down in the text alone", "a page down in the text, list and names beside it"
SCRIPTS = {
    "quotidian": (
        (None, "g1", 1),
        (None, "\x1b[H", 1),
        (LIST, "j", 4),
        (None, "z", 1),
        (LIST_ALONE, "j", 8),
        ("an article opened", "\r", 1),
        # It opens where it was left the last time.
        (None, "\x1b[H", 1),
        (TEXT, "j", 12),
        (None, "\x1b[H", 1),
        (PAGE, " ", 1),
        (None, "z", 1),
        (None, "\x1b[H", 1),
        (TEXT_BESIDE, "j", 12),
        (None, "\x1b[H", 1),
        (PAGE_BESIDE, " ", 1),
    ),
    "newsboat": (
        (None, "\r", 1),
        (LIST_ALONE, "j", 8),
        ("an article opened", "\r", 1),
        (TEXT, "\x1bOB", 12),
        (None, "\x1b[H", 1),
        (PAGE, " ", 1),
    ),
    "sfeed": ((LIST_ALONE, "j", 8),),
    "bulletty": (
        # From the tree of feeds to the articles of the first one.
        (None, "j", 1),
        (None, "\r", 1),
        (LIST_ALONE, "j", 8),
        ("an article opened", "\r", 1),
        (TEXT, "j", 12),
        (None, "g", 1),
        (PAGE, "\x04", 1),
    ),
}


def measured(bench, program):
    """The bytes and cells of each row."""
    screen = bench.opened(program, bench.store(program, 1_000))
    screen.until(compare.is_list)
    screen.settle()
    rows = {"the first screen": [(screen.written, None)]}
    before = screen.written
    screen.wait(2.0)
    rows["two seconds without a key"] = [(screen.written - before, None)]
    for what, key, times in SCRIPTS[program.name]:
        for _ in range(times):
            before, cells = screen.written, shown(screen)
            screen.press(key)
            screen.wait(0.2)
            screen.settle()
            changed = sum(old != new for old, new in zip(cells, shown(screen)))
            rows.setdefault(what, []).append((screen.written - before, changed))
    screen.close()
    return rows


def shown(screen):
    """Every cell, of a blank only what shows on it."""
    cells = []
    for y in range(screen.screen.lines):
        for x in range(screen.screen.columns):
            cell = screen.screen.buffer[y][x]
            blank = cell.data == " " and not cell.reverse and not cell.underscore
            cells.append((" ", cell.bg) if blank else cell)
    return cells


def told(figures):
    if not figures:
        return "-"
    median = f"{statistics.median(bytes for bytes, _ in figures):,.0f}"
    cells = [cells for _, cells in figures if cells is not None]
    return f"{median} ({statistics.median(cells):,.0f})" if cells else median


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", default="quotidian")
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "quotidian-peers"))
    given = parser.parse_args()
    found = programs.installed(given.ours)
    if not found:
        sys.exit("none of quotidian, newsboat, sfeed_curses and bulletty is here")
    bench = compare.Bench(os.path.abspath(given.folder), 1, found)
    figures = {program.name: measured(bench, program) for program in found}
    rows = dict.fromkeys(row for rows in figures.values() for row in rows if row)
    print("| | " + " | ".join(figures) + " |\n|" + " --- |" * (1 + len(figures)))
    for row in rows:
        print(f"| {row} | " + " | ".join(told(rows.get(row)) for rows in figures.values()) + " |")


if __name__ == "__main__":
    main()
