"""Find a Chromium for the browser tests, or install one where this machine lets us.

Prints where it is. Does nothing where one is there; never fails: the tests say what is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """Give the path of a Chromium, or None."""
    wanted = os.environ.get("CHROMIUM")
    if wanted and shutil.which(wanted):
        return shutil.which(wanted)
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return _playwright()


def _playwright() -> str | None:
    """Ask Playwright for the browser that it has installed, if any."""
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Exception:
        return None
    return path if path and os.path.exists(path) else None  # noqa: PTH110


def _run(*command: str) -> bool:
    try:
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=600,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def install() -> None:
    """Try Debian's package where we may install packages, then Playwright's own browser."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        if _run("apt-get", "update", "-qq") and _run(
            "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"
        ):
            return
    _run(sys.executable, "-m", "playwright", "install", "chromium")


if __name__ == "__main__":
    if find() is None:
        print("No Chromium found; trying to install one for the browser tests ...", file=sys.stderr)
        install()
    print(
        f"Chromium: {find() or 'none; the browser tests will be skipped (under CI=true they fail)'}",
        file=sys.stderr,
    )
