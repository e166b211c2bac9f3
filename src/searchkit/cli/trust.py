"""The command about trust: `trust`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searchkit import SettingsError
from searchkit.cli.common import ProjectOptions

if TYPE_CHECKING:
    from searchkit.project.trust import TrustedProject


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--revoke", is_flag=True, help="Stop trusting the folder.")
@click.option("--list", "listed", is_flag=True, help="List the trusted folders.")
@click.pass_obj
def trust(project: ProjectOptions, /, folder: Path | None, revoke: bool, listed: bool) -> None:
    """Trust the settings of a project that reach outside its folder.

    Such settings name a server, or a corpus or index elsewhere, even through a symbolic link. They
    are printed, and take effect until one of them changes. Other settings need no trust.

    \b
    Examples:
      searchkit trust                  the project of the current folder
      searchkit trust ~/Downloads/wire
      searchkit trust --revoke ~/Downloads/wire
    """
    if listed and (revoke or folder is not None):
        raise click.UsageError("--list cannot be combined with a folder or --revoke")
    if listed:
        _list()
    elif revoke:
        _revoke(folder or project.home)
    else:
        _trust(folder or project.home, insecure_http=project.insecure_http)


def _trust(folder: Path | None, *, insecure_http: bool) -> None:
    from searchkit import Settings
    from searchkit.cli.terminal import Terminal, hint
    from searchkit.project.settings_file import shown, shown_path
    from searchkit.project.trust import TrustFile

    settings = Settings.load(folder, trust=True, insecure_http=insecure_http)
    for reason in settings.passed_over:
        hint(f"searchkit: {reason}")
    name = shown_path(settings.home)
    if not settings.claims:
        hint(f"{name} needs no trust: none of its settings reach outside the folder")
        return
    TrustFile().trust(settings.home, settings.claims)
    terminal = Terminal()
    for claim in settings.claims:
        terminal.line(terminal.styled(str(claim)))
    if settings.address is not None and settings.address.credentials is not None:
        user, hosts = settings.address.credentials.user, settings.address.hosts
        hint(f"user {shown(user)} and the password will be sent to {', '.join(hosts)}")
    hint(f"{name} is now trusted with these settings")


def _revoke(folder: Path | None) -> None:
    from searchkit.cli.terminal import hint
    from searchkit.project.home import project_home
    from searchkit.project.settings_file import shown_path
    from searchkit.project.trust import TrustFile

    # A folder that is named may be gone.
    home = folder or project_home(None, os.environ)[0]
    revoked = TrustFile().revoke(home)
    hint(f"{shown_path(home)} {'is no longer trusted' if revoked else 'was not trusted'}")


def _list() -> None:
    from searchkit.cli.terminal import Terminal, hint
    from searchkit.project.settings_file import shown_path
    from searchkit.project.trust import TrustFile

    projects = TrustFile().projects()
    terminal = Terminal()
    for project in projects:
        terminal.line(terminal.styled(f"{shown_path(project.home)}{_state(project)}"))
        for line in project.allows:
            terminal.line(terminal.styled(line), indent=2)
    if not projects:
        hint("no projects are trusted")


def _state(project: TrustedProject) -> str:
    from searchkit import Settings
    from searchkit.project.trust import digest_of

    if not project.home.is_dir():
        return " (no longer exists)"
    try:
        # Whether a flag lets a server be reached is no matter here.
        claims = Settings.load(project.home, trust=True, insecure_http=True).claims
    except SettingsError:
        return " (settings cannot be read)"
    return "" if digest_of(claims) == project.digest else " (changed since, so not trusted)"
