"""Numbers as people of each language write them: read, shown, and never two things at once."""

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from app.db import db
from app.i18n import LANGUAGES
from app.plans.fields import signs
from app.plans.measures.forms import as_lines, read_steps
from app.plans.measures.numerals import Ambiguous, Signs, read_number, write_number
from app.plans.measures.words import in_figures
from app.plans.models import Measure

SIGNS = {
    "en": Signs(".", ","), "fr": Signs(",", "\u202f"), "es": Signs(",", "."),
    "ar": Signs(".", ","), "ru": Signs(",", "\u00a0"), "zh": Signs(".", ","),
}  # fmt: skip
COUNTED = st.integers(-(10**15), 10**15).map(float) | st.floats(-1e12, 1e12)
TYPED = st.text("0123456789.,  '٬٫-", max_size=14)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_page_shows_is_read_as_itself(app, language):
    @given(number=COUNTED)
    def reads_itself(number):
        assert read_number(in_figures(number), signs()) == round(number, 2)

    with app.test_request_context(), force_locale(language):
        assert signs() == SIGNS[language]
        reads_itself()


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=COUNTED)
def test_what_a_field_holds_is_read_as_itself(language, number):
    assert read_number(write_number(number, SIGNS[language]), SIGNS[language]) == number


@given(typed=TYPED)
def test_no_text_means_one_number_here_and_another_there(typed):
    understood = set()
    for written in SIGNS.values():
        try:
            understood.add(read_number(typed, written))
        except ValueError:
            continue

    assert len(understood) <= 1


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("en", "12,500", 12500),
        ("es", "12.500", 12500),
        ("es", "12.500,5", 12500.5),
        ("en", "12,500.5", 12500.5),
        ("en", "12.500,5", 12500.5),
        ("fr", "12\u202f500,5", 12500.5),
        ("ru", "1\u00a0000\u00a0000", 1_000_000),
        ("en", "1 000", 1000),
        ("en", "1.000.000", 1_000_000),
        ("ar", "١٢٥٠٠", 12500),
        ("ar", "١٢٬٥٠٠", 12500),
        ("ar", "٣٤٫٥", 34.5),
        ("ar", "١٬٠٠٠٫١٢٥", 1000.125),
        ("zh", "１２，５００", 12500),
        ("fr", "1'000", 1000),
        ("fr", "1’000.5", 1000.5),
        ("en", "0.125", 0.125),
        ("es", "0,125", 0.125),
        ("en", "1,5", 1.5),
        ("en", "12.5000", 12.5),
        ("en", ".5", 0.5),
        ("en", "\u22123", -3),
        ("ar", "\u200e-3", -3),
        ("en", "1234.567", 1234.567),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(language, typed, number):
    assert read_number(typed, SIGNS[language]) == number


@pytest.mark.parametrize(
    ("language", "typed", "thousand", "fraction"),
    [
        ("en", "12.500", 12500, 12.5),
        ("en", "1.000", 1000, 1),
        ("es", "12,500", 12500, 12.5),
        ("fr", "12,500", 12500, 12.5),
        ("fr", "12.500", 12500, 12.5),
        ("ru", "-1.000", -1000, -1),
        ("ar", "١٢.٥٠٠", 12500, 12.5),
    ],
)
def test_what_could_be_a_thousand_or_a_fraction_is_asked_back(language, typed, thousand, fraction):
    with pytest.raises(Ambiguous) as asked:
        read_number(typed, SIGNS[language])
    assert (asked.value.thousand, asked.value.fraction) == (thousand, fraction)


@pytest.mark.parametrize(
    "typed",
    ["", "1_000", "1e3", "inf", "nan", "NaN", "1,00,000", "1 00", "12 3456", "1,2,3", "1.2.3", "1,000 000", "--1", "1-",
     "5 %", "9" * 17, "0x10", "½", "²", "1 000.000.000", "1٫2٫3", "1٫000,5"],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_number_is_refused(language, typed):
    with pytest.raises(ValueError, match=r".*") as refusal:
        read_number(typed, SIGNS[language])
    assert not isinstance(refusal.value, Ambiguous)


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_of_a_curve_are_read_as_they_are_shown(app, language):
    steps = [[15, 0.125], [60, 0.5], [100, 1]]
    with app.test_request_context(), force_locale(language):
        assert read_steps(as_lines(steps)) == ((15, 0.125), (60, 0.5), (100, 1))


@pytest.mark.row("P7")
@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "12.500", "Did you mean 12500 or 12.5?"),
        ("en", "12,500", None),
        ("es", "12,500", "12500"),
        ("es", "12.500", None),
    ],
)
def test_a_measure_takes_the_number_its_page_shows_and_asks_about_others(app, planned, language, typed, said):
    dara = planned.browser("Dara")
    with dara.session_transaction() as session:
        session["language"] = language

    answer = dara.submit(
        f"/plans/{planned.plan_id}/measures/", name="Labs", baseline="0", target=typed, direction="up", curve="straight"
    )

    assert answer.status_code == (422 if said else 303)
    with app.app_context():
        targets = [each.target for each in db.session.scalars(db.select(Measure))]
    assert targets == ([] if said else [12500])
    if said:
        assert said in answer.text
        assert f'value="{typed}"' in answer.text
