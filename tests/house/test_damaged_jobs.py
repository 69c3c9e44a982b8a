"""A file of waiting jobs that is damaged is told apart from a damaged database: nobody restores a backup for it."""

import pytest

from app import failures, jobs


@pytest.mark.sqlite_only("with Redis jobs wait there")
def test_a_damaged_file_of_jobs_says_to_move_it_away_and_is_no_damaged_database(app):
    path = app.config["VAR"] / "jobs.db"
    jobs.queue.storage.close()
    path.write_bytes(b"what a disk returned instead " * 2000)

    with pytest.raises(failures.Refusal) as met:
        jobs.queue.storage.queue_size()

    said = failures.sentence(met.value)
    assert said == str(met.value)
    assert said.startswith(f"{path}, which holds the jobs that wait, is damaged. Stop Baraza, move it away")
    assert not failures.is_damage(met.value)
