"""Every link that the server gives leads to something that it gives, too."""

import html
import re
from collections import Counter, deque
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest

HOST = "http://testserver"
STARTS = (f"{HOST}/", f"{HOST}/sitemap.xml", f"{HOST}/briefs", f"{HOST}/catalogue")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
IN_PAGES = re.compile(r'\s(?:href|src|action)="([^"{]+)"')
IN_JSON = re.compile(r'"(?:href|url|accessURL|downloadURL)":\s*"([^"{]+)"')
IN_XML = re.compile(r'(?:<loc>|href=")([^"<]+)')
MADE = re.compile(
    r"\.(?!html|json|jsonld|xml|md)\w+$|/maps/|[?&]f=(?!html|json\b)\w|/(charts|static)/|/metrics"
)
"""Pictures, files, maps and measures, which take long to make."""
MOST = 1500
"""Addresses that are asked for: minutes of a processor."""
FEW = tuple(
    f"{HOST}/{path}"
    for path in (
        *("?f=json", "collections/consortia", "collections/consortia?f=json"),
        *("collections/consortia/items?limit=2", "collections/consortia/styles"),
        *("catalogue/consortia", "catalogue/consortia?f=json"),
    )
)
NEAR = 40
"""Addresses that are asked for with the few: what they lead to by themselves."""
LARGE = 3_000_000
"""Bytes beyond which an answer is data, which are not searched for links."""


def kind(address):
    """Return what addresses of the same kind share: folders, ending, names of parameters."""
    parts = urlsplit(address)
    first, *rest = parts.path.strip("/").split("/")
    ending = re.search(r"\.\w+$", parts.path)
    asked = parse_qsl(parts.query)
    told = [value for name, value in asked if name == "f"]
    # Of /collections/ID/items/ID and its like every other part is a name.
    folders = (first, len(rest), *rest[1::2])
    return folders, ending and ending[0], *sorted({name for name, _ in asked}), *told


def links_of(answer):
    """Return the addresses on this server that an answer leads to."""
    media_type = answer.headers.get("content-type", "")
    if len(answer.content) > LARGE:
        return
    pattern = IN_PAGES if "html" in media_type else IN_JSON if "json" in media_type else None
    pattern = IN_XML if pattern is None and "xml" in media_type else pattern
    for written in pattern.findall(answer.text) if pattern else ():
        address = urljoin(str(answer.url), html.unescape(written)).partition("#")[0]
        if address.startswith(f"{HOST}/"):
            yield address


def refused(client, starts, most):
    """Follow the links, one of each kind; return those that lead nowhere, with where they stand."""
    asked, found, seen = Counter(), [], set(starts)
    queue = deque((start, "") for start in starts)
    while queue:
        address, page = queue.popleft()
        answer = client.get(address, headers={"accept": BROWSER})
        if answer.status_code == 503:  # busy, not wrong
            answer = client.get(address, headers={"accept": BROWSER})
        if answer.status_code >= 400:
            found.append((answer.status_code, address, page))
            continue
        for link in links_of(answer):
            of = kind(link)
            if link in seen or asked[of] or len(seen) == most or MADE.search(link):
                continue
            seen.add(link)
            asked[of] += 1
            queue.append((link, address))
    assert len(seen) > len(starts)
    return found


def test_what_the_start_and_a_collection_lead_to_is_there(client):
    assert refused(client, FEW, NEAR) == []


@pytest.mark.sweep
def test_a_link_of_each_kind_leads_to_something(client):
    assert refused(client, STARTS, MOST) == []
