"""The commands of the search page: `serve`, `password`."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searchkit.cli import upkeep
from searchkit.cli.common import ensure_index, pass_library
from searchkit.cli.terminal import hint

if TYPE_CHECKING:
    from searchkit import Library
    from searchkit.web import Gate

#: In characters. Longer input is not a password.
_MAX_INPUT = 10_000
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option(
    "--host", default="127.0.0.1", metavar="HOST", help="Address to listen on (127.0.0.1)."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    metavar="PORT",
    help="Port to listen on (8000); 0 chooses a free one.",
)
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="Host name in the address that browsers use; required for other machines, repeatable.",
)
@click.option(
    "--certificate", type=_FILE, metavar="FILE", help="Serve over HTTPS with this PEM certificate."
)
@click.option(
    "--key", type=_FILE, metavar="FILE", help="Private key, unless the certificate file holds it."
)
@click.option(
    "--behind-proxy",
    "proxy",
    is_flag=False,
    flag_value="127.0.0.1",
    metavar="ADDRESS",
    help="Answer only a reverse proxy at this address (127.0.0.1), and trust its X-Forwarded-For, "
    "X-Forwarded-Proto and X-Forwarded-Host headers.",
)
@click.option("--no-password", is_flag=True, help="Let everyone who can reach the page read it.")
@click.option(
    "--plain-http", is_flag=True, help="Allow the password to be sent without encryption."
)
@click.option(
    "--edit",
    "editable",
    is_flag=True,
    help="Let the page correct, tag and note articles; on this machine only.",
)
@click.option("--log/--no-log", default=True, help="Log each request (on).")
@click.option("--watch", is_flag=True, help="Keep the index up to date while serving.")
@pass_library
def serve(
    library: Library,
    /,
    host: str,
    port: int,
    hosts: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    proxy: str | None,
    no_password: bool,
    plain_http: bool,
    editable: bool,
    log: bool,
    watch: bool,
) -> None:
    """Serve the search page to browsers.

    Runs until Ctrl-C. With --host or --behind-proxy, other machines can open the page. They need a
    password (see `searchkit password`) and HTTPS: --certificate and --key, or a reverse proxy.
    """
    from searchkit import web

    _check_transport(proxy, certificate, key)
    if editable and (hosts or proxy or not web.is_loopback(host)):
        raise click.UsageError("--edit works on this machine only: without --host and --allow-host")
    gate = None
    if proxy or not web.is_loopback(host):
        gate = None if no_password else web.Gate(http=plain_http)
        _check_open(host, hosts, proxy, gate, encrypted=bool(certificate or proxy))
    ensure_index(library)
    with upkeep.watching(library) if watch else nullcontext():
        web.serve(
            library,
            host,
            port,
            hosts=hosts,
            behind=gate,
            certificate=certificate,
            key=key,
            proxy=proxy,
            editable=editable,
            log=hint if log else None,
            ready=_serving,
        )


@click.command()
@click.option("--remove", is_flag=True, help="Remove the password.")
def password(remove: bool) -> None:
    """Set the password that other machines need for the search page.

    Asks for the password twice, or reads one line from standard input. Only its hash is stored, in
    your user configuration. A new password ends all sessions, even on a running server.
    """
    from searchkit.web.password import password_path, remove_password, set_password

    if remove:
        removed = remove_password()
        hint(f"searchkit: {'password removed' if removed else 'there was no password'}")
        return
    set_password(_new_password())
    hint(f"searchkit: password set; its hash is stored in {password_path()}")


def _new_password() -> str:
    """The new password, from the terminal or from standard input."""
    if sys.stdin.isatty():
        typed: str = click.prompt(
            "New password", hide_input=True, confirmation_prompt="Repeat the password", err=True
        )
        return typed
    try:
        text = sys.stdin.read(_MAX_INPUT)
    except UnicodeDecodeError as error:
        raise click.UsageError("the password on standard input is not valid UTF-8") from error
    lines = text.removesuffix("\n").removesuffix("\r").split("\n")
    if len(lines) > 1:
        raise click.UsageError("standard input must be a single line: the password")
    return lines[0]


def _check_transport(proxy: str | None, certificate: Path | None, key: Path | None) -> None:
    if key is not None and certificate is None:
        raise click.UsageError("--key requires --certificate")
    try:
        ipaddress.ip_address(proxy or "127.0.0.1")
    except ValueError:
        raise click.UsageError(f"--behind-proxy takes an IP address, not {proxy!r}") from None


def _check_open(
    host: str,
    hosts: tuple[str, ...],
    proxy: str | None,
    gate: Gate | None,
    *,
    encrypted: bool,
) -> None:
    """Raise a usage error that names all that is missing to serve other machines."""
    missing = list(_missing(hosts, gate, encrypted=encrypted))
    if missing:
        option = "--behind-proxy" if proxy else f"--host {host}"
        lines = "".join(f"\n  - {line}" for line in missing)
        raise click.UsageError(f"{option} opens the page to other machines; missing:{lines}")
    if gate is None:
        hint("searchkit: no password: everyone who can reach the page can read every article")


def _serving(url: str) -> None:
    hint(f"searchkit: serving {url} (Ctrl-C to stop)")


def _missing(hosts: tuple[str, ...], gate: Gate | None, *, encrypted: bool) -> Iterator[str]:
    from searchkit import SettingsError

    if not hosts:
        yield "the host name in the address that browsers use: --allow-host NAME"
    if gate is None:
        return
    try:
        gate.refresh()
    except SettingsError as error:
        yield f"a password: {error}, or use --no-password to let everyone read"
    if not (encrypted or gate.http):
        yield (
            "encryption for the password: --certificate and --key, or --behind-proxy; "
            "or do without it: --plain-http"
        )
