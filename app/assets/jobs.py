"""What images do later: going where nobody shows them."""

from app.assets import services
from app.jobs import regularly


@regularly(hour="3", minute="40")
def forget_unused() -> None:
    """Each night, drop images that no element shows, with their files."""
    services.forget_unused()
