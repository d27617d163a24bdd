import gc
import random
import time
import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.curation import tree as reader
from kg.curation.characters import UNWANTED, misleading
from kg.curation.memory import collector_kept_away
from kg.curation.tree import Scalar, Sequence, parse_tree, read_tree
from kg.problems import KgError, Mark

# The two engines differ on rare texts such as `{0?}`; the oracle is the one that the reader uses.
SAME_ENGINE = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


def told(data):
    _, problems = parse_tree(data.encode() if isinstance(data, str) else data, "f.yaml")
    return [str(problem) for problem in problems]


def tree_of(data):
    tree, problems = parse_tree(data.encode() if isinstance(data, str) else data, "f.yaml")
    assert problems == []
    return tree


def plain(node):
    """Give texts, lists and dicts for a tree."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def nested(levels):
    return [nested(levels - 1)] if levels > 1 else []


# ---- what is read

TEXTS = [
    ("a country is no truth value", "state: NO", {"state": "NO"}),
    ("nor are other words", "a: [on, y, Yes, off]", {"a": ["on", "y", "Yes", "off"]}),
    ("nor is a name nothing", 'a: "Null"\nb: Null\nc: ~', {"a": "Null", "b": "Null", "c": "~"}),
    ("a code keeps its zeros", "cameo: 010", {"cameo": "010"}),
    ("a time is no number", "at: 12:30:45", {"at": "12:30:45"}),
    ("a number keeps its writing", "a: [1.10, 1e3, 0x1F, .inf]", {"a": ["1.10", "1e3", "0x1F", ".inf"]}),
    ("a date is no day", "a: [2024, 2024-05, 2024-05-01]", {"a": ["2024", "2024-05", "2024-05-01"]}),
    ("an offset stays", "d: 2024-05-01T00:30:00+02:00", {"d": "2024-05-01T00:30:00+02:00"}),
    ("keys are texts", "1: a\nyes: b\n2019-07-21: c", {"1": "a", "yes": "b", "2019-07-21": "c"}),
    ("outer space is cut, inner kept", 'a: " \u00a0x  y\u00a0z "', {"a": "x  y\u00a0z"}),
    ("folded lines are one", "a: one\n  two", {"a": "one two"}),
    ("a block keeps its line breaks", "a: |\n  one\n  two\n", {"a": "one\ntwo"}),
    ("NFD becomes NFC", "name: Garci\u0301a", {"name": "Garc\u00eda"}),
    ("a byte order mark is no text", "\ufeffa: b", {"a": "b"}),
    ("Windows ends lines otherwise", "a: b\r\nc:\r\n  - d\r\n", {"a": "b", "c": ["d"]}),
    ("a document may be framed", "---\na: b\n...\n", {"a": "b"}),
    ("flow and comments", "a: {b: [c, 'd # e']}  # f", {"a": {"b": ["c", "d # e"]}}),
    ("a quoted << is a key", '"<<": a', {"<<": "a"}),
    ("other scripts", "ключ: 外交\nemoji: \U0001f3f3", {"ключ": "外交", "emoji": "\U0001f3f3"}),
    ("markup stays what it is", "a: '</script>{{x}}${y}'", {"a": "</script>{{x}}${y}"}),
    ("a long line", "a: " + "x" * 10_000, {"a": "x" * 10_000}),
    ("twenty levels", "a: " + "[" * 19 + "]" * 19, {"a": nested(19)}),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_every_value_is_a_text(text, expected):
    assert plain(tree_of(text)) == expected


def test_places_count_from_one_in_characters():
    tree = tree_of('\ufeffa: b\r\n"é": {\U0001f3f3: [x, " y"]}\r\n')
    (a, b), (key, record) = tree.entries
    assert (tree.mark, a.mark, b.mark) == (Mark("f.yaml", 1, 1), Mark("f.yaml", 1, 1), Mark("f.yaml", 1, 4))
    assert (str(key.mark), str(record.mark)) == ("f.yaml:2:1", "f.yaml:2:6")
    ((flag, items),) = record.entries
    assert [str(node.mark) for node in (flag, items, *items.items)] == [
        "f.yaml:2:7",
        "f.yaml:2:10",
        "f.yaml:2:11",
        "f.yaml:2:14",
    ]


def test_nothing_written_is_told_from_an_empty_text():
    tree = tree_of("a:\nb: ''\nc: ~\nd: |\n  x\n")
    assert [(value.empty, value.quoted) for _, value in tree.entries] == [
        (True, False),
        (False, True),
        (False, False),
        (False, True),
    ]
    assert (tree.get("c"), tree.get("z")) == (tree.entries[2][1], None)


# ---- what is refused: name, text, problems (place and a part of the message)

ANCHOR, ALIAS = "the anchor", "the alias"
REFUSED = [
    ("empty", "", [("1:1", "no facts")]),
    ("only comments", "# a\n\n", [("1:1", "no facts")]),
    ("an empty document", "---\n", [("2:1", "no facts")]),
    ("only a byte order mark", "\ufeff", [("1:1", "no facts")]),
    ("a list on top", "- a\n", [("1:1", "not a list")]),
    ("a text on top", "some words\n", [("1:1", "not a single text")]),
    ("an anchor", "a: &x 1\n", [("1:4", "the anchor “&x”")]),
    ("an anchor of a list", "a: &x [1]\n", [("1:4", "the anchor “&x”")]),
    ("an alias", "a: 1\nb: *x\n", [("2:4", "the alias “*x”")]),
    ("an alias as key", "*x : 1\n", [("1:1", "the alias “*x”")]),
    ("a bomb of aliases", "a: &a [1, 1]\nb: [*a, *a]\n", [("1:4", ANCHOR), ("2:5", ALIAS), ("2:9", ALIAS)]),
    ("a tag that runs code", "a: !!python/name:os.system\n", [("1:4", "“!!python/name:os.system”")]),
    ("a tag that types", "a: !!int '1'\nb: ! x\n", [("1:4", "“!!int”"), ("2:4", "“!”")]),
    ("a tag of a record", "a: !x {b: c}\n", [("1:4", "“!x”")]),
    ("a merge key", "a:\n  <<: {b: c}\n", [("2:3", "merge keys")]),
    ("a duplicate key", "a: 1\nb:\n  c: 1\n  c: 2\na: 3\n", [("4:3", "f.yaml:3:3"), ("5:1", "f.yaml:1:1")]),
    ("a duplicate in other code points", "é: 1\ne\u0301: 2\n", [("2:1", "duplicate key “é”")]),
    ("a second document", "a: 1\n---\nb: 2\n", [("2:1", "a second document")]),
    ("a directive", "%YAML 1.2\n---\na: 1\n", [("1:1", "begins with %")]),
    ("a list as key", "? [a]\n: b\nc: d\n", [("1:3", "not a list")]),
    ("a record as key", "{a: b}: c\n", [("1:1", "not a record")]),
    ("no key", "'': a\n", [("1:1", "a key is missing")]),
    ("deep flow", "[" * 100_000, [("1:21", "nested deeper than 20")]),
    ("deep flow records", "{a: " * 100_000, [("1:81", "nested deeper than 20")]),
    ("deep block", "- " * 100_000, [("1:41", "nested deeper than 20")]),
    ("deep keys", "? " * 100_000, [("1:41", "nested deeper than 20")]),
    ("one level too deep", "a: " + "[" * 20 + "]" * 20, [("1:23", "nested deeper than 20")]),
    ("a tab as indentation", "a:\n\tb: c\n", [("2:1", "a tab")]),
    ("a tab before a value", "a:\tb\n", [("1:3", "a tab")]),
    ("NUL", "a: b\x00c\n", [("1:5", "U+0000")]),
    ("escape codes", "a: \x1b[31mred\n", [("1:4", "U+001B")]),
    ("an unseen mark before and after a key", "\u200ba: b\nc:\u200b d\n", [("1:1", "ZERO"), ("2:3", "ZERO")]),
    ("NUL as an escape", 'a: "b\\0c"\nd: "\\u0000"\n', [("1:4", "U+0000"), ("2:4", "U+0000")]),
    ("a direction turned", "a: x\u202ey\n", [("1:5", "RIGHT-TO-LEFT OVERRIDE")]),
    ("as an escape", 'a: "x\\u202ey"\n', [("1:4", "RIGHT-TO-LEFT OVERRIDE")]),
    ("in a comment", "# \u2066x\na: b\n", [("1:3", "LEFT-TO-RIGHT ISOLATE")]),
    ("in a key", "a\u200b: b\n", [("1:2", "ZERO WIDTH SPACE")]),
    (
        "more unseen",
        "a: \u00adb\u200dc\ufeffd\n",
        [("1:4", "SOFT"), ("1:6", "JOINER"), ("1:8", "NO-BREAK SPACE")],
    ),
    ("tag characters", "a: x\U000e0041\n", [("1:5", "U+E0041")]),
    ("a hidden line break", "a: b\u2028c\nd: e\u0085f\n", [("1:5", "U+2028"), ("2:5", "U+0085")]),
    ("a text damaged before", "a: M\ufffdxico\n", [("1:5", "U+FFFD")]),
    ("Latin-1", b"a: b\nc: M\xe9xico\n", [("2:5", "byte 0xE9 at byte offset 9")]),
    (
        "Latin-1 after a mark",
        b"\xef\xbb\xbfa: \xe9\r\nb: \xf3\r\n",
        [("1:4", "offset 6"), ("2:4", "offset 12")],
    ),
    ("an overlong zero", b"a: \xc0\x80\n", [("1:4", "byte 0xC0"), ("1:5", "byte 0x80")]),
    ("UTF-16", "a: b\n".encode("utf-16"), [("1:1", "UTF-16")]),
    ("UTF-16 without a mark", "a: b\n".encode("utf-16-be"), [("1:1", "UTF-16")]),
    ("UTF-32", "a: b\n".encode("utf-32"), [("1:1", "UTF-16 or UTF-32")]),
    ("a value too long", "a: " + "9" * 10_001, [("1:4", "10,001 characters")]),
    ("two colons", "a: b: c\n", [("1:5", "a colon where no key can stand")]),
    ("a forbidden start", "a: @b\n", [("1:4", "cannot begin with this character")]),
    ("indentation", "a:\n  b: 1\n c: 2\n", [("3:2", "does not fit the ones above")]),
    (
        "a list left open",
        "a: [1, 2\nb: 3\n",
        [("2:2", "not closed, or a comma is missing (it begins at line 1)")],
    ),
    ("a record left open", "a: {b: 1\n", [("2:1", "a record in { } is not closed")]),
    ("quotes left open", 'a: 1\nb: "x\nc: d\n', [("2:4", "these quotes are not closed")]),
    ("a stray backslash", 'a: "C:\\dir"\n', [("1:7", "begins an escape")]),
    ("half a character", 'a: "\\ud800"\n', [("1:7", "stands for no character")]),
    ("a lone star", "a: * b\n", [("1:5", "meaning of their own")]),
    ("a list in a line", "a: - b\n", [("1:4", "a list cannot begin here")]),
    ("a key without colon", "a: 1\nb c\nd: 2\n", [("3:1", "a key without its colon")]),
    ("text after the end", "a: 1\n...\nb\n", [("3:1", "text after the end")]),
]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_has_a_second_meaning_is_refused_at_its_place(text, expected):
    began = time.perf_counter()
    problems = told(text)
    assert time.perf_counter() - began < 10
    assert [problem.split(": ", 1)[0] for problem in problems] == [f"f.yaml:{place}" for place, _ in expected]
    for problem, (_, words) in zip(problems, expected, strict=True):
        assert words in problem
        assert problem.isprintable()


def test_every_case_was_found():
    assert (len(TEXTS), len(REFUSED)) == (22, 60)
    assert len({name for name, *_ in TEXTS + REFUSED}) == 82


def test_all_problems_come_at_once_and_the_rest_is_still_read():
    text = "a: &x 1\nb: *x\nb: !!str 2\n[c]: \u200bd\ne:\tf\ng: h\n"
    tree, problems = parse_tree(text.encode(), "f.yaml")
    assert [(p.mark.line, p.mark.column) for p in problems] == [
        (1, 4),
        (2, 4),
        (3, 1),
        (3, 4),
        (4, 1),
        (4, 6),
        (5, 3),
    ]
    assert [key.text for key, _ in tree.entries] == ["a", "b", "e", "g"]
    assert plain(tree.get("g")) == "h"


def test_a_syntax_error_is_told_together_with_what_came_before():
    assert [problem.split(": ")[0] for problem in told("a: *x\nb: c\u200b\nd: [\n")] == [
        "f.yaml:1:4",
        "f.yaml:2:5",
        "f.yaml:4:1",
    ]
    assert len(told("a:\n  - b\n\t- c\n")) == 1  # with the tab set right the lines may well fit


def test_a_binary_file_does_not_bury_the_reader():
    problems = told(random.Random(1).randbytes(10_240))
    assert 20 <= len(problems) <= 25
    assert any("more characters that may not stand" in problem for problem in problems)


def test_after_a_thousand_problems_reading_stops():
    problems = told("".join(f"a{n}: *b\n" for n in range(100_000)))
    assert len(problems) == 1_001
    assert "reading stopped here" in "".join(problems[-2:])


# ---- files


def test_a_file_is_read_under_the_name_that_problems_shall_use(tmp_path):
    path = tmp_path / "in.yaml"
    path.write_bytes(b"a: 1\na: 2\n")
    _, (problem,) = read_tree(path, "articles/in.yaml")
    assert str(problem).startswith("articles/in.yaml:2:1: ")
    _, (problem,) = read_tree(path)
    assert problem.mark == Mark(str(path), 2, 1)


@pytest.mark.parametrize("name", ["absent.yaml", "."])
def test_a_file_that_cannot_be_read_is_a_caller_s_mistake(tmp_path, name):
    with pytest.raises(KgError, match="cannot be read") as refused:
        read_tree(tmp_path / name)
    assert refused.value.exit_code == 3


def test_a_file_over_the_limit_is_not_opened(tmp_path):
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(64_000_001)
    assert [str(p) for p in read_tree(path, "big.yaml")[1]] == [
        "big.yaml:1:1: the file is larger than 64 MB: split it"
    ]


# ---- laws and second opinions

names = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"]), max_size=20
)
names = names.map(lambda text: unicodedata.normalize("NFC", UNWANTED.sub("", text)).strip())
names = names.filter(lambda text: not text or not misleading(text))
records = st.recursive(
    names,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(names.filter(lambda key: key not in ("", "<<")), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.dictionaries(names.filter(lambda key: key not in ("", "<<")), records, min_size=1, max_size=4))
def test_what_yaml_writes_is_read_back(value):
    text = yaml.dump(value, allow_unicode=True, default_style="'", width=10**6)
    assert plain(tree_of(text)) == value


@given(st.binary(max_size=60))
def test_no_bytes_at_all_give_anything_but_a_tree_or_problems(data):
    tree, problems = parse_tree(data, "f")
    assert (tree is not None) or problems


@given(st.text(alphabet="ab:-[]{}\"'&*!|>%@#?<~,. \n\t\\0u\u202e", max_size=40))
def test_no_yaml_text_gives_anything_but_a_tree_or_problems(text):
    tree, problems = parse_tree(text.encode(), "f")
    assert (tree is not None) or problems
    assert problems == sorted(problems)
    if not problems:
        assert set(plain(tree)) == {str(key) for key in yaml.load(text, Loader=SAME_ENGINE)}


@pytest.mark.parametrize("name", [case[0] for case in REFUSED])
def test_without_the_c_parser_the_same_files_are_refused(name, monkeypatch):
    text = next(case[1] for case in REFUSED if case[0] == name)
    with_c = told(text)
    monkeypatch.setattr(reader, "_Loader", yaml.Loader)
    without = told(text)
    lines = [[problem.split(":")[1] for problem in problems] for problems in (with_c, without)]
    assert lines[0] == lines[1]


def test_reading_leaves_the_collector_as_it_was():
    assert gc.isenabled()
    tree_of("a: b")
    told("[")
    assert gc.isenabled()
    gc.disable()
    try:
        tree_of("a: b")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_is_made_while_the_collector_is_kept_away_counts_as_old():
    with collector_kept_away():
        assert not gc.isenabled()
        made = [[number] for number in range(10_000)]
    assert gc.isenabled()
    young = sum(len(gc.get_objects(generation)) for generation in (0, 1))
    assert young < len(made) / 10
    assert gc.get_freeze_count() == 0


def test_what_a_caller_has_set_aside_stays_so():
    gc.freeze()
    try:
        aside = gc.get_freeze_count()
        with collector_kept_away():
            pass
        assert gc.get_freeze_count() >= aside * 0.99 > 0  # what nobody holds any more leaves it
    finally:
        gc.unfreeze()
