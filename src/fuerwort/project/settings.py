"""All settings. Without any configuration: SQLite in ./var, mail to the local sink, served on 127.0.0.1.

Each variable read from the environment is documented in docs/run/settings.md (a test compares the two).
"""

from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from fuerwort.project.secret import secret

env = environ.Env()
HERE = Path(__file__).parents[1]
VAR = env.path("FUERWORT_VAR", default=str(Path.cwd() / "var"))
VAR = Path(str(VAR))

# What must be secret, and where we are

DEBUG = env.bool("FUERWORT_DEBUG", default=False)
SECRET_KEY = env.str("FUERWORT_SECRET_KEY", default="") or secret(VAR / "secret-key")
SEALS = env.list("FUERWORT_SEALS", default=[]) or [secret(VAR / "seal")]
"""Keys for what is encrypted at rest, newest first."""
ADDRESS = env.str("FUERWORT_ADDRESS", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("FUERWORT_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [ADDRESS]
SECURE = ADDRESS.startswith("https://")

# What we are made of

INSTALLED_APPS = [
    "fuerwort.web",
    "fuerwort.api",
    "fuerwort.magazine",
    "fuerwort.evenings",
    "fuerwort.pilot",
    "fuerwort.fund",
    "fuerwort.referrals",
    "fuerwort.experiences",
    "fuerwort.people",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "heroicons",
    "django.forms",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fuerwort.web.metrics.Measured",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "fuerwort.project.urls"
WSGI_APPLICATION = "fuerwort.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fuerwort.web.frame.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # our own templates/django/forms come first
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Database, cache, jobs

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'fuerwort.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while one writes; IMMEDIATE takes the lock before reading, so that no write is lost.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # a database that was started again is noticed before it is asked
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
QUEUES = ["default", "long"]
"""Each has a worker of its own in `fuerwort serve`: no letter waits for the lab or an analysis."""
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": QUEUES}}

# Languages

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = "fuerwort.project.formats"
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [Path(str((find_spec("ninja") or ModuleSpec("", None)).origin)).parent / "static"]
"""The page that tries the API; found without being imported, which takes half a second."""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "fuerwort.web.sheets.OneSheet"},
}
MEDIA_ROOT = VAR / "media"

# Mail

EMAIL_CONFIG = env.email("FUERWORT_MAIL", default="smtp://localhost:8025")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("FUERWORT_MAIL_FROM", default="Fürwort <fuerwort@localhost>")
MAILBOX = env.str("FUERWORT_MAILBOX", default="")
"""Folder (Maildir) of the sink that shows a demo's mails on a page; empty otherwise."""

# Log-in: by invitation only, by mailed code (web/proof.py) or passkey, never by password

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "entrance"
ACCOUNT_ADAPTER = "fuerwort.web.accounts.InvitationOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key,20/h/key",
    "ask": "10/h/ip,3/h/key",
    "mention": "60/h/ip",
    "lab": "30/h/ip",
    "asked_for": "3/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("FUERWORT_PROXIES", default=1 if SECURE else 0)
"""How many proxies of ours stand in front; limits per computer count the address that the outermost one saw."""
MFA_ADAPTER = "fuerwort.web.accounts.Passkeys"
MFA_FORMS = {
    "add_webauthn": "fuerwort.web.forms.entrance.AddPasskey",
    "edit_webauthn": "fuerwort.web.forms.entrance.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE

# Safety

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = False  # the proxy in front does that; docs/run
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = [
    "fuerwort.web.uploads.Measured",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W018"]

# Requests: how long each step may take, and how long contact data is kept afterwards

FIRST_ANSWER_HOURS = env.int("FUERWORT_FIRST_ANSWER_HOURS", default=24)
SHORTLIST_HOURS = env.int("FUERWORT_SHORTLIST_HOURS", default=72)
REPLY_HOURS = env.int("FUERWORT_REPLY_HOURS", default=24)
KEEP_DAYS = env.int("FUERWORT_KEEP_DAYS", default=90)
UNDO_MINUTES = env.int("FUERWORT_UNDO_MINUTES", default=5)

# Backups: for whom they are encrypted, and how old the newest may be (docs/run/backup.md)

BACKUP_TO = env.list("FUERWORT_BACKUP_TO", default=[])
BACKUP_DAYS = env.int("FUERWORT_BACKUP_DAYS", default=2)
VERIFY_DAYS = env.int("FUERWORT_VERIFY_DAYS", default=40)

# The API: how often one token may ask in a minute

API_PER_MINUTE = env.int("FUERWORT_API_PER_MINUTE", default=120)

# Words that each house writes itself

IMPRINT = env.str("FUERWORT_IMPRINT", default="")
PRIVACY = env.str("FUERWORT_PRIVACY", default="")
ACCESSIBILITY = env.str("FUERWORT_ACCESSIBILITY", default="")

# Everything that is logged goes through one formatter, which masks (project/logs.py); docs/run/logs.md

METRICS = env.str("FUERWORT_METRICS", default="")
"""The token with which Prometheus reads /metrics; without one there is no such page and nothing is counted."""
METRICS_DIR = env.str("FUERWORT_METRICS_DIR", default=str(VAR / "metrics"))
LOGS = env.str("FUERWORT_LOGS", default="lines")
LIBRARIES = ("django", "django.server", "django_tasks", "django_tasks_db", "gunicorn.error", "gunicorn.access")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {"()": "fuerwort.project.logs.Lines"},
        "json": {"()": "fuerwort.project.logs.Objects"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if LOGS == "json" else "lines"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {name: {"handlers": [], "propagate": True} for name in LIBRARIES},
}
