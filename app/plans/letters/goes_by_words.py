"""Sentences about the promise of a measure by which a status goes and a chart is drawn. Pure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from flask_babel import gettext as _

from app.moments import day_month_year
from app.plans.measures.words import in_figures
from app.plans.status.judging import GoesBy, Target
from app.texts import isolated


def goes_by_sentences(
    goes_by: Iterable[GoesBy], *, called: Callable[[str], str] = isolated, shown: bool = True
) -> list[str]:
    """Return in sentences by which promises a status goes; `called` is how a name is written in a sentence.

    Where numbers are not `shown`, neither are their names.
    """
    told = (f"{_goes_by(each, called) if shown else _goes_by_unnamed(each)} {_numbers_since(each)}" for each in goes_by)
    return list(dict.fromkeys(map(str.rstrip, told)))


def _numbers_since(each: GoesBy) -> str:
    """Return in a sentence that numbers told since a change are none of the earlier promise a status goes by."""
    if not each.earlier or not each.counted_otherwise:
        return ""
    return str(_("What is counted has changed, so numbers told since then do not count for it."))


def _goes_by(each: GoesBy, called: Callable[[str], str]) -> str:
    name, (before, now) = called(each.name), (target_words(target) for target in (each.before, each.now))
    if each.earlier and each.after_end:
        return _goes_by_day_100(each, each.after_end, {"name": name, "before": called(before), "now": called(now)})
    if before == now or not (before and now):
        words = (
            _("%(name)s: the status goes by the earlier promise until the sponsor agrees to the new one.", name=name)
            if each.earlier
            else _("%(name)s: the status goes by the new promise; by the earlier one it would be better.", name=name)
        )
        return str(words)
    said = {"name": name, "before": called(before), "now": called(now)}
    if each.earlier:
        words = _(
            "%(name)s: the status goes by the earlier target, %(before)s, until the sponsor agrees to %(now)s.", **said
        )
    else:
        words = _(
            "%(name)s: the status goes by the new target, %(now)s; by the earlier one, %(before)s, it would be better.",
            **said,
        )
    return str(words)


def _goes_by_day_100(each: GoesBy, on: date, said: Mapping[str, str]) -> str:
    dates = _dates(each, on)
    if "changed" not in dates and said["before"] == said["now"]:
        words = _(
            "%(name)s: what it promises changed on %(date)s, after day 100. The earlier promise counts.",
            name=said["name"],
            **dates,
        )
    elif said["before"] == said["now"]:
        words = _(
            "%(name)s: what it promises changed on %(changed)s, agreed to on %(date)s, after day 100. "
            "The earlier promise counts.",
            name=said["name"],
            **dates,
        )
    elif "changed" not in dates:
        words = _(
            "%(name)s: the target changed from %(before)s to %(now)s on %(date)s, after day 100. "
            "It is judged by %(before)s.",
            **said,
            **dates,
        )
    else:
        words = _(
            "%(name)s: the target changed from %(before)s to %(now)s on %(changed)s, agreed to on %(date)s, "
            "after day 100. It is judged by %(before)s.",
            **said,
            **dates,
        )
    return str(words)


def _dates(each: GoesBy, on: date) -> dict[str, str]:
    """Return when a sponsor agreed to a change, and when somebody made it, where that was on another day."""
    agreed = {"date": day_month_year(on)}
    if each.changed_on is None or each.changed_on == on:
        return agreed
    return {**agreed, "changed": day_month_year(each.changed_on)}


def _goes_by_unnamed(each: GoesBy) -> str:
    if each.earlier and each.after_end:
        dates = _dates(each, each.after_end)
        if "changed" in dates:
            return str(
                _(
                    "A promise changed on %(changed)s, agreed to on %(date)s, after day 100. The earlier one counts.",
                    **dates,
                )
            )
        return str(_("A promise changed on %(date)s, after day 100. The earlier one counts.", **dates))
    if each.earlier:
        return str(_("The status goes by the earlier promise until the sponsor agrees to the new one."))
    return str(_("The status goes by the new promise; by the earlier one it would be better."))


def drawn_words(by: GoesBy, called: Callable[[str], str] = isolated) -> str:
    """Return in a sentence by which promise a measure is drawn, where the sponsor did not agree to the one of now."""
    before, now = (target_words(target) for target in (by.before, by.now))
    said = {"before": called(before), "now": called(now)}
    if by.after_end:
        words = _drawn_after_end(by, by.after_end, same=before == now, said=said)
    elif before == now or not (before and now):
        words = _drawn_by_promise(by)
    elif by.earlier:
        words = (
            _("Goes by the target that was agreed to, %(before)s; %(now)s is not agreed to.", **said)
            if by.agreed
            else _("Goes by the earlier target, %(before)s; %(now)s is not agreed to.", **said)
        )
    else:
        words = (
            _("Goes by a new target that is not agreed to, %(now)s; %(before)s was.", **said)
            if by.agreed
            else _("Goes by a new target that is not agreed to, %(now)s; the earlier one was %(before)s.", **said)
        )
    return str(words)


def _drawn_after_end(by: GoesBy, on: date, *, same: bool, said: Mapping[str, str]) -> str:
    said = {**said, "date": day_month_year(on)}
    if same:
        return str(_("Goes by what was promised on day 100; another promise was agreed to on %(date)s.", **said))
    if by.earlier:
        return str(_("Goes by the target of day 100, %(before)s; %(now)s was agreed to on %(date)s.", **said))
    return str(_("Goes by the new target, %(now)s, agreed to on %(date)s; on day 100 it was %(before)s.", **said))


def _drawn_by_promise(by: GoesBy) -> str:
    if not by.earlier:
        return str(_("Goes by a new promise that is not agreed to."))
    if by.agreed:
        return str(_("Goes by the promise that was agreed to; a newer one is not agreed to."))
    return str(_("Goes by the earlier promise; a newer one is not agreed to."))


def target_words(target: Target) -> str:
    """Return a target with its unit: "30 start-ups"; empty where there is none."""
    return "" if target.value is None else f"{in_figures(target.value)} {target.unit}".strip()
