"""What a host sends with each file of the site: `_headers`, as Netlify and Cloudflare Pages read it.

Where two of its paths match one file, both count, and values of one header are joined; so no two set the same one.
"""

NAME = "_headers"

# A course on whatever host may show a page in a frame: there is no account here, and nothing to be tricked into.
FRAMED_BY = "frame-ancestors https:"


def headers(policy: str) -> str:
    """Return the file, for a content security policy; an empty one is not sent."""
    rules = {
        "/*": {
            "Content-Security-Policy": f"{policy}; {FRAMED_BY}" if policy else "",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        },
        # Pages have no line on caching: both hosts then let a browser keep them, and ask each time whether they are
        # still the same. Styles and scripts carry no mark of their version in their names, so they are trusted for
        # ten minutes, enough for a visit; the typeface, which hardly ever changes, for a month.
        "/assets/:file": {"Cache-Control": "public, max-age=600"},
        "/assets/fonts/*": {"Cache-Control": "public, max-age=2592000"},
        # Open data may be read from a page of any other site.
        "/catalogue.json": {"Access-Control-Allow-Origin": "*"},
        "/data/*": {"Access-Control-Allow-Origin": "*"},
        "/feed.xml": {"Access-Control-Allow-Origin": "*"},
    }
    blocks = (
        "\n".join([path, *(f"  {name}: {value}" for name, value in said.items() if value)])
        for path, said in rules.items()
    )
    return "\n\n".join(blocks) + "\n"
