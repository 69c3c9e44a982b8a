"""Work that waits for the second process."""

from app import jobs
from app.accounts.jobs import send_reset


def test_what_waits_is_kept_in_the_folder_of_its_house(app):
    send_reset("nobody", "/links/secret/")

    assert jobs.queue.pending_count() == 1
    assert (app.config["VAR"] / "jobs.db").exists()
