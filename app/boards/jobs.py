"""What boards do later: forgetting what was refused long ago, and whose words were whose."""

from app.boards import services
from app.events import after
from app.jobs import job, regularly
from app.workshops.events import NotesRevealed, WorkshopClosed


@regularly(hour="3", minute="20")
def forget_long_ago() -> None:
    """Each night, drop ops that were refused more than a month ago, and pages not heard of for three."""
    services.forget_long_ago()


@regularly(hour="3", minute="40")
def forget_what_was_left() -> None:
    """Each night, forget what should have been forgotten and was not: a job is lost with its queue."""
    services.forget_what_was_left()


@after(NotesRevealed)
def forget_drafts_soon(event: NotesRevealed) -> None:
    """The reveal itself waits for nothing."""
    forget_drafts(event.workshop_id)


@after(WorkshopClosed)
def forget_people_soon(event: WorkshopClosed) -> None:
    """Everybody has written what they wrote."""
    forget_people(event.workshop_id)


@job()
def forget_drafts(workshop_id: str) -> None:
    """Let nobody hear the drafts behind what others see by now."""
    services.forget_drafts(workshop_id)


@job()
def forget_people(workshop_id: str) -> None:
    """Let nothing tie what was written without names to those who wrote it."""
    services.forget_people(workshop_id)
