"""python -m fuerwort.api.describe FILE: write the description of the API (make openapi)."""

import json
import os
import sys
from pathlib import Path


def text() -> str:
    """The description as it is kept in docs/openapi.json; Django must be set up."""
    from fuerwort.api.api import api  # noqa: PLC0415 - needs the settings

    found = api.get_openapi_schema(path_prefix="/api/v1")
    return json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerwort.project.settings")
    import django

    django.setup()
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
