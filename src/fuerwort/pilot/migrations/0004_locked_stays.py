"""Locked answers stay: docs/rules/answers.md."""

from django.db import migrations

from fuerwort.pilot import guards


class Migration(migrations.Migration):
    dependencies = [("pilot", "0003_plays")]
    operations = [migrations.RunPython(lambda apps, editor: guards.install(editor), migrations.RunPython.noop)]
