"""What is kept of an index on servers, there and here, can be of anybody's making."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from searchkit.engines.opensearch.state import State
from searchkit.index.file_stamps import FileStamp, stamps_to_json
from searchkit.remote_index import read_stamps
from searchkit.reports import PartRunRecord


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"a.txt": "abcd"}', id="text"),
        pytest.param(b'{"a.txt": [1, 2, 3, 4]}', id="numbers"),
        pytest.param(b'{"a.txt": [1, 2, "00"]}', id="short"),
        pytest.param(b"[]", id="list"),
        pytest.param(b"\xff", id="no-json"),
    ],
)
def test_what_was_never_written_there_is_not_believed(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "seen.json").write_bytes(data)
    assert read_stamps(tmp_path / "seen.json") is None


def test_a_pipe_or_a_link_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    assert read_stamps(tmp_path / "pipe") is read_stamps(tmp_path / "link") is None


def test_what_a_run_has_kept_is_read(tmp_path: Path) -> None:
    stamps = {"a.txt": FileStamp(12, 1_456_012_800_000_000_000, "00ff", "")}
    (tmp_path / "seen.json").write_text(json.dumps(stamps_to_json(stamps)))
    assert read_stamps(tmp_path / "seen.json") == stamps


NOW = "2016-02-20T12:00:00+00:00"
RUN = {"articles": 1, "updated": NOW, "folder": "a:/b", "failed": [], "ignored": {".png": 2}}


def state(run: dict[str, Any], created: str = NOW) -> State:
    return State.parse({"created": created, "k1": 1.2, "b": 0.75, "scale": 1, "runs": {"": run}})


def test_a_state_is_read_as_it_was_kept() -> None:
    record = PartRunRecord(updated=NOW, ignored={".png": 2}, articles=1, folder="a:/b")
    assert state(RUN).runs == {"": record}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("updated", None, id="never"),
        pytest.param("updated", "2016-02-20T12:00:00", id="no-time-zone"),
        pytest.param("articles", "1", id="articles"),
        pytest.param("ignored", {".png": "2"}, id="ignored"),
    ],
)
def test_a_run_that_could_not_be_told_of_is_refused(name: str, value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        state({**RUN, name: value})


def test_a_state_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        state(RUN, created="2016-02-20T12:00:00")
