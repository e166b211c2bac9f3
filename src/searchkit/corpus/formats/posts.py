"""Posts as networks and their archives hold them: each made into an object with the usual keys.

Telegram Desktop exports a chat, or all of them; Twitter and Facebook a person's own archive;
ActivityPub, Bluesky and Reddit answer with objects that wrap a post in others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from searchkit import quick_re as re
from searchkit.corpus.formats.field_names import TEXTS, has_text

Record = Mapping[str, object]

#: What stands before the list in a file of Twitter's archive, which is a script.
ASSIGNMENT = re.compile(rb"\s*window\.YTD\.(?:tweets?|note_tweet|community_tweet)\.part\d+\s*=\s*")
_KINDS_OF_CHATS = re.compile(r"(?:(?:private|public)_)?(?:channel|(?:super)?group)|.*_chat|saved.*")
_BLUESKY = re.compile(r"at://[^/]+/app\.bsky\.feed\.post/(\w+)")
#: Keys beside `message` that only a post has.
_OF_MESSAGES = frozenset({"created_time", "postUrl", "permalink_url"})
#: Keys of a text; a `story` beside a message says who wrote it.
_TEXT = frozenset(TEXTS) - {"story"}
_MAX_SIBLINGS = 5


def posts_in(record: Record) -> list[object] | None:
    """The posts that an export or an answer holds; None for any other object."""
    if _is_chat(record):
        return list(_of_chat(record))
    chats = record.get("chats")
    inner = chats.get("list") if isinstance(chats, dict) else None
    if isinstance(inner, list):
        return list(chain.from_iterable(map(_of_chat, filter(_is_chat, inner))))
    data = record.get("data")
    if record.get("kind") == "Listing" and isinstance(data, dict):
        return list(_of_listing(data))
    if _activities(record):
        return [one for one in _objects(record["orderedItems"]) if _of_activity(one)]
    return _with_users(record, data) if isinstance(data, list) else None


def unwrapped(record: Record) -> Record:
    """The post that an object of a network wraps, with the usual keys; another object as it is.

    One that has a text itself wraps none: it may show a post, or tell where it was written.
    """
    if has_text(record, _TEXT):
        return record
    for read in _WRAPPINGS:
        if post := read(record):
            return post
    return record


def _objects(values: object) -> list[dict[str, object]]:
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []


def _is_chat(record: object) -> bool:
    if not isinstance(record, dict) or not isinstance(record.get("messages"), list):
        return False
    messages = _objects(record["messages"])[:_MAX_SIBLINGS]
    kind = record.get("type")
    return (
        isinstance(kind, str)
        and bool(_KINDS_OF_CHATS.fullmatch(kind))
        and all("date" in one and "type" in one for one in messages)
    )


def _of_chat(chat: Record) -> Iterator[object]:
    """The messages of a chat of Telegram that have words; the name of a channel is their source.

    Who joins, pins or calls is no message, and a picture or signs such as 👍 alone are no article.
    """
    name = chat.get("name")
    is_channel = str(chat.get("type")).endswith("channel")
    for one in _objects(chat.get("messages")):
        text = _runs(one.get("text"))
        if one.get("type") != "message" or not any(map(str.isalnum, text)):
            continue
        post = {"id": one.get("id"), "date": one.get("date"), "text": text}
        post["sitename" if is_channel else "chat"] = name
        post["author"] = one.get("author") if is_channel else one.get("from")
        post["forwarded_from"] = one.get("forwarded_from")
        yield {key: value for key, value in post.items() if value is not None}


def _runs(value: object) -> str:
    """A text in which links and bold words are objects of their own."""
    runs = value if isinstance(value, list) else [value]
    texts = (one.get("text") if isinstance(one, dict) else one for one in runs)
    return "".join(text for text in texts if isinstance(text, str))


def _of_listing(data: Record) -> Iterator[object]:
    """The posts and comments in an answer of Reddit, each above what replies to it.

    What only names more of the answer has no text.
    """
    waiting = _objects(data.get("children"))[::-1]
    while waiting:
        one = waiting.pop()
        if one.get("kind") not in ("t1", "t3"):
            continue
        yield one
        inner: object = one
        for name in ("data", "replies", "data", "children"):
            inner = inner.get(name) if isinstance(inner, dict) else None
        waiting += _objects(inner)[::-1]


def _activities(record: Record) -> bool:
    return any(map(_of_activity, _objects(record.get("orderedItems"))))


def _with_users(record: Record, posts: list[object]) -> list[object] | None:
    """The posts of an answer that names their authors by numbers, and the authors beside them."""
    includes = record.get("includes")
    users = _objects(includes.get("users")) if isinstance(includes, dict) else []
    names = {str(user.get("id")): user.get("name") for user in users}
    if not names:
        return None
    return [
        {**one, "user": names[str(one.get("author_id"))]}
        if isinstance(one, dict) and str(one.get("author_id")) in names
        else one
        for one in posts
    ]


def _of_archive(record: Record) -> Record | None:
    """A post of Twitter's archive, or a post or comment of a listing of Reddit."""
    inner = record.get("data") if record.get("kind") in ("t1", "t3") else None
    if record.keys() == {"tweet"}:
        inner = record["tweet"]
    elif record.keys() == {"noteTweet"}:
        inner = _of_note(record["noteTweet"])
    return inner if isinstance(inner, dict) else None


def _of_note(note: object) -> Record | None:
    """A long post of Twitter's archive."""
    core = note.get("core") if isinstance(note, dict) else None
    if not isinstance(note, dict) or not isinstance(core, dict):
        return None
    made = {"id": note.get("noteTweetId"), "date": note.get("createdAt"), "text": core.get("text")}
    return {key: value for key, value in made.items() if value is not None}


def _of_activity(record: Record) -> Record | None:
    """The note of which an activity tells that it was written."""
    note = record.get("object")
    if record.get("type") != "Create" or not isinstance(note, dict) or "content" not in note:
        return None
    return note


def _of_bluesky(record: Record) -> Record | None:
    post = record.get("post", record)
    inner = post.get("record") if isinstance(post, dict) else None
    if not isinstance(post, dict) or not isinstance(inner, dict) or "createdAt" not in inner:
        return None
    languages = inner.get("langs")
    made: dict[str, object] = {"text": inner.get("text"), "date": inner["createdAt"]}
    if isinstance(languages, list) and len(languages) == 1:
        made["language"] = languages[0]
    author = post.get("author")
    if isinstance(author, dict):
        made["author"] = author.get("displayName") or author.get("handle")
        address = _BLUESKY.fullmatch(str(post.get("uri")))
        if address and author.get("handle"):
            made["url"] = f"https://bsky.app/profile/{author['handle']}/post/{address[1]}"
    return made


def _of_facebook(record: Record) -> Record | None:
    """A post of a person's own archive, whose letters are bytes of UTF-8 each."""
    posts = [
        one["post"] for one in _objects(record.get("data")) if isinstance(one.get("post"), str)
    ]
    if not posts or "timestamp" not in record:
        return None
    return {"text": _mended("\n\n".join(map(str, posts))), "date": record["timestamp"]}


def _mended(text: str) -> str:
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def _of_message(record: Record) -> Record | None:
    """A post whose text is called `message`, as on pages of Facebook."""
    message = record.get("message")
    if not isinstance(message, str) or not message.strip() or _OF_MESSAGES.isdisjoint(record):
        return None
    made = {key: value for key, value in record.items() if key not in ("message", "story")}
    made["text"] = message
    for key, names in _NAMES_OF_MESSAGES.items():
        made.setdefault(key, next((record[name] for name in names if name in record), None))
    return {key: value for key, value in made.items() if value is not None}


_NAMES_OF_MESSAGES = {
    "date": ("created_time",),
    "author": ("from",),
    "url": ("permalink_url", "postUrl"),
}
_WRAPPINGS: tuple[Callable[[Record], Record | None], ...] = (
    _of_archive,
    _of_activity,
    _of_bluesky,
    _of_facebook,
    _of_message,
)
