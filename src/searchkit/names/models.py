"""Models of spaCy that the user has installed, whose names are taken in the place of our own.

A model is a package that registers as one: it has the entry point `spacy_models`, and a function
`load`. Nothing else is imported, so that a setting can name neither a file nor any other module.
"""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from typing import TYPE_CHECKING, Any

from searchkit import quick_re as re
from searchkit.article import ModelName
from searchkit.errors import SettingsError
from searchkit.names.name import MAX_MENTIONS, MAX_TEXT

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

#: Models of one project, one a language.
MAX_MODELS = 20
#: For any language that no other model is of.
_ANY = "xx"
_GROUP = "spacy_models"
_NAMED = re.compile(r"[a-z]{2,3}_[a-z0-9_]{1,80}")
#: Parts of a model that names do not need, which take most of its time …
_UNNEEDED = (
    "tagger", "parser", "attribute_ruler", "lemmatizer", "trainable_lemmatizer", "morphologizer",
    "textcat", "textcat_multilabel",
)  # fmt: skip
#: … if it has none but these besides: rules of a user may ask for any of them.
_NEEDED = frozenset("tok2vec transformer ner senter sentencizer".split())


def are_models(named: str) -> bool:
    """Tell if a setting names models: `en_core_web_sm`, or several with commas between them."""
    names = _split(named)
    return len(names) <= MAX_MODELS and all(map(_NAMED.fullmatch, names))


def _split(named: str) -> list[str]:
    return [name.strip() for name in named.split(",")] if named.strip() else []


class NameModels:
    """The models that a setting names, loaded when an article of their language comes.

    `named` is the setting; without any, nothing is found by one.
    """

    def __init__(self, named: str = "") -> None:
        self.named = named
        self._by_language = {name.partition("_")[0]: name for name in _split(named)}
        self._loaded: dict[str, Any] = {}

    def __bool__(self) -> bool:
        return bool(self._by_language)

    @cached_property
    def fingerprint(self) -> bytes:
        """Changes with the models and their versions, so that articles are analysed anew."""
        if not self:
            return b""
        # It takes long to import, and few need it.
        from importlib.metadata import PackageNotFoundError, version

        known = [*sorted(self._by_language.values()), "spacy"]
        versions = []
        for name in known:
            try:
                versions.append(f"{name} {version(name)}")
            except PackageNotFoundError:
                versions.append(name)
        return hashlib.blake2b("\n".join(versions).encode(), digest_size=8).digest()

    def check(self) -> None:
        """Raise `SettingsError` for a model that is not installed."""
        for name in self._by_language.values():
            _entry_point(name)

    def found(self, body: str, language: str | None) -> tuple[ModelName, ...] | None:
        """The names in a text by the model of its language; None if there is no such model.

        Raises `SettingsError` if the model is not installed or fails.
        """
        code = (language or "").partition("-")[0].lower()
        name = self._by_language.get(code) or self._by_language.get(_ANY)
        if name is None:
            return None
        # Most runs have no model, and must not wait for the lists of words that this needs.
        from searchkit.names.model_mentions import names_among
        from searchkit.names.wrapping import unwrapped

        text = unwrapped(body[:MAX_TEXT])
        try:
            model = self._loaded.get(name) or self._load(name)
            entities = model(text).ents
        except (SettingsError, MemoryError):
            raise
        except Exception as error:
            raise SettingsError(f"the model {name} fails: {error}") from error
        return tuple(names_among(entities, text))[:MAX_MENTIONS]

    def _load(self, name: str) -> Any:
        load = _entry_point(name).load().load
        model = load(exclude=_UNNEEDED)
        if not _NEEDED.issuperset(model.pipe_names):
            model = load()
        self._loaded[name] = model
        return model


def _entry_point(name: str) -> EntryPoint:
    """The entry point of a model that is installed, and not only there where the user is."""
    from importlib.metadata import entry_points

    for entry in entry_points(group=_GROUP, name=name):
        if entry.value == name and not _is_here(name):
            return entry
    raise SettingsError(
        f"the model {name} of [names] is not installed",
        advice=f"run: python -m pip install 'searchkit[names]' && python -m spacy download {name}",
    )


def _is_here(module: str) -> bool:
    """Tell if a module is in the current folder, which may be a project of anybody.

    `python -m` looks there first.
    """
    from importlib.util import find_spec

    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return True
    here = os.path.realpath(".")
    # A link in the folder leads elsewhere, and is the folder's all the same.
    for origin in (spec.origin, os.path.realpath(spec.origin)):
        place = os.path.dirname(origin)  # noqa: PTH120
        if here in map(os.path.realpath, (place, os.path.dirname(place))):  # noqa: PTH120
            return True
    return False
