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
| `EMAIL_HOST`    | none: e-mails are printed       | the mail server; `EMAIL_PORT` (587), `EMAIL_USER`,            |
|                 |                                 | `EMAIL_PASSWORD`, `EMAIL_SECURITY` (`starttls`, `tls`, `none`) |
| `EMAIL_FROM`    | no-reply@ the first host        | the address that e-mails come from                            |
| `ENTRA_…`       | none: it is not offered         | sign-in with Entra ID, see docs/signing-in.md                 |
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from tracker.secret_key import kept_secret_key
from tracker.sign_in import entra

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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
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
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
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
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "plans"
LOGOUT_REDIRECT_URL = "sign_in"
SESSION_COOKIE_AGE = 12 * 60 * 60  # at the latest; a session ends with the browser

ACCOUNT_ADAPTER = "tracker.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up, yet allauth asks what it would need
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # following the link of an invitation proves the address
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_FORMS = {
    "login": "tracker.sign_in.forms.SignInForm",
    "reset_password": "tracker.sign_in.forms.ResetPasswordForm",
    "reset_password_from_key": "tracker.sign_in.forms.NewPasswordForm",
    "change_password": "tracker.sign_in.forms.ChangePasswordForm",
    "reauthenticate": "tracker.sign_in.forms.PasswordAgainForm",
}
MFA_ADAPTER = "tracker.sign_in.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "tracker.sign_in.forms.CodeForm",
    "reauthenticate": "tracker.sign_in.forms.CodeAgainForm",
    "activate_totp": "tracker.sign_in.forms.FirstCodeForm",
}

ENTRA = entra.from_environment(os.environ)
SOCIALACCOUNT_ADAPTER = "tracker.sign_in.adapter.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = ENTRA.providers() if ENTRA else {}
# A link, since the policy on where forms may lead would stop a form that Entra ID sends on to a server of its own.
SOCIALACCOUNT_LOGIN_ON_GET = True

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]  # a council's staff share one address of the network
AXES_USERNAME_CALLABLE = "tracker.sign_in.lockout.username_of"
AXES_LOCKOUT_CALLABLE = "tracker.sign_in.lockout.locked_page"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time that was told holds
AXES_SENSITIVE_PARAMETERS = ["login", "email", "username", "code"]
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # it advises to count by address of the network as well

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_USER", ""), os.environ.get("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_SECURITY", "starttls") == "starttls"
EMAIL_USE_SSL = os.environ.get("EMAIL_SECURITY") == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = (
    os.environ.get("EMAIL_FROM") or f"no-reply@{(_hosts or ['localhost'])[0].lstrip('.*')}"
)

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
