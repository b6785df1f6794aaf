"""Writing files so that nothing that watches them is woken for nothing."""

import tempfile
from pathlib import Path


def write(path: Path, content: str | bytes) -> bool:
    """Write a text or bytes, whole or not at all, and only where they differ; return whether it did."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
        try:
            part.write(data)
            part.close()
            Path(part.name).chmod(0o644)
            Path(part.name).replace(path)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    return True
