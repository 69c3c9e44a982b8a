"""The blueprint of plans, which several modules of routes fill."""

from flask import Blueprint

bp = Blueprint("plans", __name__, url_prefix="/plans")
