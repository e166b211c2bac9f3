"""The page behind a password, by https, in a browser."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import trustme
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

PASSWORD = "correct horse: bättery"


@pytest.fixture(scope="module")
def shut_site(library, tmp_path_factory):
    """The address of the page over the shared articles, for who knows the password."""
    folder = tmp_path_factory.mktemp("shut")
    pem = folder / "certificate.pem"
    issued = trustme.CA().issue_cert("localhost")
    issued.private_key_and_cert_chain_pem.write_to_path(pem)
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder / "config")}
    command = [sys.executable, "-m", "searchkit"]
    subprocess.run([*command, "password"], input=PASSWORD, text=True, env=environment, check=True)
    options = ["--host", "0.0.0.0", "--port", "0", "--allow-host", "localhost", "--no-log"]
    process = subprocess.Popen(
        [*command, "--home", str(library.settings.home), "serve", *options, "--certificate", pem],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    line = process.stderr.readline()
    assert "serving https" in line, line
    yield line.split("serving ")[1].split()[0].rstrip("/")
    process.kill()
    process.communicate()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_sign_in_search_and_sign_out(open_page, shut_site, scripts):
    page = open_page(
        "/?q=army", at=shut_site, ignore_https_errors=True, java_script_enabled=scripts
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_label("Password").fill("a wrong guess")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Wrong password")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("3 articles")
    page.get_by_role("link", name="Harbour strike ends").click()
    expect(page.locator("mark")).to_have_text(["Army", "army"])
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto("/?q=army")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_the_page_to_sign_in_on_has_no_violation(open_page, shut_site):
    page = open_page("/", at=shut_site, ignore_https_errors=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
