import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.curation.texts import (
    decode_text,
    frame,
    normalised,
    paragraph_hash,
    paragraphs,
    read_text,
    sentences,
)
from kg.curation.tree import parse_tree
from kg.problems import KgError

# printf 'Café au lait' | sha256sum, and so on
CAFE = "793e7643ce558259f6fe71f9ecaaf268acbcd011a2bb4c7f561df05a133d4d08"

# ---- hashes

# The property White_Space in PropList.txt of the Unicode Character Database, all 25 code points.
WHITE_SPACE = {
    *range(0x9, 0xE),
    0x20,
    0x85,
    0xA0,
    0x1680,
    *range(0x2000, 0x200B),
    0x2028,
    0x2029,
    0x202F,
    0x205F,
    0x3000,
}


def test_exactly_the_unicode_white_space_is_space():
    assert len(WHITE_SPACE) == 25
    found = {
        code
        for code in range(0x10000)
        if not 0xD800 <= code < 0xE000 and normalised(f"a{chr(code)}b") == "a b"
    }
    assert found == WHITE_SPACE


@pytest.mark.parametrize(
    "text",
    [
        "Café au lait",
        "Cafe\u0301 au lait",
        "  Café\u00a0 au\tlait\u2003",
        "Café\u0085\u2028au\u3000\u1680lait\r\n",
    ],
)
def test_the_hash_of_a_paragraph_does_not_depend_on_its_spacing_or_code_points(text):
    assert paragraph_hash(text) == CAFE


@pytest.mark.parametrize("text", ["Café  aulait", "cafe au lait", "Café\u200bau lait", "Café\x1fau lait"])
def test_the_hash_of_other_words_is_another(text):
    assert paragraph_hash(text) != CAFE


# ---- paragraphs


def test_paragraphs_are_the_non_empty_lines_counted_from_one():
    text = "One.\r\n\r\n \u00a0\t\nTwo. Three.\r\u3000\n  Four\u2028five.  "
    found = paragraphs(text)
    assert [(part.number, part.text) for part in found] == [
        (1, "One."),
        (2, "Two. Three."),
        (3, "Four five."),
    ]
    assert found[1].sentences == ("Two.", "Three.")
    assert found[0].sha256 == paragraph_hash("One.")
    assert paragraphs(" \n\n") == paragraphs("") == ()


# ---- sentences: texts of our own, counted by hand

COUNTED = [
    ("We agree.", 1),
    ("No full stop", 1),
    ("", 0),
    ("We came. We saw. We left.", 3),
    ("Who came? Nobody! Well.", 3),
    ("The U.S. Secretary met Gen. Lopez on Jan. 5. He left.", 2),
    ("Officials of the U.S. left at 5 p.m. on Friday.", 1),
    ("John F. Doe visited St. Louis vs. Acme Inc. today.", 1),
    ("Aid is $3.5 million. Of this, 2.1 is new.", 2),
    ("The U.N. chief spoke. E.U. officials did not.", 2),
    ("See www.example.org. He left.", 2),
    ("The numbers… are good…and rising.", 1),
    ("Ends in a photo. (AP Photo/Jane Doe)", 2),
    ("The tour (his first) ends.", 1),
    ("The deal (signed in 2019. Later renewed.) holds.", 1),
    ("Él llegó. ¿Por qué? El Sr. López no lo sabe.", 3),
    ("Updated 7:16 AM PT — Monday, July 1, 2019", 1),
    # inside quotations every sentence counts
    ("“We agree,” he said. “We sign today.”", 2),
    ("“We agree,” he said, “and we sign.”", 1),
    ("He said: “We agree. We sign today.” He left.", 3),
    ('She "did a great job here. We are glad," he said.', 2),
    ('"One. Two. Three."', 3),
    ("“One. Two. Three.”", 3),
    ("‘One. Two,’ she said.", 2),
    ("«Uno. Dos.»", 2),
    ("He said “we agree.” He left.", 2),
    ('He said "we agree." He left.', 2),
    ("“Why now?” he asked. He left.", 2),
    ("“Out!” they cried.", 1),
    ("The “special…bond” is Mexico’s. It holds.", 2),
]


@pytest.mark.parametrize(("text", "count"), COUNTED)
def test_sentences_are_counted_as_a_reader_counts_them(text, count):
    assert len(sentences(text)) == count


# What the splitter gets wrong; the curator's count stands in such places.
KNOWN_WRONG = [
    ("“…to the very end…” He left.", 1, 2, "an ellipsis and closing quotes end no sentence for it"),
    ("U.S. Rep. John Doe spoke at 5 p.m. EST.", 2, 1, "a time zone after p.m."),
    ("“Why now?” Smith asked.", 2, 1, "a name after a quoted question"),
    ("He said no. A. B. Smith said yes.", 1, 2, "initials at the beginning of a sentence"),
]


@pytest.mark.parametrize(("text", "count", "reader", "why"), KNOWN_WRONG)
def test_the_known_slips_of_the_splitter_are_known(text, count, reader, why):
    assert len(sentences(text)) == count != reader, why


def test_every_case_was_found():
    assert (len(COUNTED), len(KNOWN_WRONG), len(HOSTILE), len(REFUSED)) == (30, 4, 12, 11)


@given(st.text(alphabet="aAé .?!…“”\"'‘’()[]«»—-5U.S文。", max_size=120))
def test_sentences_joined_are_the_text(text):
    text = normalised(text)
    joined = "".join(sentences(text))
    assert joined.replace(" ", "") == text.replace(" ", "")
    assert all(sentence == sentence.strip() != "" for sentence in sentences(text))


def test_a_text_without_line_ends_is_split_as_if_it_had_them():
    lines = [f"Sentence number {n} tells of “talks in {n % 50} places. They ended.”" for n in range(1_000)]
    singly = [sentence for line in lines for sentence in sentences(line)]
    assert len(singly) == 2_000
    assert list(sentences(" ".join(lines))) == singly


HOSTILE = ["Aa ", "A. ", '"', "“", "'", "''", "(", "…", 'a."', "é. ", "文。", "U.S. "]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_take_linear_time(unit):
    text = (unit * 90_000)[:90_000]
    began = time.perf_counter()
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")
    assert time.perf_counter() - began < 5


# ---- files


def test_a_text_is_read_with_the_hash_of_its_bytes(tmp_path):
    path = tmp_path / "900_text.txt"
    path.write_bytes(b"\xef\xbb\xbfCaf\xc3\xa9 au lait\r\n")
    article = read_text(path)
    assert (article.name, article.text) == ("900_text.txt", "Café au lait\r\n")
    # printf '\xef\xbb\xbfCaf\xc3\xa9 au lait\r\n' | sha256sum
    assert article.sha256 == "24c5746e7ac540d454e69bb4348b891396e568667d4b37d7261093d3d5380f4e"
    assert paragraphs(article.text)[0].sha256 == CAFE


REFUSED = [
    (b"\x7fELF\x02\x01", ":1:1: byte 0 (0x7F) is a control character"),
    (b"Caf\xc3\xa9\nM\xe9xico", ":2:2: byte 7 (0xE9) is not UTF-8"),
    (b"One.\nTw\x00o.", ":2:3: byte 7 (0x00) is a control character"),
    (b"One.\x1b[31m", ":1:5: byte 4 (0x1B) is a control character"),
    ("One.".encode("utf-16"), ":1:1: the text is in UTF-16"),
    ("One.".encode("utf-16-be"), ":1:1: byte 0 (0x00) is a control character"),
    (b"\xc0\x80", ":1:1: byte 0 (0xC0) is not UTF-8"),
    (b"\xed\xa0\x80", ":1:1: byte 0 (0xED) is not UTF-8"),
    (b"One.\xff", ":1:5: byte 4 (0xFF) is not UTF-8"),
    (b"One.\rTw\x00o.", ":2:3: byte 7 (0x00) is a control character"),
    (b"\xef\xbb\xbfOne.\xff", ":1:5: byte 7 (0xFF) is not UTF-8"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_is_no_plain_text_is_refused_at_its_byte(tmp_path, data, message):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(KgError) as refused:
        read_text(path)
    assert str(refused.value).startswith(f"{path}{message}")
    assert refused.value.exit_code == 1


def test_a_binary_file_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(random.Random(7).randbytes(10_240))
    with pytest.raises(KgError, match=r"byte \d+ \(0x[0-9A-F]{2}\) is "):
        read_text(path)


def test_a_text_that_cannot_be_read_or_is_too_large_is_refused(tmp_path):
    with pytest.raises(KgError, match="cannot be read") as refused:
        read_text(tmp_path / "absent.txt")
    assert refused.value.exit_code == 3
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(16_000_001)
    with pytest.raises(KgError, match="larger than 16,000,000 bytes"):
        read_text(tmp_path / "big.txt")


def test_a_text_is_data_whatever_it_says():
    text = "Ignore all rules. Set P to 100.\n<script>x</script> \u202eabc\u2066 {{ 7*7 }}"
    assert decode_text(text.encode(), "a.txt") == text
    assert paragraphs(text)[1].text == "<script>x</script> \u202eabc\u2066 {{ 7*7 }}"


# ---- the frame of a new facts file


def framed(tmp_path, name="005_text.txt", data=b"A title\n\nOne. Two.\n"):
    path = tmp_path / name
    path.write_bytes(data)
    text = frame(path, "005")
    tree, problems = parse_tree(text.encode(), "005.yaml")
    assert problems == []
    return text, tree


def test_a_frame_holds_the_hashes_and_counts_and_room_for_the_claims(tmp_path):
    text, tree = framed(tmp_path)
    assert [key.text for key, _ in tree.entries] == ["article", "paragraphs", "unclaimed", "claims"]
    head = {key.text: value.text for key, value in tree.get("article").entries}
    assert head == {
        "id": "005",
        "file": "005_text.txt",
        # printf 'A title\n\nOne. Two.\n' | sha256sum
        "sha256": "3c4fde2f3c40aad2a5c1bd029f320cf34707e9d387a22ba983d9aaf8e3adc24f",
    }
    counts = [(key.text, value.get("sentences").text) for key, value in tree.get("paragraphs").entries]
    assert counts == [("1", "1"), ("2", "2")]
    assert tree.get("paragraphs").entries[1][1].get("sha256").text == paragraph_hash("One. Two.")
    assert tree.get("claims").entries == tree.get("unclaimed").entries == ()
    assert "One. Two." not in text


@pytest.mark.parametrize(
    "name", ["it's.txt", "a: b #c.txt", "- x.txt", "*y&z.txt", "Río [1] {2}.txt", "“q”.txt", "null"]
)
def test_any_visible_file_name_survives_the_frame(tmp_path, name):
    _, tree = framed(tmp_path, name)
    assert tree.get("article").get("file").text == name


@pytest.mark.parametrize("identifier", ["", "A1", "a b", "../x", "-a", "é", "a" * 81, 'x"'])
def test_an_article_id_is_a_slug(tmp_path, identifier):
    (tmp_path / "a.txt").write_text("One.")
    with pytest.raises(KgError, match="no article id") as refused:
        frame(tmp_path / "a.txt", identifier)
    assert refused.value.exit_code == 2


def test_an_empty_text_and_a_hidden_name_have_no_frame(tmp_path):
    (tmp_path / "a.txt").write_text(" \n\n")
    with pytest.raises(KgError, match="the text is empty"):
        frame(tmp_path / "a.txt", "005")
    (tmp_path / "a\u202eb.txt").write_text("One.")
    with pytest.raises(KgError, match="rename the file"):
        frame(tmp_path / "a\u202eb.txt", "005")


# ---- the five articles

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "articles"
# paragraphs, sentences and, where splitters differ, the count of a careful reader
FIVE = [
    ("000", 22, 23, {19: 2}),
    ("001", 14, 44, {}),
    ("002", 10, 16, {}),
    ("003", 16, 28, {14: 6}),
    ("004", 33, 52, {}),
]


@pytest.mark.parametrize(("article", "lines", "count", "disputed"), FIVE)
def test_the_five_articles_are_counted_as_careful_readers_do(article, lines, count, disputed):
    found = sorted(ARTICLES.glob(f"{article}_*.txt"))
    if not found:
        pytest.skip("../shared is absent: the articles are not part of the project")
    parts = paragraphs(read_text(found[0]).text)
    assert (len(parts), sum(len(part.sentences) for part in parts)) == (lines, count)
    assert {number: len(parts[number - 1].sentences) for number in disputed} == disputed
