"""The settings of a project."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from searchkit.engines import AUTO, DEFAULT_MEMORY, ENGINES, REMOTE
from searchkit.engines.address import INDEX as REMOTE_INDEX
from searchkit.engines.address import Address, Credentials
from searchkit.engines.ranking import DEFAULT_RANKING, Ranking
from searchkit.errors import SettingsError
from searchkit.names.models import MAX_MODELS, NameModels, are_models
from searchkit.project.field_settings import FIELDS
from searchkit.project.layers import Layers, split_urls
from searchkit.project.settings_file import shown, shown_path
from searchkit.project.trust import Claim, check_trust
from searchkit.quick_dataclass import dataclass
from searchkit.schema import FieldRule

DEFAULT_LARGEST_FILE = 20_000_000
MAX_LARGEST_FILE = 2_000_000_000
DEFAULT_SEARCH_SECONDS = 2.0
MAX_SEARCH_SECONDS = 3_600.0
#: With less, Tantivy's threads would have too little.
MIN_INDEX_MEMORY = 256_000_000
#: With more, Tantivy would not begin.
MAX_INDEX_MEMORY = 32_000_000_000
#: Beyond it, BM25 is next to a count of words.
MAX_K1 = 100.0


@dataclass(frozen=True, slots=True)
class Settings:
    """A project: its folders, its engine, and its bounds.

    `largest_file` is in bytes; a search is stopped after `search_seconds`. A run that writes the
    index takes about `index_memory` at most, in bytes. With an `address`, the index is there, and
    the folder `index` keeps what makes the next run faster. `claims` are those settings of the
    project's own file that reach out of its folder; `passed_over` are projects above the working
    directory that do not count, each with the reason. Scans are read by OCR if there are
    `ocr_languages`, such as `eng+rus`. `fields` are rules for further fields. Names in
    articles are found by the spaCy models in `names_model`, separated by commas, if there are any.
    """

    home: Path
    corpus: Path
    index: Path
    engine: str = AUTO
    largest_file: int = DEFAULT_LARGEST_FILE
    ranking: Ranking = DEFAULT_RANKING
    search_seconds: float = DEFAULT_SEARCH_SECONDS
    index_memory: int = DEFAULT_MEMORY
    address: Address | None = None
    claims: tuple[Claim, ...] = ()
    passed_over: tuple[str, ...] = ()
    ocr_languages: str = ""
    fields: tuple[FieldRule, ...] = ()
    names_model: str = ""

    @property
    def name_models(self) -> NameModels:
        """The models that find the names in articles."""
        return NameModels(self.names_model)

    @classmethod
    def load(
        cls,
        home: str | os.PathLike[str] | None = None,
        environment: Mapping[str, str] = os.environ,
        *,
        insecure_http: bool = False,
        trust: bool = False,
    ) -> Settings:
        """The settings of the project in `home`, or in the one that is found from here.

        Without `home`: the folder in SEARCHKIT_HOME, else the nearest folder upwards that has a
        `searchkit.toml` or a `corpus` folder, else this one. Raises `SettingsError`, also for a
        project that reaches out of its folder and that the user has not trusted, unless the
        program does: `trust` is for this call alone.
        """
        layers = Layers.read(home, environment, insecure_http=insecure_http)
        claims = layers.claims()
        if layers.engine == REMOTE and not layers.url:
            raise SettingsError("the engine opensearch needs the url of a server")
        if not trust:
            check_trust(layers.home, claims, environment)
        settings = cls(
            layers.home,
            layers.corpus,
            layers.index,
            layers.engine,
            layers.value("largest_file", DEFAULT_LARGEST_FILE),
            Ranking(layers.value("k1", DEFAULT_RANKING.k1), layers.value("b", DEFAULT_RANKING.b)),
            layers.value("search_seconds", DEFAULT_SEARCH_SECONDS),
            layers.value("index_memory", DEFAULT_MEMORY),
            _address(layers) if layers.engine == REMOTE else None,
            claims,
            layers.passed_over,
            layers.value("ocr.languages", ""),
            layers.value(FIELDS, ()),
            layers.value("names.model", ""),
        )
        settings._check()
        return settings

    def _check(self) -> None:
        if self.engine not in (AUTO, *ENGINES, REMOTE):
            names = ", ".join((AUTO, *ENGINES, REMOTE))
            raise SettingsError(
                f"there is no engine {shown(self.engine)}", advice=f"engines are {names}"
            )
        corpus, index = (Path(os.path.realpath(path)) for path in (self.corpus, self.index))
        if index == corpus or corpus in index.parents:
            raise SettingsError(
                f"the index {shown_path(self.index)} must not lie inside the corpus"
            )
        if not (0 <= self.ranking.k1 <= MAX_K1 and 0 <= self.ranking.b <= 1):
            raise SettingsError(f"k1 must be from 0 to {MAX_K1:g}, and b from 0 to 1")
        if not 1 <= self.largest_file <= MAX_LARGEST_FILE:
            raise SettingsError(f"largest_file must be from 1 to {MAX_LARGEST_FILE:,} bytes")
        if not 0 < self.search_seconds <= MAX_SEARCH_SECONDS:
            raise SettingsError(
                f"search_seconds must be more than 0, and at most {MAX_SEARCH_SECONDS:,g}"
            )
        self._check_ocr()
        if not are_models(self.names_model):
            raise SettingsError(
                f"names.model names no model: {shown(self.names_model)}",
                advice='write the name of an installed model, such as "en_core_web_sm", or '
                f"up to {MAX_MODELS} names with commas between them",
            )
        if not MIN_INDEX_MEMORY <= self.index_memory <= MAX_INDEX_MEMORY:
            raise SettingsError(
                f"index_memory must be at least {MIN_INDEX_MEMORY:,} bytes, and at most "
                f"{MAX_INDEX_MEMORY:,}"
            )

    def _check_ocr(self) -> None:
        if not self.ocr_languages:
            return
        from searchkit.corpus.formats.ocr import are_languages

        if not are_languages(self.ocr_languages):
            raise SettingsError(
                f"ocr.languages are not {shown(self.ocr_languages)}",
                advice='write "eng" or "eng+rus"; tesseract --list-langs prints those installed',
            )


def _address(layers: Layers) -> Address:
    """The address of the servers of the index, and the credentials for them."""
    address = Address(
        split_urls(layers.url),
        layers.environment.get("SEARCHKIT_OPENSEARCH_INDEX") or layers.value("index", REMOTE_INDEX),
        layers.value("shards", 1),
        layers.value("replicas", 1),
        layers.value("part", ""),
        None,
        layers.authority,
        layers.insecure_http or layers.value("insecure_http", False),
    )
    address.check()
    return replace(address, credentials=_credentials(layers, address.hosts))


def _credentials(layers: Layers, hosts: Sequence[str]) -> Credentials | None:
    """Credentials for these hosts: from the environment, else those bound to each of them.

    Those of a project are asked only once it is trusted, so that the user has named them too.
    """
    if user := layers.environment.get("SEARCHKIT_OPENSEARCH_USER"):
        return Credentials(user, layers.environment.get("SEARCHKIT_OPENSEARCH_PASSWORD", ""))
    bound = [layers.user.credentials.get(host) for host in hosts]
    if len(set(bound)) > 1:
        raise SettingsError(
            f"the servers of an index need the same credentials, each its own table: "
            f"{', '.join(hosts)}"
        )
    return bound[0]
