"""Schemathesis asks for whatever the OpenAPI description allows, and for what it does not."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)
"""All but that every well-formed value is taken: 시도, 시군구 and filters are open-ended texts."""


@pytest.mark.parametrize(
    ("examples", "phases"),
    [
        (2, "examples,fuzzing"),
        # Coverage asks each parameter of each operation at its edges: some 6,700 requests.
        pytest.param(50, "examples,coverage,fuzzing", marks=pytest.mark.sweep),
    ],
)
def test_nothing_that_the_description_allows_breaks_the_server(address, tmp_path, examples, phases):
    done = subprocess.run(  # noqa: S603
        [
            str(Path(sys.executable).with_name("schemathesis")),
            "run",
            f"{address}/api",
            f"--url={address}",
            f"--max-examples={examples}",
            # A machine that is busy with other work is no failure of the server.
            "--request-timeout=120",
            f"--phases={phases}",
            f"--checks={','.join(CHECKS)}",
            # What is said of each collection by name is what is said of any.
            r"--exclude-path-regex=^/collections/[^{/]+/items",
            "--no-color",
            "--seed=20261121",
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=1800,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout[-6000:]
