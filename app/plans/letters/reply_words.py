"""What somebody answered by mail, read from the text they wrote. Pure.

Quotations and signatures are left out. A line that begins with a number speaks of that thing of the letter where one
of our words follows, or a mark stands behind the number: `3. Yes` is an answer, `3 startups joined` is none. The first
line without a number speaks of the first thing. What blocks a thing may stand in the lines below. *Done*, *moving* and
*blocked* are known in the six languages of the site, in any case and with or without marks behind them.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

LONGEST: Final = 20_000
"""Characters of a mail that are read."""


class Answer(StrEnum):
    """What became of a thing."""

    DONE = "done"
    MOVING = "moving"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Said:
    """What a mail says of the thing of that number: an answer with the words that came along, or words alone.

    `line` is all that was written of it.
    """

    number: int
    answer: Answer | None
    words: str
    line: str

    @property
    def lacks_reason(self) -> bool:
        """True where it is blocked, and nothing says by what."""
        return self.answer is Answer.BLOCKED and not self.words

    def with_line(self, line: str) -> "Said":
        """Return it with a line that was written below; of what is blocked that is why."""
        words = f"{self.words}\n{line}".strip() if self.answer is Answer.BLOCKED else self.words
        return replace(self, line=f"{self.line}\n{line}", words=words)


@dataclass(frozen=True, slots=True)
class Read:
    """A mail as it was understood: what it says of things, and what else was written, in its own lines."""

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

CONSENTS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "en": (("yes", "i agree"), ("no", "i do not agree", "i don't agree")),
    "fr": (("oui", "d'accord", "d’accord"), ("non",)),
    "es": (("sí", "si"), ("no",)),
    "ar": (("نعم", "موافق", "أوافق"), ("لا",)),
    "ru": (("да", "согласен", "согласна"), ("нет", "не согласен", "не согласна")),
    "zh": (("同意", "我同意"), ("不同意", "我不同意", "否")),
}
"""Yes and no by language; the first of each is the one people are shown."""

_BY_CONSENT: Final = sorted(
    (
        (unicodedata.normalize("NFC", word), agrees)
        for each in CONSENTS.values()
        for agrees, said in zip((True, False), each, strict=True)
        for word in said
    ),
    key=lambda known: -len(known[0]),
)

_BY_WORD: Final = sorted(
    (
        (unicodedata.normalize("NFC", word), answer)
        for each in WORDS.values()
        for answer, said in zip(Answer, each, strict=True)
        for word in said
    ),
    key=lambda known: -len(known[0]),
)
_NUMBER: Final = re.compile(r"^\s*([#(]?)\s*(\d{1,2})(?!\d)\s*((?:[.):،、：-](?!\d))?)\s*")
_MARKS: Final = " \t.,:;!-–—،؛。，：；！、()\u200e\u200f\u2066\u2067\u2068\u2069"

_CJK: Final = 0x2E80
_WHEN: Final = re.compile(r"\s*(?:On|Le|El|في|بتاريخ|在|于)\b|.*\b(?:19|20)\d\d\b", re.IGNORECASE)
_QUOTED: Final = re.compile(
    r"^\s*(?:(?=.*[\d@])(?:"
    r"On\s.{6,300}\swrote\s*:"
    r"|Le\s.{6,300}\sa\s+écrit\s*:"
    r"|El\s.{6,300}\sescribió\s*:"
    r"|(?:في|بتاريخ)\s.{6,300}\s?(?:كتب|كتبت)\b.{0,200}:"
    r"|.{6,300}\s(?:пишет|написал|написала|написал\(а\))\s*:"
    r"|(?:在|于).{6,300}写道\s*[:：]"
    r")|-{2,}\s*(?:Original Message|Message d'origine|Mensaje original)\s*-{2,}"
    r"|-{2,}\s*(?:الرسالة الأصلية|Исходное сообщение|原始邮件)\s*-{2,}"
    r"|_{10,}"
    r")\s*$",
    re.IGNORECASE,
)


def shown(language: str) -> tuple[str, str, str]:
    """The words for done, moving and blocked as a letter in this language shows them."""
    done, moving, blocked = WORDS.get(language, WORDS["en"])
    return done[0], moving[0], blocked[0]


def consents_shown(language: str) -> tuple[str, str]:
    """Return the words for yes and no as a letter in this language shows them."""
    yes, no = CONSENTS.get(language, CONSENTS["en"])
    return yes[0], no[0]


def consent_in(line: str) -> tuple[bool, str] | None:
    """Return whether words begin with a yes or a no, with what follows; None where they begin with neither.

    A mark or the end of the line stands behind it: *No problem* is no refusal, *Yes, but later* is kept with its words.
    """
    plain = unicodedata.normalize("NFC", line).strip(_MARKS)
    for word, agrees in _BY_CONSENT:
        behind = plain[len(word) :].lstrip(" \t")
        if plain.casefold().startswith(word.casefold()) and (not behind or behind[0] in _MARKS + "\n"):
            return agrees, behind.strip(_MARKS + "\n")
    return None


def read(text: str, *, things: int) -> Read:
    """Understand what somebody wrote in answer to a letter of so many things."""
    answers: dict[int, Said] = {}
    rest: list[str] = []
    lies_in = 0
    for index, line in enumerate(own_words(text).splitlines()):
        said = _said_in(line, things, alone=index == 0)
        if said is not None and said.number not in answers:
            answers[said.number] = said
            lies_in = said.number if said.answer is None or said.lacks_reason else 0
        elif said is None and lies_in:
            answers[lies_in] = answers[lies_in].with_line(line)
        else:
            rest.append(line)
            lies_in = 0
    said_of = tuple(replace(each, line=each.line.strip()) for each in answers.values())
    return Read(said_of, "\n".join(rest).strip())


def own_words(text: str) -> str:
    """What somebody wrote themselves: without quotations, and up to their signature."""
    kept: list[str] = []
    lines = _joined(readable(text)[:LONGEST].split("\n"))
    for index, line in enumerate(lines):
        if line.rstrip() == "--":
            break
        if _QUOTED.match(line):
            # Behind what says who wrote, a quotation without marks goes on to the end.
            below = next((each for each in lines[index + 1 :] if each.strip()), "")
            if not _is_marked(below):
                break
        elif not _is_marked(line):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()


def readable(text: str) -> str:
    """The text with one kind of line end, without characters nobody can see or keep."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in lines if each in "\n\t" or unicodedata.category(each) not in {"Cc", "Cs"})


def _is_marked(line: str) -> bool:
    return line.lstrip().startswith(">")


def _joined(lines: list[str]) -> list[str]:
    """The lines; what says who wrote a quotation in one piece, for programs break it into two or three."""
    joined: list[str] = []
    index = 0
    while index < len(lines):
        taken = next((more for more in (2, 3) if _is_broken(lines[index : index + more], more)), 1)
        joined.append(" ".join(part.strip() for part in lines[index : index + taken]) if taken > 1 else lines[index])
        index += taken
    return joined


def _is_broken(lines: list[str], pieces: int) -> bool:
    """Whether these lines are one that says who wrote, and begin it: with a word for when, or a year."""
    if len(lines) < pieces or not all(line.strip() for line in lines) or _QUOTED.match(lines[0]):
        return False
    return bool(_WHEN.match(lines[0])) and bool(_QUOTED.match(" ".join(line.strip() for line in lines)))


def _said_in(line: str, things: int, *, alone: bool) -> Said | None:
    """What a line says of a thing; `alone`: it speaks of the first without a number, in one of our words."""
    found = _NUMBER.match(line)
    number = int(found[2]) if found else int(alone)
    if not 1 <= number <= things:
        return None
    told = line[found.end() :].strip() if found else line.strip()
    plain = unicodedata.normalize("NFC", told).strip(_MARKS)
    for word, answer in _BY_WORD:
        if plain.casefold().startswith(word.casefold()) and _ends(plain[len(word) :], word):
            return Said(number, answer, plain[len(word) :].strip(_MARKS), told)
    # A number without a mark may be one of people: only our words make it speak of a thing.
    return Said(number, None, "", told) if found and (found[1] or found[3]) and told else None


def _ends(behind: str, word: str) -> bool:
    """Whether the word ends there. Chinese is written without spaces."""
    return not behind or not behind[0].isalnum() or ord(word[0]) > _CJK
