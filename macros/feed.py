"""What changed lately as an Atom feed (RFC 4287), the same on every host and at every hour of a day."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid5

from macros.changes import changes
from macros.clock import moment
from macros.library import Library
from macros.project import LICENCE_NAME, About
from macros.render import render

NAME = "feed.xml"
NEWEST = 50
# The feed's own name, and what its entries' names are made from with their codes; never to be changed.
FEED = UUID("1f74d5cc-ee2f-4dc9-afd4-35278dea8c97")


def entry_id(code: str) -> str:
    """Return the permanent name of a record's entry, by its code or id."""
    return uuid5(FEED, code).urn


def feed(library: Library, site: About, published: Mapping[str, date] | None = None) -> str:
    """Return the feed's text: the newest changes, with absolute links where the site has an address.

    `published` says when an address was first published, as far as known; such an entry is "new" until its record
    changes, "changed" after that.
    """
    values = {
        "site": site,
        "licence": LICENCE_NAME,
        "feed_id": FEED.urn,
        "file": NAME,
        "changes": changes(library)[:NEWEST],
        "published": published or {},
        "entry_id": entry_id,
        "moment": moment,
    }
    return render("feed.xml.j2", library, "", **values) + "\n"
