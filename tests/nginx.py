"""nginx as tests run it: in a folder of its own, without rights of a system's service."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager

NGINX = shutil.which("nginx", path=f"{os.defpath}:/usr/sbin:/usr/local/sbin")
_FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextmanager
def nginx(folder, port, http):
    """Run it with what its block `http` holds, until the end; it takes connections on `port`."""
    paths = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in _FOLDERS)
    (folder / "nginx.conf").write_text(
        f"user {getpass.getuser()}; daemon off; worker_processes 1; pid {folder}/pid;\n"
        f"error_log {folder}/error.log;\nevents {{}}\n"
        f"http {{ access_log off; {paths}\n{http}\n}}\n",
        "utf-8",
    )
    command = [NGINX, "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)  # noqa: S603
    assert tested.returncode == 0, tested.stderr
    process = subprocess.Popen(command)  # noqa: S603
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(20)
