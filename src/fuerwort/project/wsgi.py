"""What a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerwort.project.settings")
application = get_wsgi_application()

from fuerwort.project.warm import warm  # noqa: E402 - Django is set up now

warm()
