"""What a centre's own canvases refuse.

AppError
└── Invalid
    └── CanvasBroken    canvas-broken
"""

from flask_babel import lazy_gettext as _

from app.errors import Invalid


class CanvasBroken(Invalid):
    code = "canvas-broken"
    message = _("This canvas cannot be used as it is. Its form says why.")
