"""Processor time of briefs of all 시도: by length and format, and one of them, in the middle.

python benchmarks/briefs.py [--lang en] [--command]

With ``--command`` the command itself: all regions in all formats as files, by the clock, in each
form. It ends with 1 where one takes longer than `MOST_SECONDS`.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from api.briefs import brief_of, written
from api.settings import Settings
from api.state import State
from geo.messages import LANGS
from geo.profiles.subjects import subjects
from maps.briefs.content import LENGTHS, SHAPES, Asked
from maps.briefs.formats import FORMATS

if TYPE_CHECKING:
    from geo.messages import Lang
    from geo.profiles.model import Subject
    from maps.briefs.content import Length


MOST_SECONDS = 60.0


def main() -> None:
    """Print a line for each length and format, and the sum of a length's formats."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lang", choices=LANGS, default="ko")
    options.add_argument("--command", action="store_true")
    given = options.parse_args()
    lang: Lang = given.lang
    if given.command:
        _command(lang)
        return
    state = State.load(Settings())
    regions = [one for one in subjects(state.snapshot.atlas) if one.kind == "region"]
    for form in FORMATS:  # Loads what each format needs.
        _seconds(state, regions[0], lang, "page", form)
    for length in LENGTHS:
        whole = 0.0
        for form in FORMATS:
            times = [_seconds(state, region, lang, length, form) for region in regions]
            whole += sum(times)
            median = statistics.median(times)
            print(f"{length:5} {form:5} {sum(times):6.1f} s {median:6.2f} s a brief (median)")
        print(f"{length:5} all   {whole:6.1f} s for {len(regions)} regions")


def _command(lang: Lang) -> None:
    late = False
    for form in SHAPES:
        with TemporaryDirectory() as folder:
            asked = ("brief", "all", "--form", form, "--lang", lang, "-o", folder)
            start = time.perf_counter()
            subprocess.run(
                (Path(sys.executable).with_name("sandan"), *asked),
                check=True,
                stdout=subprocess.DEVNULL,
            )
            seconds = time.perf_counter() - start
            files = len(list(Path(folder).iterdir()))
        print(f"sandan brief all --form {form:6} {seconds:5.1f} s, {files} files")
        late |= seconds > MOST_SECONDS
    if late:
        raise SystemExit(1)


def _seconds(state: State, subject: Subject, lang: Lang, length: Length, form: str) -> float:
    start = time.process_time()
    written(state, brief_of(state, subject, Asked(lang, length)), form, "shapes")
    return time.process_time() - start


if __name__ == "__main__":
    main()
