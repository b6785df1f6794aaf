"""Writing files so that nothing that watches them is woken for nothing."""

from pathlib import Path


def write(path: Path, content: str | bytes) -> bool:
    """Write a text or bytes, whole or not at all, and only where they differ; return whether it did."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
    return True
