"""Programs and markup in text files: no articles, whatever the name of the file says."""

from __future__ import annotations

from searchkit import quick_re as re

_SAMPLE = 20_000
_MIN_LINES, _SHARE = 5, 0.6
_MIN_SIGNS, _SIGNS = 200, 0.08

_SHEBANG = re.compile(r"#!\s?/\S|<\?php\b")
_CODE_LINE = re.compile(
    r".*[;{}]$|\s*(?:import|from|def|class|function|var|let|const|return|if|for|while|else|elif|try"
    r"|except|public|private|static|void|#include|using|package|end|echo|export|require)\b.*[:({;=)\]]$"
    r"|\s*(?:import [\w.]+|from [\w.]+ import .+|#include [<\"].+)$|\s*(?://|/\*|\*/).*"
)
#: A sign of programs; brackets behind a blank are those of a text: `Berg (12), Lund (34)`.
_SIGN = re.compile(r"[{};=]|(?<=\w)\(|(?<=[()])\)")
_RULE = re.compile(r"\W+")
_MARKUP = re.compile(r"\s*<(?:\?xml|svg|!DOCTYPE (?:svg|plist|xml))\b", re.IGNORECASE)


def code_in(text: str) -> str:
    """The reason why a text is no article, if it plainly is a program or markup; else empty.

    >>> code_in("#!/bin/sh\\necho hello\\n")
    'a script, not an article'
    """
    if _SHEBANG.match(text):
        return "a script, not an article"
    sample = text[:_SAMPLE]
    if _MARKUP.match(sample):
        return "markup, not an article"
    lines = [line.rstrip() for line in sample.split("\n") if line.strip()]
    code = sum(bool(_CODE_LINE.fullmatch(line)) for line in lines)
    if len(lines) >= _MIN_LINES and code >= _SHARE * len(lines):
        return "a script, not an article"
    signs = sum(len(_SIGN.findall(line)) for line in lines if not _RULE.fullmatch(line))
    if len(sample) >= _MIN_SIGNS and signs > _SIGNS * len(sample):
        return "a script, not an article"
    return ""
