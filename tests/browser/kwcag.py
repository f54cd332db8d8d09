"""What a machine can check of KWCAG 2.2 (KS X OT0003) on an open page: item to what is wrong.

An item whose kind of content the page has not is left out: it does not apply.
"""

from html.parser import HTMLParser
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

ITEM_OF_RULE = {
    "5.1.1": "area-alt image-alt image-redundant-alt input-image-alt object-alt role-img-alt "
    "svg-img-alt",
    "5.2.1": "audio-caption video-caption",
    "5.3.1": "empty-table-header scope-attr-valid table-duplicate-name table-fake-caption "
    "td-has-header td-headers-attr th-has-data-cells",
    "5.3.2": "definition-list dlitem heading-order list listitem tabindex",
    "5.4.1": "link-in-text-block",
    "5.4.2": "no-autoplay-audio",
    "5.4.3": "color-contrast",
    "6.1.1": "accesskeys frame-focusable-content nested-interactive scrollable-region-focusable "
    "server-side-image-map",
    "6.1.2": "aria-hidden-focus focus-order-semantics",
    "6.1.3": "target-size",
    "6.2.1": "meta-refresh meta-refresh-no-exceptions",
    "6.2.2": "blink marquee",
    "6.4.1": "bypass region skip-link landmark-one-main",
    "6.4.2": "document-title empty-heading frame-title frame-title-unique page-has-heading-one",
    "6.4.3": "identical-links-same-purpose link-name",
    "6.5.3": "label-content-name-mismatch",
    "7.1.1": "html-has-lang html-lang-valid html-xml-lang-mismatch valid-lang",
    "7.3.2": "aria-input-field-name form-field-multiple-labels label label-title-only select-name",
    "8.1.1": "duplicate-id duplicate-id-active duplicate-id-aria",
}
"""Item to the rules of axe-core that test it; any other rule is one of 8.2.1."""
_ITEM = {rule: item for item, rules in ITEM_OF_RULE.items() for rule in rules.split()}
_AXE = """async (map) => (await axe.run({
    resultTypes: ["violations"],
    rules: {
      "label-content-name-mismatch": { enabled: true }, "table-fake-caption": { enabled: true },
      "td-has-header": { enabled: true }, "target-size": { enabled: !map },
    } })).violations
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => [id, JSON.stringify(target)]))"""
_ASKED = Path(__file__).with_suffix(".js").read_text("utf-8")
_STATE = """[location.href,
    document.querySelectorAll('dialog[open], details[open], [aria-expanded=true]').length]"""
_FOCUSED = "document.activeElement !== document.body"
WAYS = "[...document.querySelectorAll('header .ways a')].map((one) => one.textContent.trim())"
_STOPS = 25
_PRESSED = 6
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_OPEN_ENDED = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "html",
        "head",
        "body",
    ]
)


def checked(page, answer, usual_ways):
    """Return item to what is wrong; of `answer` comes the page, `usual_ways` is the navigation."""
    html = answer.text()
    page.evaluate(_ASKED)
    found = page.evaluate("kwcag.look()")
    is_map = bool(page.locator(".leaflet-container").count())
    page.evaluate(AXE_SCRIPT)
    for rule, target in page.evaluate(_AXE, is_map):
        found.setdefault(_ITEM.get(rule, "8.2.1"), []).append(f"{rule}: {target}")
    found["6.1.2"] = _stops(page)
    if is_map:
        found["6.1.4"] = _character_keys(page)
    found["6.5.2"] = _cancelled(page)
    found["7.2.1"] = page.evaluate("kwcag.quiet()")
    ways = page.evaluate(WAYS)
    if ways:
        order = [one for one in usual_ways if one in ways]
        found["7.2.2"] = [] if [one for one in ways if one in order] == order else [str(ways)]
    if page.locator("form").count():
        found["7.3.1"] = _corrected(page)
    found["8.1.1"] += _Balance.of(html)
    return {item: sorted(set(wrong)) for item, wrong in found.items()}


def _stops(page):
    """Go on by Tab: every stop is lit, and none holds the reader."""
    page.evaluate("document.activeElement?.blur()")
    wrong, before = [], None
    for _ in range(_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("kwcag.focus()")
        if stop is None:
            break
        name, lit, told = stop
        if not lit:
            wrong.append(f"not lit: {told}")
        if name == before:
            wrong.append(f"holds: {told}")
        before = name
    return wrong


def _character_keys(page):
    """Press each character alone with nothing focused: no command may answer."""
    page.evaluate("document.activeElement?.blur()")
    wrong = []
    for key in "abcdefghijklmnopqrstuvwxyz0123456789?/.,+-[]":
        page.evaluate("document.activeElement?.blur()")
        before = page.evaluate(_STATE)
        page.keyboard.press(key)
        if page.evaluate(_STATE) != before or page.evaluate(_FOCUSED):
            wrong.append(f"the key {key} alone")
            page.keyboard.press("Escape")
    return wrong


def _cancelled(page):
    """Press on a control, leave it, let go: nothing may have happened."""
    wrong = []
    for one in page.locator("button:visible, header a:visible").all()[:_PRESSED]:
        box = one.bounding_box()
        if box is None:
            continue
        before = page.evaluate(_STATE)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(2, 600)
        page.mouse.up()
        if page.evaluate(_STATE) != before:
            wrong.append(one.evaluate("one => one.outerHTML.slice(0, 90)"))
    return wrong


def _corrected(page):
    """Ask with a value that there is not: the answer says what is allowed, or where to go on."""
    sign = "&" if "?" in page.url else "?"
    answer = page.request.get(
        f"{page.url}{sign}no_such_parameter=1", headers={"accept": "text/html"}
    )
    if answer.ok:
        return []
    said = answer.text()
    return [] if "no_such_parameter" in said and "<a " in said else ["a refusal without a way on"]


class _Balance(HTMLParser):
    """Finds elements that are not closed, or not in turn, and attributes that stand twice."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    @classmethod
    def of(cls, html):
        parser = cls()
        parser.feed(html)
        parser.close()
        left = [one for one in parser.open if one not in _OPEN_ENDED]
        return [*parser.wrong, *(f"{one} is not closed" for one in left)]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.wrong.append(f"an attribute of {tag} twice")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        while self.open and self.open[-1] != tag and self.open[-1] in _OPEN_ENDED:
            self.open.pop()
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag not in _OPEN_ENDED:
            self.wrong.append(f"{tag} is closed out of turn")
