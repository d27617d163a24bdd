# ruff: noqa: E501 (a case stands on one line)
"""Facts files made to do harm, and odd ones that are good: what each holds, what is said of it, its limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

Edit = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A file `more.yaml` beside the small corpus, or a change in it; what is said; limits."""

    more: str | bytes = ""
    edit: Edit | None = None
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    seconds: float = 10.0
    peak_mb: float = 512.0
    files: Mapping[str, str] = field(default_factory=dict)


def person(name: str) -> str:
    return f"x: {{kind: Person, name: {name}}}\n"


def link(address: str) -> str:
    return f"x: {{kind: Person, name: X, same-as: {address}}}\n"


def quantity(value: str) -> Edit:
    issues = "    issues: fishing\n"
    return "article.yaml", issues, f"{issues}    quantities: [{{of: boats, value: {value}}}]\n"


def bomb(levels: int) -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    names = "abcdefghijklmnop"[: levels + 1]
    for above, name in pairwise(names):
        lines.append(f"{name}: &{name} [{', '.join([f'*{above}'] * 9)}]")
    return "\n".join(lines) + "\n"


IN_MORE = "facts/more.yaml:1:25: "
REFUSED = {
    # what the samples try, written in our form
    "one slug twice in a file": Case(person("A") + person("B"), says=("facts/more.yaml:2:1: duplicate key “x”", "facts/more.yaml:1:1")),
    "one slug twice in two files": Case(person("A"), files={"other.yaml": person("B")}, says=("the entity “x” stands here and at facts/more.yaml:1:1",)),
    "no number": Case(edit=quantity(".nan"), says=("facts/article.yaml:22:37: value: “.nan” is not a number",), never=("NaN",)),
    "an infinite number": Case(edit=quantity("-.inf"), says=("“-.inf” is not a number",)),
    "an object of Python": Case(person('!!python/name:os.system ""'), says=(IN_MORE + "the tag “!!python/name:os.system”",), never=("builtin",)),
    "a bomb of aliases": Case(bomb(9), says=("facts/more.yaml:1:4: the anchor “&a” is not allowed", "the alias “*a” is not allowed"), seconds=2, peak_mb=200),
    "a merge key": Case("base: &b {kind: Person}\nx: {<<: *b, name: X}\n", says=("facts/more.yaml:2:5: merge keys",)),
    "a hundred thousand brackets": Case("[" * 100_000, says=("nested deeper than 20 levels",)),
    "a number of 5,000 digits": Case(edit=quantity("9" * 5_000), says=("is not a number such as",)),
    "a NUL as an escape": Case(person('"A\\0B"'), says=(IN_MORE + "an escape in these quotes: U+0000",)),
    "indented by a tab": Case("x:\n\tkind: Person\n", says=("facts/more.yaml:2:1: a tab",)),
    "not UTF-8": Case(person("Fernández").encode("latin-1"), says=("facts/more.yaml:1:29: not UTF-8: byte 0xE1 at byte offset 28",), never=("\ufffd",)),
    "an empty file": Case(b"\n", says=("facts/more.yaml:1:1: no facts",), never=("NoneType",)),
    "a list where a text is due": Case(person("[A, B]"), says=(IN_MORE + "name takes one value, not 2",), never=("['A', 'B']",)),
    "one name in two code-point forms": Case(person("Fern\u00e1ndez") + person("Ferna\u0301ndez").replace("x:", "y:"), says=("is also the name of x",)),
    "an override of the direction": Case(person("evil\u202egpj.exe"), says=("facts/more.yaml:1:29: U+202E",)),
    "a space without width": Case(person("Wang\u200b Yi"), says=("facts/more.yaml:1:29: U+200B",)),
    "one name with more spaces": Case(person("Wang Yi") + person('"Wang  Yi"').replace("x:", "y:"), says=("is also the name of x",)),
    "two slugs that differ in case": Case("nor: {kind: Group, name: The Norsemen}\n", says=("“nor” differs only in case from “NOR”",)),
    "two names that differ in case": Case(person("Iran") + person("IRAN").replace("x:", "y:"), says=("is also the name of x",)),
    "a slug that is a path": Case(person("X").replace("x:", "/var/tmp/pwned_abs:"), says=("“/var/tmp/pwned_abs” is not a name",)),
    "a name too long for a file": Case(person("長" * 4_000), says=("name: 4000 characters, at most 200",), never=("OSError",)),
    "a slug that is a script": Case(person("X").replace("x:", '"\\"><script>alert(7)</script>":'), says=("is not a name",)),
    "an address that is data": Case(link('"data:text/html;base64,PHNj"'), says=("an address begins with https:// or http://",)),
    "a name of several lines": Case(person('"line1\\n\\n## Fake section\\n- verified: yes"'), says=(IN_MORE + "name: a value stands on one line",)),
    "an address with a space": Case(link('"http://e/a b"'), says=("is not a web address without spaces",)),
    "an event that is part of itself": Case(edit=("events.yaml", "part-of: berg-paz-oslo", "part-of: berg-praises-paz"), says=("is part of itself",)),
    "a number in base 60": Case(edit=quantity("1:30"), says=("“1:30” is not a number",), never=("90",)),
    # more of the same family
    "Norway where a state is due": Case("x: {kind: Place, name: X, type: city, state: NO}\n", says=("“NO” is not a name of the form mike-pompeo or MEX",), never=("False",)),
    "digits of another script": Case(edit=quantity("٣"), says=("“٣” is not a number",)),
    "a paragraph of 5,000 digits": Case(edit=("article.yaml", 'at: "1.1"', f'at: "{"9" * 5_000}.1"'), says=("is not a place such as 8.2",)),
    "a sentence of 5,000 digits": Case(edit=("article.yaml", 'at: "1.1"', f'at: "1.{"9" * 5_000}"'), says=("is not a place such as 8.2",)),
    "a raised figure for a sentence": Case(edit=("article.yaml", "claims:\n", 'unclaimed: {"1.²": no claim}\nclaims:\n'), says=("is not a place such as 8.2",)),
    "a count of 5,000 digits": Case(edit=("article.yaml", "sentences: 1}\nclaims", f"sentences: {'9' * 5_000}}}\nclaims"), says=("is not a count",)),
    "a date of 5,000 digits": Case(edit=("article.yaml", "edtf: 2020-05-03", f"edtf: {'9' * 5_000}"), says=("is no date such as",)),
    "a day that is none": Case(edit=("article.yaml", "edtf: 2020-05-03", "edtf: 2020-02-30"), says=("does not exist",)),
    "a path that leads out of the folder": Case(person("X").replace("x:", "../../pwned_out:"), says=("is not a name",)),
    "a text outside of its folder": Case(edit=("article.yaml", "file: 900.txt", "file: ../../../etc/passwd"), says=("facts/article.yaml:3:9: file: “../../../etc/passwd”: a path inside the folder of texts: no part of it begins with a dot or is empty",)),
    "an address that is a script": Case(link('"javascript:alert(1)"'), says=("an address begins with",)),
    "an address that ends its quotes": Case(link("'https://e/\"onclick=\"x'"), says=("is not a web address",)),
    "UTF-16": Case(person("X").encode("utf-16"), says=("the file is in UTF-16",)),
    "half a character": Case(person('"\\ud800"'), says=("an escape that stands for no character",)),
    "a second document": Case(person("X") + "---\n" + person("Y"), says=("facts/more.yaml:2:1: a second document",)),
    "another YAML": Case("%YAML 1.1\n---\n" + person("X"), says=("a line that begins with %",)),
    "bytes in base 64": Case(person("!!binary aGk="), says=("the tag “!!binary”",)),
    "a list as a key": Case("? [a, b]\n: {kind: Person, name: X}\n", says=("facts/more.yaml:1:3: a key is a text, not a list",)),
    "a key for nobody": Case("'': {kind: Person, name: X}\n", says=("facts/more.yaml:1:1: a key is missing before the colon",)),
    "3,000 indented levels": Case("".join(f"{' ' * depth}a:\n" for depth in range(3_000)), says=("nested deeper than 20 levels",)),
    "a value of 100,000 characters": Case(person("x" * 100_000), says=("a value of 100,000 characters",)),
    "a key of 100,000 characters": Case(f"{'x' * 100_000}: {{kind: Person, name: X}}\n", says=("facts/more.yaml:1:",)),
    "50,000 keys without a record": Case("".join(f"k{number}: x\n" for number in range(50_000)), says=("more than 10,000 problems",), peak_mb=300),
    "a name 200,000 times": Case(f"x: {{kind: Group, name: X, names: [{'a,' * 200_000}]}}\n", says=("more than 10,000 problems",), seconds=20, peak_mb=300),
    "a quote that never ends": Case('x: {kind: Person, name: "X\n' + "y: 1\n" * 1_000, says=("these quotes are not closed",)),
    "ten thousand NULs": Case(b"\0" * 10_000, says=("facts/more.yaml:1:1: ",)),
    # and more
    "tags by a name of their own": Case("%TAG ! tag:yaml.org,2002:python/\n---\nx: !object/apply:os.system [ls]\n", says=("facts/more.yaml:1:1: a line that begins with %",)),
    "a tag in full": Case(person("!<tag:yaml.org,2002:python/object/apply:os.system> ['touch pwned']"), says=("the tag “!!python/object/apply:os.system”",)),
    "an alias as a key": Case("x: &a {kind: Person, name: X}\n*a : {kind: Person, name: Y}\n", says=("the anchor “&a”", "the alias “*a”")),
    "a bomb of merge keys": Case("a0: &a0 {k: v}\n" + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 12)), says=("merge keys",), seconds=2, peak_mb=200),
    "a field again, in other quotes": Case('x: {kind: Person, name: X, "na\\u006De": Y}\n', says=("facts/more.yaml:1:28: duplicate key “name”",)),
    "60,000 dashes": Case("- " * 60_000 + "x\n", says=("nested deeper than 20 levels",)),
    "60,000 question marks": Case("? " * 60_000 + "x\n", says=("nested deeper than 20 levels",)),
    "braces and brackets in turn": Case("[{a: " * 50_000, says=("nested deeper than 20 levels",)),
    "50,000 anchors": Case("".join(f"k{n}: &a{n} x\n" for n in range(50_000)), says=("more than 1,000 problems",), peak_mb=200),
    "10 MB on one line": Case(person("y" * 10_000_000), says=("a value of 10,000,000 characters",), peak_mb=300),
    "10 MB in a block": Case("x:\n  kind: Person\n  name: |\n" + "    yyyyyyyyy\n" * 1_000_000, says=("a value of 9,999,999 characters",), peak_mb=300),
    "two byte order marks": Case(b"\xef\xbb\xbf\xef\xbb\xbf" + person("X").encode(), says=("U+FEFF",)),
    "UTF-32": Case(person("X").encode("utf-32"), says=("the file is in UTF-16 or UTF-32",)),
    "a dot in two bytes": Case(b"x: {kind: Person, name: \xc0\xae}\n", says=("facts/more.yaml:1:25: not UTF-8: byte 0xC0",)),
    "a pair of half characters": Case(b"x: {kind: Person, name: \xed\xa0\xbd\xed\xb8\x80}\n", says=("not UTF-8: byte 0xED",)),
    "a megabyte that is no text": Case(b"x: " + b"\xff" * 1_000_000, says=("not UTF-8: byte 0xFF at byte offset 3",), peak_mb=300),
    "line breaks that are not seen": Case("x: {kind: Person, name: X}\u2028y: 1\u0085z: 1\n", says=("U+2028 is a line break", "U+0085 is a line break")),
    "a name in two scripts": Case(person("Ir\u0430n"), says=(IN_MORE + "U+0430 CYRILLIC SMALL LETTER A stands in a word of Latin letters",)),
    "a name in two scripts, by an escape": Case(person('"Ir\\u0430n"'), says=(IN_MORE + "U+0430 CYRILLIC",)),
    "a name that shows nothing": Case(person("\u3164"), says=("U+3164 HANGUL FILLER cannot be seen",)),
    "a name of a blank in Braille": Case(person('"\\u2800"'), says=("U+2800 BRAILLE PATTERN BLANK cannot be seen",)),
    "a name that begins with a mark": Case(person("\u0301a"), says=(IN_MORE + "it begins with U+0301 COMBINING ACUTE ACCENT",)),
    "a name with a heap of marks": Case(person("a" + "\u0302" * 150), says=("more than four marks stand on one letter",)),
    "a character that is none": Case(person("a\ufdd0b"), says=("facts/more.yaml:1:26: U+FDD0",)),
    "a place within itself": Case("a: {kind: Place, name: A, type: city, within: b}\nb: {kind: Place, name: B, type: city, within: a}\n", says=("a is part of itself through within", "b is part of itself through within")),
    "a body that is part of itself": Case("a: {kind: Organisation, name: A, part-of: a}\n", says=("a is part of itself through part-of",)),
    "3,000 places, each within the next": Case("".join(f"g{n}: {{kind: Place, name: G{n}, type: city, within: g{n + 1}}}\n" for n in range(3_000)) + "g3000: {kind: Place, name: G, type: city, state: NOR}\n", says=("g0 is more than 30 steps below the last by within",), peak_mb=200),
    "a picture": Case(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, says=("facts/more.yaml:1:1: ",)),
    "a slug in wide letters": Case(person("X").replace("x:", "ｘ:"), says=("“ｘ” is not a name",)),
    "a slug that is a prototype": Case(person("X").replace("x:", "__proto__:"), says=("is not a name",)),
}  # fmt: skip

# name as it is written: name as it is held
KEPT = {
    "NO": "NO",
    "ON": "ON",
    "y": "y",
    "off": "off",
    "12:30:45": "12:30:45",
    "Null": "Null",
    '"~"': "~",
    "010": "010",
    "0x1F": "0x1F",
    "1_000": "1_000",
    "2024-05-01": "2024-05-01",
    ".inf": ".inf",
    "=": "=",
    "İbrahim Kalın": "İbrahim Kalın",
    "ibrahim kalin": "ibrahim kalin",
    "Владимир": "Владимир",
    "محمد": "محمد",
    '"x\\" || \\"1\\" = \\"1"': 'x" || "1" = "1',
    "'\"><script>alert(7)</script>'": '"><script>alert(7)</script>',
    "'{{ 7 * 7 }}'": "{{ 7 * 7 }}",
    "'| ## a |'": "| ## a |",
    "'?x } DROP ALL #'": "?x } DROP ALL #",
}

DATES = {
    "2024": ("2024", "2024-01-01", "2024-12-31"),
    "2024-02": ("2024-02", "2024-02-01", "2024-02-29"),
    "2024-02-28": ("2024-02-28", "2024-02-28", "2024-02-28"),
    "2024-05-01T00:30:00+09:00": ("2024-05-01T00:30:00+09:00", "2024-05-01", "2024-05-01"),
}

# Files that are odd and good: how they are made of the good text.
ODD = {
    "as it is": lambda text: text.encode(),
    "with a mark and Windows line ends": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "with line ends of an old Mac": lambda text: text.replace("\n", "\r").encode(),
    "without a last line end": lambda text: text.rstrip("\n").encode(),
}
