"""What somebody answered by mail, read from the text they wrote. Pure.

Quotations and signatures are left out. A line that begins with a number speaks of that thing of the
letter; the first line without a number speaks of the first thing. *Done*, *moving* and *blocked* are known in the six
languages of the house, in any case and with or without marks behind them.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Answer(StrEnum):
    """What became of a thing."""

    DONE = "done"
    MOVING = "moving"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of a mail: to the thing of that number, with the words that came along."""

    number: int
    answer: Answer
    words: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A mail as it was understood: its answers, and what else was written, in its own lines."""

    answers: tuple[Said, ...]
    rest: str


WORDS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]] = {
    "en": (("done", "finished"), ("moving", "under way"), ("blocked", "stuck")),
    "fr": (("fait", "terminé", "fini"), ("en cours", "avance"), ("bloqué", "bloquée", "coincé")),
    "es": (("hecho", "hecha", "terminado"), ("en curso", "avanza", "en marcha"), ("bloqueado", "bloqueada")),
    "ar": (("تم", "انتهى", "أنجز"), ("جار", "جاري", "قيد التنفيذ", "يتقدم"), ("متوقف", "معطل", "عالق")),
    "ru": (("готово", "сделано"), ("в работе", "идёт", "идет"), ("заблокировано", "застряло", "стоит")),
    "zh": (("完成", "已完成", "做完了"), ("进行中", "在进行"), ("受阻", "卡住", "受阻了")),
}
"""Done, moving and blocked by language; the first of each is the one people are shown."""

_BY_WORD: Final = sorted(
    (
        (unicodedata.normalize("NFC", word), answer)
        for each in WORDS.values()
        for answer, said in zip(Answer, each, strict=True)
        for word in said
    ),
    key=lambda known: -len(known[0]),
)
_NUMBER: Final = re.compile(r"^\s*[#(]?\s*(\d{1,2})\s*[.):،、：-]?\s*")
_MARKS: Final = " \t.,:;!-–—،؛。，：；！、()\u200e\u200f\u2066\u2067\u2068\u2069"

_QUOTED: Final = re.compile(
    r"^\s*(?:"
    r"On\s.{6,300}\swrote\s*:"
    r"|Le\s.{6,300}\sa\s+écrit\s*:"
    r"|El\s.{6,300}\sescribió\s*:"
    r"|(?:في|بتاريخ)\s.{6,300}\s?(?:كتب|كتبت)\b.{0,200}:"
    r"|.{6,300}\s(?:пишет|написал|написала|написал\(а\))\s*:"
    r"|(?:在|于).{6,300}写道\s*[:：]"
    r"|-{2,}\s*(?:Original Message|Message d'origine|Mensaje original)\s*-{2,}"
    r"|-{2,}\s*(?:الرسالة الأصلية|Исходное сообщение|原始邮件)\s*-{2,}"
    r"|_{10,}"
    r")\s*$",
    re.IGNORECASE,
)


def shown(language: str) -> tuple[str, str, str]:
    """The words for done, moving and blocked as a letter in this language shows them."""
    done, moving, blocked = WORDS.get(language, WORDS["en"])
    return done[0], moving[0], blocked[0]


def read(text: str, *, things: int) -> Read:
    """Understand what somebody wrote in answer to a letter of so many things."""
    answers: dict[int, Said] = {}
    rest = []
    for index, line in enumerate(own_words(text).splitlines()):
        said = _answer_in(line, things, alone=index == 0)
        if said is None or said.number in answers:
            rest.append(line)
        else:
            answers[said.number] = said
    return Read(tuple(answers.values()), "\n".join(rest).strip())


def own_words(text: str) -> str:
    """What somebody wrote themselves: without quotations, and up to their signature."""
    kept: list[str] = []
    for line in _joined(text.replace("\r\n", "\n").split("\n")):
        if line.rstrip() == "--" or line == "-- " or _QUOTED.match(line):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines, those that say who wrote the quotation in one piece: programs for mail break them."""
    skip = 0
    for index, line in enumerate(lines):
        if skip:
            skip -= 1
            continue
        for more in (1, 2):
            together = " ".join(part.strip() for part in lines[index : index + more + 1])
            if line.strip() and not _QUOTED.match(line) and len(lines) > index + more and _QUOTED.match(together):
                if _begins_quotation(line):
                    line, skip = together, more  # noqa: PLW2901 - it is the one line it was before
                break
        yield line


def _begins_quotation(line: str) -> bool:
    """Whether a broken line can be the first of those that say who wrote: it holds a day or an address."""
    return bool(re.search(r"\d", line)) and bool(re.match(r"\s*(?:On|Le|El|في|بتاريخ|在|于|.*\d{4})", line))


def _answer_in(line: str, things: int, *, alone: bool) -> Said | None:
    """What a line answers; `alone`: it may do so without a number."""
    number, rest = 1 if alone else 0, line
    if found := _NUMBER.match(line):
        number, rest = int(found[1]), line[found.end() :]
    if not 1 <= number <= things:
        return None
    rest = unicodedata.normalize("NFC", rest).strip(_MARKS)
    for word, answer in _BY_WORD:
        if rest.casefold().startswith(word.casefold()) and _ends(rest[len(word) :], word):
            return Said(number, answer, rest[len(word) :].strip(_MARKS))
    return None


def _ends(behind: str, word: str) -> bool:
    """Whether the word ends there. Chinese is written without spaces."""
    return not behind or not behind[0].isalpha() or ord(word[0]) > 0x2E80  # noqa: PLR2004 - where CJK begins
