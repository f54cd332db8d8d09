"""One parser under atheris; called by `scripts/fuzz` with libFuzzer's arguments."""

import sys
from functools import partial
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))
with atheris.instrument_imports(include=["geo", "tomllib", "yaml"]):
    from tests.hostile.targets import tell

target = sys.argv.pop(1)
# The first call reads what the parser needs, which is not what is fuzzed.
tell(target, b"")
atheris.Setup(sys.argv, partial(tell, target))
atheris.Fuzz()
