"""What a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerwort.project.settings")
application = get_wsgi_application()

from fuerwort.fields.suggest import suggest  # noqa: E402 - Django is set up now
from fuerwort.referrals import story  # noqa: E402

# Computed once, before the server forks: the first visitor must not wait for it.
suggest("warm")
for language in ("de", "en"):
    story.told(language)
