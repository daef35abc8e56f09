"""The programs that are measured: where each keeps things, and how each is told to do what."""
import html
import os
import shutil
import subprocess


class Program:
    """A news reader with a store in a folder of its own."""

    name = ""
    # Keys that ask the server of the first feed, or of all; None where no key does.
    refresh_key = None
    # Whether it takes in what it is subscribed to when it is told to, and not before.
    refreshes = True

    def __init__(self, path):
        self.path = path

    def subscribe(self, store, addresses):
        """Subscribes to feeds, the first is listed first. Asks nobody."""

    def refresh(self, store):
        """The command that asks all feeds, without a screen."""

    def open(self, store):
        """The command that opens the reader."""

    def size(self, store):
        """How many bytes the store takes."""
        return sum(
            os.path.getsize(os.path.join(folder, file)) for folder, _, files in os.walk(store) for file in files
        )


class Quotidian(Program):
    name = "quotidian"
    refresh_key = "R"

    def subscribe(self, store, addresses):
        outlines = "".join(f'<outline type="rss" xmlUrl="{html.escape(a)}"/>\n' for a in addresses)
        write(store, "feeds.opml", f'<opml version="2.0"><body>\n{outlines}</body></opml>\n')
        command = self.library(store) + ["import", os.path.join(store, "feeds.opml")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment(store))

    def library(self, store):
        return [self.path, "--library", os.path.join(store, "library")]

    def refresh(self, store):
        return self.library(store) + ["refresh"]

    def open(self, store):
        return self.library(store)

    def search(self, store, word):
        return self.library(store) + ["search", word, "--limit", "50", "--format", "json"]


class Newsboat(Program):
    name = "newsboat"
    refresh_key = "r"

    def subscribe(self, store, addresses):
        write(store, "urls", "".join(f"{address}\n" for address in addresses))
        # All articles are kept, and as many feeds asked at once as ours asks.
        write(store, "config", "max-items 0\nreload-threads 8\n")

    def open(self, store):
        place = {"-C": "config", "-u": "urls", "-c": "cache.db"}
        return [self.path] + [word for flag, file in place.items() for word in (flag, os.path.join(store, file))]

    def refresh(self, store):
        return self.open(store) + ["-x", "reload"]


class Sfeed(Program):
    name = "sfeed"

    def subscribe(self, store, addresses):
        feeds = "".join(f"feed 'Feed {n:04}' '{address}'\n" for n, address in enumerate(addresses))
        write(store, "sfeedrc", f"sfeedpath='{store}/feeds'\nfeeds() {{\n{feeds}}}\n")

    def refresh(self, store):
        return [shutil.which("sfeed_update"), os.path.join(store, "sfeedrc")]

    def open(self, store):
        feeds = os.path.join(store, "feeds")
        return [self.path] + [os.path.join(feeds, feed) for feed in sorted(os.listdir(feeds))]


class Bulletty(Program):
    """Drawn by ratatui with its own backend for crossterm, as nearly all readers in Rust are."""

    name = "bulletty"
    # It fetches a feed when it subscribes to it, so that nothing is left to be taken in.
    refreshes = False

    def subscribe(self, store, addresses):
        for address in addresses:
            command = [self.path, "add", address, "News"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment(store))

    def refresh(self, store):
        return [self.path, "update"]

    def open(self, store):
        return [self.path]


def installed(ours):
    """The programs that are here; ours is at `ours` or where the shell finds it."""
    found = []
    others = ((Newsboat, "newsboat"), (Sfeed, "sfeed_curses"), (Bulletty, "bulletty"))
    for kind, path in ((Quotidian, ours), *others):
        if path := shutil.which(path):
            found.append(kind(os.path.abspath(path)))
    return found


def environment(store):
    """What a program is told by its environment: nothing of this person's, and a plain terminal."""
    home = os.path.join(store, "home")
    os.makedirs(home, exist_ok=True)
    return {
        "HOME": home,
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def write(store, name, text):
    os.makedirs(store, exist_ok=True)
    with open(os.path.join(store, name), "w") as file:
        file.write(text)
