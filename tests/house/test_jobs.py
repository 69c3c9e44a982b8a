"""Work that waits for the second process."""

from app import jobs
from app.mail.jobs import send_soon


def test_what_waits_is_kept_in_the_folder_of_its_house(app):
    send_soon("no-such-mail")

    assert jobs.queue.pending_count() == 1
    assert (app.config["VAR"] / "jobs.db").exists()
