#!/usr/bin/env python3
"""Feeds to measure with: the same text for the same numbers, served on the loopback interface.

    feeds.py make DIR FEEDS ITEMS    write FEEDS feeds of RSS 2.0 with ITEMS articles each
    feeds.py serve DIR [SECONDS]     serve them until killed, each after SECONDS

Each article has a title, a link, a guid, a date and some 3 KB of HTML: paragraphs with links and
bold words, lists, quotations and who said them. `serve` gives every feed a server (a port) of its
own, as feeds have in life, because a polite reader asks one server for one thing at a time; it
prints the addresses as a list in JSON.
"""
import html
import json
import os
import random
import selectors
import socket
import sys
import threading
import time
from email.utils import formatdate

WORDS = (
    "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they "
    "which one you were all her she there would their we him been has when who will no more if out so up said what "
    "its about than into them can only other time new some could these two may first then do any like my now over "
    "such our man me even most made after also did many off before must well back through years where much your way "
    "down should because long each just state those people too mr how little good world make very year still see "
    "own work men day get here old life both between being under three never know same last another while us might "
    "great go come since against right came take used himself few house use place during high without again home "
    "around small however found school part thought went say general once upon every war does got united left number "
    "course until always away public something fact though water less put think almost hand enough took market "
    "government council minister report policy river energy network climate budget election court hospital"
).split()
PEOPLE = (
    "Amara Okafor", "Lena Fischer", "Rajesh Patel", "Sofia Marquez", "Tom Whitfield", "Yuki Tanaka",
    "Ingrid Solberg", "Daniel Mbeki", "Claire Dubois", "Hassan Al-Amin",
)
BODIES = (
    "the European Central Bank", "Northfield University", "the Ministry of Transport", "Acme Energy",
    "the World Health Organization", "Riverside Council",
)
BYTES = 3000
# Paragraphs that a feed's articles are put together from: making each anew would take minutes.
POOL = 400


def sentence(dice, least=8, most=20):
    words = " ".join(dice.choices(WORDS, k=dice.randint(least, most)))
    return words[0].upper() + words[1:] + "."


def paragraph(dice):
    kind = dice.random()
    if kind < 0.15:
        said, person, body = sentence(dice)[:-1], dice.choice(PEOPLE), dice.choice(BODIES)
        return f"<p>&ldquo;{said},&rdquo; said {person} of {body}. {sentence(dice)}</p>"
    if kind < 0.22:
        return "<ul>" + "".join(f"<li>{sentence(dice, 4, 9)}</li>" for _ in range(3)) + "</ul>"
    if kind < 0.28:
        return f"<blockquote><p>{sentence(dice)}</p></blockquote>"
    sentences = [sentence(dice) for _ in range(dice.randint(2, 4))]
    address = f"https://example.org/{dice.randint(1, 9999)}"
    sentences[0] += f' <a href="{address}">{dice.choice(WORDS)}</a>'
    if dice.random() < 0.4:
        sentences[-1] = f"<strong>{sentences[-1]}</strong>"
    return "<p>" + " ".join(sentences) + "</p>"


def item(dice, pool, feed, number, feeds):
    body, size = [], 0
    while size < BYTES:
        body.append(dice.choice(pool))
        size += len(body[-1])
    title = f"F{feed} A{number} {sentence(dice, 5, 10)[:-1]}"
    link = f"https://example.org/f{feed}/i{number}"
    # From the start of 2026 back, ten minutes apart.
    date = formatdate(1767225600 - 600 * (feed + number * feeds))
    return (
        f'<item><title>{title}</title><link>{link}</link><guid isPermaLink="true">{link}</guid>'
        f"<author>{dice.choice(PEOPLE)}</author><pubDate>{date}</pubDate>"
        f"<description>{html.escape(chr(10).join(body))}</description></item>\n"
    )


def make(folder, feeds, items):
    """Writes the feeds that are not there."""
    os.makedirs(folder, exist_ok=True)
    for feed in range(feeds):
        path = os.path.join(folder, f"feed{feed:04}.xml")
        if os.path.exists(path):
            continue
        dice = random.Random(1000003 * feed + items)
        pool = [paragraph(dice) for _ in range(POOL)]
        with open(path + ".part", "w") as out:
            out.write(
                f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Feed {feed:04}</title>'
                f"<link>https://example.org/f{feed}</link><description>Made</description>\n"
            )
            for number in range(items):
                out.write(item(dice, pool, feed, number, feeds))
            out.write("</channel></rss>\n")
        os.rename(path + ".part", path)


def answer(connection, path, seconds):
    with connection, open(path, "rb") as feed:
        request = b""
        while b"\r\n\r\n" not in request:
            part = connection.recv(4096)
            if not part:
                return
            request += part
        time.sleep(seconds)
        size = os.fstat(feed.fileno()).st_size
        try:
            connection.sendall(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n"
                b"Content-Length: %d\r\n\r\n" % size
            )
            connection.sendfile(feed)
        except OSError:
            pass  # whoever asked has gone


def serve(folder, seconds):
    ready, addresses = selectors.DefaultSelector(), []
    for name in sorted(name for name in os.listdir(folder) if name.endswith(".xml")):
        listener = socket.create_server(("127.0.0.1", 0))
        ready.register(listener, selectors.EVENT_READ, os.path.join(folder, name))
        addresses.append(f"http://127.0.0.1:{listener.getsockname()[1]}/{name}")
    print(json.dumps(addresses), flush=True)
    while True:
        for key, _ in ready.select():
            connection, _ = key.fileobj.accept()
            threading.Thread(target=answer, args=(connection, key.data, seconds), daemon=True).start()


def main(arguments):
    match arguments:
        case ["make", folder, feeds, items]:
            make(folder, int(feeds), int(items))
        case ["serve", folder, *seconds]:
            serve(folder, float(*seconds or [0]))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
