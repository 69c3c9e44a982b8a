"""What several people write in one note becomes one text, and nobody writes under another's name. Pure."""

import json
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text, merge_updates

from app.boards import merging, yupdate
from app.boards.merging import Merged, Unmerged
from tests.places import ROOT

SEEDS = json.loads((ROOT / "tests" / "vectors" / "seeds.json").read_text())
NOTE = "e_Tn5Xw2kq8mJYbC0aRdV3hg"
ADA, BO = 101, 102


class Page:
    """A browser with the note open: a document of its own, and what it has not sent."""

    def __init__(self, client: int, state: bytes) -> None:
        self.client = client
        self.document: Doc = Doc(client_id=client)
        self.document["t"] = Text()
        self.document.apply_update(state)

    @property
    def text(self) -> str:
        return str(self.document["t"])

    def does(self, edit) -> bytes:
        """The update of one edit."""
        before = self.document.get_state()
        edit(self.document["t"])
        return self.document.get_update(before)


@dataclass
class Writer(Page):
    """Somebody who types behind their own last letter, and takes letters away."""

    client: int
    state: bytes
    waiting: list[bytes] = field(default_factory=list)
    unheard: list[bytes] = field(default_factory=list)
    typed: str = ""
    taken: str = ""

    def __post_init__(self) -> None:
        super().__init__(self.client, self.state)

    def type(self, letter: str) -> None:
        own = [self.text.rfind(mine) for mine in reversed(self.typed) if mine in self.text]
        place = len(self.text[: own[0] + 1].encode()) if own else 0
        self.waiting.append(self.does(lambda text: text.insert(place, letter)))
        self.typed += letter

    def backspace(self, index: int) -> None:
        if not self.text:
            return
        index %= len(self.text)
        start = len(self.text[:index].encode())
        letter = self.text[index]

        def cut(text: Text) -> None:
            del text[start : start + len(letter.encode())]

        self.waiting.append(self.does(cut))
        self.taken += letter


LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéüßøñçжщюябأبجدهوز实验室二三四五六七八九十👍🎉🌍🚀"
STEPS = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(("type", "type", "type", "backspace", "send", "hear")), st.integers(0, 60)
    ),
    max_size=60,
)


@dataclass
class Desk:
    """The server, and everybody who has the note open."""

    state: bytes
    people: list[Writer]

    def send(self, somebody: Writer) -> None:
        for update in somebody.waiting:
            merged = merging.merge(self.state, update, somebody.client)
            assert isinstance(merged, Merged), merged
            self.state = merged.state
            for other in self.people:
                other.unheard.append(update)
        somebody.waiting.clear()

    @staticmethod
    def hear(somebody: Writer) -> None:
        for update in somebody.unheard:
            somebody.document.apply_update(update)
        somebody.unheard.clear()


@settings(max_examples=150, deadline=None)
@given(steps=STEPS, first=st.sampled_from(("", "1234", "🙂🙃")))
def test_every_letter_nobody_took_away_is_there_in_its_author_s_order(steps, first):
    state = merging.seed(NOTE, first)
    desk = Desk(state, [Writer(client, state) for client in (7, 8, 9)])
    letters = iter(LETTERS)
    doing = {
        "type": lambda somebody, _number: somebody.type(next(letters)),
        "backspace": lambda somebody, number: somebody.backspace(number),
        "send": lambda somebody, _number: desk.send(somebody),
        "hear": lambda somebody, _number: desk.hear(somebody),
    }

    for who, what, number in steps:
        doing[what](desk.people[who], number)
    for deed in (desk.send, desk.hear):
        for somebody in desk.people:
            deed(somebody)

    text = merging.words(desk.state)
    taken = "".join(somebody.taken for somebody in desk.people)
    typed = "".join(somebody.typed for somebody in desk.people)
    assert {somebody.text for somebody in desk.people} == {text}
    assert sorted(text) == sorted(letter for letter in first + typed if letter not in taken)
    for somebody in desk.people:
        kept = [letter for letter in somebody.typed if letter in text]
        assert kept == sorted(kept, key=text.index)


@pytest.mark.parametrize("vector", SEEDS, ids=lambda vector: vector["id"][-1])
def test_a_plain_text_becomes_the_same_document_here_and_in_browsers(vector):
    from base64 import b64encode

    assert merging.seed_client(vector["id"], vector["text"]) == vector["client"]
    assert b64encode(merging.seed(vector["id"], vector["text"])).decode() == vector["state"]


def test_what_is_deleted_is_not_in_the_state():
    ada = Page(ADA, merging.seed(NOTE, "my boss is awful"))

    merged = merging.merge(merging.seed(NOTE, "my boss is awful"), ada.does(lambda text: text.clear()), ADA)

    assert merged.text == ""
    assert b"awful" not in merged.state
    assert merged.author is None


def test_an_update_sent_twice_counts_once():
    state = merging.seed(NOTE, "ab")
    update = Page(ADA, state).does(lambda text: text.insert(1, "X"))

    once = merging.merge(state, update, ADA)
    twice = merging.merge(once.state, update, ADA)

    assert (once.text, once.author) == ("aXb", ADA)
    assert (twice.text, twice.author, twice.state) == ("aXb", None, once.state)


def test_the_whole_text_is_replaced_around_what_others_are_writing():
    state = merging.seed(NOTE, "old words")
    late = Page(ADA, state).does(lambda text: text.insert(4, "my "))

    replaced, update = merging.put(state, "new")

    assert merging.words(replaced) == "new"
    assert merging.merge(state, update, yupdate.read(update).pieces[0].client).text == "new"
    assert sorted(merging.merge(replaced, late, ADA).text) == sorted("newmy ")


def test_what_a_whole_text_leaves_as_it_was_stays_where_it_is_for_those_who_are_writing():
    state = merging.seed(NOTE, "base mine")
    late = Page(ADA, state).does(lambda text: text.insert(9, " and Ada's"))

    replaced, _update = merging.put(state, "base")

    assert merging.merge(replaced, late, ADA).text == "base and Ada's"


@given(st.text(st.sampled_from("aé文😀\n"), max_size=12), st.text(st.sampled_from("aé文😀\n"), max_size=12))
def test_a_whole_text_is_what_it_says_and_so_is_its_update(before, after):
    state = merging.seed(NOTE, before)

    replaced, update = merging.put(state, after)

    other = Page(BO, state)
    other.document.apply_update(update)
    assert (merging.words(replaced), other.text) == (after, after)


@pytest.fixture(scope="module")
def worn() -> bytes:
    """The state of a note into which fourteen thousand pages wrote one letter, and took it away again."""
    begun, updates = merging.seed(NOTE, "a long text it is"), []
    for client in range(2**31, 2**31 + 14_000):
        page = Page(client, begun)
        page.document["t"].insert(0, "x")
        del page.document["t"][0:1]
        updates.append(page.document.get_update())
    # Some at a time: all at once takes a hundred times as long.
    return merge_updates(*(merge_updates(*updates[first : first + 100]) for first in range(0, len(updates), 100)))


def test_a_document_that_grew_beyond_measure_takes_nothing_more_and_begins_anew(worn):
    assert len(worn) > merging.LARGEST_STATE
    assert merging.words(worn) == "a long text it is"
    more = Page(ADA, worn).does(lambda text: text.insert(0, "and "))

    assert refused(worn, more, ADA) == "text-long"
    assert merging.put(worn, "short") is None


def refused(state: bytes, update: bytes, client: int) -> str:
    answer = merging.merge(state, update, client)
    assert isinstance(answer, Unmerged)
    return answer.code


def test_nobody_writes_under_another_s_name():
    state = merging.seed(NOTE, "ab")
    bo = Page(BO, state)
    update = bo.does(lambda text: text.insert(0, "as if I were Bo"))

    assert refused(state, update, ADA) == "malformed"
    ada, both = Page(ADA, state), Page(BO, state)
    mixed = both.document
    mixed.apply_update(ada.does(lambda text: text.insert(0, "x")))
    mixed["t"].insert(0, "y")
    assert refused(state, mixed.get_update(), ADA) == "malformed"


def test_what_builds_on_something_that_is_not_here_has_a_gap():
    state = merging.seed(NOTE, "ab")
    ada = Page(ADA, state)
    lost, later = ada.does(lambda text: text.insert(0, "x")), ada.does(lambda text: text.insert(1, "y"))
    bo = Page(BO, ada.document.get_update())
    behind_lost = bo.does(lambda text: text.insert(1, "z"))

    def cut(text):
        del text[0:1]

    deletes_lost = Page(BO, ada.document.get_update()).does(cut)

    assert merging.merge(state, lost, ADA).text == "xab"
    assert [
        refused(state, update, client) for update, client in ((later, ADA), (behind_lost, BO), (deletes_lost, BO))
    ] == [
        "gap",
        "gap",
        "gap",
    ]


def test_what_was_taken_comes_again_as_it_was_or_not_at_all():
    state = merging.seed(NOTE, "ab")
    ada = Page(ADA, state)
    before = ada.document.get_state()
    first = ada.does(lambda text: text.insert(0, "x"))
    ada.does(lambda text: text.insert(1, "y"))
    once = merging.merge(state, first, ADA)

    assert refused(once.state, ada.document.get_update(before), ADA) == "malformed"


def formatted(text):
    text.insert(0, "x", {"bold": True})


def embedded(text):
    text.insert_embed(0, {"picture": "x"})


@pytest.mark.parametrize("edit", [formatted, embedded])
def test_only_plain_text_is_text(edit):
    state = merging.seed(NOTE, "ab")

    assert refused(state, Page(ADA, state).does(edit), ADA) == "malformed"


def test_there_is_one_root():
    state = merging.seed(NOTE, "ab")
    elsewhere, mapped = Doc(client_id=ADA), Doc(client_id=ADA)
    elsewhere["u"] = Text("x")
    mapped["t"] = Map({"x": 1})

    assert [refused(state, other.get_update(), ADA) for other in (elsewhere, mapped)] == ["malformed"] * 2


@pytest.mark.parametrize("rubbish", [b"", b"\0", b"rubbish", b"\xff" * 90, b"\x01" * 40, b"\0\0\0", b"\x80" * 60])
def test_rubbish_is_malformed(rubbish):
    assert refused(merging.seed(NOTE, "ab"), rubbish, ADA) == "malformed"


@pytest.mark.parametrize("character", ["\0", "\t", "\r", "\x1b", "\x85"])
def test_characters_nobody_sees_stay_out_even_where_they_are_deleted_at_once(character):
    state = merging.seed(NOTE, "ab")

    assert refused(state, Page(ADA, state).does(lambda text: text.insert(0, f"x{character}")), ADA) == "text-control"


def test_nothing_cuts_a_letter_in_half():
    halved = bytes.fromhex("0001959aef3a010101")  # deletes the first half of the 😀 that client 123456789 wrote second
    whole = bytes.fromhex("0001959aef3a010102")
    between = bytes.fromhex("01010700c4959aef3a01959aef3a02015800")
    document: Doc = Doc(client_id=123456789)
    document["t"] = Text("a😀b")
    state = document.get_update()

    assert [refused(state, update, 7) for update in (halved, between)] == ["malformed", "malformed"]
    assert merging.merge(state, whole, 7).text == "ab"


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_nothing_breaks_on_a_damaged_update(data):
    state = merging.seed(NOTE, "a😀b")
    update = bytearray(Page(ADA, state).does(lambda text: text.insert(0, "hello")))
    for _ in range(data.draw(st.integers(1, 4))):
        update[data.draw(st.integers(0, len(update) - 1))] = data.draw(st.integers(0, 255))

    answer = merging.merge(state, bytes(update), ADA)

    assert isinstance(answer, Unmerged | Merged)
    if isinstance(answer, Merged):
        assert merging.words(answer.state) == answer.text
        assert yupdate.read(answer.state).clients <= {ADA, merging.seed_client(NOTE, "a😀b")}
