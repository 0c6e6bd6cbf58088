"""docs/run/settings.md names every variable that the settings read, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = r"(?:FUERWORT_[A-Z_]+|DATABASE_URL)"


def test_every_setting_is_documented() -> None:
    code = (ROOT / "src/fuerwort/project/settings.py").read_text(encoding="utf-8")
    page = (ROOT / "docs/run/settings.md").read_text(encoding="utf-8")
    read = set(re.findall(rf'env\.\w+\("({NAME})"', code))
    assert read == set(re.findall(rf"^\| ({NAME}) \|", page, re.MULTILINE))
