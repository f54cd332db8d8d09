"""Two programmes that nobody announced: a declaration and rows, and not a line of code."""

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from geo.build import build

PAIRED = """
id = "rings"
name = { ko = "순환경제 고리", en = "Circular rings" }
short = { ko = "순환 고리", en = "Rings" }
body = { ko = "고리", en = "ring" }
group_by = "sector"
roles = [{ id = "peer", name = { ko = "동행", en = "peer" } }]
statuses = [{ id = "chosen", name = { ko = "선정", en = "chosen" } }]
[about]
ko = "부산물을 서로 나누는 산업단지를 묶는 가상의 사업."
en = "A made-up programme: complexes that share by-products."

[ties]
rule = "pairs"

[[attributes]]
id = "budget"
type = "number"
name = { ko = "예산", en = "budget" }
unit = { ko = "억 원", en = "100 million won" }

[complexes]
property = "rings"
columns = ["id", "sector"]

[[checks]]
id = "rings-of-three"
says = { ko = "고리마다 두 곳 이상이 함께함", en = "Each ring joins two places or more" }
source = "consortia-2025"
locator = "참고2 표 1행"
unit = "items"
counts = "bodies"
places = 2
"""
SITES = """
id = "lamps"
name = { ko = "등불산단", en = "Lamp complexes" }
body = { ko = "지정", en = "designation" }
group_by = "round"
roles = [{ id = "site", name = { ko = "등불 단지", en = "lamp complex" } }]
rounds = [{ id = "a", name = { ko = "가 차수", en = "round A" } }]

[complexes]
property = "lamps"
columns = ["id"]
"""
AT = "consortia-2025,참고2 표 1행"
TABLES = {
    "rings/bodies.csv": f"""id,round,name_ko,name_en,sector,status,starts_on,budget,source,locator
ring-metals,2031,쇳물 고리,Ring of metals,금속 순환,chosen,2031-05,12.5,{AT}
ring-heat,2032,열 고리,Ring of heat,열 순환,chosen,2032-01-15,,{AT}
""",
    "rings/members.csv": f"""body_id,role,region_as_written,name_as_written,source,locator
ring-metals,peer,전남,여수국가,{AT}
ring-metals,peer,경남,창원국가,{AT}
ring-metals,peer,전북,군산국가,{AT}
ring-heat,peer,경남,창원국가,{AT}
ring-heat,peer,대구,성서일반,{AT}
""",
    "rings/sectors.csv": f"""sector,subsector,name_en,bodies_printed,source,locator
금속 순환,,Metal loops,,{AT}
열 순환,,Heat loops,,{AT}
""",
    "lamps/bodies.csv": f"""id,round,name_ko,name_en,region_as_written,starts_on,source,locator
lamp-changwon,a,창원 등불,Lamp of Changwon,경남,2031-02,{AT}
lamp-gunsan,a,군산 등불,Lamp of Gunsan,전북,2031-02,{AT}
""",
    "lamps/members.csv": f"""body_id,role,region_as_written,name_as_written,source,locator
lamp-changwon,site,경남,창원국가,{AT}
lamp-gunsan,site,전북,군산국가,{AT}
""",
}
NUMBER = f"project,ring-metals,startups,12,firms,,,,,2031,12개,target,body,{AT},high\n"
"""A row of the indicators: what one of its bodies is to reach."""


@pytest.fixture(scope="session")
def third_programme(data, once) -> Path:
    """A built data folder with two further programmes: ``rings`` of pairs, ``lamps`` of sites."""
    return once("third", lambda folder: _with_two_more(folder, data))


def _with_two_more(folder, data):
    shutil.copytree(data, folder)
    programmes = folder / "programmes"
    for id_, declaration in (("rings", PAIRED), ("lamps", SITES)):
        (programmes / id_).mkdir()
        (programmes / id_ / "programme.toml").write_text(declaration, "utf-8")
    for file, rows in TABLES.items():
        (programmes / file).write_text(rows, "utf-8")
    numbers = folder / "tables" / "indicators.csv"
    numbers.write_text(numbers.read_text("utf-8") + NUMBER, "utf-8")
    order = programmes / "order.txt"
    order.write_text(f"{order.read_text('utf-8').rstrip()}\nrings\nlamps\n", "utf-8")
    build(folder)


@pytest.fixture(scope="session")
def third(third_programme):
    """A client of a server over that folder."""
    return TestClient(create_app(Settings(data=third_programme)))
