"""The blueprint every page of the workshops hangs on; `routes.py` gathers the pages."""

from flask import Blueprint

bp = Blueprint("workshops", __name__)
