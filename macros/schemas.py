"""JSON Schemas for editors, generated from the models. `python -m macros.schemas` writes them."""

import json
from pathlib import Path, PurePosixPath

from macros.library import ROOT
from macros.models import FILES
from macros.writing import write

# A place that holds one record a file is called after its record: cases/*.yml -> case.json.
NAMES = {
    place: PurePosixPath(place).stem if "*" not in place else model.__name__.lower() for place, model in FILES.items()
}


def schemas() -> dict[str, str]:
    """Return the text of each schema by its file name."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {
        f"{NAMES[place]}.json": json.dumps(dialect | model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
        for place, model in FILES.items()
    }


def write_schemas(root: Path = ROOT) -> list[Path]:
    """Write the schemas that are missing or stale under data/schemas/, and return them."""
    return [path for name, text in schemas().items() if write(path := root / "data" / "schemas" / name, text)]


if __name__ == "__main__":
    for path in write_schemas():
        print(f"wrote {path.relative_to(ROOT)}")
