"""Zip files that are the same, byte for byte, whenever they are made of the same files."""

import io
import zipfile
from collections.abc import Mapping

THEN = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file knows


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of some files, by their paths in it: sorted by these, all dated alike, for anyone to read."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as package:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, THEN)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            package.writestr(entry, files[name])
    return into.getvalue()
