"""XML from outside: whatever reaches beyond the file is refused, with file, line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import kg
from travels import folder, trip

from kg.importing.xml_tree import DEPTH_LIMIT, parse_xml
from kg.problems import ProblemsFound

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(9))

REFUSED = {
    "a file through an entity": (
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><trips>&x;</trips>',
        "1:1",
        "a DOCTYPE is not allowed",
    ),
    "a billion laughs": (
        f"<!DOCTYPE g [{LAUGHS}]><trips>&a8;</trips>".encode(),
        "1:1",
        "a DOCTYPE is not allowed",
    ),
    "a DTD from elsewhere": (
        b'<?xml version="1.0"?>\n<!DOCTYPE t SYSTEM "http://127.0.0.1:9/t.dtd">\n<trips/>',
        "2:1",
        "a DOCTYPE is not allowed",
    ),
    "another file": (
        b'<trips xmlns:xi="http://www.w3.org/2001/XInclude">\n <xi:include href="file:///etc/passwd"/>\n</trips>',
        "2:2",
        "XInclude is not allowed",
    ),
    "an entity without a declaration": (
        b"<trips>\n<a>&who;</a></trips>",
        "2:4",
        "no well-formed XML: undefined entity",
    ),
    "a million levels": (b"<a>" * 1_000_000, "1:61", f"nested deeper than {DEPTH_LIMIT} levels"),
    "UTF-7": (
        b'<?xml version="1.0" encoding="utf-7"?><a>+ADw-</a>',
        "1:1",
        "the file declares the encoding utf-7",
    ),
    "Latin-1, declared": (
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1"),
        "1:1",
        "the file declares the encoding ISO-8859-1",
    ),
    "Latin-1, not declared": (
        "<trips>\n<a>é</a></trips>".encode("latin-1"),
        "2:4",
        "not UTF-8: byte 0xE9 at byte offset 11",
    ),
    "Latin-1 behind UTF-8 in a line": (
        "<trips>\n<a>é".encode() + b"\xe9</a></trips>",
        "2:5",
        "not UTF-8: byte 0xE9 at byte offset 13",
    ),
    "UTF-16": ("<trips/>".encode("utf-16"), "1:1", "the file is in UTF-16 or UTF-32"),
    "an end that is missing": (b"<trips>\n<trip>\n", "3:1", "no well-formed XML: no element found"),
    "an end of something else": (b"<trips>\n</trip>", "2:3", "no well-formed XML: mismatched tag"),
    "nothing": (b"", "1:1", "no well-formed XML: no element found"),
    "no XML": (b"PK\x03\x04", "1:3", "no well-formed XML"),
    "a NUL": (b"<trips>\x00</trips>", "1:8", "no well-formed XML"),
}


def test_there_are_fifteen_cases() -> None:
    assert len(REFUSED) == 16


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_is_refused_at_its_place(case: str) -> None:
    data, place, reason = REFUSED[case]
    with pytest.raises(ProblemsFound) as refused:
        parse_xml(data, "f.xml")
    (problem,) = refused.value.problems
    assert str(problem).startswith(f"f.xml:{place}: {reason}")


def test_nothing_is_written_and_every_refused_file_is_named(tmp_path: Path) -> None:
    source = folder(tmp_path, trip())
    (source / "a.xml").write_bytes(REFUSED["a file through an entity"][0])
    (source / "b.xml").write_bytes(REFUSED["another file"][0])
    (source / "c.xml").write_text("<people/>", encoding="utf-8")
    text, code = kg("import", "travels", str(source), "-o", str(tmp_path / "out"))
    assert code == 1
    assert [line.split(" ")[0] for line in text.splitlines()[:3]] == [
        f"{source / 'a.xml'}:1:1:",
        f"{source / 'b.xml'}:2:2:",
        f"{source / 'c.xml'}:1:1:",
    ]
    assert "root:" not in text and "Traceback" not in text
    assert not (tmp_path / "out").exists()


def test_elements_keep_their_lines_and_their_text() -> None:
    root = parse_xml(
        "<?xml version='1.0' encoding='UTF-8'?>\n<trips>\n  <a x='1'>b\n   c<i>d</i> &lt;é\n </a>\n</trips>".encode(),
        "f",
    )
    (element,) = root.children
    assert (element.tag, dict(element.attributes), element.text) == ("a", {"x": "1"}, "b cd <é")
    assert (element.mark.line, element.mark.column, element.last_line) == (3, 3, 5)
