"""The commands `record` and `verify`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchkit.cli import main


@pytest.mark.slow
def test_a_record_is_verified(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    assert main(["record", "petra", "--sort", "oldest"]) == 0
    written = project / "petra.toml"
    written.write_text(capsys.readouterr().out)
    assert main(["verify", str(written)]) == 0
    assert "equal to the record of" in capsys.readouterr().err
    (project / "corpus" / "new.txt").write_text("Petra was here\n\nPetra left a note.\n")
    assert main(["index"]) == 0
    capsys.readouterr()
    assert main(["verify", str(written), "--json"]) == 1
    (difference,) = json.loads(capsys.readouterr().out)["differences"]
    assert (difference["change"], difference["id"]) == ("new", "new.txt")
    assert main(["verify", str(project / "searchkit.toml")]) == 2
    assert main(["record", "zebra", "--report"]) == 0
    assert "Result: no article matches." in capsys.readouterr().out
