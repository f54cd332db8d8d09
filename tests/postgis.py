"""A private PostgreSQL with PostGIS for the tests: on a socket of its own, nothing lasts."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

USERS = ("postgres", "nobody")
"""Who may run it where root runs the tests: PostgreSQL refuses to be root."""
QUICK = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "listen_addresses": "",
}


def programs():
    """Return the folder of the newest PostgreSQL that has PostGIS, or None."""
    found = [
        path.parent
        for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")
        if Path(f"/usr/share/postgresql/{path.parts[-3]}/extension/postgis.control").is_file()
    ]
    return max(found, key=lambda path: int(path.parts[-2]), default=None)


class Cluster:
    """A running cluster; `stop` and `start` end it and begin it again with the same data."""

    def __init__(self):
        self._programs = programs()
        # The path of a socket is short.
        self._home = Path(tempfile.mkdtemp(prefix="sandan-pg-"))
        self._as = {}
        if os.geteuid() == 0:
            user = next(one for one in USERS if _is_user(one))
            shutil.chown(self._home, user)
            self._as = {"user": user, "group": _group_of(user), "extra_groups": []}
        self._process = None
        self._made = 0
        self._run("initdb", "-D", self._data, "-U", "sandan", "-A", "trust", "-E", "UTF8", "-N")
        self.start()

    @property
    def _data(self):
        return self._home / "data"

    def _run(self, program, *arguments):
        done = subprocess.run(  # noqa: S603
            [self._programs / program, *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=self._home,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            **self._as,
        )
        assert done.returncode == 0, done.stderr

    def url(self, database):
        return f"postgresql://sandan@/{database}?host={self._home}"

    def start(self):
        settings = [part for name, value in QUICK.items() for part in ("-c", f"{name}={value}")]
        with (self._home / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                [self._programs / "postgres", "-D", self._data, "-k", self._home, *settings],
                stdout=log,
                stderr=log,
                cwd=self._home,
                **self._as,
            )
        for _ in range(300):
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError((self._home / "log").read_text())

    def stop(self, how=signal.SIGINT):
        """End it, not waiting for clients."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(20)
            self._process = None

    def database(self, like=None):
        """Make a database, empty or like another, and return its address."""
        self._made += 1
        name = f"atlas{self._made}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(
                f"CREATE DATABASE {name} TEMPLATE {like or 'template0'} ENCODING 'UTF8'"
            )
        return self.url(name)

    def remove(self):
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self._home, ignore_errors=True)


def _is_user(name):
    import pwd

    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _group_of(name):
    import pwd

    return pwd.getpwnam(name).pw_gid
