"""Where all that reports show and take along hangs."""

from flask import Blueprint

bp = Blueprint("reports", __name__, url_prefix="/reports")
