"""The blueprint of the portfolio, which several modules of routes fill."""

from flask import Blueprint

bp = Blueprint("portfolio", __name__)
