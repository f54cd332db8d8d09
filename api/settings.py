"""Every setting of the server, read once: ``SANDAN_…`` variables, then ``sandan.toml``."""

from __future__ import annotations

import ipaddress
import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import Field, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from rapidfuzz.distance import OSA

from geo.folder import own_data

DEFAULT_DATA = own_data()
"""The tables and built files that stand beside the packages."""


Ancestor = Annotated[str, Field(pattern=r"^[^\s;,]+$")]
"""A source of the policy; a blank or a semicolon would write more into it."""


Access = Literal["open", "keys", "off"]
"""For whom something is: everybody, those who have a key, nobody."""


_FILE = "sandan.toml"
_PREFIX = "SANDAN_"
_ELSEWHERE = frozenset(
    {
        *("SANDAN_LANG", "SANDAN_CACHE", "SANDAN_VWORLD_KEY", "SANDAN_KAKAO_KEY"),
        *("SANDAN_NAVER_ID", "SANDAN_NAVER_SECRET", "SANDAN_JUSO_KEY"),
        *("SANDAN_DATA_GO_KR_KEY", "SANDAN_VWORLD_DOMAIN"),
    }
)
"""Variables that other parts read."""
_CONFIG = SettingsConfigDict(env_prefix=_PREFIX, toml_file=_FILE, extra="ignore", frozen=True)


class Limits(BaseSettings):
    """What the server takes and gives before it refuses; each is a setting of its own.

    docs/reliability.md tells the answer past each.
    """

    model_config = _CONFIG

    max_url: int = Field(default=16_384, ge=1_024)
    """Bytes of an address with its query; 414 past it. A filter with a long polygon has 8,000."""
    max_head: int = Field(default=32_768, ge=4_096)
    """Bytes of the request line and all headers; 431. Browsers send 1,000 to 3,000."""
    max_body: int = Field(default=4_000_000, ge=10_000)
    """Bytes of a body; 413. A thousand rows of the longest names are less."""
    max_bodies: int = Field(default=64_000_000, ge=1_000_000)
    """Bytes of all bodies that are being received; 503."""
    max_connections: int = Field(default=2_000, ge=10)
    """Connections that are open at a time; 503."""
    max_cache: int = Field(default=16_000_000, ge=0)
    """Bytes of answers kept to be given again, their keys included."""
    head_seconds: float = Field(default=10.0, gt=0)
    """For a request line and headers to arrive; 408."""
    body_seconds: float = Field(default=60.0, gt=0)
    """For a request to arrive whole; 408."""
    idle_seconds: int = Field(default=15, ge=1)
    """That a connection may stay open without a request."""
    stall_seconds: float = Field(default=60.0, gt=0)
    """That a reader may take nothing of an answer before its connection is ended."""
    stop_seconds: int = Field(default=8, ge=1)
    """For answers that are being made when the server is told to stop."""
    job_count: int = Field(default=2, ge=1)
    """Pictures, briefs and batches that are made at a time, each in a process of its own."""
    job_queue: int = Field(default=64, ge=0)
    """Of them that may wait for their turn, as tiles and downloads may; 503 past it."""
    job_seconds: float = Field(default=30.0, gt=0)
    """For one to wait, and again for one to be made; its process is killed then; 503."""
    job_memory: int = Field(default=1_500_000_000, ge=500_000_000)
    """Bytes that one may take; 503. A picture at 600 dpi takes about 700 MB."""


class Settings(Limits):
    """What an operator can set; a variable is called as its field with ``SANDAN_`` in front."""

    data: Path = DEFAULT_DATA
    """Folder of the built files."""
    previous: Path | None = None
    """Data folder of an older build; with it ``/changes`` tells what changed since."""
    host: str = "127.0.0.1"
    """Address on which the server listens."""
    port: int = Field(default=8000, ge=0, le=65535)
    """Port on which it listens; 0 takes any free one."""
    workers: int = Field(default=1, ge=1, le=64)
    """Processes that answer, as many as cores; each has the limits for itself."""
    watch: float = Field(default=0.0, ge=0)
    """Seconds between two looks whether a new build stands in the data folder; 0 for none."""
    run: Path = Field(default_factory=lambda: user_data_path("sandan-atlas") / "run")
    """Folder in which servers that run are found by ``sandan reload``."""
    add: Annotated[tuple[Path, ...], NoDecode] = ()
    """Spatial files that become collections; in the variable between the signs that part paths."""
    add_crs: str | None = None
    """CRS of added files that declare none, such as ``EPSG:5174``."""
    store: Annotated[tuple[str, ...], NoDecode] = ()
    """Databases to which the collections were published, ``postgresql://…``; of several, between
    commas, each holds the same. Without one they are read from ``data`` and kept in memory."""
    documents: Path | None = None
    """Folder with the sources themselves, each as text or PDF called as its id.

    Pages of sources then show their text: ``SOURCE.txt``. Read once, at the first reader.
    """
    programmes: Path = Field(default_factory=lambda: user_data_path("sandan-atlas") / "programmes")
    """Folder of the programmes that ``sandan programme add`` registers; each is served."""
    programme: Annotated[tuple[Path, ...], NoDecode] = ()
    """Folders of further programmes; in the variable between the signs that part paths."""
    strict: bool = False
    """Whether a file that cannot be added stops the server; else it is told and left out."""
    tiles_url: str | None = None
    """URL template of an online tile layer, such as ``https://…/{z}/{x}/{y}.png``; off by default.

    With it, and only with it, browsers ask another host for pictures.
    """
    tiles_attribution: str = ""
    """Attribution that the tile layer's provider demands."""

    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ("*",)
    """Names by which readers reach the server, ``*.example.kr`` for all below one; ``*`` for any.

    Links and redirects begin with the name that a request gives. In the variable between commas.
    """

    post: Access = "open"
    """Who may send lists (``POST /geocode``)."""
    post_rate: int = Field(default=0, ge=0)
    """Lists a minute that one address or key may send; 429 past it, 0 for no bound."""
    metrics: Access = "off"
    """Who may read ``/metrics``."""
    telemetry: bool = False
    """Whether requests are told as OpenTelemetry spans, to where ``OTEL_…`` variables say."""
    mcp: bool = False
    """Whether ``/mcp`` answers assistants, as the Model Context Protocol has it."""
    keys: Path = Field(default_factory=lambda: user_data_path("sandan-atlas") / "keys.json")
    """File of the keys that ``sandan keys`` gives out; it holds hashes alone."""
    log: Literal["text", "json"] = "text"
    """Form of what is logged on stderr; ``json`` has a line for each request, too."""

    public_url: Annotated[str | None, Field(pattern=r"^https?://[^/?#\s]+(/[^?#\s]*)?$")] = None
    """Address under which readers see the server, such as ``https://www.example.kr/atlas``.

    All links begin with it, whatever a request says.
    """

    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1", "::1")
    """Addresses or networks (``10.0.0.0/8``) of proxies whose `Forwarded` and ``X-Forwarded-…``
    headers are believed; between commas."""

    cors_origins: Annotated[tuple[str, ...], NoDecode] = ("*",)
    """Origins whose pages may read the data, ``*`` for all; in the variable between commas."""

    frame_ancestors: Annotated[tuple[Ancestor, ...], NoDecode] = ("*",)
    """Pages that may show ``/embed/…`` in a frame, as a Content-Security-Policy names them.

    In the variable between commas: ``https://*.go.kr``; blank for none.
    """

    @field_validator(
        "allowed_hosts",
        "store",
        "trusted_proxies",
        "cors_origins",
        "frame_ancestors",
        mode="before",
    )
    @classmethod
    def _listed(cls, value: object) -> object:
        """Part one text at its commas; blank means none."""
        if not isinstance(value, str):
            return value
        return [origin.strip() for origin in value.split(",") if origin.strip()]

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse what is no address: names are not looked up."""
        for item in value:
            ipaddress.ip_network(item, strict=False)
        return value

    @field_validator("store")
    @classmethod
    def _databases(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse what is no address of a database."""
        for item in value:
            if not is_database(item):
                raise ValueError(item)
        return value

    @field_validator("add", "programme", mode="before")
    @classmethod
    def _parted(cls, value: object) -> object:
        """Part one text as ``PATH`` is parted: colons, on Windows semicolons."""
        return list(filter(None, value.split(os.pathsep))) if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the order is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let arguments win over variables, variables over secrets, and those over the file."""
        sources = [init_settings, env_settings, TomlConfigSettingsSource(settings_cls)]
        # What is secret may be a file: systemd, containers and vaults hand it over so.
        if folder := os.environ.get("CREDENTIALS_DIRECTORY"):
            sources.insert(2, SecretsSettingsSource(settings_cls, secrets_dir=folder))
        return tuple(sources)


def is_database(address: str) -> bool:
    """Tell whether an address is one of PostgreSQL."""
    return address.startswith(("postgresql://", "postgres://", "postgis://"))


def unknown_settings() -> dict[str, str]:
    """Return what is set and read by nobody, with the setting that is called most alike."""
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields} | _ELSEWHERE
    named = [name for name in os.environ if name.startswith(_PREFIX)]
    if Path(_FILE).is_file():
        document = tomllib.loads(Path(_FILE).read_text("utf-8"))
        named += [f"{_PREFIX}{name.upper()}" for name in document]
    return {
        name: min(sorted(known), key=lambda other: OSA.distance(name, other))
        for name in named
        if name not in known
    }
