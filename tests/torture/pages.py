"""The process in which pages run: the browser's own modules in node, told what to do and answered what they ask."""

import json
import subprocess
from typing import Any

from tests.places import ROOT


class Pages:
    """The process in which the pages run."""

    def __init__(self) -> None:
        self._node = subprocess.Popen(
            ["node", str(ROOT / "tests" / "js" / "pages.js")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        self._out = self._node.stdout
        self._rest = b""

    def tell(self, answer: Any, order: str, **what: object) -> Any:
        """Give an order, and let `answer(question)` answer whatever pages ask the network meanwhile."""
        self._say({"order": order, **what})
        while not (told := self._line()).get("done"):
            self._say(answer(told))
        assert "error" not in told, told["error"]
        return told.get("value")

    def close(self) -> None:
        self._node.stdin.close()
        self._node.wait(timeout=10)
        self._out.close()

    def _say(self, value: object) -> None:
        self._node.stdin.write(json.dumps(value).encode() + b"\n")

    def _line(self) -> dict:
        while b"\n" not in self._rest:
            chunk = self._out.read(1 << 16)
            assert chunk, "the pages have ended"
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        return json.loads(line)
