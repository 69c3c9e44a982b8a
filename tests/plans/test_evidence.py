"""What shows that something was done: kept with a plan, seen by who may read it, from an account or by a link."""

import io
import zipfile
from datetime import timedelta

import pytest
from werkzeug.datastructures import FileStorage

from app.assets.intake import intake
from app.assets.services import forget_unused
from app.db import db
from app.ids import new_id
from app.plans import services
from app.plans.errors import NotOfThisPlan, NotYet
from app.plans.models import Evidence, Plan
from app.plans.queries import plan_found
from app.plans.services import CheckInWords, EvidenceWords, today_of
from app.plans.services.evidence import MOST
from tests.assets.pictures import SVG, png

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PAGE = "https://example.org/page"


@pytest.fixture
def shown(app, planned):
    """The plan in the hands of Dara, with a link for the lab manager."""
    planned.dara = planned.people["Dara"]
    from app.clock import now

    with app.app_context():
        planned.today = today_of(db.session.get(Plan, planned.plan_id))
        made = services.make_link(
            planned.dara, planned.plan_id, owner="Lab manager", expires_at=now() + timedelta(days=2)
        )
        planned.token, planned.link_id = made.token, made.row.id
    planned.address = f"/plans/{planned.plan_id}/evidence/"
    return planned


def send(browser, shown, address, body=None, name="photo.png", **fields):
    """Send the form with a file."""
    said = {"title": "The signed page", "on": shown.today.isoformat(), "of_id": "", **fields}
    file = {"file": FileStorage(io.BytesIO(body), name)} if body is not None else {}
    return browser.post(
        address,
        data={**said, **file},
        content_type="multipart/form-data",
        headers={"X-CSRFToken": browser.token()},
    )


def kept(shown):
    with shown.app.app_context():
        return [
            (each.number, each.title, each.mime, each.name, each.by_name, bool(each.action_id))
            for each in db.session.scalars(db.select(Evidence).order_by(Evidence.number))
        ]


@pytest.mark.row("P8")
def test_a_photo_a_file_and_a_link_are_kept_with_their_place_and_day_and_seen_by_who_reads_the_plan(shown):
    dara, mo = shown.browser("Dara"), shown.browser("Mo")

    photo = send(dara, shown, shown.address, png(), "photos/stamp.png", place="Port Azure", of_id=shown.action_id)
    paper = send(dara, shown, shown.address, PDF, "minutes.pdf", title="Minutes")
    link = send(dara, shown, shown.address, title="The page", url="https://example.org/calendar")

    assert [answer.status_code for answer in (photo, paper, link)] == [303, 303, 303]
    assert kept(shown) == [
        (1, "The signed page", "image/webp", "stamp.png", "Dara", True),
        (2, "Minutes", "application/pdf", "minutes.pdf", "Dara", False),
        (3, "The page", "", "", "Dara", False),
    ]
    page = mo.get(f"/plans/{shown.plan_id}/").text
    for words in ("Port Azure", 'href="https://example.org/calendar"', "<bdi>minutes.pdf</bdi>", "Shown by:"):
        assert words in page
    with shown.app.app_context():
        ids = [each.id for each in db.session.scalars(db.select(Evidence).order_by(Evidence.number))]
    image, pdf, none = (mo.get(f"/plans/evidence/{each}/file/", buffered=True) for each in ids)
    assert (image.mimetype, image.headers.get("Content-Disposition", "").split(";")[0]) == ("image/webp", "inline")
    called = f"attachment; filename=Fastest-test-slot-evidence-2-{shown.today}.pdf"
    assert (pdf.data, pdf.mimetype, pdf.headers["Content-Disposition"]) == (PDF, "application/pdf", called)
    assert {each.headers["Content-Security-Policy"] for each in (image, pdf)} == {"sandbox; default-src 'none'"}
    # Asked for anew each time: whoever may read it no more has nothing left in a cache, and no proxy keeps it.
    assert {each.headers["Cache-Control"] for each in (image, pdf)} == {"private, no-cache"}
    assert none.status_code == 404
    assert [shown.browser("Stranger").get(f"/plans/evidence/{each}/file/").status_code for each in ids] == [404] * 3


def test_what_lies_about_itself_is_refused_at_its_field_and_the_words_stay(shown):
    dara = shown.browser("Dara")
    macros = io.BytesIO()
    with zipfile.ZipFile(macros, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"):
            archive.writestr(name, "x")
    for body, name in (
        (b"MZ\x90\0" * 40, "report.pdf"),
        (b"%PDF-1.7 and no end", "report.pdf"),
        (SVG, "drawing.png"),
        (b"PK\x03\x04" + b"\0" * 40, "sheet.xlsx"),
        (macros.getvalue(), "report.docx"),
        (b"", "empty.pdf"),
    ):
        answer = send(dara, shown, shown.address, body, name, title="What we signed")
        assert (answer.status_code, name) == (422, name)
        assert 'id="file-bad"' in answer.text
        assert 'value="What we signed"' in answer.text
    assert send(dara, shown, shown.address, PDF, url="javascript:alert(1)").status_code == 422
    assert kept(shown) == []


@pytest.mark.parametrize("name", ["list.txt", "list.csv"])
def test_the_form_names_the_files_that_are_taken_and_no_others(shown, name):
    dara = shown.browser("Dara")

    form = dara.get(shown.address).text
    refused = send(dara, shown, shown.address, b"Name,Came\nAda,yes\n", name)

    assert "An image, a PDF, or a Word, OpenDocument or Excel file, at most 10 MB." in form
    assert refused.status_code == 422
    assert "Only PDF, Word, OpenDocument and Excel files" in refused.text


@pytest.mark.parametrize("by_link", [False, True])
def test_what_came_with_a_file_and_a_fault_is_not_kept_without_the_file(shown, by_link):
    browser = shown.app.test_client() if by_link else shown.browser("Dara")
    address = f"/c/{shown.token}/evidence/" if by_link else shown.address
    again = "Choose “stamp.png” again: it was not kept."

    faulty = send(browser, shown, address, png(), "stamp.png", title="")
    bare = send(browser, shown, address, chosen="stamp.png")
    assert (faulty.status_code, bare.status_code, kept(shown)) == (422, 422, [])
    for answer in (faulty, bare):
        assert again in answer.text
        assert '<input id="chosen" name="chosen" type="hidden" value="stamp.png">' in answer.text
        assert "Keep it without this file" in answer.text

    whole = send(browser, shown, address, png(), "stamp.png", chosen="stamp.png")
    without = send(browser, shown, address, title="No photo", url=PAGE, chosen="stamp.png", without_file="y")

    assert (whole.status_code, without.status_code) == (303, 303)
    assert [(title, name) for _number, title, _mime, name, *_rest in kept(shown)] == [
        ("The signed page", "stamp.png"),
        ("No photo", ""),
    ]


@pytest.mark.parametrize("way", ["added", "by a link", "changed"])
def test_words_come_back_with_a_file_of_twelve_megabytes(photographed, way):
    shown, before = photographed, kept(photographed)
    browser = shown.app.test_client() if way == "by a link" else shown.browser("Dara")
    address = {"added": shown.address, "by a link": f"/c/{shown.token}/evidence/", "changed": shown.change}[way]
    said = {"url": "https://example.org/page", "place": "Room 4", "on": shown.today.isoformat(), "of_id": ""}
    # A browser sends what stands behind the file behind it. The whole is in memory, however large.
    fields = [f'form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in said.items()]
    fields.insert(0, b'form-data; name="file"; filename="film.pdf"\r\n\r\n' + PDF + b"\0" * 12 * 1024 * 1024)
    fields.insert(0, b'form-data; name="title"\r\n\r\nWhat we signed')
    whole = b"".join(b"--x\r\nContent-Disposition: " + each + b"\r\n" for each in fields) + b"--x--\r\n"

    answer = browser.post(
        address, data=whole, content_type="multipart/form-data; boundary=x", headers={"X-CSRFToken": browser.token()}
    )

    assert answer.status_code == 413
    assert "A file may have at most 10 MB." in answer.text
    assert 'id="file-bad"' in answer.text
    for words in ("What we signed", "https://example.org/page", "Room 4", shown.today.isoformat()):
        assert f'value="{words}"' in answer.text
    assert kept(shown) == before


def test_words_come_back_where_no_more_evidence_is_taken(app, shown):
    with app.app_context():
        services.add_evidence(shown.dara, shown.plan_id, EvidenceWords(title="First", on=shown.today, url=PAGE))
        [first] = plan_found(shown.plan_id).evidence
        same = {"plan_id": shown.plan_id, "title": "x", "on": shown.today, "created_at": first.created_at}
        db.session.add_all(Evidence(id=new_id(), number=number, **same) for number in range(2, MOST + 1))
        db.session.commit()

    for browser, address in (
        (shown.browser("Dara"), shown.address),
        (shown.app.test_client(), f"/c/{shown.token}/evidence/"),
    ):
        answer = send(browser, shown, address, PDF, title="What we signed")
        assert (answer.status_code, 'value="What we signed"' in answer.text) == (409, True)
        assert "keeps 500 pieces of evidence already" in answer.text


def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_read(shown):
    dara = shown.browser("Dara")

    answer = dara.post(
        shown.address,
        input_stream=io.BytesIO(b"--x"),
        headers={"X-CSRFToken": dara.token()},
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(200 * 1024 * 1024)},
    )

    assert answer.status_code == 413
    assert "A file may have at most 10 MB." in answer.text


def test_by_a_link_it_is_kept_with_the_check_in_of_today_and_that_plan_alone(shown):
    visitor = shown.app.test_client()
    with shown.app.app_context():
        services.check_in_by_link(shown.token, CheckInWords(client_id="first-form", done="Signed"))
    address = f"/c/{shown.token}/evidence/"
    assert "Lab manager" in visitor.get(address).text

    assert send(visitor, shown, address, png()).status_code == 303
    assert send(visitor, shown, address, b"MZ").status_code == 422
    assert send(visitor, shown, "/c/forged/evidence/", png()).status_code == 404
    with shown.app.app_context():
        services.revoke_link(shown.dara, shown.link_id)
        one = db.session.scalars(db.select(Evidence)).one()
        assert (one.by_name, one.by_id, one.check_in_id is not None) == ("Lab manager", None, True)
    assert send(visitor, shown, address, png()).status_code == 410
    assert len(kept(shown)) == 1


def test_evidence_is_of_an_action_of_its_plan_and_of_a_day_that_has_come(app, shown):
    with app.app_context():
        for words, refusal in (
            (EvidenceWords(title="A photo", on=shown.today + timedelta(days=1), url=PAGE), NotYet),
            (EvidenceWords(title="A photo", on=shown.today, url=PAGE, of_id="of-another-plan"), NotOfThisPlan),
        ):
            with pytest.raises(refusal):
                services.add_evidence(shown.dara, shown.plan_id, words)


def test_a_centre_has_a_library_of_what_its_plans_show_and_strangers_none(shown):
    dara, mo, stranger = (shown.browser(name) for name in ("Dara", "Mo", "Stranger"))
    send(dara, shown, shown.address, title="A stamp", place="Port Azure", url=PAGE)
    send(dara, shown, shown.address, title="A list", url=PAGE)
    address = f"/plans/of/{shown.centre.id}/evidence/"

    whole, found = mo.get(address).text, mo.get(address + "?q=azure").text

    assert ("A stamp" in whole, "A list" in whole) == (True, True)
    assert ("A stamp" in found, "A list" in found) == (True, False)
    assert stranger.get(address).status_code == 404
    assert (stranger.fragment(address).status_code, stranger.fragment(address).text) == (204, "")


def test_whoever_changes_the_plan_changes_evidence_and_takes_it_out_and_its_file_goes_at_night(shown, clock):
    dara, mo = shown.browser("Dara"), shown.browser("Mo")
    send(dara, shown, shown.address, PDF, "minutes.pdf")
    with shown.app.app_context():
        one = db.session.scalars(db.select(Evidence)).one()
        path = intake().folder / one.sha256[:2] / one.sha256[2:]
    address = f"/plans/evidence/{one.id}/"

    assert mo.get(address).status_code == 403
    changed = dara.submit(address, title="Minutes, signed", on=shown.today, of_id="")
    assert (changed.status_code, kept(shown)[0][1:4]) == (303, ("Minutes, signed", "application/pdf", "minutes.pdf"))
    clock(2 * 24 * 3600)
    with shown.app.app_context():
        forget_unused()
    assert path.is_file()

    assert shown.browser("Dara").submit(address + "drop/").status_code == 303
    with shown.app.app_context():
        forget_unused()
    assert (path.is_file(), kept(shown)) == (False, [])


@pytest.fixture
def photographed(shown):
    """A photo in the plan of Dara; `photographed.one()` reads its row."""
    send(shown.browser("Dara"), shown, shown.address, png(), "stamp.png")

    def one():
        with shown.app.app_context():
            return db.session.scalars(db.select(Evidence)).one()

    shown.one = one
    shown.change = f"/plans/evidence/{one().id}/"
    return shown


def test_a_photo_is_replaced_where_the_evidence_is_changed(photographed, clock):
    dara = photographed.browser("Dara")
    before = photographed.one()
    page = dara.get(photographed.change).text
    assert f'src="/plans/evidence/{before.id}/file/"' in page
    assert 'type="file"' in page

    assert send(dara, photographed, photographed.change, PDF, "minutes.pdf", title="Minutes").status_code == 303

    after = photographed.one()
    assert (after.title, after.name, after.mime, after.number) == ("Minutes", "minutes.pdf", "application/pdf", 1)
    assert dara.get(f"/plans/evidence/{after.id}/file/", buffered=True).data == PDF
    changed = photographed.browser("Mo").get(f"/plans/{photographed.plan_id}/changes/").text
    files = [f"{each.name} (SHA-256 {each.sha256[:12]})" for each in (before, after)]
    for words in ("Photo or file", *files):
        assert words in changed
    clock(2 * 24 * 3600)
    with photographed.app.app_context():
        forget_unused()
        left = [any(intake().folder.rglob(each.sha256[2:])) for each in (before, after)]
    assert left == [False, True]


def test_another_photo_of_the_same_name_is_told_as_a_change(photographed):
    dara, before = photographed.browser("Dara"), photographed.one().sha256

    assert send(dara, photographed, photographed.change, png((9, 9, 9)), "stamp.png").status_code == 303

    after = photographed.one().sha256
    changed = dara.get(f"/plans/{photographed.plan_id}/changes/").text
    assert before != after
    assert [f"stamp.png (SHA-256 {each[:12]})" in changed for each in (before, after)] == [True, True]


@pytest.mark.parametrize("body", [b"MZ\x90\0" * 40, b"%PDF-1.7 and no end", b""])
def test_a_file_that_is_not_taken_changes_no_evidence_and_the_words_stay(photographed, body):
    dara, before = photographed.browser("Dara"), photographed.one().sha256

    answer = send(dara, photographed, photographed.change, body, "report.pdf", title="What we signed")

    assert answer.status_code == 422
    assert ('id="file-bad"' in answer.text, 'value="What we signed"' in answer.text) == (True, True)
    assert (photographed.one().sha256, photographed.one().title) == (before, "The signed page")


def test_a_file_that_came_with_a_fault_is_asked_for_again_at_a_change(photographed):
    dara, before = photographed.browser("Dara"), photographed.one().sha256
    again = "Choose “new.png” again: it was not kept."

    faulty = send(dara, photographed, photographed.change, png((9, 9, 9)), "new.png", title="")
    bare = send(dara, photographed, photographed.change, chosen="new.png")
    assert [(each.status_code, again in each.text) for each in (faulty, bare)] == [(422, True), (422, True)]
    assert "Keep the file that is there" in bare.text

    kept = send(dara, photographed, photographed.change, title="As it was", chosen="new.png", without_file="y")
    assert (kept.status_code, photographed.one().title, photographed.one().sha256) == (303, "As it was", before)


def test_a_file_for_evidence_that_somebody_changed_meanwhile_is_asked_for_again(photographed):
    dara, before = photographed.browser("Dara"), photographed.one().sha256

    late = send(dara, photographed, photographed.change, png((9, 9, 9)), "new.png", seen="of-yesterday")

    assert (late.status_code, "Choose “new.png” again" in late.text) == (409, True)
    assert photographed.one().sha256 == before


def test_whoever_may_not_change_the_plan_sends_no_file_in_place_of_another(photographed):
    before = photographed.one().sha256

    refused = [
        send(photographed.browser(name), photographed, photographed.change, PDF, "minutes.pdf").status_code
        for name in ("Mo", "Stranger")
    ]

    assert (refused, photographed.one().sha256) == ([403, 404], before)
