"""A real Chromium, and a record of what it asked for."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    # Playwright's own browser would have to be downloaded; the system's is the real thing too.
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}


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


@pytest.fixture
def violations(page):
    """List what axe-core finds wrong with the page as it is now: rule and where.

    With `targets` also links and buttons of less than 24 by 24 pixels (WCAG 2.2).
    """

    def violations(*, targets=False):
        options = {"rules": {"target-size": {"enabled": targets}}}
        found = Axe().run(page, options=options).response["violations"]
        return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]

    return violations
