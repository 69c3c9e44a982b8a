"""Tables of the portfolio as files: made piece by piece, stopped within one, taken by whoever asked and still may."""

import csv
import io
import re
from datetime import timedelta
from itertools import count
from threading import Thread
from time import time

import pytest
from itsdangerous import TimestampSigner
from sqlalchemy import event, update

from app import clock as house_clock
from app import jobs
from app.accounts.models import Person
from app.alliance import services
from app.alliance.models import Export, ExportState
from app.alliance.policy import View
from app.alliance.portfolio import export_queries
from app.audit import AuditRow
from app.db import db, transaction
from app.errors import NotFound
from app.plans.models import MeasureMove, Plan
from tests.alliance.many import write_plans
from tests.alliance.portfolio_house import house
from tests.at_once import jobs_run_here

__all__ = ["house"]

DAY = 86_400
FORMULA = "=HYPERLINK(1)"
CAPABILITY = "Entrepreneurship and SME growth"


def ask(browser, view="plans", form="csv", query=""):
    answer = browser.submit("/portfolio/exports/", view=view, form=form, query=query)
    assert (answer.status_code, answer.location) == (303, "/portfolio/exports/")


def newest(app):
    with app.app_context():
        return db.session.scalars(db.select(Export).order_by(Export.made_at.desc())).first()


def take(app, browser):
    """The file that was asked for last."""
    return browser.get(f"/portfolio/exports/{newest(app).id}/file/", buffered=True)


def rows_of(answer):
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def words_of(page):
    """Return a page without what is new each time, or each second as tokens are."""
    new = r'(csrf-token" content|csrf_token" value|hx-headers:inherited|nonce|data-stands)="[^"]+"'
    return re.sub(new, "", page.text)


def files_of(app):
    folder = app.config["VAR"] / "exports"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.usefixtures("jobs_at_once")
def test_each_view_is_a_sheet_of_what_somebody_looks_for_and_no_formula(app, house):
    plans, browsers = house
    with app.app_context(), transaction():
        coral = db.session.get(Plan, plans["coral"])
        coral.title = FORMULA
        coral.measures[0].moves = [
            MeasureMove(
                baseline=0,
                target=150,
                reason="Late",
                moved_at=house_clock.now(),
                promised={"name": "Corals", "unit": ""},
            )
        ]
    found = {}

    for view in View:
        ask(browsers["Sec"], view=view, query="region=AFR&order=day&rows=100")
        found[view] = rows_of(take(app, browsers["Sec"]))

    head, *rows = found[View.PLANS]
    assert head[:4] == ["Centre", "Plan", "Goal", "Region"]
    assert [row[:2] for row in rows] == [["Coral Innovation House", f"'{FORMULA}"]]
    told = dict(zip(head, rows[0], strict=True))
    assert {name: told[name] for name in ("Region", "Capabilities", "Coach", "Day", "Actual", "Target", "Status")} == {
        "Region": "Africa", "Capabilities": CAPABILITY, "Coach": "Cleo", "Day": "31", "Actual": "2.0",
        "Target": "100.0", "Status": "Off track",
    }  # fmt: skip
    assert told["First promised"] == "150.0"
    assert told["Promised otherwise first"] == "Corals, 0 to 150, evenly. Unit changed from none to firms."
    assert [row for row in found[View.GRID][1:] if row[2] == "1"] == [[CAPABILITY, "Africa", "1", "Off track"]]
    assert [row[0] for row in found[View.TIMELINE][1:]] == ["Coral Innovation House"]
    assert [row[:2] for row in found[View.ASKS][1:]] == [["Blocked actions", "Ask"]]
    assert found[View.SILENT][1:] == []
    page = browsers["Sec"].get("/portfolio/exports/").text
    assert page.count("Done: 1 row") == 3
    with app.app_context():
        of_exports = db.select(AuditRow.action).where(AuditRow.action.like("export.%"))
        deeds = db.session.scalars(of_exports.order_by(AuditRow.id)).all()
    assert deeds == ["export.ask", "export.take"] * len(View)


@pytest.mark.usefixtures("jobs_at_once")
def test_a_workbook_keeps_words_as_they_were_written_and_reads_from_right_to_left_in_arabic(app, house):
    from openpyxl import load_workbook

    plans, browsers = house
    with app.app_context(), transaction():
        db.session.get(Plan, plans["coral"]).title = FORMULA
        db.session.execute(update(Person).where(Person.name == "Sec").values(language="ar"))

    ask(browsers["Sec"], form="xlsx", query="q=coral")

    answer = take(app, browsers["Sec"])
    assert re.search(r'filename="?baraza-plans-[\d-]+\.xlsx', answer.headers["Content-Disposition"])
    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = list(sheet.iter_rows())
    assert sheet.sheet_view.rightToLeft
    assert rows[0][0].value == "المركز"
    cell = rows[1][1]
    assert (cell.value, cell.data_type) == (FORMULA, "s")
    assert rows[1][9].value.date() == house_clock.now().date() - timedelta(days=30)
    assert rows[1][10].value == 31
    assert min(column.width for column in sheet.column_dimensions.values()) >= len("2026-03-23") + 1


def test_who_asked_sees_how_far_it_is_and_stops_it_within_a_piece(app, person, come_in):
    sec = person("Sec", alliance_role="secretariat")
    browser = come_in(sec)
    with app.app_context():
        write_plans(40, 130)
    ask(browser)
    export = newest(app)
    assert "Waiting for its turn" in browser.get("/portfolio/exports/").text
    seen = []

    def stop_once(_session):
        """As somebody does who looks on in a browser, after the first piece."""
        with app.app_context():
            row = db.session.get(Export, export.id)
        if row.done == 50 and not seen:
            seen.append(browser.fragment("/portfolio/exports/").text)
            assert browser.submit(f"/portfolio/exports/{export.id}/cancellation/").status_code == 303

    def elsewhere(session):
        thread = Thread(target=stop_once, args=(session,))
        thread.start()
        thread.join()

    with app.app_context():
        event.listen(db.session, "after_commit", elsewhere)
        try:
            services.make_file(export.id)
        finally:
            event.remove(db.session, "after_commit", elsewhere)

    assert "Being made: 50 of 130 rows" in seen[0]
    stopped = newest(app)
    assert (stopped.state, stopped.done) == (ExportState.CANCELLED, 50)
    assert files_of(app) == []
    assert "Stopped. There is no file." in browser.get("/portfolio/exports/").text
    assert take(app, browser).status_code == 410


def test_what_a_killed_process_began_is_begun_again_and_fails_clearly_in_the_end(app, house, clock):
    _plans, browsers = house
    ask(browsers["Sec"])
    export = newest(app)
    (app.config["VAR"] / "exports").mkdir(exist_ok=True)
    (app.config["VAR"] / "exports" / f"{export.id}.csv.new").write_text("half of a")
    jobs.queue.flush()
    killed = update(Export).where(Export.id == export.id)
    with app.app_context(), transaction():
        db.session.execute(killed.values(state=ExportState.WORKING, tries=1))

    with jobs_run_here():
        with app.app_context():
            services.take_up_again()
            assert db.session.get(Export, export.id).state == ExportState.WORKING
            clock(120)
            services.take_up_again()
        assert len(rows_of(take(app, browsers["Sec"]))) == 4
        with app.app_context(), transaction():
            db.session.execute(killed.values(state=ExportState.WORKING, tries=3))
        clock(300)
        with app.app_context():
            services.take_up_again()

    assert newest(app).state == ExportState.FAILED
    assert "This did not work. Ask for it again." in browsers["Sec"].get("/portfolio/exports/").text


@pytest.fixture
def tokens_of_other_seconds(monkeypatch):
    """Each token of a form is signed in a second of its own, as on a machine that has much to do."""
    seconds = count(int(time()))
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _signer: next(seconds))


@pytest.mark.usefixtures("jobs_at_once", "tokens_of_other_seconds")
def test_a_file_is_handed_to_whoever_asked_alone_and_only_while_they_may_see_all_of_it(app, house):
    _plans, browsers = house
    ask(browsers["Sec"])
    sheet = newest(app)
    addresses = [f"/portfolio/exports/{sheet.id}/{end}" for end in ("cancellation/", "removal/")]
    for who in ("Root", "Dara", "Stranger"):
        theirs = browsers[who].get(f"/portfolio/exports/{sheet.id}/file/")
        nobodys = browsers[who].get("/portfolio/exports/no-such-file/file/")
        assert (theirs.status_code, words_of(theirs).replace(sheet.id, "no-such-file")) == (404, words_of(nobodys))
        assert [browsers[who].submit(address).status_code for address in addresses] == [404, 404]
        assert sheet.id not in browsers[who].get("/portfolio/exports/").text

    def become(**fields):
        with app.app_context(), transaction():
            db.session.execute(update(Person).where(Person.name == "Sec").values(**fields))
        return take(app, browsers["Sec"]).status_code

    assert become(alliance_role="administrator") == 200
    assert become(alliance_role="regional office", alliance_region="ASP") == 410
    assert become(alliance_role="governance board") == 410
    assert become(alliance_role=None) == 410
    assert become(alliance_role="secretariat") == 200
    assert browsers["Sec"].submit(addresses[1]).status_code == 303
    assert files_of(app) == []


@pytest.mark.usefixtures("jobs_at_once")
def test_the_board_takes_counts_along_and_no_plan_by_its_name(app, house):
    plans, browsers = house
    secrets = ["Coral", "Lotus", "Norvale", "Plan of", "Cleo", *plans.values()]

    for view in (View.PLANS, View.GRID, View.ASKS):
        ask(browsers["Gov"], view=view, query="q=coral")
        said = take(app, browsers["Gov"]).data.decode()
        assert [secret for secret in secrets if secret in said] == []
    refused = browsers["Gov"].submit("/portfolio/exports/", view="silent", form="csv", query="")

    assert refused.status_code == 403
    assert rows_of_plans(app, browsers["Gov"]) == ["Africa", "Asia and the Pacific"]


def rows_of_plans(app, browser):
    ask(browser)
    return [row[0] for row in rows_of(take(app, browser))[1:] if set(row[1:]) != {"0"}]


@pytest.mark.usefixtures("jobs_at_once")
def test_files_run_out_after_a_week_and_are_gone_the_night_after(app, house, clock):
    _plans, browsers = house
    ask(browsers["Sec"])
    export = newest(app)
    sec = Person(id=export.principal_id, alliance_role="secretariat")
    clock(6.9 * DAY)
    with app.app_context():
        assert export_queries.export_to_take(export.id, sec).id == export.id
        assert export_queries.exports_of(sec) == [db.session.get(Export, export.id)]

    clock(7.1 * DAY)

    with app.app_context():
        assert export_queries.exports_of(sec) == []
        with pytest.raises(NotFound):
            export_queries.export_to_take(export.id, sec)
    with app.app_context():
        services.forget_old()
    assert (newest(app), files_of(app)) == (None, [])


def test_what_nobody_can_ask_for_is_refused_in_words(app, house):
    _plans, browsers = house
    bad = [{"view": "magic"}, {"form": "pdf"}, {"view": ""}]

    for wrong in bad:
        answer = browsers["Sec"].submit("/portfolio/exports/", **{"view": "plans", "form": "csv", "query": "", **wrong})
        assert (answer.status_code, "That is none of the choices." in answer.text) == (422, True)
    assert browsers["Stranger"].submit("/portfolio/exports/", view="plans", form="csv").status_code == 403
    for _time in range(20):
        ask(browsers["Sec"], query="q=%00%ff&region=nowhere&rows=9999999999")
    full = browsers["Sec"].submit("/portfolio/exports/", view="plans", form="csv")
    assert (full.status_code, "You have twenty files already." in full.text) == (409, True)
