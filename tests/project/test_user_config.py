"""The user's own configuration: what it may say, and when it is believed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from owners import give_away
from samples import write_corpus

from searchkit.engines.address import Credentials
from searchkit.errors import SettingsError
from searchkit.project.user_config import UserConfig, user_config_folder
from searchkit.settings import Settings

Configure = Callable[[str], Path]


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    # `~` is read by Python, from the environment of the process.
    monkeypatch.setenv("HOME", str(tmp_path))
    return {"XDG_CONFIG_HOME": str(tmp_path / "config"), "HOME": str(tmp_path)}


@pytest.fixture
def configure(environment: dict[str, str]) -> Configure:
    def written(text: str) -> Path:
        path = user_config_folder(environment) / "config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o600)
        return path

    return written


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "project")


CREDENTIALS = '[credentials."search.example.org:9200"]\nuser = "ada"\npassword = "pass:word"\n'


def test_each_layer_goes_before_the_one_below(
    home: Path, environment: dict[str, str], configure: Configure
) -> None:
    assert Settings.load(home, environment).search_seconds == 2
    configure('search_seconds = 5\nengine = "tantivy"\nk1 = 2\nindex_memory = 500000000\n')
    (home / "searchkit.toml").write_text('k1 = 3\nengine = "whoosh"\n')
    settings = Settings.load(home, environment)
    assert (settings.search_seconds, settings.engine, settings.ranking.k1) == (5, "whoosh", 3)
    assert settings.index_memory == 500_000_000
    assert Settings.load(home, {**environment, "SEARCHKIT_ENGINE": "tantivy"}).engine == "tantivy"


def test_the_user_may_name_folders_anywhere_and_needs_no_trust(
    tmp_path: Path, home: Path, environment: dict[str, str], configure: Configure
) -> None:
    configure('corpus = "~/news"\nindex = "idx"\nauthority = "ca.pem"\n')
    settings = Settings.load(home, environment)
    assert settings.corpus == tmp_path / "news"
    assert settings.index == home / "idx"
    assert settings.claims == ()


def test_a_name_of_the_users_that_a_project_makes_a_link_of_needs_trust(
    tmp_path: Path, home: Path, environment: dict[str, str], configure: Configure
) -> None:
    configure('corpus = "articles"\n')
    (home / "articles").symlink_to(tmp_path)
    with pytest.raises(SettingsError, match="corpus = 'articles'"):
        Settings.load(home, environment)


def test_an_authority_is_looked_for_beside_the_file_that_names_it(
    home: Path, environment: dict[str, str], configure: Configure
) -> None:
    path = configure('url = "https://search.example.org"\nauthority = "ca.pem"\n')
    with pytest.raises(SettingsError, match=f"no file {path.parent / 'ca.pem'}"):
        Settings.load(home, environment)
    (path.parent / "ca.pem").touch()
    address = Settings.load(home, environment).address
    assert address is not None
    assert address.authority == path.parent / "ca.pem"
    # A project does not do away with it.
    (home / "searchkit.toml").write_text('authority = ""')
    assert Settings.load(home, environment).address == address


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://search.example.org:9200", True),
        ("https://SEARCH.example.org:9200/", True),
        ("https://search.example.org:9200/behind/a/proxy", True),
        ("https://search.example.org", False),
        ("https://search.example.org:443", False),
        ("https://search.example.org:9201", False),
        ("https://search.example.org.evil.example:9200", False),
        ("https://a.search.example.org:9200", False),
        ("https://example.org:9200", False),
    ],
)
def test_credentials_are_for_one_host_and_port(
    home: Path, environment: dict[str, str], configure: Configure, url: str, sent: bool
) -> None:
    configure(CREDENTIALS)
    address = Settings.load(home, {**environment, "SEARCHKIT_OPENSEARCH_URL": url}).address
    assert address is not None
    assert address.credentials == (Credentials("ada", "pass:word") if sent else None)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://search.example.org", "search.example.org:443"),
        ("http://localhost", "localhost:9200"),
        ("https://[::1]:9201", "[::1]:9201"),
        ("http://127.0.0.1:9200", "127.0.0.1:9200"),
    ],
)
def test_a_url_without_a_port_has_that_of_its_scheme(
    home: Path, environment: dict[str, str], configure: Configure, url: str, host: str
) -> None:
    configure(CREDENTIALS.replace("search.example.org:9200", host))
    address = Settings.load(home, {**environment, "SEARCHKIT_OPENSEARCH_URL": url}).address
    assert address is not None
    assert address.hosts == (host,)
    assert address.credentials is not None


def test_the_environment_goes_before_the_configuration(
    home: Path, environment: dict[str, str], configure: Configure
) -> None:
    configure(CREDENTIALS)
    variables = {
        **environment,
        "SEARCHKIT_OPENSEARCH_URL": "https://search.example.org:9200",
        "SEARCHKIT_OPENSEARCH_USER": "bo",
        "SEARCHKIT_OPENSEARCH_PASSWORD": "other",
    }
    address = Settings.load(home, variables).address
    assert address is not None
    assert address.credentials == Credentials("bo", "other")


@pytest.mark.parametrize(
    "text",
    [
        'credentials = "~/key"',
        "credentials = 1",
        "[[credentials]]",
        '[credentials]\n"search.example.org:9200" = "ada:s3cret"',
        '[credentials."search.example.org"]\nuser = "a"\npassword = "s3cret"',
        '[credentials."https://search.example.org:1"]\nuser = "a"\npassword = "s3cret"',
        '[credentials."*:9200"]\nuser = "a"\npassword = "s3cret"',
        '[credentials."Search.example.org:1"]\nuser = "a"\npassword = "s3cret"',
        '[credentials."search.example.org:1/x"]\nuser = "a"\npassword = "s3cret"',
        '[credentials."a.example:1,b.example:1"]\nuser = "a"\npassword = "s3cret"',
        '[credentials."search.example.org:1"]\nuser = "a"',
        '[credentials."search.example.org:1"]\nuser = "a:b"\npassword = "s3cret"',
        '[credentials."search.example.org:1"]\nuser = ""\npassword = "s3cret"',
        '[credentials."search.example.org:1"]\nuser = "a"\npassword = 12345',
        '[credentials."search.example.org:1"]\nuser = "a"\npassword = "s3cret"\nx = 1',
    ],
)
def test_credentials_of_another_form_are_refused_and_not_shown(
    home: Path, environment: dict[str, str], configure: Configure, text: str
) -> None:
    path = configure(text)
    with pytest.raises(SettingsError) as caught:
        Settings.load(home, environment)
    assert str(caught.value).startswith(f"{path}: ")
    assert "s3cret" not in str(caught.value)
    assert "12345" not in str(caught.value)


def test_credentials_are_not_shown_by_what_holds_them(
    environment: dict[str, str], configure: Configure
) -> None:
    configure(CREDENTIALS)
    assert "pass:word" not in repr(UserConfig.load(environment))


@pytest.mark.parametrize("what", ["config.toml", "."])
@pytest.mark.parametrize("how", ["mode", "owner"])
def test_a_configuration_that_others_could_have_written_is_refused(
    home: Path,
    environment: dict[str, str],
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    how: str,
) -> None:
    path = configure("k1 = 2") if what != "." else configure("k1 = 2").parent
    if how == "mode":
        path.chmod(path.stat().st_mode | 0o002)
    else:
        give_away(path, monkeypatch)
    with pytest.raises(SettingsError, match="is not safe") as caught:
        Settings.load(home, environment)
    assert f"chmod go-w {path}" in str(caught.value)


def test_a_configuration_may_be_a_link_to_where_only_the_user_writes(
    tmp_path: Path, home: Path, environment: dict[str, str], configure: Configure
) -> None:
    path = configure("")
    dotfiles = tmp_path / "dotfiles"
    dotfiles.mkdir()
    path.rename(dotfiles / "searchkit.toml")
    (dotfiles / "searchkit.toml").write_text("k1 = 2")
    path.symlink_to(dotfiles / "searchkit.toml")
    assert Settings.load(home, environment).ranking.k1 == 2
    dotfiles.chmod(0o777)
    with pytest.raises(SettingsError, match=f"{dotfiles} is not safe"):
        Settings.load(home, environment)


def test_a_configuration_that_is_no_file_is_refused(
    home: Path, environment: dict[str, str], configure: Configure
) -> None:
    path = configure("")
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(SettingsError, match="not a regular file"):
        Settings.load(home, environment)


@pytest.mark.parametrize("name", ["HOME", "XDG_CONFIG_HOME"])
def test_a_folder_that_is_not_absolute_is_no_place_for_a_configuration(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    # What lies in a downloaded folder must not become the user's.
    (home / ".config" / "searchkit").mkdir(parents=True)
    (home / ".config" / "searchkit" / "config.toml").write_text("k1 = 2")
    (home / "searchkit").mkdir()
    (home / "searchkit" / "config.toml").write_text("k1 = 2")
    monkeypatch.chdir(home)
    assert Settings.load(home, {name: "."}).ranking.k1 != 2


def test_a_user_without_a_home_has_no_configuration(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless() -> Path:
        raise RuntimeError

    with pytest.raises(SettingsError, match="set HOME"):
        user_config_folder({"HOME": ""})
    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(SettingsError, match="set HOME"):
        user_config_folder({})
    assert Settings.load(home, {}).claims == ()
    (home / "searchkit.toml").write_text('corpus = ".."')
    with pytest.raises(SettingsError, match="set HOME"):
        Settings.load(home, {})
