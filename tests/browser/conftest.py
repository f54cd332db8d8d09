"""A real Chromium, and a record of what it asked for."""

import shutil

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from maps.scene import Scene
from maps.view import View, apply

NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
"""The shell is Chromium without what is around a page, and takes half the time for each."""
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    # Playwright's own browser would have to be downloaded; the system's is the real thing too.
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def scene(served):
    """What the maps draw, from which tests count what there is today."""
    return Scene(served)


@pytest.fixture(scope="session")
def total(scene):
    """How many ties the overview draws."""
    return len(apply(scene, View(), scene.drawn("overview")).ties)


PATIENCE_MS = 120_000
"""Only a page that never comes fails by it: other work may hold this machine up for long."""
expect.set_options(timeout=PATIENCE_MS / 4)


@pytest.fixture
def context(new_context):
    context = new_context()
    context.set_default_timeout(PATIENCE_MS)
    return context


class Watch:
    """What a page asked for and complained about."""

    def __init__(self, page):
        self.requests, self.complaints = [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )
        page.on(
            "response",
            lambda answer: (
                self.complaints.append(f"{answer.status} {answer.url}")
                if answer.status >= 400
                else None
            ),
        )

    def outside(self, address):
        return [url for url in self.requests if not url.startswith((address, "data:", "blob:"))]


@pytest.fixture
def watch(page):
    return Watch(page)


FOUND = """async (rules) => (await axe.run({ rules, resultTypes: ["violations"] })).violations
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`))"""
"""Only what is wrong leaves the page: all that is right would take longer to send than to find."""


@pytest.fixture
def violations(page):
    """List what axe-core finds wrong with the page as it is now: rule and where.

    With `targets` also links and buttons of less than 24 by 24 pixels (WCAG 2.2).
    """

    def violations(frame=page, *, targets=False):
        frame.evaluate(AXE_SCRIPT)
        return frame.evaluate(FOUND, {"target-size": {"enabled": targets}})

    return violations
