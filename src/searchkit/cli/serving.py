"""The commands of the search page: `serve`, and the `password` that others need for it."""

from __future__ import annotations

import ipaddress
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searchkit.cli import upkeep
from searchkit.cli.common import ensure_index, pass_library

if TYPE_CHECKING:
    from searchkit.library import Library
    from searchkit.web import Gate

#: In characters. What is longer on standard input is no password.
_MAX_INPUT = 10_000
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--host", default="127.0.0.1", help="The address to listen on (127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="The port (8000).")
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A further name that browsers reach the page by; needed with another --host.",
)
@click.option("--certificate", type=_FILE, help="Serve by https with this certificate (PEM).")
@click.option("--key", type=_FILE, help="Its private key, unless the certificate file holds it.")
@click.option(
    "--behind-proxy",
    "proxy",
    is_flag=False,
    flag_value="127.0.0.1",
    metavar="ADDRESS",
    help="Answer only a reverse proxy at ADDRESS (127.0.0.1), and believe its X-Forwarded-For, "
    "-Proto and -Host.",
)
@click.option(
    "--no-password", is_flag=True, help="Let everybody who reaches another --host read, unasked."
)
@click.option(
    "--plain-http", is_flag=True, help="Let the password cross the network without encryption."
)
@click.option("--log/--no-log", default=True, help="Whether each request is told (yes).")
@click.option("--watch", is_flag=True, help="Also follow the folder, as the command watch does.")
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
    log: bool,
    watch: bool,
) -> None:
    """Serve the search page, until Ctrl-C; only to this machine unless --host says otherwise.

    Other machines need the password that `searchkit password` sets, and https: by --certificate
    and --key, or by a reverse proxy and --behind-proxy.
    """
    from searchkit.cli.terminal import hint
    from searchkit.web import is_loopback
    from searchkit.web import serve as run

    if key is not None and certificate is None:
        raise click.UsageError("--key is the key of a certificate; name that with --certificate")
    _check_proxy(proxy)
    behind = None
    if not is_loopback(host) or proxy is not None:
        if not hosts:
            raise click.UsageError(
                f"{'--behind-proxy' if proxy else f'--host {host}'} opens the page to other "
                "machines; name the host that they ask for with --allow-host NAME"
            )
        if no_password:
            hint(f"searchkit: whoever reaches {host} can read every article; there is no password")
        else:
            behind = _gate(encrypted=bool(certificate or proxy), http=plain_http)
    ensure_index(library)
    with upkeep.watching(library) if watch else nullcontext():
        run(
            library,
            host,
            port,
            hosts=hosts,
            behind=behind,
            certificate=certificate,
            key=key,
            proxy=proxy,
            log=hint if log else None,
            ready=lambda url: hint(f"searchkit: serving {url} (Ctrl-C ends it)"),
        )


@click.command()
@click.option("--remove", is_flag=True, help="Forget the password.")
def password(remove: bool) -> None:
    """Set the password that other machines need to read what `serve` shows.

    Asks for it twice, or reads one line of standard input. Only its hash is kept, in your own
    configuration. A new password ends all sessions, also those of a server that is running.
    """
    from searchkit.cli.terminal import hint
    from searchkit.web.password import password_path, remove_password, set_password

    if remove:
        done = remove_password()
        hint(f"searchkit: {'the password is removed' if done else 'there was no password'}")
        return
    set_password(_typed())
    hint(f"searchkit: the password is set; its hash is in {password_path()}")


def _typed() -> str:
    """The new password, from the terminal or from standard input."""
    if sys.stdin.isatty():
        typed: str = click.prompt(
            "New password", hide_input=True, confirmation_prompt="Once more", err=True
        )
        return typed
    try:
        text = sys.stdin.read(_MAX_INPUT)
    except UnicodeDecodeError as error:
        raise click.UsageError("the password on standard input is no UTF-8") from error
    lines = text.removesuffix("\n").removesuffix("\r").split("\n")
    if len(lines) > 1:
        raise click.UsageError("standard input must be one line, the password")
    return lines[0]


def _check_proxy(proxy: str | None) -> None:
    try:
        ipaddress.ip_address(proxy or "127.0.0.1")
    except ValueError:
        raise click.UsageError(f"--behind-proxy takes an address, not {proxy!r}") from None


def _gate(*, encrypted: bool, http: bool) -> Gate:
    """What asks for the password. Raises a usage error where it would be of no use."""
    from searchkit.errors import SettingsError
    from searchkit.web import Gate

    gate = Gate(http=http)
    try:
        gate.refresh()
    except SettingsError as error:
        advice = f"{error.advice}, or use --no-password to let everyone read"
        raise SettingsError(error.message, advice=advice) from error
    if not (encrypted or http):
        raise click.UsageError(
            "the password would cross the network without encryption; give --certificate and "
            "--key, or --behind-proxy, or allow it with --plain-http"
        )
    return gate
