"""What workshops do later: forgetting their guests, as their hosts say."""

from app.jobs import regularly
from app.workshops.services.forgetting import forget_guests


@regularly(hour="3", minute="50")
def forget_guests_in_time() -> None:
    """Each night, erase the names of guests of workshops that closed long enough ago."""
    forget_guests()
