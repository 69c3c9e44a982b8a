"""What the rules say of an expression of interest: readiness, scope, doubts, eligibility, scores. Whole values."""

from app.alliance.calls.standing import Criterion, read_criteria
from app.alliance.eoi.answers import Answers, Part, missing_in
from app.alliance.eoi.eligibility import Item, is_whole, missing, suggested
from app.alliance.eoi.readiness import Advice, Doubt, Level, advise
from app.alliance.eoi.receipts import content_of, hash_of
from app.alliance.eoi.scoring import tally, total
from app.alliance.eoi.states import MOVES, State, may_follow

PILLARS = {"vision": 4, "infrastructure": 3, "talent": 3, "capital": 2, "markets": 2, "culture": 3, "policy": 4}


def answers(capabilities=(), *, pillars=PILLARS, **said):
    by_part = {
        Part.CAPABILITIES: {"capabilities": list(capabilities), **pillars},
        Part.CENTRE: {name: said[name] for name in ("scope", "letters", "type") if name in said},
        Part.RESOURCES: {name: said[name] for name in ("staff", "lab") if name in said},
    }
    return Answers(by_part)


def test_readiness_is_the_mean_of_the_pillars_that_matter_and_two_are_recommended():
    advice = advise(answers(["sme", "policy", "ecosystem"], scope="national", staff=5.0))

    assert [(each.capability, each.mean, each.level) for each in advice.readiness] == [
        ("policy", 4.0, Level.READY),
        ("ecosystem", 3.0, Level.READY),
        ("sme", 7 / 3, Level.POSSIBLE),
    ]
    assert advice.readiness[0].pillars == (("policy", 4), ("vision", 4))
    assert (advice.capabilities, advice.scope, advice.doubts) == (("policy", "ecosystem"), "national", ())


def test_what_is_below_two_comes_later_and_what_is_not_scored_is_not_guessed():
    weak = dict.fromkeys(PILLARS, 1)
    unscored = {name: score for name, score in PILLARS.items() if name != "policy"}

    assert advise(answers(["trends"], pillars=weak, staff=1)) == Advice(
        advise(answers(["trends"], pillars=weak)).readiness, (), "national", (Doubt.LATER,)
    )
    assert [each.level for each in advise(answers(["policy"], pillars=unscored)).readiness] == [Level.UNKNOWN]
    assert advise(answers(["a-new-one"], staff=1)).readiness[0].mean == 3.0
    assert advise(Answers()) == Advice((), (), "national", (Doubt.NO_STAFF,))


def test_scope_needs_letters_or_a_lab_and_capabilities_need_people():
    asked = {
        ("regional", 1, False): ("national", (Doubt.LETTERS,)),
        ("regional", 2, False): ("regional", ()),
        ("global", 0, False): ("national", (Doubt.LAB,)),
        ("global", 3, False): ("regional", (Doubt.LAB,)),
        ("global", 0, True): ("global", ()),
    }

    told = {
        (scope, letters, lab): (advice.scope, advice.doubts)
        for scope, letters, lab in asked
        for advice in [advise(answers(["policy"], scope=scope, letters=letters, lab=lab, staff=1))]
    }

    assert told == asked
    assert advise(answers(["policy", "sme"], staff=1.5)).doubts == (Doubt.STAFF,)


def test_the_list_knows_types_that_cannot_be_global():
    initiative = answers([], type="initiative_acceleration", scope="global")
    ministry = answers([], type="innovation_dt_acceleration", scope="global")

    assert suggested(initiative)[Item.SCOPE] is False
    assert suggested(ministry)[Item.SCOPE] is True
    assert suggested(ministry, scopes=("national", "regional"))[Item.SCOPE] is False
    assert missing({"host": "met", "money": "missing"}) == (Item.MONEY,)
    assert (is_whole({"host": "met"}), is_whole(dict.fromkeys(Item, "met"))) == (False, True)


def test_one_of_budget_and_in_kind_is_needed_and_optional_answers_are_not():
    lacking = missing_in(
        Answers({Part.RESOURCES: {"staff": 0, "in_kind": "Rooms"}, Part.GOVERNANCE: {"governance": "A"}})
    )

    assert Part.RESOURCES not in lacking
    assert lacking[Part.GOVERNANCE] == ("endorsement",)
    assert lacking[Part.HOST] == ("organisation", "kind", "host", "region", "country")
    assert missing_in(Answers())[Part.RESOURCES] == ("staff", "budget")


def test_totals_are_weighted_and_the_spread_is_how_far_they_lie_apart():
    criteria = (Criterion("c1", "Host", 60), Criterion("c2", "Fit", 40))
    ada, bo = {"c1": 4, "c2": 1}, {"c1": 1, "c2": 1}

    counted = tally(criteria, [ada, bo, {"c1": 3}])

    assert (total(criteria, ada), total(criteria, bo), total(criteria, {"c1": 3})) == (2.8, 1.0, None)
    assert (counted.totals, round(counted.mean, 6), round(counted.spread, 6)) == ((2.8, 1.0), 1.9, 1.8)
    assert counted.far_apart
    assert [(each.id, mean) for each, mean in counted.by_criterion] == [("c1", 8 / 3), ("c2", 1.0)]
    assert (tally(criteria, []).mean, tally(criteria, []).spread, total((), {})) == (None, 0.0, None)


def test_criteria_are_read_line_by_line():
    assert read_criteria("60 Host\n\n 40 %: Fit of 3 things") == (
        Criterion("c1", "Host", 60),
        Criterion("c2", "Fit of 3 things", 40),
    )
    refused = {}
    for text in ("Host", "0 Host", "101 Host", "٣ Host", "5", "5 " + "x" * 161, "\n".join(["1 x"] * 13)):
        try:
            read_criteria(text)
        except ValueError as error:
            refused[text] = str(error)
    assert len(refused) == 7


def test_a_state_that_is_over_leads_nowhere_and_every_state_can_be_reached():
    assert {state for state, after in MOVES.items() if not after} == {
        State.ACCREDITED,
        State.DECLINED,
        State.WITHDRAWN,
    }
    assert set().union(*MOVES.values()) == set(State) - {State.DRAFT}
    assert may_follow("draft", State.ACCREDITED) is False


def test_the_same_words_have_the_same_hash_in_whatever_order_they_came():
    one = content_of("EOI-1", "2026-01-01", {"host": {"a": "é", "b": 1}}, [])
    other = content_of("EOI-1", "2026-01-01", {"host": {"b": 1, "a": "é"}}, [])

    assert one == other
    assert hash_of(one) != hash_of(content_of("EOI-1", "2026-01-01", {"host": {"a": "e", "b": 1}}, []))
