"""Every slip of a curator comes out at its place, in words; and all slips of a file come out at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from facts_cases import changed, copied

from kg.curation.loading import check, read_corpus
from kg.problems import ProblemsFound

# name: (file, the text that is right, the slip in its place, line, column, what the message says)
SLIPS = {
    "unknown field": ("article.yaml", "    place: oslo", "    plase: oslo", 17, 5, "no field “plase” (did you mean “place”?)"),
    "unlike any field": ("article.yaml", "    place: oslo", "    injured: 5", 17, 5, "no field “injured”; its fields are host, date, place, participants"),
    "unknown name": ("article.yaml", "{who: luis-paz, for", "{who: luis-pas, for", 20, 15, "nothing is called luis-pas (did you mean “luis-paz”?)"),
    "wrong kind of name": ("article.yaml", "place: oslo", "place: ane-berg", 17, 12, "ane-berg is a Person, and a Place is due"),
    "wrong kind of another name": ("article.yaml", "place: oslo", "place: fishing", 17, 12, "fishing is an Issue, and a Place is due"),
    "unknown choice": ("article.yaml", "role: visitor", "role: visiter", 20, 41, "“visiter” is not one of"),
    "missing modality": ("article.yaml", "    modality: claimed\n", "", 32, 5, "modality is missing"),
    "date that is none": ("article.yaml", "edtf: 2020-05-03", "edtf: 2020-02-30", 16, 37, "the month has 29 days"),
    "foreign digits": ("article.yaml", "edtf: 2020-05-03", "edtf: ٢٠٢٠", 16, 37, "0 to 9"),
    "two things told": ("article.yaml", "    stance: supportive", "    stance: supportive\n    meeting: berg-paz-oslo", 28, 5, "a claim tells one thing"),
    "nothing told": ("article.yaml", "    meeting: berg-paz-oslo\n", "", 12, 3, "what does it tell?"),
    "place outside": ("article.yaml", 'at: "1.1"', 'at: "3.1"', 13, 9, "the article has paragraphs 1 to 2"),
    "sentence outside": ("article.yaml", 'at: "1.1"', 'at: "1.2"', 13, 9, "paragraph 1 has one sentence"),
    "place without form": ("article.yaml", 'at: "1.1"', 'at: "one"', 13, 9, "paragraph.sentence, such as 8.2"),
    "by without said": ("article.yaml", "    said: berg-praises-paz\n", "", 33, 9, "by needs said"),
    "said without by": ("article.yaml", "    by: ane-berg\n    said:", "    said:", 33, 11, "said needs by"),
    "a statement in itself": ("article.yaml", "    statement: berg-praises-paz", "    by: ane-berg\n    said: berg-praises-paz\n    statement: berg-praises-paz", 27, 11, "a statement cannot be its own content"),
    "one side only": ("events.yaml", "between: [ECU, NOR]", "between: [NOR]", 3, 3, "between names one side; a shared event has two or more"),
    "actors without recipients": ("events.yaml", "    recipients: ECU\n", "", 7, 3, "berg-praises-paz has a code, and so needs between, or actors and recipients"),
    "long paraphrase": ("article.yaml", "paraphrase: Paz is able.", "paraphrase: " + "a " * 20 + "b", 39, 17, "at most 20 words"),
    "several values for one": ("article.yaml", "place: oslo", "place: [oslo, bergen]", 17, 12, "place takes one value, not 2"),
    "a list for a text": ("article.yaml", "stance: supportive", "stance: [[supportive]]", 28, 14, "not a list"),
    "empty value": ("article.yaml", "place: oslo", "place:", 17, 11, "no value is written"),
    "wrong hash": ("article.yaml", "sentences: 1}\nclaims", "sentences: one}\nclaims", 10, 6, "is not a count"),
    "no sentence": ("article.yaml", "sentences: 1}\nclaims", "sentences: 0}\nclaims", 10, 6, "“0” is not a count from 1"),
    "listed and claimed": ("article.yaml", "claims:\n", 'unclaimed: {"1.1": a caption}\nclaims:\n', 11, 13, "1.1 is listed as unclaimed, and a claim rests on it"),
    "a paragraph listed, its sentence claimed": ("article.yaml", "claims:\n", 'unclaimed: {"1": a caption}\nclaims:\n', 11, 13, "1 is listed as unclaimed, and a claim rests on 1.1"),
    "listed outside": ("article.yaml", "claims:\n", 'unclaimed: {"3.1": a caption}\nclaims:\n', 11, 13, "3.1: the article has paragraphs 1 to 2"),
    "unknown part of events": ("events.yaml", "events:\n", "oslo: {kind: Place, name: Oslo}\nevents:\n", 2, 1, "an events file has no part “oslo”"),
    "unknown genre": ("article.yaml", "genre: report", "genre: gossip", 7, 10, "“gossip” is not one of preview, record, report"),
    "unknown part": ("article.yaml", "claims:\n", "claim:\n", 11, 1, "no part “claim” (did you mean “claims”?)"),
    "unknown kind": ("entities.yaml", "kind: Person, name: Luís", "kind: Persn, name: Luís", 6, 18, "“Persn” is not a kind of entity (did you mean “Person”?)"),
    "missing kind": ("entities.yaml", "{kind: Issue, name: fishing}", "{name: fishing}", 8, 10, "kind is missing"),
    "missing rank": ("entities.yaml", ", rank: foreign-minister", "", 7, 23, "needs it, one of foreign-minister, head, minister"),
    "doubled name": ("entities.yaml", "name: Luís Paz", "name: ane  BERG", 6, 1, "is also the name of ane-berg"),
    "bad slug": ("entities.yaml", "luis-paz:", "Luis_Paz:", 6, 1, "is not a name"),
    "doubled key": ("entities.yaml", "fishing: {kind", "oslo: {kind", 8, 1, "oslo"),
    "Norway as NO": ("entities.yaml", "state: NOR}\nluis", "state: NO}\nluis", 5, 64, "“NO” is not a name"),
    "no curator": ("events.yaml", "curator: Test editors\n", "", 1, 1, "curator is missing"),
    "unknown code": ("events.yaml", "CONSULT:Visit", "CONSULT:Vist", 5, 11, "CONSULT:Vist is no PLOVER event:mode (did you mean “CONSULT:Visit”?)"),
    "no sides": ("events.yaml", "    between: [ECU, NOR]\n", "", 3, 3, "needs between, or actors and recipients"),
    "both kinds of sides": ("events.yaml", "    between: [ECU, NOR]", "    between: [ECU, NOR]\n    actors: ECU", 3, 3, "shared or directed, not both"),
    "a side left out": ("events.yaml", "between: [ECU, NOR]", "between: [NOR, oslo]", 6, 20, "oslo is a Place"),
    "uncoded statement": ("events.yaml", "    code: SUPPORT\n", "", 7, 3, "needs a code, or uncoded with the reason"),
    "coding of nothing": ("events.yaml", "  berg-praises-paz:", "  berg-praises-pas:", 7, 3, "no claim tells berg-praises-pas"),
    "part of itself": ("events.yaml", "part-of: berg-paz-oslo", "part-of: berg-praises-paz", 7, 3, "is part of itself"),
}  # fmt: skip


def test_the_small_corpus_has_no_problem(tmp_path: Path) -> None:
    corpus, problems = check([copied(tmp_path)])
    assert problems == []
    assert len(corpus.claims) == 3
    assert [claim.name for claim in corpus.claims] == [
        "900/berg-met-paz",
        "900/berg-praised-paz",
        "900/paz-is-able",
    ]


def test_the_table_of_slips_is_whole() -> None:
    assert len(SLIPS) == 46


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_found_at_its_place(name: str, tmp_path: Path) -> None:
    file, right, slip, line, column, message = SLIPS[name]
    folder = changed(tmp_path, file, right, slip)
    _, problems = check([folder])
    found = [str(problem) for problem in problems]
    place = f"{folder / file}:{line}:{column}: "
    assert any(each.startswith(place) and message in each for each in found), found


def test_all_slips_come_out_at_once(tmp_path: Path) -> None:
    folder = changed(tmp_path, "article.yaml", "place: oslo", "plase: oslo")
    events = folder / "events.yaml"
    events.write_text(events.read_text(encoding="utf-8").replace("SUPPORT", "SUPORT"), encoding="utf-8")
    with pytest.raises(ProblemsFound) as raised:
        read_corpus([folder])
    assert len(raised.value.problems) == 2
    assert {Path(problem.mark.path).name for problem in raised.value.problems} == {
        "article.yaml",
        "events.yaml",
    }


#: name: (the text that is right, the slip in its place, what is said besides)
HIDING = {
    "a bad claim's name": ("  berg-met-paz:\n", "  Berg_met:\n", "“Berg_met” is not a name"),
    "a bad event's name": ("meeting: berg-paz-oslo", "meeting: Berg_Paz", "“Berg_Paz” is not a name"),
    "a list for an event": ("meeting: berg-paz-oslo", "meeting: [berg-paz-oslo]", "meeting: one name is due here"),
    "fields for an event": ("meeting: berg-paz-oslo", "meeting: {a: b}", "meeting: one name is due here"),
    "no event": ("meeting: berg-paz-oslo", "meeting:", "“” is not a name"),
    "nothing told": ("    meeting: berg-paz-oslo\n", "", "what does it tell?"),
    "an article without an id": ('  id: "900"\n', "", "id is missing"),
    "an article with a bad id": ('id: "900"', 'id: "9 0"', "an id has lower-case letters"),
}  # fmt: skip


def test_the_table_of_hiding_slips_is_whole() -> None:
    assert len(HIDING) == 8


@pytest.mark.parametrize("name", HIDING)
def test_no_slip_drops_a_claim_silently_or_hides_the_next(name: str, tmp_path: Path) -> None:
    right, slip, message = HIDING[name]
    folder = changed(tmp_path, "article.yaml", right, slip)
    article = folder / "article.yaml"
    text = article.read_text(encoding="utf-8")
    assert text.count("paraphrase: Berg received Paz in Oslo.") == 1
    long = "paraphrase: " + "a " * 20 + "b"
    article.write_text(text.replace("paraphrase: Berg received Paz in Oslo.", long), encoding="utf-8")
    found = [problem.message for problem in check([folder])[1]]
    assert any(message in each for each in found), found
    assert any("at most 20 words" in each for each in found), found
    assert not any("event  has" in each for each in found), found


#: name: (file, the text that is right, the slip in its place): every one makes a record that others name unreadable
UNREAD = {
    "a kind that is none": ("entities.yaml", "kind: Person, name: Luís", "kind: Persn, name: Luís"),
    "an entity without fields": ("entities.yaml", "fishing: {kind: Issue, name: fishing}", "fishing: Issue"),
    "a claim that tells nothing known": ("article.yaml", "    meeting: berg-paz-oslo\n", "    meting: berg-paz-oslo\n"),
    "a claim that tells two things": ("article.yaml", "    stance: supportive", "    stance: supportive\n    meeting: berg-paz-oslo"),
    "a claim without fields": ("article.yaml", "claims:\n", "claims:\n  no-fields: text\n"),
    "a file that is no YAML": ("entities.yaml", "{kind: Issue, name: fishing}", "{kind: Issue"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREAD)
def test_a_record_that_cannot_be_read_is_one_problem_however_many_name_it(name: str, tmp_path: Path) -> None:
    assert len(UNREAD) == 6
    problems = check([changed(tmp_path, *UNREAD[name])])[1]
    assert len(problems) == 1, problems


def test_a_sentence_without_a_claim_is_found_and_may_be_excused(tmp_path: Path) -> None:
    folder = changed(tmp_path, "article.yaml", 'at: "1.1"', 'at: "2.1"')
    assert ["sentence 1.1 of 900 stands behind no claim" in str(p) for p in check([folder])[1]] == [True]
    article = folder / "article.yaml"
    article.write_text(
        article.read_text(encoding="utf-8").replace(
            "claims:\n", 'unclaimed:\n  "1.1": a caption\nclaims:\n', 1
        ),
        encoding="utf-8",
    )
    assert check([folder])[1] == []


def test_a_reading_that_lacks_a_sentence_can_still_be_built(tmp_path: Path) -> None:
    folder = changed(tmp_path, "article.yaml", 'at: "1.1"', 'at: "2.1"')
    assert len(read_corpus([folder]).claims) == 3


def test_a_sentence_of_a_paragraph_that_is_claimed_as_a_whole_is_not_unclaimed(tmp_path: Path) -> None:
    folder = changed(tmp_path, "article.yaml", 'at: "1.1"', 'at: "1"')
    article = folder / "article.yaml"
    text = article.read_text(encoding="utf-8")
    article.write_text(
        text.replace("claims:\n", 'unclaimed: {"1.1": a caption}\nclaims:\n', 1), encoding="utf-8"
    )
    assert ["1.1 is listed as unclaimed, and a claim rests on 1" in str(p) for p in check([folder])[1]] == [
        True
    ]


def test_a_wrong_hash_of_a_paragraph_leaves_its_sentences_known(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    article = folder / "article.yaml"
    lines = article.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("  1: {sha256: "))
    lines[at] = "  1: {sha256: short, sentences: 1}\n"
    article.write_text("".join(lines), encoding="utf-8")
    assert [(p.mark.line, p.message) for p in check([folder])[1]] == [
        (at + 1, "“short”: a SHA-256 has 64 hexadecimal digits")
    ]


def test_what_is_no_conflict_in_a_file_of_conflicts_is_not_dropped(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    text = "conflicts: {}\nbergen: {kind: Place, name: Bergen}\n"
    (folder / "conflicts.yaml").write_text(text, encoding="utf-8")
    assert [(str(p.mark).rpartition("/")[2], p.message) for p in check([folder])[1]] == [
        ("conflicts.yaml:2:1", "a conflicts file has no part “bergen”")
    ]


MORE = {
    # added to the entities, to the claims, and what is said of it
    "a participant of no coded side": (
        "SWE: {kind: State, name: Sweden}\neva: {kind: Person, name: Eva, state: SWE}\n",
        "meeting: berg-paz-oslo\n    participants: [{who: eva, for: SWE, role: participant}]",
        ["SWE takes part in berg-paz-oslo, and is not among its coded sides"],
    ),
    "a participant for no state": (
        "red-cross: {kind: Organisation, name: Red Cross}\neva: {kind: Person, name: Eva, state: NOR}\n",
        "meeting: berg-paz-oslo\n    participants: [{who: eva, for: red-cross, role: participant}]",
        [],
    ),
    "one thing of two kinds": (
        "",
        "stop: berg-paz-oslo\n    host: NOR",
        ["berg-paz-oslo is a Stop here and a Meeting at PLACE"],
    ),
    "an entity told as an event": ("", "meeting: oslo", ["oslo is a Place (PLACE), not a Meeting"]),
}


@pytest.mark.parametrize("name", MORE)
def test_what_no_single_record_shows_is_found(name: str, tmp_path: Path) -> None:
    assert len(MORE) == 4
    entities, told, expected = MORE[name]
    folder = copied(tmp_path)
    claim = f'  more:\n    at: "2.1"\n    modality: happened\n    {told}\n    paraphrase: There was more.\n'
    for file, text in (("entities.yaml", entities), ("article.yaml", claim)):
        path = folder / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    found = [re.sub(r"/\S+\.yaml:\d+:\d+", "PLACE", problem.message) for problem in check([folder])[1]]
    assert found[: len(expected)] == expected if expected else found == []


def test_a_claim_that_is_named_and_not_there_is_said_with_the_nearest(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    conflict = "kind: differs, about: berg-paz-oslo, sides: [900/berg-met-paz, 900/berg-praised-pas]"
    text = f"conflicts:\n  a-conflict: {{label: Talks, {conflict}}}\n"
    (folder / "conflicts.yaml").write_text(text, encoding="utf-8")
    assert [problem.message for problem in check([folder])[1]] == [
        "sides: no claim is called 900/berg-praised-pas (did you mean “900/berg-praised-paz”?)"
    ]


@pytest.mark.parametrize(("steps", "said"), [(30, 0), (31, 1)])
def test_no_place_lies_in_more_than_thirty_others(steps: int, said: int, tmp_path: Path) -> None:
    places = [f"p{at}: {{kind: Place, name: P{at}, within: p{at + 1}}}\n" for at in range(steps)]
    (tmp_path / "places.yaml").write_text(
        "".join(places) + f"p{steps}: {{kind: Place, name: P{steps}}}\n", encoding="utf-8"
    )
    found = [problem.message for problem in check([tmp_path])[1]]
    assert found == ["p0 is more than 30 steps below the last by within"] * said
