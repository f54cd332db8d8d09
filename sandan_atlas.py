"""The command, and the one name that no other package has: `geo`, `maps` and `api` are common.

``from sandan_atlas import geo, maps`` gives ours, or says what stands in their way.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PACKAGES = ("geo", "maps", "api")
_HERE = Path(__file__).resolve().parent
_WORDS = {
    "ko": (
        "다른 {name} 패키지가 산단 아틀라스의 {name} 패키지를 가리고 있습니다: {found}. "
        "산단 아틀라스의 것은 {ours}에 있습니다. 그 파일이나 폴더의 이름을 바꾸거나, "
        "새 가상 환경에 설치하거나, PYTHONPATH에서 빼십시오."
    ),
    "en": (
        "Another package called {name} hides that of Sandan Atlas: {found}. Ours is in {ours}. "
        "Rename that file or folder, install into a fresh virtual environment, or take it off "
        "PYTHONPATH."
    ),
}


class ShadowedError(ImportError):
    """Another package stands where one of ours should be found."""

    def __init__(self, name: str, found: str) -> None:
        self.facts = {"name": name, "found": found, "ours": str(_HERE / name)}
        super().__init__("\n".join(words.format(**self.facts) for words in _WORDS.values()))


def check() -> None:
    """Make sure that `geo`, `maps` and `api` are ours.

    Raises
    ------
    ShadowedError
        With what hides which, and what to do, in Korean and English.
    """
    for name in PACKAGES:
        loaded = sys.modules.get(name)
        spec = loaded.__spec__ if loaded else find_spec(name)
        origin = spec.origin if spec else None
        ours = _HERE / name / "__init__.py"
        if origin is None or Path(origin).resolve() != ours:
            raise ShadowedError(name, origin or "?")


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a package, or the version
    if name == "__version__":
        return version("sandan-atlas")
    if name not in PACKAGES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    check()
    return import_module(name)


def main() -> None:
    """Run the command `sandan`."""
    try:
        check()
    except ShadowedError as error:
        sys.exit(str(error))
    run = import_module("api.cli").main
    run()


if __name__ == "__main__":
    main()
