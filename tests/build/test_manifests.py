"""What a browser is asked for: the permissions as they stay, and nothing a page could reach."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import softsell

if TYPE_CHECKING:
    from pathlib import Path

CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; "
    "style-src 'self'; worker-src 'self'"
)
PERMISSIONS = {
    "chromium": ["storage", "scripting", "activeTab", "offscreen"],
    "firefox": ["storage", "scripting", "activeTab"],
}


def manifest(built: Path, browser: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((built / browser / "manifest.json").read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("browser", PERMISSIONS)
def test_asks_for_no_more_than_was_promised(built: Path, browser: str) -> None:
    asked = manifest(built, browser)
    assert asked["permissions"] == PERMISSIONS[browser]
    assert asked["optional_host_permissions"] == ["<all_urls>"]
    assert asked["content_security_policy"] == {"extension_pages": CSP}
    reachable = {
        "content_scripts",
        "externally_connectable",
        "host_permissions",
        "optional_permissions",
        "web_accessible_resources",
    }
    assert reachable.isdisjoint(asked)


@pytest.mark.parametrize("browser", PERMISSIONS)
def test_carries_the_version_of_the_core(built: Path, browser: str) -> None:
    assert manifest(built, browser)["version"] == softsell.__version__


@pytest.mark.parametrize("browser", PERMISSIONS)
def test_every_file_and_message_it_names_is_there(built: Path, browser: str) -> None:
    text = (built / browser / "manifest.json").read_text("utf-8")
    named = re.findall(r'"([a-z_]+/[^"]+\.(?:js|html|png))"', text)
    assert len(named) >= 7
    missing = [name for name in named if not (built / browser / name).is_file()]
    assert missing == []
    for locale in (built / browser / "_locales").iterdir():
        messages = json.loads((locale / "messages.json").read_text("utf-8"))
        assert set(re.findall(r"__MSG_(\w+)__", text)) <= messages.keys(), locale.name


def test_firefox_gets_an_event_page_and_says_that_no_data_is_collected(built: Path) -> None:
    firefox = manifest(built, "firefox")
    assert firefox["background"] == {"scripts": ["background/main.js"], "type": "module"}
    assert firefox["browser_specific_settings"] == {
        "gecko": {
            "id": "softsell@softsell.example",
            "strict_min_version": "153.0",
            "data_collection_permissions": {"required": ["none"]},
        }
    }
    assert "minimum_chrome_version" not in firefox


def test_chromium_gets_a_service_worker(built: Path) -> None:
    chromium = manifest(built, "chromium")
    assert chromium["background"] == {"service_worker": "background/main.js", "type": "module"}
    assert "browser_specific_settings" not in chromium
