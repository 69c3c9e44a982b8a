"""What is written of the load comes from the files that are kept."""

import json
from pathlib import Path

from benchmarks import report, results
from benchmarks.drawing import picture

RUN = {
    "p50": 20.0,
    "p95": 90.4,
    "p99": 201.0,
    "house_cpu": 0.61,
    "house_mb": 148.2,
    "generator_lag_p99": 3.2,
    "void": None,
}
VOID = {**RUN, "p95": 900.0, "void": "the generator itself lagged 31 ms, more than 10"}
MACHINE = {"cores": 2, "processor": "A processor", "memory_gb": 24, "system": "Linux 6.1", "python": "3.11.7"}


def load(*runs, delivered=100):
    figures = {"people": 500, "boards": 1, "runs": list(runs), "expected": 100, "delivered": delivered}
    about = {"command": "python -m benchmarks 500", "date": "2026-11-25", "machine": MACHINE, "database": "SQLite"}
    return {"scenario": "load-0500", **about, "figures": figures}


def test_a_row_tells_the_middle_of_the_sound_runs_and_the_goal():
    told = report.section([load(RUN, {**RUN, "p95": 94.0}, {**RUN, "p95": 80.0})])

    assert "| 500 | 1 | 20 | 90 | 201 | 100 / 250 | all | 0.61 core, 148 MB | 3.2 ms | 3 |" in told
    assert "`python -m benchmarks 500` on 2026-11-25: 2 × A processor, 24 GB, Linux 6.1, Python 3.11.7, SQLite." in told


def test_void_runs_do_not_count_and_are_said_and_what_was_lost_too():
    told = report.section([load(RUN, VOID, delivered=97)])

    assert "| 500 | 1 | 20 | 90 | 201 | 100 / 250 | 3 of 100 lost |" in told
    assert "| 1 of 2 sound |" in told


def test_a_result_is_kept_with_what_it_needs_to_be_repeated(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["benchmarks", "20", "--scenario", "reveal"])

    results.keep("reveal-0020", {"people": 20, "p50_s": 0.12345, "never": float("nan")}, folder=tmp_path)

    (kept,) = results.read_all(tmp_path)
    assert kept["figures"] == {"people": 20, "p50_s": 0.123, "never": None}
    assert kept["command"] == "python -m benchmarks 20 --scenario reveal"
    assert "**reveal-0020**: people 20; p50 s 0.123; never none." in report.section([kept])


def test_the_picture_has_a_curve_for_each_and_is_none_without_figures():
    drawn = picture([load(RUN)["figures"]], report.GOALS)

    assert drawn.count("<polyline") == 4
    assert picture([], report.GOALS) == ""


def test_the_page_says_what_the_kept_files_say():
    page = (Path(__file__).parent.parent.parent / "docs" / "operations.md").read_text()

    assert page == report.rewritten(page, results.read_all())
    assert json.dumps(results.read_all()).count('"scenario"') == len(results.read_all())
