"""Documents that no reader is for, and what to do with them."""

from __future__ import annotations

from pathlib import PurePath

_ADVICE = {
    "save it as .docx": ".wps .wpd .pages .hwp .hwpx .sxw .abw .lwp .docb",
    "save it as PDF": ".ppt .pptx .key .odp .pub .xps .oxps .one .indd .qxp .ps .eps .djvu .djv",
    "save it as .xlsx or .csv": ".xls .xlsb .numbers .ods .mdb .accdb .dta .sav",
    "convert it to EPUB": ".mobi .azw .azw3 .azw4 .kfx .fb2 .lit .prc .pdb",
    "export its messages as .eml or .mbox": ".pst .ost .olm .dbx .oft .nsf",
    "export its references as .ris": ".bib .enl .enlx .enw .nbib .rdf",
    "unpack it": ".rar .7z .tar .tgz .bz2 .xz .zst .tbz .txz",
    "save its text, or subtitles as .srt or .vtt": ".mp3 .mp4 .m4a .wav .mov .avi .mkv .webm .ogg",
}
_OF_SUFFIX = {suffix: advice for advice, all_ in _ADVICE.items() for suffix in all_.split()}


def unsupported(path: str) -> str:
    """The reason why a file is not read, if it is a document; empty for any other file.

    >>> unsupported("notes/Talk.pages")
    'no reader for .pages files; save it as .docx'
    >>> unsupported("My Library.rdf")
    'no reader for .rdf files; export its references as .ris'
    >>> unsupported("photo.jpg")
    ''
    """
    suffix = PurePath(path).suffix.lower()
    advice = _OF_SUFFIX.get(suffix)
    return f"no reader for {suffix} files; {advice}" if advice else ""
