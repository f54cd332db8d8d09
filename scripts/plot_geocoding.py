"""Draw docs/images/geocoding-errors.svg: how far off inferred points are, and what was stated.

python scripts/plot_geocoding.py [-o FILE]

It needs the PyPI package ``matplotlib`` (3.10 was used), which the project does not and which is
not in its lock: install it into an environment of your own beside the project's packages.
The figures are those of `python benchmarks/names.py --only inference`. No network.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, PercentFormatter

from api.settings import DEFAULT_DATA
from geo.engine import make_geocoder

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import inference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

OUTPUT = Path(__file__).parents[1] / "docs" / "images" / "geocoding-errors.svg"
OURS, PLAIN, CENTRE, MISSED, INK, PALE = (
    *("#0072b2", "#d55e00", "#767676"),
    *("#cc3311", "#222222", "#e3e3e3"),
)
"""Okabe and Ito's colours, told apart by people with colour blindness, and greys."""
STYLES = {OURS: "-", PLAIN: "--", CENTRE: ":"}
MOST_KM = 22.0


def cumulative(axes: Axes, found: Sequence[inference.Measured]) -> None:
    """Draw the share of complexes within each distance, for each way to find them."""
    curves = [
        ("ours", OURS, [one.error for one in found]),
        ("plain toponym match", PLAIN, [one.plain for one in found]),
        ("centre of the sigungu", CENTRE, [one.centre for one in found]),
    ]
    for name, colour, errors in curves:
        x = np.concatenate([[0], np.sort(errors), [MOST_KM]])
        y = np.concatenate([[0], np.arange(1, len(errors) + 1), [len(errors)]]) / len(errors)
        median, ninth = np.quantile(errors, [0.5, 0.9])
        label = f"{name}: {median:.1f} and {ninth:.1f} km"
        axes.step(x, y, STYLES[colour], where="post", color=colour, linewidth=2, label=label)
        axes.plot([median, ninth], [0.5, 0.9], "o", color=colour, markersize=6)
    axes.set(xlim=(0, MOST_KM), ylim=(0, 1.02))
    axes.set_xlabel("distance from the known point, km")
    axes.set_ylabel("share of complexes within it")
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.set_title("How far off (dots: median and 90th percentile)", fontsize=11, loc="left")
    axes.legend(loc="lower right", frameon=False, fontsize=9.5)


def against_radius(axes: Axes, found: Sequence[inference.Measured], names: dict[str, str]) -> None:
    """Draw error against stated radius; above the diagonal the radius was too small."""
    ends = np.array([0.9, 40])
    axes.plot(ends, ends, color=INK, linewidth=1)
    axes.text(
        1.05,
        1.15,
        "error = radius",
        rotation=45,
        transform_rotates_text=True,
        rotation_mode="anchor",
        fontsize=9,
        color=INK,
    )
    outside = [one for one in found if one.error > one.radius]
    for method, marker, filled in (("toponym", "o", True), ("sigungu", "s", False)):
        those = [one for one in found if one.method == method and one not in outside]
        word = "the name speaks for a place" if filled else "only the sigungu is known"
        axes.plot(
            [one.radius for one in those],
            [max(one.error, 0.06) for one in those],
            marker,
            color=OURS,
            markerfacecolor=OURS if filled else "none",
            alpha=0.75,
            markersize=6,
            label=f"{word} ({len([one for one in found if one.method == method])})",
        )
    axes.plot(
        [one.radius for one in outside],
        [one.error for one in outside],
        "X",
        color=MISSED,
        markersize=8,
        label=f"outside the radius ({len(outside)})",
    )
    for one in outside:
        axes.annotate(
            names[one.id],
            (one.radius, one.error),
            xytext=(0, 8) if one.radius < 2 else (-9, -3),
            textcoords="offset points",
            fontsize=8.5,
            color=MISSED,
            ha="center" if one.radius < 2 else "right",
        )
    axes.set(xscale="log", yscale="log", xlim=(0.9, 40), ylim=(0.05, 40))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda km, _: f"{km:g}"))
    axes.set_xlabel("stated radius (precision_km), km")
    axes.set_ylabel("distance from the known point, km")
    held = len(found) - len(outside)
    axes.set_title(f"What was stated: {held} of {len(found)} inside", fontsize=11, loc="left")
    axes.legend(loc="lower right", frameon=False, fontsize=9)


def main() -> None:
    """Measure and draw."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    output = parser.parse_args().output
    geocoder = make_geocoder(DEFAULT_DATA, use_gazetteer=False)
    found = inference.measure(geocoder)
    names = {
        place.id: place.name_en.partition(" Industrial")[0] for place in inference.known(geocoder)
    }
    # The same figures give the same bytes.
    mpl.rcParams.update({"svg.hashsalt": "sandan", "font.size": 10, "text.color": INK})
    figure = Figure(figsize=(11, 4.9), layout="constrained")
    left, right = figure.subplots(1, 2)
    cumulative(left, found)
    against_radius(right, found, names)
    for axes in (left, right):
        axes.grid(color=PALE, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
    metadata = {"Date": None} if output.suffix == ".svg" else None
    figure.savefig(output, metadata=metadata, dpi=110, facecolor="white")


if __name__ == "__main__":
    main()
