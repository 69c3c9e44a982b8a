"""The real house on gevent, with one more greenlet in it that sees how the loop spends its time.

Time is counted in the loop's own work, not by the wall clock: a busy machine does not
change it. `/loop` tells, since it was last asked and in seconds, the longest piece of
work before somebody else had a turn, and all work together.
"""

from gevent import monkey

monkey.patch_all()

import time

import gevent
from gevent.pywsgi import WSGIServer

from app import create_app

pieces = [0.0]


def watch() -> None:
    while True:
        before = time.thread_time()
        gevent.sleep(0.001)
        pieces.append(time.thread_time() - before)


def watched(environ, start_response):
    if environ["PATH_INFO"] != "/loop":
        return house(environ, start_response)
    start_response("200 OK", [("Content-Type", "text/plain")])
    told = f"{max(pieces)} {sum(pieces)}"
    pieces[:] = [0.0]
    return [told.encode()]


house = create_app()
gevent.spawn(watch)
WSGIServer((house.config["HOST"], house.config["PORT"]), watched, log=None).serve_forever()
