"""What operators meet when something breaks: one sentence, a health check that notices, no process left behind."""

import fcntl
import json
import os
import resource
import select
import shlex
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError

import pytest

from app import failures
from tests import loaded
from tests.consumer import wait_for
from tests.house.trouble import Full, Locked
from tests.house_process import UNWATCHED, House, free_port
from tests.keeping.backups import parts
from tests.places import ROOT

pytestmark = [
    pytest.mark.process,
    pytest.mark.sqlite_only("PostgreSQL has disks and locks of its own"),
]

ON_A_FULL_DISK = ("backup OTHER/site.baraza", "demo reset", "prepare", "workshops load OTHER/file.yaml")
ON_A_READ_ONLY_DISK = ("admin you@example.org", "prepare")
ONLY_READING = {
    "check": "The database is sound.",
    "votes": "0 rounds: every sum agrees.",
    "database copy --to sqlite:///OTHER/copy.db": "are in sqlite:///OTHER/copy.db, counted and compared.",
}
"""What reads the site and changes nothing of it, and what it says in the end."""

WITH_DAMAGE = ("backup OTHER/site.baraza", "admin you@example.org", "votes", "prepare", "check", "db upgrade")
"""What operators type; OTHER is a folder of theirs."""


@pytest.fixture
def folder(empty_house, tmp_path):
    """A site of its own in a folder, at rest."""
    var = tmp_path / "var"
    var.mkdir()
    shutil.copy(Path(empty_house["VAR"]) / "baraza.db", var / "baraza.db")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file.yaml").write_text("workshops: []")
    return {**empty_house, "VAR": str(var)}


@pytest.fixture
def site(folder):
    running = House(folder).start()
    yield running
    running.kill()


@pytest.fixture
def started(folder):
    """A site as people start it."""
    running = House(folder, command=UNWATCHED).start()
    yield running
    running.kill()


NOWHERE = "postgresql://nobody@127.0.0.1:1/none"
"""A database that nobody serves."""

QUIET = 5
"""Seconds in which jobs would try again several times, and say so each time."""


def flask(environ, *words, before=None, prefix=()):
    """Type a command of the site: how it ended, and what it said."""
    environ = {**os.environ, **environ, "FLASK_APP": "wsgi"}
    if before is None and loaded.may_begin(words, environ):
        done = loaded.run(words, environ, bound=bool(prefix))
    else:
        done = subprocess.run(
            [*prefix, sys.executable, *words],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            preexec_fn=before,
        )
    return done.returncode, done.stdout + done.stderr


def typed(environ, command):
    other = str(Path(environ["VAR"]).parent / "other")
    return "-m", "flask", *command.replace("OTHER", other).split()


def full_disk():
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))


def write_last(environ, left):
    """Write something; in `left` lies the site as if it had been interrupted behind that."""
    var = Path(environ["VAR"])
    with closing(sqlite3.connect(var / "baraza.db")) as writing:
        writing.execute("INSERT INTO audit (at, action, target, details) VALUES ('2026-01-01', 'last', 'x', '{}')")
        writing.commit()
        shutil.copytree(var, left)


def damage(environ):
    (Path(environ["VAR"]) / "baraza.db").write_bytes(b"what a disk returned instead " * 2000)


def says_no_trace(environ, command, **how):
    code, said = flask(environ, *typed(environ, command), **how)
    assert "Traceback" not in said, said
    assert 'File "' not in said, said
    return code, said


@pytest.mark.parametrize("command", ON_A_FULL_DISK)
def test_a_full_disk_is_said_in_one_sentence(folder, command):
    code, said = says_no_trace(folder, command, before=full_disk)

    assert (code, said.splitlines()[-1].startswith("Error: ")) == (1, True), said


def test_a_disk_too_full_for_the_files_of_browsers_is_said_in_one_sentence(folder, tmp_path):
    code, said = says_no_trace({**folder, "BUILT": str(tmp_path / "built")}, "votes", before=full_disk)

    assert (code, said.splitlines()[-1].startswith("Error: ")) == (1, True), said
    assert said.splitlines()[-1].endswith(failures.FULL), said


@pytest.mark.parametrize("command", WITH_DAMAGE)
def test_a_damaged_database_is_said_in_one_sentence(folder, command):
    damage(folder)

    code, said = says_no_trace(folder, command)

    assert (code, said.splitlines()[-1].startswith(f"Error: {failures.DAMAGED}")) == (1, True), said


@pytest.mark.parametrize("command", ON_A_READ_ONLY_DISK)
def test_a_folder_nobody_may_write_to_is_said_in_one_sentence(folder, command):
    write_protect(folder)

    code, said = says_no_trace(folder, command, prefix=unprivileged())

    assert (code, said.splitlines()[-1].startswith("Error: ")) == (1, True), said


@pytest.mark.parametrize("at_rest", [True, False], ids=["at rest", "with a log that was left"])
def test_a_database_nobody_may_write_is_kept_on_another_disk(folder, tmp_path, at_rest):
    var, kept = Path(folder["VAR"]), tmp_path / "other" / "site.baraza"
    write_last(folder, tmp_path / "left")
    environ = {**folder, "VAR": str(var if at_rest else tmp_path / "left")}
    write_protect(environ)

    code, said = says_no_trace(environ, f"backup {kept}", prefix=unprivileged())

    assert code == 0, said
    assert '"last"' in parts(kept)["tables/audit.jsonl"].decode()


@pytest.mark.parametrize("at_rest", [True, False], ids=["at rest", "with a log that was left"])
@pytest.mark.parametrize("command", ONLY_READING)
def test_what_only_reads_does_so_where_nobody_may_write(folder, tmp_path, command, at_rest):
    write_last(folder, tmp_path / "left")
    environ = {**folder, "VAR": folder["VAR"] if at_rest else str(tmp_path / "left")}
    write_protect(environ)

    code, said = says_no_trace(environ, command, prefix=unprivileged())

    assert (code, ONLY_READING[command].replace("OTHER", str(tmp_path / "other")) in said) == (0, True), said
    if "copy" in command:
        with closing(sqlite3.connect(tmp_path / "other" / "copy.db")) as copied:
            assert copied.execute("SELECT count(*) FROM audit WHERE action = 'last'").fetchone() == (1,)


def test_a_backup_is_refused_where_somebody_who_may_wrote_meanwhile(folder, tmp_path):
    kept, database = tmp_path / "other" / "site.baraza", Path(folder["VAR"]) / "baraza.db"
    write_protect(folder)
    with subprocess.Popen(
        [*unprivileged(), sys.executable, *typed(folder, f"backup {kept}")],
        cwd=ROOT,
        env={**os.environ, **folder, "FLASK_APP": "tests.keeping.slow_house:app"},
        stderr=subprocess.PIPE,
        text=True,
    ) as backup:
        try:
            next(line for line in backup.stderr if line.startswith("half way"))
            database.parent.chmod(0o755)
            database.chmod(0o644)
            with closing(sqlite3.connect(database)) as writing:
                writing.execute("INSERT INTO audit (at, action, target, details) VALUES ('2026-01-01', 'x', 'x', '{}')")
                writing.commit()
                backup.send_signal(signal.SIGUSR1)
                said = backup.stderr.read()
        except BaseException:
            backup.kill()
            raise

    assert (backup.returncode, said) == (1, "Error: Somebody wrote to the database meanwhile. Try again.\n")
    assert list(kept.parent.glob("*.baraza*")) == []


def test_damage_is_found_where_nobody_may_write(folder):
    damage(folder)
    write_protect(folder)

    code, said = says_no_trace(folder, "check", prefix=unprivileged())

    assert (code, said.splitlines()[-1].startswith(f"Error: {failures.DAMAGED}")) == (1, True), said


def test_a_site_that_is_served_is_not_copied_although_nobody_may_write_here(folder, tmp_path):
    lock = Path(folder["VAR"]) / "baraza.db.lock"
    lock.touch()
    lock.chmod(0o444)
    write_protect(folder)

    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        code, said = says_no_trace(
            folder, f"database copy --to sqlite:///{tmp_path}/other/copy.db", prefix=unprivileged()
        )

    assert code == 1
    assert said.splitlines()[-1] == f"Error: Baraza runs on {folder['VAR']}/baraza.db. Stop it first."


def test_a_restore_into_a_folder_nobody_may_write_to_says_what_to_do(folder, tmp_path):
    kept = tmp_path / "other" / "site.baraza"
    says_no_trace(folder, f"backup {kept}")
    write_protect(folder)

    code, said = says_no_trace(folder, f"restore {kept} --replace", prefix=unprivileged())

    whose = "This user may not write or read it. Give it to the user that runs Baraza. Nothing was changed."
    assert (code, said.splitlines()[-1].endswith(whose)) == (1, True), said


def test_jobs_end_with_a_sentence_where_time_alone_mends_nothing(folder):
    path = Path(folder["VAR"]) / "baraza.db"
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    older = says_no_trace(folder, "jobs")
    damage(folder)
    damaged = says_no_trace(folder, "jobs")
    path.unlink()
    missing = says_no_trace(folder, "jobs")
    path.write_bytes(whole)
    (path.parent / "jobs.db").write_bytes(b"what a disk returned instead " * 2000)
    waiting = says_no_trace(folder, "jobs")

    found = [older, damaged, missing, waiting]
    assert [code for code, _said in found] == [1, 1, 1, 1]
    ends = [said.splitlines()[-1].removeprefix("Error: ") for _code, said in found]
    assert ends[:3] == [failures.UNPREPARED, failures.DAMAGED, failures.NO_FILE]
    assert ends[3].startswith(f"{path.parent}/jobs.db, which holds the jobs that wait, is damaged.")


def test_jobs_say_that_a_disk_is_full_and_stay_for_better_times(folder):
    # A shell that can write no file, and so none that it starts.
    command = f"ulimit -S -f 0; exec {shlex.join([sys.executable, *typed(folder, 'jobs')])}"
    running = subprocess.Popen(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, **folder, "FLASK_APP": "wsgi"},
        stderr=subprocess.PIPE,
        bufsize=0,
    )
    try:
        said = [running.stderr.readline().decode() for _line in range(3)]
        quiet = not select.select([running.stderr], [], [], QUIET)[0]
        resource.prlimit(running.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        wait_for((Path(folder["VAR"]) / "jobs.beat").exists)
        stayed = running.poll() is None
    finally:
        running.kill()
        running.communicate()

    assert [said[0], said[2]] == [f"{failures.FULL} Jobs go on once that is over.\n", f"{failures.FULL}\n"]
    assert (quiet, stayed) == (True, True)


def test_help_is_there_whatever_is_wrong(folder):
    damage(folder)

    code, said = says_no_trace(folder, "--help", before=full_disk)

    assert (code, "restore" in said) == (0, True), said


@pytest.mark.parametrize("trouble", ["full", "damaged", "read-only"])
def test_a_start_says_in_one_sentence_what_is_wrong(folder, trouble):
    how = {}
    if trouble == "damaged":
        damage(folder)
    if trouble == "full":
        how = {"before": full_disk}
    if trouble == "read-only":
        write_protect(folder)
        how = {"prefix": unprivileged()}

    code, said = flask({**folder, "PORT": str(free_port())}, "wsgi.py", **how)

    assert code == 1
    assert "Traceback" not in said, said
    assert said.splitlines()[-1].startswith("Error: "), said
    if trouble == "damaged":
        assert said.splitlines()[-1] == f"Error: {failures.DAMAGED}"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"DATABASE_URL": NOWHERE}, failures.AWAY),
        ({"DATABASE_URL": "no address"}, failures.NO_ADDRESS),
        ({"PORT": "eighty"}, "PORT is 'eighty', and has to be a number, such as 8080."),
        ({"HOST": "192.0.2.1"}, "This machine does not have the address that HOST names."),
    ],
)
def test_a_setting_that_leads_nowhere_is_said_in_one_sentence(folder, settings, sentence):
    code, said = flask({**folder, "PORT": str(free_port()), **settings}, "wsgi.py")

    assert (code, "Traceback" in said) == (1, False), said
    assert said.splitlines()[-1].removeprefix("Error: ") == sentence


@pytest.mark.parametrize(
    ("settings", "command"),
    [
        ({"DATABASE_URL": NOWHERE}, "backup OTHER/site.baraza"),
        ({}, f"database copy --to {NOWHERE}"),
    ],
)
def test_a_database_that_does_not_answer_is_said_with_what_to_do(folder, settings, command):
    _code, said = says_no_trace({**folder, **settings}, command)

    assert "The database does not answer. Is it running, and is " in said.splitlines()[-1]


def test_a_port_that_is_taken_is_said_in_one_sentence(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, said = flask({**folder, "PORT": str(taken.getsockname()[1])}, "wsgi.py")

    assert (code, "Traceback" in said) == (1, False), said
    assert "Another program listens on this address already." in said.splitlines()[-1]


def test_a_database_of_a_newer_version_is_not_touched(folder):
    path = Path(folder["VAR"]) / "baraza.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    code, said = flask(folder, "wsgi.py")

    assert (code, "Traceback" in said) == (1, False)
    assert said.splitlines()[-1].startswith("Error: The database is of a newer version of Baraza")


def test_the_first_start_says_what_it_does_meanwhile(folder, tmp_path):
    house = House({**folder, "BUILT": str(tmp_path / "built"), "DEMO": "yes"}, command=UNWATCHED)

    try:
        said = house.start().log.read_text()
    finally:
        house.kill()

    places = [
        said.index(each)
        for each in ("Building scripts", "Preparing the database", "Loading the demonstration", "Baraza serves at")
    ]
    assert places == sorted(places)


def test_a_killed_web_process_leaves_no_process_behind(started):
    wait_for(lambda: health(started)[1]["jobs"] == "ok")
    (jobs,) = of_group(started) - {started.pid}

    os.kill(started.pid, signal.SIGKILL)
    started.process.wait()

    wait_for(lambda: not alive(jobs))


def test_a_killed_process_of_jobs_is_missed_said_and_started_again(started):
    wait_for(lambda: health(started)[1]["jobs"] == "ok")
    (jobs,) = of_group(started) - {started.pid}

    def killed_until_it_is_missed() -> bool:
        # It is back sooner than the health of the site is looked at anew.
        for process in of_group(started) - {started.pid}:
            os.kill(process, signal.SIGKILL)
        return health(started)[1]["jobs"] == "away"

    wait_for(killed_until_it_is_missed)
    code, missed = health(started)
    wait_for(lambda: health(started)[1]["jobs"] == "ok")

    assert (code, missed["status"]) == (200, "degraded")
    assert "Nobody runs jobs" in missed["say"][0]
    assert "The process that runs jobs ended with code -9. It is started again in 1 s." in started.log.read_text()
    assert of_group(started) - {started.pid} != {jobs}


@pytest.mark.parametrize(("trouble", "words"), [(Full, {"full"}), (Locked, {"locked"})])
def test_health_notices_a_database_that_takes_nothing_and_that_it_does_again(site, trouble, words):
    wait_for(lambda: health(site) == (200, {"status": "ok", "database": "ok", "jobs": "ok"}))
    met = trouble(site)

    met.begin()
    wait_for(lambda: health(site)[0] == 503)
    _code, said = health(site)
    met.end()
    wait_for(lambda: health(site)[0] == 200)

    assert (said["status"], {said["database"]}) == ("down", words)
    assert len(said["say"]) == 1


def test_health_notices_a_database_whose_file_is_gone_and_nobody_makes_another(site):
    var = Path(site.environ["VAR"])
    wait_for(lambda: health(site) == (200, {"status": "ok", "database": "ok", "jobs": "ok"}))
    (jobs,) = of_group(site) - {site.pid}

    (var / "baraza.db").rename(var / "elsewhere.db")
    wait_for(lambda: health(site)[0] == 503)
    os.kill(jobs, signal.SIGKILL)
    # A new one finds no database, says so, and ends.
    wait_for(lambda: "ended with code 1." in site.log.read_text())

    assert health(site)[1]["database"] == "missing"
    assert not (var / "baraza.db").exists()


def health(site):
    """What the site says of itself."""
    try:
        with urllib.request.urlopen(f"{site.url}/healthz", timeout=20) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refusal:
        with refusal:
            return refusal.code, json.load(refusal)


def of_group(site):
    told = subprocess.run(["pgrep", "-g", str(site.pid)], capture_output=True, text=True, check=False)
    return {int(each) for each in told.stdout.split()}


def alive(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def write_protect(environ):
    var = Path(environ["VAR"])
    (var / "baraza.db").chmod(0o444)
    var.chmod(0o555)


def unprivileged():
    """Take from root what no permission holds back; others need nothing."""
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
