"""Every setting of the server, read once: ``SANDAN_…`` variables, then ``sandan.toml``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

import geo

DEFAULT_DATA = Path(geo.__file__).parent.parent / "data"
"""The tables and built files that stand beside the packages."""


Ancestor = Annotated[str, Field(pattern=r"^[^\s;,]+$")]
"""A source of the policy; a blank or a semicolon would write more into it."""


class Settings(BaseSettings):
    """What an operator can set; a variable is called as its field with ``SANDAN_`` in front."""

    model_config = SettingsConfigDict(
        env_prefix="SANDAN_", toml_file="sandan.toml", extra="ignore", frozen=True
    )

    data: Path = DEFAULT_DATA
    """Folder of the built files."""
    previous: Path | None = None
    """Data folder of an older build; with it ``/changes`` tells what changed since."""
    host: str = "127.0.0.1"
    """Address on which the server listens."""
    port: int = Field(default=8000, ge=0, le=65535)
    """Port on which it listens; 0 takes any free one."""
    add: Annotated[tuple[Path, ...], NoDecode] = ()
    """Spatial files that become collections; in the variable between the signs that part paths."""
    add_crs: str | None = None
    """CRS of added files that declare none, such as ``EPSG:5174``."""
    tiles_url: str | None = None
    """URL template of an online tile layer, such as ``https://…/{z}/{x}/{y}.png``; off by default.

    With it, and only with it, browsers ask another host for pictures.
    """
    tiles_attribution: str = ""
    """Attribution that the tile layer's provider demands."""

    cors_origins: Annotated[tuple[str, ...], NoDecode] = ("*",)
    """Origins whose pages may read the data, ``*`` for all; in the variable between commas."""

    frame_ancestors: Annotated[tuple[Ancestor, ...], NoDecode] = ("*",)
    """Pages that may show ``/embed/…`` in a frame, as a Content-Security-Policy names them.

    In the variable between commas: ``https://*.go.kr``; blank for none.
    """

    @field_validator("cors_origins", "frame_ancestors", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        """Part one text at its commas; blank means none."""
        if not isinstance(value, str):
            return value
        return [origin.strip() for origin in value.split(",") if origin.strip()]

    @field_validator("add", mode="before")
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
        """Let arguments win over variables, and variables over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
