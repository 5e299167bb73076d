"""Settings, read from the environment; safe as they stand on a machine that only its user can reach.

| variable        | default                         | meaning                                                       |
|-----------------|---------------------------------|---------------------------------------------------------------|
| `DATA_DIR`      | `var/` beside manage.py         | the embedded database, the secret key, collected static files |
| `DATABASE_URL`  | SQLite in `DATA_DIR`            | `postgres://user:password@host:port/name` for PostgreSQL      |
| `SECRET_KEY`    | made once in `DATA_DIR`         | signs sessions                                                |
| `DEBUG`         | `off`                           | `on` shows tracebacks to whoever asks; never in service       |
| `ALLOWED_HOSTS` | this machine's own names        | comma-separated host names                                    |
| `HTTPS`         | `on` when ALLOWED_HOSTS is set  | secure cookies, HSTS, redirect to https                       |
| `SERVICE_NAME`  | Improvement plan tracker        | the name in the header                                        |
| `BRAND_COLOUR`  | `#1d4e63`                       | the colour of the header                                      |
| `LARGEST_FILE`  | `25`                            | megabytes that a file may have that somebody sends in         |
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from tracker.secret_key import kept_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent


def _switch(name, default):
    return os.environ.get(name, default).strip().lower() in {"1", "on", "true", "yes"}


DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var")
SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret_key(DATA_DIR)
DEBUG = _switch("DEBUG", "off")

_hosts = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
ALLOWED_HOSTS = _hosts or ["127.0.0.1", "localhost", "[::1]"]
# Reached under a name of its own, the site is in service and expects https; the loopback has none.
HTTPS = _switch("HTTPS", "on" if _hosts else "off")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in _hosts if host != "*"] if HTTPS else []
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SERVICE_NAME = os.environ.get("SERVICE_NAME") or "Improvement plan tracker"
BRAND_COLOUR = os.environ.get("BRAND_COLOUR") or "#1d4e63"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "rules",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "actions",
    "imports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tracker.unsent.KeepUnsent",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "tracker.context.site",
            ],
        },
    },
]
FORM_RENDERER = "tracker.form_renderer.GovukRenderer"
DJANGO_TABLES2_TEMPLATE = "django_tables2/govuk.html"

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A write takes its lock when the transaction begins, so two writers wait instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Papers are read by `manage.py db_worker`, which runs beside the site.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
LARGEST_FILE = int(os.environ.get("LARGEST_FILE") or 25) * 1024 * 1024  # bytes
FILE_UPLOAD_HANDLERS = ["tracker.sent_files.SentFileHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 5
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a list of a thousand rows, each with its own answer

AUTH_USER_MODEL = "actions.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "plans"
LOGOUT_REDIRECT_URL = "sign_in"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False  # English only; dates and numbers are written by our own filters
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
_built = BASE_DIR / "tracker" / "assets" / "build"
STATICFILES_DIRS = [_built] if _built.is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tracker.static_files.HashedOnceCollected"},
}
WHITENOISE_USE_FINDERS = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
