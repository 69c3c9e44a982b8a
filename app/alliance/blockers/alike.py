"""When two blockers are alike: they are of one kind and share a word, or they share two words. Nothing more is guessed.

A word counts if it says something: four letters or more, three in Arabic, and none of the words every sentence has.
Of a long word its first six letters count, so that `permit` finds `permits`; Chinese is read two signs at a time.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from app.texts import folded

_WORDS: Final = re.compile(r"[^\W\d_]+")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]")
_ARTICLES: Final = ("وال", "بال", "لل", "ال")
_STEM: Final = 6
_SHORTEST: Final = 4
_SHORTEST_ARABIC: Final = 3

_IN_EVERY_SENTENCE: Final = frozenset(
    folded(
        """
        about after also because been before cannot could does done each every from have into just like made make many
        more most must need needs never nobody none only other over people same should since some still such than that
        their them then there these they this those until very want were what when where which while will with without
        would your
        alors apres aussi autre avant avec avoir cela celle cette ceux chaque comme dans depuis deux doit donc encore
        entre etre faire leur leurs mais meme moins notre nous pour plus quand quel sans sont sous tous tout toute tres
        votre vous
        algo antes aunque cada como contra cual cuando desde despues donde ella ellos entre esta este esto estos hacer
        hasta mucho nada nadie otra otro para pero poder porque puede quien sobre solo tambien tiene todo todos
        более было быть всех где для если есть еще или как когда которые который лишь мало меня может можно нам наши
        него нельзя нет они перед после потому при про себя так также там тем только того тоже уже чем что чтобы этого
        على إلى عن من في هذا هذه ذلك التي الذي لكن كان كل بعد قبل بين حتى عند غير لا ما مع هناك لأن أن
        """
    ).split()
)


@dataclass(frozen=True)
class Blocker:
    """Something in the way of a plan: an AskKind or nothing, and words. `where` and `number` say what it stands in.

    `readable`: the reader may open its plan. Of any other they learn the centre, the kind and the words.
    """

    centre_id: str
    centre: str
    kind: str
    words: str
    plan_id: str = field(default="", compare=False)
    where: str = field(default="", compare=False)
    number: int = field(default=0, compare=False)
    readable: bool = field(default=False, compare=False)

    @cached_property
    def stems(self) -> dict[str, str]:
        """What its words are compared by, each with the word as it was written."""
        return stems(self.words)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another blocker that is alike, and why: of the same kind, saying the same words."""

    other: Blocker
    same_kind: bool
    words: tuple[str, ...]


def stems(text: str) -> dict[str, str]:
    """What the words of a text are compared by, each with the word as it was written."""
    found: dict[str, str] = {}
    for word in _WORDS.findall(text):
        for part in _parts(word):
            found.setdefault(_stem(part), part.casefold())
    return {stem: word for stem, word in found.items() if stem}


def likeness(one: Blocker, other: Blocker) -> Likeness | None:
    """Why two blockers are alike, or None."""
    shared = tuple(one.stems[stem] for stem in one.stems if stem in other.stems)
    same_kind = bool(one.kind) and one.kind == other.kind
    needed = 1 if same_kind else 2
    return Likeness(other, same_kind, shared) if len(shared) >= needed else None


def alike(one: Blocker, others: Iterable[Blocker]) -> list[Likeness]:
    """Those of other centres that are alike, the most words first, in their order."""
    found = [like for other in others if other.centre_id != one.centre_id and (like := likeness(one, other))]
    return sorted(found, key=lambda like: (not like.same_kind, -len(like.words)))


def said_by_several(blockers: Sequence[Blocker]) -> list[tuple[str, int]]:
    """The words that more than one centre uses, with how many do, the most first."""
    centres: Counter[str] = Counter()
    written: dict[str, str] = {}
    for _centre, stem in {(blocker.centre_id, stem) for blocker in blockers for stem in blocker.stems}:
        centres[stem] += 1
    for blocker in blockers:
        written = {**blocker.stems, **written}
    several = [(written[stem], number) for stem, number in centres.items() if number > 1]
    return sorted(several, key=lambda each: (-each[1], each[0]))


def has_word(blocker: Blocker, word: str) -> bool:
    """Whether a blocker says one of the words somebody looks for; none are always said."""
    wanted = stems(word)
    return not word.strip() or bool(wanted.keys() & blocker.stems.keys())


def _parts(word: str) -> list[str]:
    if _HAN.fullmatch(word):
        return [word[at : at + 2] for at in range(max(1, len(word) - 1))]
    return [word]


def _stem(word: str) -> str:
    """The beginning of a word that says something; empty for one that does not."""
    plain = folded(word)
    if _HAN.fullmatch(plain):
        return plain
    shortest = _SHORTEST
    if _ARABIC.search(plain):
        article = next((each for each in _ARTICLES if plain.startswith(each) and len(plain) > len(each) + 2), "")
        plain, shortest = plain.removeprefix(article), _SHORTEST_ARABIC
    return "" if len(plain) < shortest or plain in _IN_EVERY_SENTENCE else plain[:_STEM]
