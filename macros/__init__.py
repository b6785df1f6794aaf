"""From data to pages: models, the library, templates and the macros that pages call."""
