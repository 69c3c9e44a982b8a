"""Choose what pytest's `--last-failed` tries again: `python tools/second_go.py .pytest_cache`.

What failed, and where others were kept waiting too long the whole module: what did that was seldom its last test. Ends
with 1 where so much failed that it is no accident.
"""

import json
import sys
from pathlib import Path

ACCIDENTS = 5


def main() -> None:
    """Write the choice where pytest looks for it."""
    cache = Path(sys.argv[1])
    failed_path = cache / "v/cache/lastfailed"
    failed = json.loads(failed_path.read_text())
    kept = [json.loads(path.read_text()) for path in (cache / "d/turns").glob("*.json")]
    modules = [each for each in kept if each["too long"]]
    slow = {test for each in modules for test in each["tests"]}
    # On a busy machine several modules may be slow; each of them is tried again as a whole.
    if len(failed.keys() - slow) > ACCIDENTS or len(modules) > ACCIDENTS:
        sys.exit(1)
    again = failed | {test: True for each in modules for test in each["tests"]}
    failed_path.write_text(json.dumps(again))
    whole = f", and all of {', '.join(each['module'] for each in modules)}" if modules else ""
    print(f"A second go, alone, for what failed ({len(failed)}){whole}:")


if __name__ == "__main__":
    main()
