"""What documents state twice: each target in the body and in the annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.evidence.check import Cell, Check
from geo.evidence.working import plain
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.atlas import Atlas
    from geo.tables.schemas import Tables


def target_checks(tables: Tables, atlas: Atlas) -> Iterator[Check]:
    """Compare each target that both the body and the annex state."""
    annex = {
        (row.subject, row.indicator): row
        for row in tables.indicators
        if row.nature == "target" and row.named_in == "annex"
    }
    for row in tables.indicators:
        other = annex.get((row.subject, row.indicator))
        if row.nature != "target" or row.named_in != "body" or other is None:
            continue
        region = atlas.bodies[row.subject].region
        if region is None:
            continue
        key = f"indicator.{row.indicator}"
        wanted = {f"body:{row.subject}", f"indicator:{row.indicator}"}
        id_ = f"target-{row.subject}-{row.indicator.replace('_', '-')}"
        yield Check(
            id=id_,
            kind="target",
            printed=row.value or 0,
            counted=other.value or 0,
            unit=row.unit or "",
            cell=Cell("indicators.csv", row.line, "value"),
            source=row.source,
            locator=row.locator,
            facts_ko={"region": region.ko, "target": catalogue("geo", "ko")(key)},
            facts_en={"region": region.en, "target": catalogue("geo", "en")(key)},
            conflict=next((c.id for c in atlas.conflicts if wanted <= set(c.touches)), None),
            working=f"{plain(other.value or 0)} ({other.locator})",
        )
