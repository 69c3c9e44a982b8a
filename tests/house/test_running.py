"""`make run`: what a person sees who starts the house for the first time, and again."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.house_process import PATIENCE, ROOT, UNWATCHED, House, free_port

pytestmark = pytest.mark.process


@pytest.fixture
def folder(tmp_path, built):
    var = tmp_path / "var"
    var.mkdir()
    return {"VAR": str(var), "BUILT": str(built)}


@pytest.fixture
def house(folder):
    running = House(folder, command=UNWATCHED)
    yield running
    running.kill()


def test_the_first_start_prints_address_people_and_the_live_workshop(house):
    house.start()

    said = house.log.read_text()
    assert house.url in said
    assert re.search(r"password\s+\S{8,}", said, re.IGNORECASE)
    assert re.search(r"/j/[0-9A-Z]{8}/", said)
    assert re.search(r"\b[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4}\b", said)
    assert "█" in said


def test_a_command_without_settings_prints_the_port_that_is_served(house, folder):
    house.start()
    command = [sys.executable, "-m", "flask", "demo", "reset"]
    plain = {name: value for name, value in os.environ.items() if name not in {"HOST", "PORT", "PUBLIC_URL"}}

    said = subprocess.run(
        command, cwd=ROOT, env={**plain, **folder, "FLASK_APP": "wsgi"}, capture_output=True, text=True, check=True
    ).stdout

    assert f"Live now: {house.url}/j/" in said


def test_the_second_start_is_quick_and_keeps_everything(house):
    house.start()
    code = re.search(r"/j/([0-9A-Z]{8})/", house.log.read_text())[1]
    house.stop()

    house.start()

    # Three times the goal of five seconds, of which those do not count that others have the processor.
    assert house.computed() < 15
    assert house.log.read_text().count(f"/j/{code}/") >= 2


def test_what_would_make_others_wait_is_done_or_set_before_anybody_comes(folder):
    house = House(folder, command=("-m", "tests.house.asked_how")).start()

    os.kill(house.pid, signal.SIGUSR1)
    until(lambda: "garbage" in house.log.read_text())
    said = json.loads(house.log.read_text().splitlines()[-1])
    house.stop()

    assert said == {
        "a plan has SQL written": [],
        "threads take turns after": 0.0005,
        "garbage is looked for after": [5_000, 20, 20],
        "canvases are looked at for garbage": False,
    }


def test_no_process_loads_a_library_for_databases_that_it_does_not_ask(house):
    house.start()
    until(lambda: len(children(house.pid)) == 1)
    jobs = children(house.pid)[0]
    # Once it gives way to people it has loaded all that it needs.
    until(lambda: os.getpriority(os.PRIO_PROCESS, jobs) > os.getpriority(os.PRIO_PROCESS, 0))

    assert [pid for pid in (house.pid, jobs) if "psycopg" in Path(f"/proc/{pid}/maps").read_text()] == []


def test_what_nobody_waits_for_gives_way_to_people(house):
    house.start()
    own = os.getpriority(os.PRIO_PROCESS, 0)

    until(lambda: [os.getpriority(os.PRIO_PROCESS, pid) for pid in children(house.pid)] == [min(19, own + 10)])

    assert os.getpriority(os.PRIO_PROCESS, house.pid) == own


def children(pid: int) -> list[int]:
    """The processes that one started."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_ctrl_c_ends_every_process_it_started(house):
    house.start()
    group = house.process.pid

    house.stop()

    left = subprocess.run(["pgrep", "-g", str(group)], capture_output=True, text=True, check=False).stdout.split()
    assert left == []


def test_ctrl_c_at_the_moment_of_the_welcome_ends_it(folder):
    environ = {**os.environ, **folder, "DEMO": "no", "PORT": str(free_port())}
    command = [sys.executable, *UNWATCHED]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, start_new_session=True) as process:
        try:
            while b"serves at" not in process.stdout.readline():
                assert process.poll() is None

            os.killpg(process.pid, signal.SIGINT)

            assert process.wait(timeout=PATIENCE) == 0
        finally:
            process.kill()


def test_an_empty_house_starts_without_demo(folder):
    house = House({**folder, "DEMO": "no"}, command=UNWATCHED).start()

    said = house.log.read_text()
    house.stop()

    assert "flask admin" in said
    assert "/j/" not in said


def test_the_web_process_of_a_house_on_one_machine_takes_little_memory(house):
    house.start()

    status = Path(f"/proc/{house.pid}/status").read_text()

    largest = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])
    assert largest < 139_000, "a tenth more than measured; what is done once is done in a process of its own"


@pytest.mark.parametrize(
    ("asked", "besides"),
    [("wsgi", ["app.cli"]), ("wsgi; wsgi.app.cli.get_command(None, 'jobs')", [])],
    ids=["the web process", "the process of jobs"],
)
def test_what_runs_all_the_time_loads_nothing_of_what_commands_and_few_pages_need(folder, asked, besides):
    unused = [
        *besides,
        "alembic",
        "flask_migrate",
        "app.demo",
        "app.keeping",
        "icalendar",
        "markdown_it",
        "app.building",
        "app.joining",
    ]
    program = f"import sys, {asked}; print([name for name in {unused} if name in sys.modules])"
    environ = {**os.environ, **folder}

    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "[]"


def test_a_second_web_process_on_the_same_folder_is_told_why_not(house, folder):
    house.start()

    with pytest.raises(AssertionError, match="already runs on"):
        House(folder, command=UNWATCHED).start()


def test_after_a_power_cut_the_house_answers_again(house):
    house.start()
    house.kill()

    house.start()

    with urllib.request.urlopen(f"{house.url}/healthz") as answer:
        assert json.load(answer)["database"] == "ok"


def test_a_polite_end_is_a_clean_end(house):
    house.start()

    house.process.send_signal(signal.SIGTERM)

    assert house.process.wait(timeout=30) == 0
