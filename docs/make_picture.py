"""Draw `docs/query.svg`: what `searchkit query "Tajik Army"` prints over the shipped corpus."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = 96
THEME = TerminalTheme(
    (250, 250, 247),
    (45, 45, 45),
    [(45, 45, 45), (190, 30, 45), (20, 110, 60), (150, 110, 0), (30, 80, 160), (130, 50, 130),
     (0, 110, 130), (120, 120, 120)],
)  # fmt: skip
# Fonts that the reader has: a picture in a README fetches nothing.
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" role="img" xmlns="http://www.w3.org/2000/svg">
<title>searchkit query "Tajik Army"</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
  <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
<rect width="{width}" height="{height}" rx="8" fill="#fafaf7" stroke="#d8d8d0"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def main() -> None:
    command = ["searchkit", "query", "Tajik Army"]
    output = subprocess.run(
        [sys.executable, "-m", *command, "--color", "always"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": str(COLUMNS)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    console = Console(record=True, width=COLUMNS, file=Path(os.devnull).open("w"))  # noqa: SIM115
    console.print(Text('$ searchkit query "Tajik Army"', style="bold"))
    console.print()
    for line in [*output.splitlines(), ""]:
        text = Text.from_ansi(line)
        indent = len(text.plain) - len(text.plain.lstrip())
        console.print(*_wrapped(text[indent:], indent), sep="\n")
    picture = console.export_svg(theme=THEME, code_format=FORMAT, unique_id="query")
    (ROOT / "docs" / "query.svg").write_text(picture, "utf-8")


def _wrapped(text: Text, indent: int) -> list[Text]:
    lines = text.wrap(Console(width=COLUMNS), COLUMNS - indent)
    for line in lines:
        line.pad_left(indent)
    return list(lines) or [Text()]


if __name__ == "__main__":
    main()
