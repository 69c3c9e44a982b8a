"""HTMX 4 for Flask: what Flask-HTMX 0.4 does not know yet, and the one place that writes `hx-` attributes."""

from flask import Response, g, request
from flask_htmx import HTMX
from markupsafe import Markup, escape


class HTMX4(HTMX):  # type: ignore[misc] # it has no types
    """`bool(htmx)` as ever; `source` and a bare `target` as version 4 sends them."""

    @property
    def source(self) -> str | None:
        """The element that asked, as `tag#id`: version 4's word for what `trigger` was."""
        return request.headers.get("HX-Source")

    @property
    def target(self) -> str | None:
        """The id of the element to be replaced; version 4 sends `tag#id`."""
        target = request.headers.get("HX-Target")
        return target.rpartition("#")[2] if target else None

    @property
    def wants_page(self) -> bool:
        """True when htmx asks for a whole page rather than a part of one."""
        return request.headers.get("HX-Request-Type") == "full"


htmx = HTMX4()


def hx(**attributes: str | None) -> Markup:
    """Write `hx-…` attributes with the nonce that hx-csp demands; `hx(get=url, target="#x")`.

    A form waits its turn behind what its target fetches itself, so that an older answer never comes after a newer one.
    """
    if attributes.get("post") and (target := attributes.get("target")):
        attributes.setdefault("sync", f"{target}:queue all")
    named = [(name.replace("_", "-"), value) for name, value in attributes.items() if value is not None]
    written = [f'hx-{name}="{escape(value)}"' for name, value in [*named, ("nonce", g.csp_nonce)]]
    return Markup(" ".join(written))  # noqa: S704 - each value is escaped above


def retarget(response: Response, *, target: str, swap: str = "innerHTML", trigger: str | None = None) -> Response:
    """Send an answer somewhere else than the element that asked."""
    response.headers["HX-Retarget"] = target
    response.headers["HX-Reswap"] = swap
    if trigger:
        response.headers["HX-Trigger"] = trigger
    return response
