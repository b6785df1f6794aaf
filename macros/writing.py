"""Writing files so that nothing that watches them is woken for nothing."""

from pathlib import Path


def write(path: Path, text: str) -> bool:
    """Write a text, whole or not at all, and only where it differs; return whether it did."""
    data = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
    return True
