"""Where a project is found, and which folders above do not count."""

from __future__ import annotations

import grp
import os
import pwd
import struct
from pathlib import Path

import pytest
from owners import give_away
from samples import write_corpus

from searchkit.cli import main
from searchkit.errors import SettingsError
from searchkit.project.ownership import others_may_write, stranger
from searchkit.settings import Settings


@pytest.fixture
def above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project above the working directory."""
    home = write_corpus(tmp_path / "project")
    (home / "searchkit.toml").write_text("k1 = 2\n")
    (home / "below" / "deep").mkdir(parents=True)
    monkeypatch.chdir(home / "below" / "deep")
    monkeypatch.delenv("SEARCHKIT_HOME", raising=False)
    return home


def found() -> Path:
    return Settings.load(environment={}).home


def test_a_project_above_that_is_the_users_own_counts(above: Path) -> None:
    for mode in (0o700, 0o755):
        above.chmod(mode)
        assert found() == above


@pytest.mark.parametrize("what", [".", "searchkit.toml", "corpus"])
@pytest.mark.parametrize("how", ["others may write to it", "it belongs to another user"])
def test_a_project_above_that_others_could_have_made_is_passed_over_and_told(
    above: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    what: str,
    how: str,
) -> None:
    path = above / what
    if how.startswith("others"):
        path.chmod(path.stat().st_mode | 0o002)
    else:
        give_away(path, monkeypatch)
    settings = Settings.load(environment={})
    assert settings.home == above / "below" / "deep"
    assert settings.ranking == Settings.load(above / "below", {}).ranking
    assert main(["query", "cod"]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"searchkit: {above / 'searchkit.toml'} is passed over: {path} is not ")
    assert how in err
    assert "--home" in err
    # Whoever names it, or stands in it, means it.
    assert Settings.load(above, {}).ranking.k1 == 2
    monkeypatch.chdir(above)
    assert found() == above


def test_a_sticky_folder_that_all_may_write_to_is_nobodys_project(above: Path) -> None:
    above.chmod(0o1777)
    assert found() == above / "below" / "deep"


def test_a_link_above_to_what_others_may_write_to_is_passed_over(
    above: Path, tmp_path: Path
) -> None:
    (tmp_path / "shared.toml").write_text("k1 = 3\n")
    (tmp_path / "shared.toml").chmod(0o666)
    (above / "searchkit.toml").unlink()
    (above / "searchkit.toml").symlink_to(tmp_path / "shared.toml")
    assert found() == above / "below" / "deep"


def test_the_search_goes_on_above_what_is_passed_over(above: Path) -> None:
    (above / "below" / "corpus").mkdir()
    (above / "below").chmod(0o777)
    settings = Settings.load(environment={})
    assert settings.home == above
    assert len(settings.passed_over) == 1


def test_a_name_that_a_terminal_would_obey_is_told_in_quotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = write_corpus(tmp_path / "a\x1b[2J\nsearchkit: all is well\u202e")
    (home / "below").mkdir()
    home.chmod(0o777)
    monkeypatch.chdir(home / "below")
    main(["status"])
    first = capsys.readouterr().err.splitlines()[0]
    assert first.isprintable()
    assert "is passed over" in first


@pytest.mark.parametrize("home", ["a\0b", "x" * 300, "x/" * 5_000, "/dev/null"])
def test_a_home_that_is_no_folder_is_refused(home: str) -> None:
    with pytest.raises(SettingsError, match="there is no folder"):
        Settings.load(home, {})


# Who may write.


def test_a_group_with_nobody_else_in_it_is_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = pwd.getpwuid(os.geteuid())
    tmp_path.chmod(0o775)
    alone = grp.struct_group((user.pw_name, "x", user.pw_gid, []))
    users = [user]
    monkeypatch.setattr(grp, "getgrgid", lambda _: alone)
    monkeypatch.setattr(pwd, "getpwall", lambda: users)
    assert stranger(tmp_path) is None
    # A member, a user whose first group it is, another name: a group of several.
    for shared in (
        grp.struct_group((user.pw_name, "x", user.pw_gid, ["eve"])),
        grp.struct_group(("staff", "x", user.pw_gid, [])),
    ):
        monkeypatch.setattr(grp, "getgrgid", lambda _, shared=shared: shared)
        assert stranger(tmp_path) == "others may write to it"
    monkeypatch.setattr(grp, "getgrgid", lambda _: alone)
    eve = pwd.struct_passwd(("eve", "x", 4_242, tmp_path.stat().st_gid, "", "/", "/bin/sh"))
    users.append(eve)
    assert stranger(tmp_path) == "others may write to it"


def test_a_group_or_a_user_without_a_name_is_somebody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: int) -> None:
        raise KeyError

    tmp_path.chmod(0o770)
    monkeypatch.setattr(grp, "getgrgid", unknown)
    assert others_may_write(tmp_path, tmp_path.stat())


def test_users_whom_an_access_list_names_are_somebody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "searchkit.toml"
    file.write_text("")
    # Version 2; user, user 4242, group, mask, others, with what each may do.
    entries = [(1, 6, -1), (2, 6, 4_242), (4, 6, -1), (16, 6, -1), (32, 0, -1)]
    data = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *one) for one in entries)
    lists = {str(file): data}
    monkeypatch.setattr(os, "getxattr", lambda path, _: lists[str(path)])
    file.chmod(0o660)
    assert others_may_write(file, file.stat())
