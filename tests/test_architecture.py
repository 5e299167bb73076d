"""What imports what, read off the source with `ast`: rules and pipeline stay pure, the register stands alone."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PURE = ("actions/rules", "imports/values", "imports/readers", "imports/layouts", "imports/pipeline")
PURE_FILES = (
    "actions/vocabulary.py",
    "actions/spelling.py",
    "actions/people/likeness.py",
    "actions/report.py",
    "imports/shapes.py",
    "imports/layout.py",
    "imports/layout_json.py",
    "imports/arrangement.py",
    "imports/headings.py",
)
FRAMEWORK = {"django", "django_tables2", "django_filters", "rules"}
CLOCKS = {"today", "now", "localdate", "utcnow", "localtime"}


def files(*folders: str) -> list[Path]:
    """Return the Python files under the folders (or the files themselves) that exist."""
    found = []
    for folder in folders:
        path = ROOT / folder
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else []
    return found


def module_of(path: Path) -> str:
    """Return the dotted name of a source file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> set[str]:
    """Return the dotted names that a file imports, wherever in it; `from a import b` gives a and a.b."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(filter(None, (*_package(path, node.level), node.module)))
            names |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return names


def _package(path: Path, level: int) -> list[str]:
    """Return the package that a relative import of that level starts from; nothing for an absolute one."""
    if not level:
        return []
    parts = module_of(path).split(".")
    return parts[: len(parts) - level + (path.name == "__init__.py")]


@cache
def source_of(module: str) -> Path | None:
    """Return the file of a module of this project, None for a library's."""
    path = ROOT.joinpath(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()), None)


def reaches(path: Path) -> dict[str, str]:
    """Return every top-level package that a file imports, through however many files of ours, by the way it takes."""
    ways, todo, seen = {}, [(path, module_of(path))], {path}
    while todo:
        file, way = todo.pop()
        for module in imported(file):
            ways.setdefault(module.split(".")[0], f"{way} -> {module}")
            # Importing a.b.c runs the __init__ of a and of a.b as well.
            parts = module.split(".")
            for end in range(1, len(parts) + 1):
                source = source_of(".".join(parts[:end]))
                if source and source not in seen:
                    seen.add(source)
                    todo.append((source, f"{way} -> {'.'.join(parts[:end])}"))
    return ways


@pytest.mark.parametrize("path", files(*PURE, *PURE_FILES), ids=module_of)
def test_pure_code_reaches_no_django_by_any_way(path):
    ways = reaches(path)
    found = [ways[name] for name in FRAMEWORK & set(ways)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", files("actions"), ids=module_of)
def test_the_register_never_imports_the_importer(path):
    ways = reaches(path)
    assert "imports" not in ways, ways.get("imports")


def clocks_read(path: Path) -> list[str]:
    """Return the calls in a file that ask what day or time it is, as written."""
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    return [
        ast.unparse(call)
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in CLOCKS
        and ast.unparse(call.func.value).split(".")[-1] in {"date", "datetime", "timezone", "time"}
        or isinstance(call.func, ast.Name)
        and call.func.id in {"localdate", "utcnow"}
    ]


@pytest.mark.parametrize("path", files(*PURE, *PURE_FILES, "actions/exports"), ids=module_of)
def test_pure_code_does_not_read_the_clock(path):
    assert not clocks_read(path)


def test_the_clock_is_found_where_it_is_read():
    assert clocks_read(ROOT / "actions/pages/plans.py") == ["timezone.localdate()"]
    assert "django" in reaches(ROOT / "actions/links.py")


DOWNLOADS = {"workbook", "round_sheet"}  # a file to download has no template


@pytest.mark.parametrize("path", files("actions/pages", "imports/pages"), ids=module_of)
def test_a_page_its_template_and_its_test_share_one_name(path):
    if path.stem == "__init__":
        return
    app = path.relative_to(ROOT).parts[0]
    assert path.stem in DOWNLOADS or (ROOT / "templates" / app / f"{path.stem}.html").exists()
    assert (ROOT / "tests" / "pages" / f"test_{path.stem}.py").exists()


@pytest.mark.parametrize("path", files("actions/services"), ids=module_of)
def test_every_entry_of_the_log_has_its_words(path):
    from actions.vocabulary import CHANGE_WORDS

    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    logged = [call.args[0] for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "log"]
    names = {leaf.value for name in logged for leaf in ast.walk(name) if isinstance(leaf, ast.Constant)}
    assert names <= set(CHANGE_WORDS), sorted(names - set(CHANGE_WORDS))
