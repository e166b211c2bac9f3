"""The stories of an index on servers are those of a folder, whoever writes and whoever dies."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from edits import changed, half_rewritten, quoting, trimmed
from servers import ask, project, trusted
from story_texts import FARM, MUSEUM, REWRITTEN, WIRE

from searchkit import Library, remote_index
from searchkit.article import Failure
from searchkit.engines.address import Address
from searchkit.engines.opensearch import story_documents, story_state
from searchkit.engines.opensearch.layout import stored_id
from searchkit.engines.opensearch.story_index import StoryIndex
from searchkit.errors import IndexDamaged, IndexUnavailable, IndexUnusable, NotOffered
from searchkit.indexer import fetched_shingles, linking, remote_families
from searchkit.indexer.remote_families import RemoteFamilies

pytestmark = pytest.mark.slow

TEXTS = (WIRE, FARM, MUSEUM, REWRITTEN)

AllStories = tuple[dict[str, Any], Any]


def made_text(chance: random.Random) -> str:
    """A text of one of those, as editors have left it."""
    text, other = chance.sample(TEXTS, 2)
    edit: Callable[[], str] = chance.choice(
        [
            lambda: text,
            lambda: trimmed(text, chance.choice([0.4, 0.7])),
            lambda: half_rewritten(text, chance),
            lambda: changed(text, chance),
            lambda: quoting(text, other, chance),
            lambda: f"{trimmed(text)}\n\n{trimmed(other)}",
        ]
    )
    day = chance.choice(["", "date: 2016-02-20\n", f"date: 2016-03-{chance.randint(1, 30):02}\n"])
    return f"---\ntitle: Report {chance.randint(1, 9)}\n{day}---\n{edit()}"


def stories_of(home: Path) -> AllStories:
    """The families of an index, with all that readers see of them."""
    with Library.open(home) as library, library.searcher() as searcher:
        stories = searcher.snapshot.stories
        assert stories.known
        assert stories.as_of is None
        return dict(stories.families), stories._kept


def indexed(home: Path) -> AllStories:
    """The same after an update, without which no file may be left."""
    with Library.open(home) as library:
        assert library.update(allow_shrink=True).failed == ()
    return stories_of(home)


class Folders:
    """Folders that share an index on servers, and one beside them that has all of their files."""

    def __init__(self, path: Path, address: Address, parts: Sequence[str]) -> None:
        self.local = path / "local"
        (self.local / "corpus").mkdir(parents=True)
        self.homes = {
            part: project(path / (part or "whole"), address, **({"part": part} if part else {}))
            for part in parts
        }

    def write(self, part: str, name: str, text: str | None) -> None:
        """Write a file, or remove it, in a folder and in the one beside."""
        shown = f"{part}:{name}" if part else name
        for path in (self.homes[part] / "corpus" / name, self.local / "corpus" / shown):
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.write_text(text)

    def change(self, chance: random.Random, part: str, most: int = 4) -> None:
        for _ in range(chance.randint(1, most)):
            gone = chance.random() < 0.3
            self.write(part, f"{chance.randint(1, 12)}.md", None if gone else made_text(chance))

    def update(self) -> None:
        for home in self.homes.values():
            indexed(home)


@pytest.fixture
def folders(tmp_path: Path, address: Address) -> Callable[..., Folders]:
    def made(*parts: str, files: int = 3) -> Folders:
        chance = random.Random(7)
        one = Folders(tmp_path, address, parts)
        for part in parts:
            for number in range(1, files + 1):
                one.write(part, f"{number}.md", made_text(chance))
        one.update()
        return one

    return made


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits."""
    monkeypatch.setattr(story_state, "PAUSE", 0.0)
    monkeypatch.setattr(story_state, "PATIENCE", 0.0)


def test_stories_follow_any_change_as_in_a_folder(
    folders: Callable[..., Folders], monkeypatch: pytest.MonkeyPatch
) -> None:
    both, chance = folders("", files=6), random.Random(1)
    for wanted in (fetched_shingles.MAX_WANTED, 40, 0):
        # Of many shingles, those of all texts are fetched.
        monkeypatch.setattr(fetched_shingles, "MAX_WANTED", wanted)
        both.change(chance, "")
        families = indexed(both.homes[""])
        assert families == indexed(both.local)
        assert families[0]
    with Library.open(both.homes[""]) as library:
        library.rebuild()
    assert stories_of(both.homes[""]) == families


def test_what_comes_in_small_pieces_is_put_together(
    folders: Callable[..., Folders], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in (
        *((story_documents, "_TERMS"), (story_documents, "_ROWS"), (story_documents, "_NAMES")),
        *((remote_families, "MAX_WAITING"), (remote_families, "MAX_PART"), (linking, "MAX_PAIRS")),
    ):
        monkeypatch.setattr(module, name, 2)
    both, chance = folders("", files=6), random.Random(2)
    for _ in range(2):
        both.change(chance, "")
        assert indexed(both.homes[""]) == indexed(both.local)


def test_stories_of_three_writers_at_once_are_those_of_one_folder(
    folders: Callable[..., Folders], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_state, "PAUSE", 0.01)
    both, chance = folders("a", "b", "c", files=2), random.Random(3)
    with ThreadPoolExecutor(3) as threads:
        for _ in range(2):
            for part in both.homes:
                both.change(chance, part, most=2)
            # Whoever ends finds his own articles among those that the stories are of.
            list(threads.map(_updated, both.homes.values()))
            assert stories_of(both.homes["a"]) == stories_of(both.homes["c"]) == indexed(both.local)


def _updated(home: Path) -> None:
    with Library.open(home) as library:
        assert library.update(allow_shrink=True).failed == ()


class Killed(BaseException):
    """As a process ends that is killed: nothing of it runs any more."""


@contextmanager
def dying(step: str) -> Iterator[None]:
    """Whoever tells stories dies, at a step, without letting go of the lease."""

    def die(*_: object, **__: object) -> None:
        raise Killed

    places: dict[str, tuple[object, str]] = {
        "link": (remote_families, "compared"),
        "counted": (StoryIndex, "tell"),
        "removed": (remote_families.StoryDocuments, "remove"),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(story_state.Lease, "renewed", lambda _: nullcontext())
        patch.setattr(*places[step], die)
        yield


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("step", ["link", "counted", "removed"])
def test_what_one_leaves_who_dies_counts_for_nothing(
    folders: Callable[..., Folders], step: str
) -> None:
    both = folders("a", "b")
    before = stories_of(both.homes["a"])
    both.write("a", "1.md", f"One\n\n{trimmed(WIRE)}")
    both.write("a", "2.md", None)
    with dying(step), pytest.raises(Killed):
        _updated(both.homes["a"])
    if step != "removed":
        with Library.open(both.homes["b"]) as library, library.searcher() as searcher:
            stories = searcher.snapshot.stories
            assert (stories.families, stories._kept) == before
            assert stories.as_of
            assert library.search("").notes
    # What the one wrote is gone again before the next one comes.
    both.write("a", "1.md", f"One\n\n{FARM}")
    both.write("b", "9.md", f"Nine\n\n{trimmed(FARM)}")
    both.update()
    assert stories_of(both.homes["b"]) == indexed(both.local)


@pytest.mark.parametrize("step", [(StoryIndex, "tell"), (story_documents.StoryDocuments, "clean")])
def test_one_who_was_slow_finds_that_another_has_told_the_stories(
    folders: Callable[..., Folders], monkeypatch: pytest.MonkeyPatch, step: tuple[type, str]
) -> None:
    monkeypatch.setattr(story_state, "PATIENCE", 0.0)
    both = folders("a", "b")
    both.write("a", "4.md", f"Four\n\n{WIRE}")
    both.write("b", "5.md", f"Five\n\n{trimmed(WIRE)}")
    go_on, passed = getattr(*step), []

    def late(self: Any, number: int, **more: Any) -> None:
        passed.append(number)
        if len(passed) == 1:
            _updated(both.homes["b"])
        go_on(self, number, **more)

    monkeypatch.setattr(*step, late)
    _updated(both.homes["a"])
    # He need not tell them once more: the other's are of his articles too.
    assert passed == [passed[0], passed[0] + 1]
    assert stories_of(both.homes["a"]) == indexed(both.local)


def test_a_pass_of_which_a_later_one_has_removed_a_part_is_never_told(
    folders: Callable[..., Folders], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_state, "PATIENCE", 0.0)
    both = folders("a", "b")
    both.write("a", "4.md", f"Four\n\n{WIRE}")
    both.write("b", "5.md", f"Five\n\n{trimmed(WIRE)}")
    tell, slow = StoryIndex.tell, []

    def late(self: Any, number: int, **more: Any) -> None:
        if not slow:
            slow.append(number)
            # Takes the lease over, removes what there is of the other's pass, and dies.
            with dying("link"), pytest.raises(Killed):
                _updated(both.homes["b"])
        tell(self, number, **more)

    monkeypatch.setattr(StoryIndex, "tell", late)
    _updated(both.homes["a"])
    # All of it can be read, and is that of all files but the one that died.
    assert stories_of(both.homes["b"])
    both.update()
    assert stories_of(both.homes["a"]) == indexed(both.local)


def test_two_machines_with_one_name_and_one_folder_do_not_share_a_lease(
    folders: Callable[..., Folders], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As two containers of one image are, each with an index folder of its own."""
    one = folders("")
    one.write("", "4.md", f"Four\n\n{WIRE}")
    one.write("", "5.md", f"Five\n\n{trimmed(WIRE)}")
    home = one.homes[""]
    other = home.parent / "other"
    shutil.copytree(home, other)
    trusted(other)
    waited, tell = [], StoryIndex.tell

    def waits(seconds: float) -> None:
        waited.append(seconds)
        raise Killed

    def late(self: Any, number: int, **more: Any) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(story_state.time, "sleep", waits)
            patch.setattr(StoryIndex, "tell", lambda *_, **__: pytest.fail("it does not wait"))
            with pytest.raises(Killed):
                _updated(other)
        tell(self, number, **more)

    monkeypatch.setattr(remote_index, "_folder", lambda _: "container:/corpus")
    monkeypatch.setattr(StoryIndex, "tell", late)
    _updated(home)
    assert waited == [story_state.PAUSE]


def test_an_article_that_changes_while_it_is_read_is_read_again(
    folders: Callable[..., Folders], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = folders("a", "b")
    compare, changes = remote_families.compared, []

    def changing(*known: Any) -> Any:
        if not changes:
            changes.append(both.write("b", "1.md", f"Meanwhile\n\n{FARM}"))
            with monkeypatch.context() as patch:
                patch.setattr(RemoteFamilies, "tell", lambda _: None)
                _updated(both.homes["b"])
        return compare(*known)

    monkeypatch.setattr(remote_families, "compared", changing)
    both.write("a", "3.md", (both.homes["b"] / "corpus" / "1.md").read_text())
    _updated(both.homes["a"])
    assert changes
    _updated(both.homes["b"])
    assert stories_of(both.homes["b"]) == indexed(both.local)


def test_the_same_project_takes_its_lease_back_at_once(
    folders: Callable[..., Folders], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = folders("")
    both.write("", "1.md", f"One\n\n{WIRE}")
    with dying("counted"), pytest.raises(Killed):
        _updated(both.homes[""])
    monkeypatch.setattr(story_state.time, "sleep", lambda _: pytest.fail("it waits"))
    assert indexed(both.homes[""]) == indexed(both.local)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param("families", ["1.md"], id="list"),
        pytest.param("families", {"1.md": ["1.md"]}, id="twice"),
        pytest.param("stories", {"1.md": {"days": ["x"], "links": [], "related": {}}}, id="day"),
        pytest.param("stories", {}, id="others"),
    ],
)
def test_what_nobody_has_told_is_not_believed(
    folders: Callable[..., Folders], monkeypatch: pytest.MonkeyPatch, kind: str, value: object
) -> None:
    known = story_documents.StoryDocuments.result

    def forged(self: Any, asked: Any, count: int) -> list[Any]:
        return [value] if asked == kind else known(self, asked, count)

    home = folders("", files=6).homes[""]
    monkeypatch.setattr(story_documents.StoryDocuments, "result", forged)
    with Library.open(home) as library:
        with pytest.raises(IndexDamaged):
            library.stories()
        (damage,) = library.check().damaged
        assert damage.path == "stories"


def test_a_check_finds_stories_of_articles_that_are_not_there(
    folders: Callable[..., Folders],
) -> None:
    both = folders("", files=0)
    for name in ("a.md", "b.md"):
        both.write("", name, f"One\n\n{WIRE}")
    _updated(both.homes[""])
    with Library.open(both.homes[""]) as library:
        assert library.check().damaged == ()
        with library.searcher() as searcher:
            index = searcher.snapshot.engine.index  # type: ignore[attr-defined]
        ask("DELETE", f"/{index}/_doc/{stored_id('a.md')}?refresh=true")
        (damage,) = library.check().damaged
        assert damage == Failure("stories", "of articles that are not there: a.md")


def test_links_that_nobody_has_kept_are_damage(
    folders: Callable[..., Folders], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = folders("", files=6)
    monkeypatch.setattr(
        story_documents.StoryDocuments, "links", lambda _: iter([(("a", "b"), "name", [[1], "x"])])
    )
    both.write("", "1.md", f"One\n\n{WIRE}")
    with pytest.raises(IndexUnusable):
        _updated(both.homes[""])


def test_one_who_keeps_the_lease_for_ever_is_not_waited_for_so_long(
    folders: Callable[..., Folders], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = folders("a", "b")
    both.write("a", "4.md", f"Four\n\n{WIRE}")
    clock = iter(range(0, 1_000_000, 10))
    monkeypatch.setattr(story_state.time, "monotonic", lambda: float(next(clock)))
    monkeypatch.setattr(story_state.time, "sleep", lambda _: None)
    versions = iter(range(1_000_000))

    def renewed(_: Any) -> story_state._Held:
        return story_state._Held("another", 9, (next(versions), 1))

    monkeypatch.setattr(story_state.Lease, "_read", renewed)
    with pytest.raises(IndexUnavailable, match="does not finish"):
        _updated(both.homes["a"])


def test_a_result_is_bounded_in_all_and_not_only_each_part(
    folders: Callable[..., Folders], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = folders("", files=6).homes[""]
    monkeypatch.setattr(remote_families, "MAX_PART", 10)
    (home / "corpus" / "7.md").write_text(f"Seven\n\n{WIRE}")
    (home / "corpus" / "8.md").write_text(f"Eight\n\n{trimmed(WIRE)}")
    _updated(home)
    monkeypatch.setattr(story_documents, "MAX_RESULT", 50)
    with pytest.raises(NotOffered), Library.open(home) as library:
        library.stories()
