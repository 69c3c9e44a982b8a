"""Sites that are forked from a process which has loaded all: they live and end like those that people start."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.consumer import wait_for
from tests.house_process import UNWATCHED, WATCHED, House
from tests.loaded import may_begin, run
from tests.places import ROOT

pytestmark = [
    pytest.mark.process,
    pytest.mark.sqlite_only("a site on PostgreSQL loads what it needs by itself"),
]


@pytest.fixture
def house(environ):
    running = House(environ).start()
    yield running
    running.kill()


def children(pid):
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_its_jobs_are_run_and_their_process_is_begun_again_when_it_dies(house):
    [jobs] = children(house.pid)
    wait_for((Path(house.environ["VAR"]) / "jobs.beat").exists)

    os.kill(jobs, signal.SIGKILL)
    wait_for(lambda: children(house.pid) not in ([jobs], []))

    assert "The process that runs jobs ended with code -9. It is started again in 1 s." in house.log.read_text()


def test_all_of_it_ends_as_it_does_where_people_press_ctrl_c(house):
    wait_for((Path(house.environ["VAR"]) / "jobs.beat").exists)

    house.stop()

    left = subprocess.run(["pgrep", "-g", str(house.pid)], capture_output=True, text=True, check=False).stdout
    assert (house.process.returncode, left, "Traceback" in house.log.read_text()) == (0, "", False)


def test_its_jobs_end_where_the_web_process_is_killed_alone(house):
    [jobs] = children(house.pid)
    wait_for((Path(house.environ["VAR"]) / "jobs.beat").exists)

    os.kill(house.pid, signal.SIGKILL)

    wait_for(lambda: not Path(f"/proc/{jobs}").exists())
    assert house.process.wait(timeout=5) == -signal.SIGKILL


def test_one_that_still_runs_is_not_waited_for_any_longer_than_asked(house):
    with pytest.raises(subprocess.TimeoutExpired):
        house.process.wait(timeout=0.05)

    assert house.process.poll() is None


@pytest.mark.parametrize(
    ("command", "environ", "may"),
    [
        (WATCHED, {}, True),
        (WATCHED, {"DATABASE_URL": "", "REDIS_URL": ""}, True),
        (WATCHED, {"DATABASE_URL": "postgresql://127.0.0.1/x"}, False),
        (WATCHED, {"REDIS_URL": "redis://127.0.0.1"}, False),
        (UNWATCHED, {}, False),
        (("-m", "gunicorn"), {}, False),
    ],
)
def test_what_people_type_and_what_asks_a_server_loads_for_itself(command, environ, may):
    assert may_begin(command, environ) is may


def test_two_sites_of_one_session_are_strangers(house, tmp_path):
    other = House({**house.environ, "VAR": str(tmp_path / "other"), "PORT": ""})
    (tmp_path / "other").mkdir()
    other.start()
    try:
        said = [Path(f"/proc/{each.pid}/cwd").readlink() for each in (house, other)]
        sessions = {os.getsid(each.pid) for each in (house, other)}
    finally:
        other.kill()

    assert (said, sessions) == ([ROOT, ROOT], {house.pid, other.pid})


@pytest.mark.parametrize("bound", [True, False])
def test_where_permissions_are_to_hold_root_has_to_obey_them_as_anybody(environ, tmp_path, bound):
    closed = tmp_path / "closed.baraza"
    closed.touch(mode=0o000)
    # As `setpriv` would; whoever is not root obeys anyway.
    obeys = bound or os.geteuid() != 0

    done = run(("-m", "flask", "restore", str(closed)), {**os.environ, **environ, "FLASK_APP": "wsgi"}, bound=bound)

    assert (done.returncode != 0, "is not readable" in done.stderr) == (True, obeys), done.stderr
