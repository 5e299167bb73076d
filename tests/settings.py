"""The site's own settings, with data kept apart, plain static files and quick passwords."""

import os
import tempfile

_kept_apart = tempfile.TemporaryDirectory(prefix="tracker-tests-")  # gone when the run ends
os.environ["DATA_DIR"] = _kept_apart.name
ours = ("ALLOWED_HOSTS", "HTTPS", "DEBUG", "SERVICE_NAME", "BRAND_COLOUR")
for variable in [name for name in os.environ if name in ours or name.startswith(("EMAIL_", "ENTRA_"))]:
    del os.environ[variable]

from tracker.settings import *  # noqa: E402, F403  the environment must be set first

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ACCOUNT_RATE_LIMITS = False  # all tests come from one address; the lock after failures stays
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, as in service: in memory, two threads share one cache, and the second writer fails instead of waiting.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405
