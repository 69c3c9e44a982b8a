"""What the alliance does later: files of the portfolio, and forgetting them."""

from app.alliance import services
from app.alliance.events import ExportAsked
from app.events import after
from app.jobs import job, regularly


@after(ExportAsked)
def make_file_soon(event: ExportAsked) -> None:
    """Whoever asked looks on meanwhile."""
    make_file(event.export_id)


@job()
def make_file(export_id: str) -> None:
    """Make the file somebody waits for."""
    services.make_file(export_id)


@regularly(minute="*")
def take_up_again() -> None:
    """Have files begun again whose process was ended in the midst of them."""
    services.take_up_again()


@regularly(hour="3", minute="50")
def forget_exports() -> None:
    """Each night, drop files that have run out."""
    services.forget_old()
