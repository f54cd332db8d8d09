"""Cut the web fonts from Pretendard GOV; the results are committed.

Needs npm for fetching, unless --packages names a folder with pretendard-gov-1.3.9.tgz. With
--core only the pages' part is cut anew from the committed fonts: after new words came in.

Keeps the 2,350 syllables of KS X 1001, every further character of data/tables and the message
catalogues, and the signs of official documents. Pages load the core of it, what tables and
catalogues themselves need; the whole font only where a reader types or adds something else.
Pictures have the whole font as TrueType. The licence (OFL 1.1) reserves the name Pretendard for
unmodified fonts, so the cut one is called Atlas Sans.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "maps" / "static" / "fonts"
PACKAGE = "pretendard-gov@1.3.9"
PRINT = ROOT / "maps" / "still" / "fonts"
STYLE = ROOT / "maps" / "static" / "css" / "fonts.css"
FAMILY, WEIGHTS = "Atlas Sans", {"Regular": 400, "Bold": 700}
NAMES = {1: FAMILY, 3: "{full}", 4: "{full}", 6: "AtlasSans-{weight}", 16: FAMILY, 17: "{weight}"}
"""OpenType name id to the name in the cut font."""
HEAD = """/* Atlas Sans: Pretendard GOV, cut and renamed, written by scripts/derive_fonts.py.
   The whole font is loaded only when a page has a character beyond the core. */
"""
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x100))
SIGNS = "·‧ㆍ・•…‘’“”′″–—−×÷±≤≥≠≈°℃㎞㎡㎢㎏№→←↑↓↔▲△▼▽◆◇●○■□★☆▶▷◀※「」『』【】〈〉《》①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"  # noqa: E501


def main() -> None:
    """Fetch, cut, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder with the archive")
    parser.add_argument("--core", action="store_true", help="only the pages' part, from the whole")
    arguments = parser.parse_args()
    if not arguments.core:
        cut_whole(arguments.packages or fetch())
    cut_core()


def cut_whole(packages: Path) -> None:
    """Cut the whole fonts and keep their licence."""
    FONTS.mkdir(parents=True, exist_ok=True)
    with tarfile.open(packages / f"{PACKAGE.replace('@', '-')}.tgz") as tar:
        for weight in WEIGHTS:
            source = read(tar, f"package/dist/web/static/woff2/PretendardGOV-{weight}.woff2")
            font = cut(source, wanted(), FONTS / f"AtlasSans-{weight}.woff2", weight)
            missing = "".join(sorted(set(wanted()) - set(map(chr, font.getBestCmap()))))
            print(f"{weight}: without {missing!r}")
        (FONTS / "OFL.txt").write_bytes(read(tar, "package/dist/LICENSE.txt"))


def cut_core() -> None:
    """Cut the fonts of the pages and write their style sheet."""
    faces = []
    for weight, number in WEIGHTS.items():
        whole = FONTS / f"AtlasSans-{weight}.woff2"
        core = FONTS / f"AtlasSans-{weight}-core.woff2"
        text = "".join(map(chr, LATIN)) + SIGNS + own()
        signs = set(cut(whole.read_bytes(), text, core, weight).getBestCmap())
        rest = set(TTFont(whole).getBestCmap()) - signs
        unpacked(whole, PRINT / f"AtlasSans-{weight}.ttf")
        faces += [face(number, core, signs), face(number, whole, rest)]
    STYLE.write_text(HEAD + "".join(faces), encoding="utf-8")


def unpacked(whole: Path, path: Path) -> None:
    """Write the whole font as TrueType: pictures would unpack it for half a second each time."""
    font = TTFont(whole, recalcTimestamp=False)
    font.flavor = None
    path.parent.mkdir(exist_ok=True)
    font.save(path)


def face(weight: int, path: Path, codes: set[int]) -> str:
    """Return the rule of a font; the browser loads it when a page has a character of `codes`."""
    version = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return (
        f'@font-face {{\n  font-family: "{FAMILY}";\n  font-weight: {weight};\n'
        f'  font-display: swap;\n  src: url("../fonts/{path.name}?v={version}") format("woff2");\n'
        f"  unicode-range: {ranges(sorted(codes))};\n}}\n"
    )


def ranges(codes: list[int]) -> str:
    """Write sorted code points as CSS does: ``U+20-7E, U+AC00``."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{a:X}" + (f"-{b:X}" if b > a else "") for a, b in runs)


def fetch() -> Path:
    """Fetch the archive (161 MB) with npm into a new folder."""
    folder = Path(tempfile.mkdtemp())
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True)
    return folder


def read(tar: tarfile.TarFile, name: str) -> bytes:
    """Read one file out of the archive."""
    found = tar.extractfile(name)
    assert found is not None
    return found.read()


def wanted() -> str:
    """Return every character that the font must draw."""
    latin = "".join(map(chr, [*LATIN, *range(0x100, 0x180)]))
    lead, trail = range(0xB0, 0xC9), range(0xA1, 0xFF)
    ks_x_1001 = bytes(byte for a in lead for b in trail for byte in (a, b)).decode("euc-kr")
    return "".join(sorted({*latin, *ks_x_1001, *own(), *SIGNS}))


def own() -> str:
    """Return every character of the tables and catalogues."""
    folders = ("data/tables", "geo/messages", "maps/messages", "api/messages")
    files = (path for folder in folders for path in (ROOT / folder).iterdir())
    return "".join({*"".join(path.read_text(encoding="utf-8") for path in files)} - {"\n"})


def cut(source: bytes, text: str, path: Path, weight: str) -> TTFont:
    """Write the renamed subset, without the tables and features that pages do not use."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    options = Options(flavor="woff2", layout_features=["kern", "tnum", "locl"], hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in NAMES:
            full = f"{FAMILY} {weight}"
            record.string = NAMES[record.nameID].format(full=full, weight=weight)
    font.flavor = "woff2"
    font.save(path)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
    return font


if __name__ == "__main__":
    main()
