"""Cut the web fonts from Pretendard GOV once; the results are committed.

Needs, beside the project's own environment:  pip install fonttools==4.68.0 brotli==1.2.1
and npm for fetching, unless --packages names a folder with pretendard-gov-1.3.9.tgz.

Keeps the 2,350 syllables of KS X 1001, every further character of data/tables and the message
catalogues, and the signs of official documents. The licence (OFL 1.1) reserves the name
Pretendard for unmodified fonts, so the cut one is called Atlas Sans.
"""

from __future__ import annotations

import argparse
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
FAMILY, WEIGHTS = "Atlas Sans", ("Regular", "Bold")
NAMES = {1: FAMILY, 3: "{full}", 4: "{full}", 6: "AtlasSans-{weight}", 16: FAMILY, 17: "{weight}"}
"""OpenType name id to the name in the cut font."""
SIGNS = "·‧ㆍ・•…‘’“”′″–—−×÷±≤≥≠≈°℃㎞㎡㎢㎏№→←↑↓↔▲△▼▽◆◇●○■□★☆▶▷◀※「」『』【】〈〉《》①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"  # noqa: E501


def main() -> None:
    """Fetch, cut, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder with the archive")
    packages = parser.parse_args().packages or fetch()
    FONTS.mkdir(parents=True, exist_ok=True)
    with tarfile.open(packages / f"{PACKAGE.replace('@', '-')}.tgz") as tar:
        for weight in WEIGHTS:
            source = read(tar, f"package/dist/web/static/woff2/PretendardGOV-{weight}.woff2")
            cut(source, weight, FONTS / f"AtlasSans-{weight}.woff2")
        (FONTS / "OFL.txt").write_bytes(read(tar, "package/dist/LICENSE.txt"))


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
    latin = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)]))
    lead, trail = range(0xB0, 0xC9), range(0xA1, 0xFF)
    ks_x_1001 = bytes(byte for a in lead for b in trail for byte in (a, b)).decode("euc-kr")
    folders = ("data/tables", "geo/messages", "maps/messages", "api/messages")
    own = "".join(
        path.read_text(encoding="utf-8") for folder in folders for path in (ROOT / folder).iterdir()
    )
    return "".join(sorted({*latin, *ks_x_1001, *own, *SIGNS} - {"\n"}))


def cut(source: bytes, weight: str, path: Path) -> None:
    """Write the renamed subset, without the tables and features that pages do not use."""
    font = TTFont(io.BytesIO(source))
    options = Options(flavor="woff2", layout_features=["kern", "tnum", "locl"], hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=wanted())
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in NAMES:
            full = f"{FAMILY} {weight}"
            record.string = NAMES[record.nameID].format(full=full, weight=weight)
    font.flavor = "woff2"
    font.save(path)
    missing = "".join(sorted(set(wanted()) - set(map(chr, font.getBestCmap()))))
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB, without {missing!r}")


if __name__ == "__main__":
    main()
