"""Plays Lambda: imports a handler from one folder alone, gives it events, prints its answers.

python -I -S invoke.py FOLDER MODULE < events.json; without site-packages, without the repository.
"""

import contextlib
import importlib
import json
import sys
from pathlib import Path


def main():
    folder, module = sys.argv[1:]
    # What is left is the standard library, and what has been unpacked.
    sys.path = [folder, *(path for path in sys.path if "site-packages" not in path)]
    with contextlib.redirect_stdout(sys.stderr):
        handler = importlib.import_module(module).handler
        answers = [handler(event, None) for event in json.load(sys.stdin)]
    homes = (folder, str(Path(json.__file__).parents[1]))
    files = {name: getattr(found, "__file__", None) for name, found in sys.modules.items()}
    foreign = [
        name
        for name, file in files.items()
        if file and not name.startswith("__") and not file.startswith(homes)
    ]
    json.dump({"answers": answers, "foreign": foreign}, sys.stdout)


main()
