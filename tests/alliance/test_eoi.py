"""An expression of interest from the first address to the receipt, by somebody without an account."""

import hashlib
import json
import re
from datetime import timedelta

import pytest

from app.alliance.eoi import queries, services
from app.alliance.eoi.models import Interest, InterestFile, InterestReceipt
from app.alliance.eoi.receipts import in_groups
from app.db import db
from tests.alliance.conftest import OPEN_FOR, SAID, Applicant
from tests.alliance.test_eoi_files import PDF, send
from tests.house.test_mail import postbox, read

__all__ = ["postbox"]


PRIVATE = ["Amina Example", "A board of five", "charter"]
"""What somebody handed in."""


def interest_of(app, applicant):
    return opened_by(app, applicant.home)


def said_in(app, applicant, part):
    found = next((each for each in interest_of(app, applicant).parts if each.part == part), None)
    return found.answers if found else None


def opened_by(app, home):
    with app.app_context():
        return queries.interest_by_token(home.split("/")[-2])


def mailed_home(app):
    """The address of what an applicant began, as the last mail says it."""
    return re.search(r"/eoi/mine/[\w-]+/", letters(app)[-1].replace("=\n", ""))[0]


def letters(app):
    return [each.read_text() for each in sorted((app.config["VAR"] / "outbox").glob("*.eml"))]


@pytest.mark.row("C2", partly=True)
def test_parts_are_saved_as_they_are_and_another_device_goes_on(app, begin, visitor):
    amina = begin()
    amina.save("host", organisation="", about="")
    amina.save("resources", staff="0,5", budget="")

    elsewhere = visitor().get(f"{amina.home}parts/host/")

    assert 'value="Rift Ministry"' in elsewhere.text
    assert said_in(app, amina, "host") == {**SAID["host"], "organisation": "", "about": ""}
    assert said_in(app, amina, "resources") == {"staff": 0.5, "budget": "", "in_kind": "", "lab": False}
    assert interest_of(app, amina).state == "draft"


def test_two_tabs_with_different_parts_lose_nothing_and_with_the_same_part_ask(app, begin):
    amina = begin()
    amina.save("host")
    amina.save("centre", name="Ours")

    late = amina.browser.submit(f"{amina.home}parts/host/", version=0, **SAID["host"] | {"organisation": "Other"})
    again = amina.browser.submit(f"{amina.home}parts/host/", version=1, **SAID["host"] | {"organisation": "Other"})

    assert (late.status_code, 'value="Other"' in late.text, "Somebody changed this" in late.text) == (409, True, True)
    assert again.status_code == 303
    assert said_in(app, amina, "host")["organisation"] == "Other"
    assert said_in(app, amina, "centre")["name"] == "Ours"


def test_what_cannot_be_read_is_said_at_its_field_and_the_rest_stays_in_the_form(app, begin):
    amina = begin()
    wrong = {
        ("resources", "staff"): ["1e999", "many", "-1", "99999999", "1.000"],
        ("centre", "letters"): ["1e999", "-3"],
        ("centre", "scope"): ["galactic"],
        ("host", "region"): ["MARS"],
        ("host", "organisation"): ["bell\x07", "x" * 200],
        ("capabilities", "vision"): ["9", "-1"],
        ("capabilities", "capabilities"): [["policy", "flying"]],
    }

    answers = {
        (part, name, str(value)[:20]): amina.save(part, **{name: value})
        for (part, name), values in wrong.items()
        for value in values
    }

    assert {place: answer.status_code for place, answer in answers.items() if answer.status_code != 422} == {}
    assert [place for place, answer in answers.items() if 'class="bad"' not in answer.text] == []
    shown = answers["resources", "staff", "1e999"].text
    assert ("USD 200,000 from the ministry" in shown, 'value="1e999"' in shown) == (True, True)
    assert re.search(r'name="staff"[^>]* type="text"', shown)
    assert interest_of(app, amina).parts == []


def test_nothing_is_submitted_while_something_is_missing_and_the_page_says_what(app, begin):
    amina = begin()
    amina.save_all()
    amina.save("governance", endorsement="")

    answer = amina.submit()

    assert (answer.status_code, "Something is still missing" in answer.text) == (422, True)
    assert "Endorsement by the Member State" in answer.text
    assert interest_of(app, amina).receipt is None


@pytest.mark.row("C2", partly=True)
def test_submitting_twice_leaves_one_receipt_whose_hash_is_that_of_what_was_submitted(app, begin, jobs_at_once):
    amina, bo = begin(), begin("bo@example.org")
    for each in (amina, bo):
        each.save_all()
        each.submit()
    amina.submit()
    late = amina.save("host", organisation="Changed afterwards")

    with app.app_context():
        receipts = db.session.scalars(db.select(InterestReceipt)).all()
        numbers = sorted(db.session.scalars(db.select(Interest.number)))
    kept = amina.browser.get(f"{amina.home}receipt.json")
    interest = interest_of(app, amina)
    assert len(receipts) == 2
    assert [number.rpartition("-")[2] for number in numbers] == ["001", "002"]
    assert hashlib.sha256(kept.data).hexdigest() == interest.receipt.sha256
    assert json.loads(kept.data)["answers"]["host"]["organisation"] == "Rift Regulator"
    assert (late.status_code, said_in(app, amina, "host")["organisation"]) == (409, "Rift Regulator")
    assert interest.number in amina.page().text
    mail = next(each for each in letters(app) if f"Received: {interest.number}" in each)
    assert interest.receipt.sha256[:8] in mail
    assert "amina@example.org" in mail


@pytest.mark.row("C2", partly=True)
def test_the_deadline_is_the_deadline_and_words_are_kept(app, begin, clock, visitor, call):
    amina = begin()
    amina.save_all()
    clock(OPEN_FOR.total_seconds() + 60)

    answer = amina.submit()

    assert (answer.status_code, "The call closed" in answer.text) == (409, True)
    page = amina.page().text
    assert "it can no longer be submitted" in page
    assert ("Rift Ministry" in page, "submission/" in page) == (True, False)
    assert visitor().get(f"/eoi/new/{call}/").status_code == 409
    assert amina.save("host", about="Still kept").status_code == 303


def test_a_second_form_sent_twice_begins_once(app, call, visitor):
    said = {"email": "Amina@Example.org ", "language": "fr", "once": "one-form-of-amina"}
    browser = visitor()

    pages = [browser.submit(f"/eoi/new/{call}/", **said) for _each in range(2)]

    tokens = {re.search(r"/eoi/mine/([\w-]+)/", page.text)[1] for page in pages}
    with app.app_context():
        interests = db.session.scalars(db.select(Interest)).all()
        opened = {queries.interest_by_token(token).id for token in tokens}
    assert [(each.email, each.language) for each in interests] == [("amina@example.org", "fr")]
    assert (len(tokens), opened) == (2, {interests[0].id})


def test_a_lost_link_comes_anew_by_mail_and_strangers_learn_nothing(app, begin, visitor, jobs_at_once):
    begin()
    before = len(letters(app))

    known = visitor().submit("/eoi/links/", email="amina@example.org")
    unknown = visitor().submit("/eoi/links/", email="nobody@example.org")

    assert (known.status_code, len(known.text)) == (unknown.status_code, len(unknown.text))
    assert len(letters(app)) == before + 1
    assert visitor().get(mailed_home(app)).status_code == 200


def test_a_link_opens_for_half_a_year_and_another_comes_by_mail(app, begin, clock, visitor, jobs_at_once):
    amina = begin()
    amina.save("host")
    clock(timedelta(days=179).total_seconds())
    before = amina.page().status_code

    clock(timedelta(days=181).total_seconds())
    after = amina.page()

    visitor().submit("/eoi/links/", email="amina@example.org")
    anew = mailed_home(app)
    assert (before, after.status_code, "ask for a new one" in after.text) == (200, 404, True)
    assert "Rift Ministry" in visitor().get(anew).text


def test_whoever_ends_all_other_links_keeps_their_own_and_the_address_has_a_new_one(app, begin, visitor, jobs_at_once):
    amina, colleague = begin(), visitor()
    alone = amina.page().text
    visitor().submit("/eoi/links/", email="amina@example.org")
    by_mail = mailed_home(app)
    both = colleague.get(by_mail).text

    answer = colleague.submit(f"{by_mail}links/")

    anew = mailed_home(app)
    homes = {"shown at first": amina.home, "by mail": by_mail, "anew": anew}
    assert ("End all other links" in alone, "1 other link opens this too" in both) == (False, True)
    assert (answer.status_code, answer.headers["Location"]) == (303, by_mail)
    assert {name: visitor().get(home).status_code for name, home in homes.items()} == {
        "shown at first": 404,
        "by mail": 200,
        "anew": 200,
    }
    assert "ended all others" in letters(app)[-1]
    assert (amina.save("host").status_code, opened_by(app, anew).parts) == (404, [])


def test_forty_people_behind_one_address_begin_at_once_and_a_flood_does_not(call, visitor):
    browser = visitor()

    def begun(number):
        said = {"email": f"p{number}@example.org", "language": "en", "once": f"form-number-{number}"}
        return browser.submit(f"/eoi/new/{call}/", **said).status_code

    answers = [begun(number) for number in range(65)]

    assert answers[:40] == [200] * 40
    assert answers[-1] == 429


def test_whoever_withdraws_does_so_once_and_nothing_goes_on(app, submitted):
    amina, _id = submitted()

    first = amina.browser.submit(f"{amina.home}withdrawal/", reason="Another host")
    second = amina.browser.submit(f"{amina.home}withdrawal/", reason="Again")

    interest = interest_of(app, amina)
    assert (first.status_code, second.status_code) == (303, 409)
    assert [(each.before, each.after, each.reason) for each in interest.moves] == [
        ("draft", "submitted", ""),
        ("submitted", "withdrawn", "Another host"),
    ]


def test_a_call_that_is_not_open_takes_nothing(pages, make_call, visitor):
    hidden, later = make_call(published=False), make_call(opens=timedelta(days=3))
    browser = visitor()

    pages_asked = [browser.get(f"/eoi/new/{each}/").status_code for each in (hidden, later, "no-such-call")]
    sent = [
        browser.submit(f"/eoi/new/{each}/", email="a@example.org", language="en", once="a-form-of-mine").status_code
        for each in (hidden, later, "no-such-call")
    ]

    assert (pages_asked, sent) == ([404, 409, 404], [404, 409, 404])


def test_the_receipt_comes_by_the_mail_server_in_the_language_they_chose(app, call, visitor, postbox, jobs_at_once):
    app.config["SMTP_URL"] = f"smtp+plain://127.0.0.1:{postbox.port}"
    browser = visitor()
    said = {"email": "amina@example.org", "language": "fr", "once": "one-form-of-amina"}
    begun = browser.submit(f"/eoi/new/{call}/", **said)
    amina = Applicant(browser, re.search(r"/eoi/mine/[\w-]+/", begun.text)[0])
    amina.save_all()

    amina.submit()

    interest = interest_of(app, amina)
    first, receipt = [read(letter.content) for letter in postbox.letters]
    assert [each["To"] for each in (first, receipt)] == ["amina@example.org"] * 2
    assert interest.number in receipt["Subject"]
    told = receipt.get_content()
    assert ("Premier appel" in told, "First call" in told) == (True, False)
    assert in_groups(interest.receipt.sha256) in told
    address = re.search(r"/eoi/mine/[\w-]+/", told)[0]
    assert address != amina.home
    assert interest.number in visitor().get(address).text


@pytest.mark.row("C2")
def test_somebody_without_an_account_begins_stops_goes_on_adds_a_letter_and_submits_in_time(
    app, call, visitor, clock, jobs_at_once
):
    first = visitor()
    begun = first.submit(f"/eoi/new/{call}/", email="amina@example.org", language="en", once="one-form-of-amina")
    amina = Applicant(first, re.search(r"/eoi/mine/[\w-]+/", begun.text)[0])
    amina.save("host")
    clock(OPEN_FOR.total_seconds() - 300)
    address = re.search(r"/eoi/mine/[\w-]+/", letters(app)[0].replace("=\n", ""))[0]
    later = Applicant(visitor(), address)
    for part in (part for part in SAID if part != "host"):
        later.save(part)
    send(later, "letter.pdf", PDF)

    submitted = later.submit()
    clock(OPEN_FOR.total_seconds() + 300)

    interest = interest_of(app, amina)
    receipt = json.loads(interest.receipt.content)
    assert (submitted.status_code, interest.state) == (303, "submitted")
    assert (receipt["answers"]["host"]["host"], receipt["files"][0]["name"]) == ("Rift Ministry", "letter.pdf")
    assert [interest.number in page.text for page in (amina.page(), later.page())] == [True, True]
    assert "call closed" not in later.page().text
    assert f"Subject: Received: {interest.number}" in letters(app)[-1]
    assert visitor().get(f"/eoi/new/{call}/").status_code == 409


def test_whoever_withdrew_is_read_by_nobody_any_more(app, begin, keeper, come_in):
    amina = begin()
    amina.save_all()
    send(amina, "charter.pdf", PDF)
    amina.submit()
    desk = come_in(keeper)
    with app.app_context():
        interest_id, file_id = db.session.execute(db.select(InterestFile.eoi_id, InterestFile.id)).one()
    before = desk.get(f"/eoi/desk/{interest_id}/").text
    assert [said for said in PRIVATE if said in before] == PRIVATE

    amina.browser.submit(f"{amina.home}withdrawal/", reason="Another host")
    after = desk.get(f"/eoi/desk/{interest_id}/")

    assert (after.status_code, "Nobody reads it any more." in after.text) == (200, True)
    assert [said for said in PRIVATE if said in after.text] == []
    assert desk.get(f"/eoi/desk/{interest_id}/files/{file_id}/").status_code == 404


def test_nobody_crowds_an_applicant_out_of_a_new_link(app, call, begin, visitor, jobs_at_once):
    amina = begin()
    amina.save("host")
    with app.app_context():
        for number in range(12):
            services.begin(call, email="amina@example.org", language="en", once=f"a-form-of-somebody-{number}")
    before = len(letters(app))

    visitor().submit("/eoi/links/", email="amina@example.org")

    sent = re.findall(r"/eoi/mine/([\w=\n-]+)/", "".join(letters(app)[before:]))
    with app.app_context():
        opened = {queries.interest_by_token(each.replace("=\n", "")).id for each in sent}
        assert queries.interest_by_token(amina.token).id in opened


def test_a_draft_is_forgotten_once_no_link_is_sent_for_it_any_more_and_what_was_handed_in_stays(app, begin, clock):
    amina, bilal, chi = begin(), begin("bilal@example.org"), begin("chi@example.org")
    amina.save("host")
    chi.save("contact")
    chi.browser.submit(f"{chi.home}withdrawal/", reason="")
    assert send(amina, "charter.pdf", PDF).status_code == 303
    bilal.save_all()
    bilal.submit()

    clock((OPEN_FOR + timedelta(days=799)).total_seconds())
    with app.app_context():
        assert services.forget_drafts() == 0
    clock((OPEN_FOR + timedelta(days=801)).total_seconds())
    with app.app_context():
        assert services.forget_drafts() == 2

    with app.app_context():
        assert [row.email for row in db.session.scalars(db.select(Interest))] == ["bilal@example.org"]
        assert db.session.scalars(db.select(InterestFile)).all() == []
