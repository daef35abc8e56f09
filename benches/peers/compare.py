#!/usr/bin/env python3
"""Measures quotidian beside the other readers that are installed, in one run, and prints a table.

    compare.py --ours target/release/quotidian [--runs 5] [--large] [--folder DIR] [WHAT...]

WHAT is any of start, ingest, keys, search; all of them where nothing is said. Programs take turns,
so that whatever else the machine does meets all alike. Feeds and stores stay in DIR, and are used
again by the next run; --large measures the start of ours with 500,000 articles too.
"""
import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import feeds
import programs
import terminal

HERE = os.path.dirname(os.path.abspath(__file__))
# Feeds and articles of each, by the articles in all.
SETS = {1_000: (10, 100), 10_000: (100, 100), 50_000: (100, 500), 500_000: (100, 5000)}
TITLE = re.compile(r"F\d+ A\d+ |Feed \d{4}")
ROW = re.compile(r"^[▌▏ ][●★ ] F\d+ A\d+ ", re.MULTILINE)
# A list counts as there when so many titles stand on the screen: the smallest set has ten feeds.
TITLES = 10
# In nearly all articles, and in some: who said something is one of ten people.
COMMON, RARE = "hospital", "solberg"
HANG = 4.0


class Bench:
    def __init__(self, folder, runs, found):
        self.folder, self.runs, self.found = folder, runs, found

    def feeds(self, articles):
        folder = os.path.join(self.folder, f"feeds-{articles}")
        feeds.make(folder, *SETS[articles])
        return folder

    def store(self, program, articles):
        """A store with so many articles, filled by the program's own refresh."""
        store = os.path.join(self.folder, f"{program.name}-{articles}")
        if not os.path.exists(os.path.join(store, "filled")):
            print(f"filling {store}", file=sys.stderr)
            self.fill(program, store, articles)
            programs.write(store, "filled", "")
        return store

    def fill(self, program, store, articles):
        """Fills a new store; the seconds, seconds of processor and bytes of memory that took."""
        shutil.rmtree(store, ignore_errors=True)
        with Server(self.feeds(articles)) as addresses:
            program.subscribe(store, addresses)
            return run(program.refresh(store), store)

    def opened(self, program, store):
        return terminal.Terminal(program.open(store), programs.environment(store), store)

    def start(self, articles, found):
        """From exec to the first full list, in ms, and the memory then and a second later, in MB."""
        stores = {program: self.store(program, articles) for program in found}
        times, memory, later = Figures(), Figures(), Figures()
        for _ in range(self.runs):
            for program, store in stores.items():
                screen = self.opened(program, store)
                at = screen.until(is_list)
                times.add(program, at and 1000 * (at - screen.began))
                memory.add(program, at and screen.memory / 1e6)
                screen.wait(1.0)
                later.add(program, screen.peak() / 1e6)
                screen.close()
        return times, memory, later

    def ingest(self):
        """A hundred feeds with a hundred articles each: seconds, seconds of processor, MB."""
        times, work, memory = Figures(), Figures(), Figures()
        for _ in range(self.runs):
            for program in (program for program in self.found if program.refreshes):
                store = os.path.join(self.folder, f"{program.name}-ingest")
                seconds, cpu, most = self.fill(program, store, 10_000)
                times.add(program, seconds)
                work.add(program, cpu)
                memory.add(program, most / 1e6)
        return times, work, memory

    def keys(self):
        """A key while a server hangs that was asked: ms to the first byte, for each key."""
        times = Figures()
        for _ in range(self.runs):
            for program in (program for program in self.found if program.refresh_key):
                store = os.path.join(self.folder, f"{program.name}-keys")
                self.fill(program, store, 1_000)
                folder = os.path.join(self.folder, "feeds-hanging")
                feeds.make(folder, 1, 5)
                with Server(folder, HANG) as hanging:
                    self.add(program, store, hanging)
                    screen = self.opened(program, store)
                    screen.until(is_list)
                    screen.settle()
                    screen.press(program.refresh_key)
                    end = time.monotonic() + HANG - 1
                    while time.monotonic() < end:
                        screen.settle()
                        answer = screen.answer("j")
                        times.add(program, None if answer is None else 1000 * answer)
                    screen.close()
        return times

    def add(self, program, store, addresses):
        """Subscribes to more, listed first where the order is the person's."""
        if isinstance(program, programs.Newsboat):
            with open(os.path.join(store, "urls")) as urls:
                addresses = addresses + urls.read().split()
        program.subscribe(store, addresses)

    def search(self, word):
        """One word over 50,000 articles: ms from the last key to the first results."""
        times = Figures()
        for _ in range(self.runs):
            for program in self.found:
                if not isinstance(program, (programs.Quotidian, programs.Newsboat)):
                    continue
                store = self.store(program, 50_000)
                screen = self.opened(program, store)
                screen.until(is_list)
                screen.settle()
                if isinstance(program, programs.Quotidian):
                    self.typed(screen, program, word, times)
                else:
                    screen.press("/")
                    screen.settle()
                    screen.press(word)
                    screen.settle()
                    at = screen.press("\r")
                    there = screen.until(lambda text: "Search result" in text)
                    times.add(program, there and 1000 * (there - at))
                screen.close()
        return times

    def typed(self, screen, program, word, times):
        """Types a search letter by letter: ms until the results of each, the worst of them."""
        screen.press("/")
        screen.settle()
        worst = 0.0
        for end in range(1, len(word) + 1):
            at = screen.press(word[end - 1])
            there = screen.until(lambda text: is_found(text, word[:end]), 5)
            if there is None:
                times.add(program, None)
                return
            worst = max(worst, 1000 * (there - at))
            screen.settle()
        times.add(program, worst)
        # The next start comes back to where this one ends, and that is to be the list.
        for _ in range(2):
            screen.press("\x1b")
            screen.settle()

    def scripted(self, word):
        """The same without a screen: ms until the first fifty hits are written."""
        times = Figures()
        for _ in range(self.runs):
            for program in self.found:
                store = self.store(program, 50_000)
                if isinstance(program, programs.Quotidian):
                    command = program.search(store, word)
                elif isinstance(program, programs.Sfeed):
                    command = ["grep", "-rihF", word, os.path.join(store, "feeds")]
                else:
                    continue
                times.add(program, 1000 * run(command, store)[0])
        return times


class Server:
    """Serves a folder of feeds while it is entered."""

    def __init__(self, folder, seconds=0.0):
        self.command = [sys.executable, os.path.join(HERE, "feeds.py"), "serve", folder, str(seconds)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        return json.loads(self.process.stdout.readline())

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Figures:
    """What was measured, by program; None where something did not come."""

    def __init__(self):
        self.of = {}

    def add(self, program, figure):
        self.of.setdefault(program.name, []).append(figure)

    def row(self, what, names, unit):
        """A row of the table: best and median of each, and how many times ours the others' best is."""
        ours = best(self.of.get(names[0], []))
        cells = []
        for name in names:
            figures = [figure for figure in self.of.get(name, []) if figure is not None]
            if not figures:
                cells.append("-")
                continue
            ratio = f" (x {best(figures) / ours:.1f})" if ours and name != names[0] else ""
            median = statistics.median(figures)
            cells.append(f"{number(best(figures))} / {number(median)} {unit}{ratio}")
        print(f"| {what} | " + " | ".join(cells) + " |", flush=True)


def best(figures):
    return min((figure for figure in figures if figure is not None), default=None)


def number(figure):
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}"


def is_list(text):
    return len(TITLE.findall(text)) >= TITLES


def is_found(text, word):
    """Whether ours shows what it found for what was typed so far: the shelf's name, and rows. The
    first letters of very common words find those letters alone as a word, and so nothing."""
    there = ROW.search(text) is not None or "Nothing found" in text
    return f"“{word}”" in text.split("\n")[0] and there


def run(command, store):
    """Runs a command: its seconds, seconds of processor with its children's, most bytes of memory."""
    with tempfile.TemporaryFile() as out:
        began = time.monotonic()
        process = subprocess.Popen(command, env=programs.environment(store), stdout=out, stderr=out)
        most = 0
        while True:
            most = max(most, terminal.peak(process.pid) or 0)
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(0.005)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            out.seek(0)
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{out.read().decode()}")
    return seconds, used.ru_utime + used.ru_stime, most


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", metavar="WHAT")
    parser.add_argument("--ours", default="quotidian")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "quotidian-peers"))
    given = parser.parse_args()
    found = programs.installed(given.ours)
    if not found:
        sys.exit("none of quotidian, newsboat, sfeed_curses and bulletty is here")
    bench = Bench(os.path.abspath(given.folder), given.runs, found)
    names = [program.name for program in found]
    wanted = given.what or ["start", "ingest", "keys", "search"]
    print(f"Best / median of {given.runs}; in brackets how many times {names[0]}'s best that is.")
    print(f"Load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")
    print("| | " + " | ".join(names) + " |\n|" + " --- |" * (1 + len(names)))
    if "start" in wanted:
        sizes = [(articles, found) for articles in (1_000, 10_000, 50_000)]
        if given.large:
            sizes.append((500_000, found[:1]))
        for articles, who in sizes:
            times, memory, later = bench.start(articles, who)
            times.row(f"exec to first full list, {articles:,} articles", names, "ms")
            memory.row("memory then", names, "MB")
            later.row("memory a second later", names, "MB")
    if "ingest" in wanted:
        times, work, memory = bench.ingest()
        times.row("100 feeds x 100 articles taken in", names, "s")
        work.row("processor time of that", names, "s")
        memory.row("most memory of that", names, "MB")
    if "keys" in wanted:
        bench.keys().row("a key while a server hangs", names, "ms")
    if "search" in wanted:
        for word in (COMMON, RARE):
            bench.search(word).row(f"“{word}” in 50,000 articles, on the screen", names, "ms")
            bench.scripted(word).row("the same without a screen", names, "ms")
    print(f"\nLoad average at the end {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
