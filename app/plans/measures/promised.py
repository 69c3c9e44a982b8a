"""What a measure promised before, in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _

from app.i18n import comma
from app.moments import day_month_year
from app.plans.measures.curve import Curve
from app.plans.measures.earlier import Added, changed_in, promised_now
from app.plans.measures.promise import PROMISED
from app.plans.measures.told import Corrected, Gap, ToldAfterEnd
from app.plans.measures.words import BETTER, CURVES, DIRECTIONS, LABELS, as_lines, in_figures
from app.plans.models import Direction, Measure, MeasureMove
from app.plans.status.gist import Otherwise
from app.texts import isolated


def promised_then(move: MeasureMove, measure: Measure) -> list[tuple[str, str]]:
    """Return what changed with a move beside the two numbers: what it is, and what was promised until then."""
    after = _after(move, measure)
    changed = [name for name in PROMISED if name in move.promised and move.promised[name] != after.get(name)]
    return [(what, str(said)) for what, said in _in_words(changed, move.promised)]


def added_words(added: Added) -> str:
    """Return in a sentence when a measure came into a plan that was published already."""
    if added.day is not None and added.day >= 1:
        return str(_("Added on day %(day)s, after the plan was published.", day=added.day))
    return str(_("Added on %(date)s, after the plan was published.", date=day_month_year(added.on)))


def added_briefly(added: Added) -> str:
    """Return in a few words when something came into a plan that was published already."""
    if added.day is not None and added.day >= 1:
        return str(_("added on day %(day)s", day=added.day))
    return str(_("added on %(date)s", date=day_month_year(added.on)))


def after_end_words(told: ToldAfterEnd) -> str:
    """Return in sentences when a number was told that came after the end of its plan, and which was told before."""
    said = str(
        ngettext(
            "Told %(num)s day after the end, on %(date)s.",
            "Told %(num)s days after the end, on %(date)s.",
            told.days,
            date=day_month_year(told.on),
        )
    )
    if told.before is None or told.before_on is None:
        return " ".join([said, _("Before the end nobody told a number.")])
    number, on = in_figures(told.before), day_month_year(told.before_on)
    return " ".join([said, _("The last one before the end: %(number)s, for %(date)s.", number=number, date=on)])


def told_late_words(late: Sequence[date], *, hollow: bool = False) -> str:
    """Return in a sentence how many numbers were told after their days, and when the last one was; `hollow` as dots."""
    last = day_month_year(max(late))
    if hollow:
        said = ngettext(
            "Hollow: %(num)s number told after its day, on %(date)s.",
            "Hollow: %(num)s numbers told after their days, the last on %(date)s.",
            len(late),
            date=last,
        )
    else:
        said = ngettext(
            "%(num)s number told after its day, on %(date)s.",
            "%(num)s numbers told after their days, the last on %(date)s.",
            len(late),
            date=last,
        )
    return str(said)


def corrected_words(corrected: Sequence[Corrected]) -> str:
    """Return in a sentence how many earlier numbers were corrected, and what the last of these was first."""
    last = corrected[-1]
    said = ngettext(
        "%(num)s earlier number was corrected: %(value)s for %(day)s, first told %(before)s.",
        "%(num)s earlier numbers were corrected, the last one: %(value)s for %(day)s, first told %(before)s.",
        len(corrected),
        value=in_figures(last.value),
        day=day_month_year(last.on),
        before=in_figures(last.before),
    )
    return str(said)


def gap_words(gap: Gap) -> str:
    """Return in a sentence for which days nobody counted, so that the line of a chart shows no course there."""
    if gap.once:
        return str(_("Counted once, on day %(day)s.", day=gap.until))
    if gap.after is None:
        return str(_("First counted on day %(day)s.", day=gap.until))
    return str(_("Not counted between day %(after)s and day %(until)s.", after=gap.after, until=gap.until))


def first_words(first: Mapping[str, Any]) -> list[str]:
    """Return what a measure promised first, see `earlier.first_promise`, in words of one short line."""
    return [str(first["name"]), range_words(first), _course(first), *_beside(first)]


def otherwise_words(found: Sequence[Otherwise], called: Callable[[str], str] = isolated) -> str:
    """Return in a sentence which measures were promised otherwise first, and what; `called` is how a name is written
    there.
    """
    told = (f"{called(each.name)} ({comma().join(_first_of(each, called))})" for each in found)
    return str(_("Promised otherwise first: %(what)s", what=comma().join(told)))


def _first_of(each: Otherwise, called: Callable[[str], str]) -> Iterator[str]:
    """Yield what a measure promised first, where that is something else than now, without a name it kept."""
    if each.first:
        said = first_words(each.first)[each.first["name"] == each.name :]
        yield str(_("first promised: %(what)s", what=comma().join(map(called, said))))
    elif each.first_target is not None:
        yield str(_("first promised %(target)s", target=in_figures(each.first_target)))
    if now := comma().join(map(called, _now_of(each))):
        yield str(_("now %(target)s", target=now))
    if each.main is not None:
        yield str(_("promised first as a main measure") if each.main else _("promised first as no main measure"))


def _now_of(each: Otherwise) -> Iterator[str]:
    """Yield what of a measure is promised otherwise now: its number, its curve and in which direction it is to go."""
    changed = changed_in(each.first, each.now) if each.first else frozenset()
    if changed & {"baseline", "unit"}:
        yield range_words(each.now)
    elif each.first_target is not None and each.target is not None:
        yield in_figures(each.target)
    if changed & {"curve", "steps"}:
        yield _course(each.now)
    if "direction" in changed:
        yield str(BETTER[each.now["direction"]])


def promise_words(measure: Measure) -> list[str]:
    """Return what a measure promises now, in words of one short line; nothing while it has no two numbers."""
    if measure.baseline is None or measure.target is None:
        return []
    now = promised_now(measure)
    return [range_words(now), _course(now), str(BETTER[Direction(measure.direction)])]


def changed_unit(first: Mapping[str, Any], unit: str, called: Callable[[str], str] = isolated) -> str:
    """Return in a sentence which unit a measure has in place of the one it promised first; empty where it has that.

    `called` is how a unit is written in a sentence.
    """
    if first["unit"] == unit:
        return ""
    before, after = (called(each) if each else str(_("none")) for each in (str(first["unit"]), unit))
    return str(_("Unit changed from %(before)s to %(after)s.", before=before, after=after))


def first_sentences(first: Mapping[str, Any], unit: str) -> str:
    """Return what a measure promised first, and which unit it has instead, as a cell of a table says it."""
    changed = changed_unit(first, unit, called=str)
    words = comma().join(first_words(first))
    return f"{words}. {changed}" if changed else words


def range_words(first: Mapping[str, Any]) -> str:
    """Return from where to where a measure promises to go, with its unit."""
    ends = {name: "–" if first[name] is None else in_figures(first[name]) for name in ("baseline", "target")}
    said = str(_("%(baseline)s to %(target)s", **ends))
    return f"{said} {first['unit']}".strip()


def _course(first: Mapping[str, Any]) -> str:
    match first["curve"]:
        case Curve.STEPPED:
            return str(_("in steps (%(steps)s)", steps=as_lines(first["steps"]).replace("\n", comma())))
        case Curve.LATE:
            return str(_("late"))
        case _:
            return str(_("evenly"))


def _beside(first: Mapping[str, Any]) -> Iterator[str]:
    """Yield what else changed, where it did."""
    if "direction" in first:
        yield str(BETTER[first["direction"]])
    for name in ("source", "definition"):
        if name in first:
            said = first[name] or _("none")
            yield f"{LABELS[name]}: {said}"
    if "proxy" in first:
        said = _("yes") if first["proxy"] else _("no")
        yield f"{LABELS['proxy']}: {said}"


def _after(move: MeasureMove, measure: Measure) -> dict[str, object]:
    """What was promised next: what the following move ended, else what is promised now."""
    following = measure.moves[measure.moves.index(move) + 1 :]
    now = {name: getattr(measure, name) for name in PROMISED}
    return next((each.promised for each in following if each.promised), now)


def _in_words(names: Sequence[str], promised: dict[str, object]) -> Iterator[tuple[str, LazyString | str]]:
    for name in names:
        said = promised[name]
        match name:
            case "name":
                yield _("Name"), str(said)
            case "unit":
                yield _("Unit"), str(said) or _("none")
            case "direction":
                yield _("Direction"), DIRECTIONS[str(said)]  # type: ignore[index] # its keys are strings
            case "main":
                yield _("Main measure"), _("yes") if said else _("no")
            case "curve":
                yield _("Curve"), CURVES[str(said)]  # type: ignore[index] # its keys are strings
            case "proxy":
                yield LABELS[name], _("yes") if said else _("no")
            case "source" | "definition":
                yield LABELS[name], str(said or "") or _("none")
            case "steps" if isinstance(said, list) and said:
                yield _("Steps"), as_lines(said).replace("\n", comma())
