"""What people do on the alliance's pages and with its portfolio, one transaction each, by noun.

- `pages`: the public pages, which come with the house and are changed by an administrator
- `exports`: tables of the portfolio as files
- `saved_views`: ways to look at the portfolio under a name
"""

from app.alliance.services.exports import ask_for, drop_export, forget_old, make_file, stop_export, take_up_again, taken
from app.alliance.services.pages import PageWords, change_page, load_pages
from app.alliance.services.saved_views import change_view, delete_view, save_view

__all__ = [
    "PageWords",
    "ask_for",
    "change_page",
    "change_view",
    "delete_view",
    "drop_export",
    "forget_old",
    "load_pages",
    "make_file",
    "save_view",
    "stop_export",
    "take_up_again",
    "taken",
]
