"""Where the user's own configuration lies, which is trusted as no project folder is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def user_config_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """`$XDG_CONFIG_HOME/searchkit`, else `~/.config/searchkit`; it need not be there.

    Source: XDG Base Directory Specification, which has relative paths ignored.
    """
    base = Path(environment.get("XDG_CONFIG_HOME", ""))
    if not base.is_absolute():
        base = Path(environment.get("HOME") or Path.home()) / ".config"
    return base / "searchkit"
