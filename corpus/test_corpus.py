"""Tests of the format, the checks, the exports and the agreement: python3 -m unittest (in this folder)."""
import json
import tempfile
import unittest
from pathlib import Path

import agreement
import check
import export
from marks import FormatError, read, strip

HEADER = "origin: composed\nmanner: wire\nlicence: CC0-1.0\nsource: made for a test\nauthor: the corpus\npart: {}\nreadings: 1\n\n"
STORY = ("Rain stops play\n"
         '<q id=1 k=direct s="Ana Souza">“We won,”</q> <m q=1>captain <per>Ana Souza</per></m> <c q=1>said</c>.\n'
         '<m q="2 3"><per n="Ana Souza">Souza</per></m> <c q="2 3">added</c> that <i id=2 s="Ana Souza">it was '
         '<q id=3 k=mixed s="Ana Souza">“no picnic”</q></i> in <loc>São Tomé</loc>.')


def article(body, name="story"):
    folder = Path(tempfile.mkdtemp())
    path = folder / f"{name}.txt"
    path.write_text(HEADER.format(check.part_of(name)) + body + "\n", encoding="utf-8")
    return read(path)


def errors(body):
    return [message for error, _, message in check.check(article(body)) if error]


def warnings(body):
    return [message for error, _, message in check.check(article(body)) if not error]


class Format(unittest.TestCase):
    def test_removing_the_marks_gives_the_text(self):
        self.assertEqual(article(STORY).text, "Rain stops play\n“We won,” captain Ana Souza said.\n"
                                              "Souza added that it was “no picnic” in São Tomé.")

    def test_escaped_signs_come_back(self):
        self.assertEqual(strip("A &lt;b&gt; &amp; c & d &amp;lt;")[0], "A <b> & c & d &lt;")

    def test_what_cannot_be_read_is_said(self):
        for body in ("<q id=1>a", "a</q>", "<per>a<loc>b</per></loc>", "<who>a</who>", "<per s=x>a</per>", "a < b",
                     "<per>a\nb</per>"):
            with self.subTest(body), self.assertRaises(FormatError):
                strip(body)


class Checks(unittest.TestCase):
    def test_a_good_story_has_no_notes(self):
        self.assertEqual(check.check(article(STORY)), [])

    def test_every_break_of_a_rule_is_an_error(self):
        for body, word in (('a "b" c', "in no run"),
                           ('<q id=1 k=direct s="Nobody Here">"b"</q>', "neither a name nor a phrase"),
                           ("<q id=1 k=shout>'b'</q>", "kind"),
                           ('<q id=1 k=scare s="b">"b"</q>', "has no speaker"),
                           ('<q id=1 k=direct>"b"</q> <q id=1 k=direct>"c"</q>', "taken"),
                           ("<m q=7>he</m> said", "not there"),
                           ("<per>Ana <loc>Souza</loc></per>", "inside another name"),
                           ('<per n="Ana Souza">Souza</per>', "occurs nowhere"),
                           ("<per>An</per>a", "inside a word"),
                           ("<per> Ana</per>", "blank at an edge"),
                           ("a\n\nb", "empty line")):
            with self.subTest(body):
                self.assertTrue(any(word in message for message in errors(body)), errors(body))

    def test_an_unmarked_occurrence_of_a_name_is_a_warning(self):
        self.assertTrue(any("unmarked" in message for message in warnings("<per>Ana</per> met Ana.")))

    def test_inches_are_no_quotation_marks(self):
        self.assertEqual(errors('A pipe 12" wide.'), [])

    def test_a_run_over_two_paragraphs_is_fine(self):
        body = '<q id=1 k=direct s="she">"One.</q>\n<q id=2 k=direct s="she">"Two,"</q> <m q="1 2">she</m> said.'
        self.assertEqual(check.check(article(body)), [])


class Exports(unittest.TestCase):
    def test_offsets_in_characters_and_bytes_cut_the_same_text(self):
        row = json.loads(next(export.jsonl([article(STORY)])))
        self.assertEqual([quote["kind"] for quote in row["quotes"]], ["direct", "mixed"])
        for found in row["quotes"] + row["indirect"] + row["names"]:
            self.assertEqual(row["text"][found["start"]:found["end"]], found["text"])
            self.assertEqual(row["text"].encode()[found["start_byte"]:found["end_byte"]].decode(), found["text"])

    def test_a_run_inside_a_run_is_listed_apart(self):
        body = '<q id=1 k=direct s="he">"I said <q id=2 k=direct s="he">\'no\'</q>,"</q> he said.'
        row = json.loads(next(export.jsonl([article(body)])))
        self.assertEqual((len(row["quotes"]), len(row["nested"])), (1, 1))

    def test_columns_follow_the_names(self):
        lines = list(export.conll([article("Mr. <per>Li Na</per>'s <loc>US</loc>-led team won. It rained.")]))
        self.assertEqual([line.split("\t")[:2] for line in lines[2:] if line],
                         [["Mr", "O"], [".", "O"], ["Li", "B-PER"], ["Na", "I-PER"], ["'s", "O"], ["US", "B-LOC"],
                          ["-", "O"], ["led", "O"], ["team", "O"], ["won", "O"], [".", "O"], ["It", "O"],
                          ["rained", "O"], [".", "O"]])
        self.assertEqual(lines.count(""), 3)


class Agreement(unittest.TestCase):
    def test_differences_are_counted(self):
        other = STORY.replace("<loc>São Tomé</loc>", "<org>São Tomé</org>").replace("k=mixed", "k=scare").replace(
            'k=scare s="Ana Souza"', "k=scare").replace('<m q="2 3">', "<m q=2>").replace('<c q="2 3">', "<c q=2>")
        result = agreement.compare([article(STORY)], [article(other)])
        self.assertEqual(sorted(result["kinds"]), [("direct", "direct"), ("mixed", "scare")])
        self.assertEqual(sum(result["by_type"][tag, "hit"] for tag in ("per", "org", "loc", "misc")), 2)
        self.assertEqual(len(result["differences"]), 3)

    def test_kappa_of_chance_is_nothing(self):
        self.assertAlmostEqual(agreement.kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]), 0)

    def test_different_texts_are_refused(self):
        with self.assertRaises(ValueError):
            agreement.compare([article("One")], [article("Two")])


class Articles(unittest.TestCase):
    def test_every_article_keeps_the_rules(self):
        for path in sorted((Path(__file__).resolve().parent / "articles").glob("*.txt")):
            with self.subTest(path.name):
                self.assertEqual([message for error, _, message in check.check(read(path)) if error], [])


if __name__ == "__main__":
    unittest.main()
