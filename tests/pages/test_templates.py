"""Every template loads, and none carries what the content security policy or a screen reader would stumble over."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDER = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
ASSETS = Path(settings.BASE_DIR) / "tracker" / "assets"


@pytest.mark.parametrize("name", TEMPLATES)
class TestEveryTemplate:
    def test_loads(self, name):
        assert get_template(name)

    def test_has_no_style_or_script_that_the_policy_blocks(self, name):
        text = (FOLDER / name).read_text()
        assert not re.search(r"\sstyle=", text)
        assert not re.search(r"\son[a-z]+=[\"']", text)
        assert not re.search(r"<script(?![^>]*\b(src|nonce)=)", text)
        assert not re.search(r"<style(?![^>]*\bnonce=)", text)


@pytest.mark.parametrize("path", sorted(ASSETS.glob("package*.json")), ids=lambda path: path.name)
def test_packages_are_locked_by_hash_and_name_no_registry(path):
    text = path.read_text()
    assert '"resolved"' not in text
    assert "registry" not in text
    packages = json.loads(text).get("packages", {})
    assert all("integrity" in package for name, package in packages.items() if name)


def test_no_crown_crest_or_font_that_may_not_be_used_is_built():
    build = ASSETS / "build"
    if not build.is_dir():
        pytest.skip("the styles are not built (python -m tracker.assets)")
    names = " ".join(path.name for path in build.rglob("*"))
    assert "public-sans" in names
    assert not re.search(r"crest|crown|light-|bold-", names)
    styles = (build / "tracker.css").read_text()
    assert "GDS Transport" not in styles
    assert "sourceMappingURL" not in styles
