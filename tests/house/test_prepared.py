"""What is done before anybody comes, so that nobody who comes first waits for it."""

from app.db import db
from app.plans import services
from app.plans.models import ActionStatus
from app.plans.queries import plan_found, read_one_ahead
from tests.compiled import compiling
from tests.plans.conftest import planned, room

__all__ = ["planned", "room"]


def test_preparing_leaves_every_template_compiled_for_whoever_starts_next(app, environ, monkeypatch):
    from app import create_app
    from app.cli import prepare

    with app.app_context():
        prepare()
    again = []
    started = create_app(environ).jinja_env
    monkeypatch.setattr(started, "compile", lambda source, *_where: again.append(source) or compile("", "", "exec"))

    names = started.list_templates()
    for name in names:
        started.get_template(name)

    assert (len(names) > 100, again) == (True, [])


def test_a_page_is_drawn_though_nothing_can_be_kept_of_it(app, client, tmp_path):
    app.jinja_env.bytecode_cache.directory = str(tmp_path / "gone")

    assert client.get("/").status_code == 200


def test_whoever_opens_a_plan_first_waits_for_no_sql_to_be_written(app, planned):
    with app.app_context():
        moved = services.CheckInWords(client_id="form-00001", done="Live", moves={planned.action_id: ActionStatus.DONE})
        services.check_in(planned.people["Dara"], planned.plan_id, moved)
        db.engine.clear_compiled_cache()
        db.session.remove()
        read_one_ahead()
        db.session.remove()
        with compiling(db.engine) as written:
            plan_found(planned.plan_id)

    assert written == []
