"""What a phone asks for: one stylesheet, with everything in it."""

from pathlib import Path

from django.core.management import call_command

from fuerwort.web.sheets import joined


def test_an_import_is_replaced_by_its_file_in_its_layer() -> None:
    sheet = '@layer a, b;\n@import url("one.css") layer(a);\n@import url("two.css") layer(b) print;\n'
    text = joined(sheet, {"one.css": "p {}\n", "two.css": "q {}\n"}.__getitem__)
    assert text == "@layer a, b;\n@layer a {\np {}\n}\n@media print {\n@layer b {\nq {}\n}\n}\n"


def test_collected_files_hold_one_sheet_that_imports_nothing(settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "fuerwort.web.sheets.OneSheet"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    (sheet,) = tmp_path.glob("css/look.*.css")
    text = sheet.read_text(encoding="utf-8")
    assert "@import" not in text
    assert ".masthead" in text
    assert "light-dark(" in text
    assert len(list(tmp_path.glob("css/look.*.css.gz"))) == 1
