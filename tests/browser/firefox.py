"""Firefox, steered by the protocol that it speaks itself (W3C WebDriver BiDi): no driver needed."""

import json
import shutil
import subprocess
import time
from contextlib import contextmanager

from websockets.sync.client import connect

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
PATIENCE = 300
"""Seconds that it may take to start, or a page to come."""


class Firefox:
    """One tab."""

    def __init__(self, socket):
        self.socket, self.number = socket, 0
        self.say("session.new", capabilities={})
        self.tab = self.say("browsingContext.getTree")["contexts"][0]["context"]

    def say(self, method, **params):
        """Give a command and return what it answers."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv(timeout=PATIENCE))
            if answer.get("id") == self.number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, address):
        self.say("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def run(self, code):
        """Evaluate an expression of which JSON can be made; a promise is waited for."""
        expression = f"Promise.resolve({code}).then(JSON.stringify)"
        target = {"context": self.tab}
        answer = self.say(
            "script.evaluate", expression=expression, target=target, awaitPromise=True
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"].get("value", "null"))

    def wait(self, code):
        """Wait until an expression is true."""
        until = time.monotonic() + PATIENCE
        while not self.run(f"Boolean({code})"):
            assert time.monotonic() < until, code
            time.sleep(0.1)

    def press(self, *keys):
        """Press keys one after another, as a person would."""
        steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keyboard", "actions": steps}]
        self.say("input.performActions", context=self.tab, actions=actions)

    def click(self, selector):
        """Press the middle of an element with the pointer."""
        x, y = self.run(
            f"(({{left, top, width, height}}) => [left + width / 2, top + height / 2])"
            f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())"
        )
        steps = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        actions = [{"type": "pointer", "id": "mouse", "actions": steps}]
        self.say("input.performActions", context=self.tab, actions=actions)


@contextmanager
def firefox(profile):
    """Run Firefox without a window, with an empty profile in the folder `profile`."""
    command = [FIREFOX, "--headless", "--no-remote", "--profile", profile]
    told = profile / "WebDriverBiDiServer.json"
    with subprocess.Popen(  # noqa: S603 - found on the path
        [*command, "--remote-debugging-port", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            until = time.monotonic() + PATIENCE
            while not told.exists() or not told.read_text("utf-8"):
                assert process.poll() is None
                assert time.monotonic() < until, "Firefox does not start"
                time.sleep(0.1)
            at = json.loads(told.read_text("utf-8"))
            with connect(
                f"ws://{at['ws_host']}:{at['ws_port']}/session",
                max_size=None,
                proxy=None,
                compression=None,
            ) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
