"""A web server on this machine for one built site: it answers as a host of static sites does, and notes it."""

import functools
import gzip
import hashlib
import http.server
import mimetypes
import sys
import threading
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

LEVEL = 6  # of gzip: what servers choose where nobody says
CACHING = "max-age=600"  # what GitHub Pages sends with every file
TEXTS = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")


class Answer(NamedTuple):
    """What was asked, the status, the media type, and the bytes of the body as they were sent."""

    path: str
    status: int
    type: str
    size: int


class File(NamedTuple):
    """A file ready to be sent: its media type, its mark, its bytes, and for a text its bytes compressed."""

    type: str
    mark: str
    plain: bytes
    packed: bytes | None


@functools.cache
def read(path: Path) -> File:
    """Return a file ready to be sent; it is compressed once, so that no visitor waits for that."""
    plain = path.read_bytes()
    media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = gzip.compress(plain, LEVEL, mtime=0) if media.startswith(TEXTS) else None
    return File(media, f'"{hashlib.sha256(plain).hexdigest()[:16]}"', plain, packed)


class Served:
    """A folder, served on a port of its own while a `with` block runs: its `url`, and its `answers` so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.answers: list[Answer] = []
        self._server = _Server(("127.0.0.1", 0), functools.partial(_Handler, self))
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> "Served":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *details: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a browser that closes has had enough
            super().handle_error(*details)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open
    disable_nagle_algorithm = True  # else a small body may wait 40 ms for its headers to be confirmed
    wbufsize = -1

    def __init__(self, site: Served, *details: Any) -> None:
        self.site = site
        super().__init__(*details)

    def do_GET(self) -> None:
        """Send a file; 304 where the browser has it; a redirect to a folder's slash; or the site's page for 404."""
        place = unquote(urlsplit(self.path).path)
        path = self._find(place)
        if path and path.is_dir():
            return self._send(301, "", b"", Location=f"{place}/")
        missing = self.site.folder / "404.html"
        if not path and not missing.exists():
            return self._send(404, "text/plain", b"")
        file = read(path or missing)
        headers = {"Cache-Control": CACHING, "ETag": file.mark}
        if path and self.headers["If-None-Match"] == file.mark:
            return self._send(304, file.type, b"", **headers)
        body = file.plain
        if file.packed is not None:
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                headers["Content-Encoding"] = "gzip"
                body = file.packed
        return self._send(200 if path else 404, file.type, body, **headers)

    do_HEAD = do_GET

    def _find(self, place: str) -> Path | None:
        """Return the file at an address, the folder itself where the slash at its end is missing, or None."""
        path = (self.site.folder / place.lstrip("/")).resolve()
        if place.endswith("/"):
            path /= "index.html"
        return path if path.is_relative_to(self.site.folder) and path.exists() else None

    def _send(self, status: int, media: str, body: bytes, **headers: str) -> None:
        sent = b"" if self.command == "HEAD" else body
        self.site.answers.append(Answer(self.path, status, media, len(sent)))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        if media and status != 304:
            self.send_header("Content-Type", f"{media}; charset=utf-8" if media.startswith(TEXTS) else media)
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *details: Any) -> None:
        """Say nothing."""
