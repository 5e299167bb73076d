"""The key that signs sessions: made on first run, kept outside git, readable by its owner only."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_secret_key(data_dir: Path) -> str:
    """Return the key kept in `data_dir`, making it (mode 0600) where there is none yet.

    The file is linked into place whole, so of two processes that start together both read the same key.
    """
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=data_dir, encoding="ascii") as draft:
            draft.write(get_random_secret_key())
            draft.flush()
            with suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text(encoding="ascii").strip()
