"""The blueprint of canvases, which two modules of routes fill."""

from flask import Blueprint

bp = Blueprint("canvases", __name__)
