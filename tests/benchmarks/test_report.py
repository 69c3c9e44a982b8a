"""What is written of the load comes from the files that are kept."""

import json
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import programme, report, results, telling
from benchmarks.drawing import picture
from benchmarks.scenarios import SCENARIOS

RUN = {
    "seconds": 60.0,
    "p50": 20.0,
    "p95": 90.4,
    "p99": 201.0,
    "house_cpu": 0.61,
    "house_mb": 148.2,
    "beside_cpu": 0.2,
    "generator_cpu": 0.7,
    "generator_lag_p99": 3.2,
    "void": None,
}
VOID = {**RUN, "p95": 900.0, "void": "the generator itself lagged 31 ms, more than 10"}
MACHINE = {"cores": 2, "processor": "A processor", "memory_gb": 24, "system": "Linux 6.1", "python": "3.11.7"}
RAN = "- 2 × A processor, 24 GB, Linux 6.1, Python 3.11.7, SQLite, 2026-11-25: "


def kept(scenario, words, **figures):
    about = {"command": words, "date": "2026-11-25", "machine": MACHINE, "database": "SQLite"}
    return {"scenario": scenario, **about, "figures": figures}


ALL = {"sent": 100, "refused": 0, "expected": 100}


def load(*runs, delivered=100, acknowledged=100, scenario="load-0500"):
    words = "python -m benchmarks 500"
    return kept(
        scenario, words, people=500, boards=1, runs=list(runs), **ALL, delivered=delivered, acknowledged=acknowledged
    )


def test_a_row_tells_the_middle_of_the_runs_and_the_goals():
    told = report.section([load(RUN, {**RUN, "p95": 94.0, "house_mb": 151.0}, {**RUN, "p95": 80.0, "house_mb": 152.9})])

    assert "| 500 | 1 | 20 | 90 (80 to 94) | 201 | 100 / 250 | all | 0.61 | 148 to 153 | 0.7 / 150 |" in told
    assert "| 0.70 cores, 3.2 ms late | 3 × 60 s |" in told
    assert f"{RAN}`python -m benchmarks 500`" in told


def test_void_runs_do_not_count_and_are_said_and_what_was_missing_too():
    told = report.section([load(RUN, VOID, delivered=97, acknowledged=98)])

    assert (
        "| 90 (90 to 900) | 201 | 100 / 250 | 2 of 100 ops unanswered, 3 of 100 events not there yet, at the end |"
        in told
    )
    assert "| 2 × 60 s, 1 void |" in told


def test_several_processes_have_a_table_of_their_own_with_what_their_databases_took():
    told = report.section([load(RUN, scenario="scaled-0500")])

    assert "Two workers on PostgreSQL and Valkey:" in told
    assert "| 500 | 1 | 20 | 90 | 201 | 100 / 250 | all | 0.61 | 148 | 0.20 |" in told
    assert "One process" not in told


def test_what_is_out_of_the_ordinary_is_told_with_its_goal():
    words = "python -m benchmarks 200 --scenario reveal"
    figures = {"people": 200, "notes": 400, "complete": 200, "answered_s": 0.2, "p50_s": 0.5, "all_complete_s": 0.8123}

    told = report.section([kept("reveal-0200", words, **figures)])

    row = "| 400 hidden notes of 200 people are revealed | 200 screens have all of them, the last after 0.81 s |"
    assert f"{row} all within 1 s |\n\n{RAN}`{words}`" in told


def test_what_people_at_a_board_notice_of_the_portfolio_is_told_with_what_they_may():
    words = "python -m benchmarks 200 --scenario beside"
    figures = {"p95_alone": 40.2, "p99_alone": 48.0, "p95_among": 55.4, "p99_among": 90.9, "void": None}

    told = report.section([kept("beside-0200", words, people=200, plans=400, **figures)])

    assert "| 95 and 99 of 100 notes are with the others within 55 and 91 ms, without that 40 and 48 ms |" in told
    assert "| 60 and 120 ms |" in told


def test_a_result_is_kept_with_what_it_needs_to_be_repeated(tmp_path):
    words = ["20", "--scenario", "reveal"]
    figures = {"people": 20, "p50_s": 0.12345, "never": float("nan")}

    results.keep("reveal-0020", figures, database="SQLite", folder=tmp_path, words=words)

    (found,) = results.read_all(tmp_path)
    assert found["figures"] == {"people": 20, "p50_s": 0.123, "never": None}
    assert (found["command"], found["database"]) == ("python -m benchmarks 20 --scenario reveal", "SQLite")


def test_the_picture_has_a_curve_for_each_and_is_none_without_figures():
    drawn = picture([load(RUN)["figures"]], telling.DELAYS)

    assert drawn.count("<polyline") == 4
    assert picture([], telling.DELAYS) == ""


def test_the_page_says_what_the_kept_files_say():
    page = (Path(__file__).parent.parent.parent / "docs" / "operations.md").read_text()

    assert page == report.rewritten(page, results.read_all())
    assert json.dumps(results.read_all()).count('"scenario"') == len(results.read_all())


def test_every_scenario_can_be_asked_for_is_told_and_is_in_the_programme():
    parts = {part.name.partition("-")[0] for part in programme.PARTS}

    assert set(SCENARIOS) == set(telling.OTHERS) == set(command.SCENARIOS)
    assert parts == {"load", "scaled", *SCENARIOS}


@pytest.mark.parametrize(
    ("only", "names"),
    [
        (["storm"], ["storm-0500"]),
        (["load-0500", "slow"], ["load-0500", "slow-0200", "load-0500-half-an-hour"]),
        ([], [part.name for part in programme.PARTS]),
    ],
)
def test_parts_are_chosen_by_the_beginning_of_their_names(only, names):
    assert [part.name for part in programme.chosen(only, missing=False)] == names


def test_what_is_kept_is_not_missing(tmp_path):
    (tmp_path / "storm-0500.json").write_text("{}")

    missing = programme.chosen([], missing=True, folder=tmp_path)

    assert missing == [part for part in programme.PARTS if part.name != "storm-0500"]


@pytest.mark.parametrize("part", programme.PARTS, ids=lambda part: part.name)
def test_a_part_keeps_its_figures_under_its_own_name(part):
    assert command.name_of(command.arguments(part.words.split())) == part.name
