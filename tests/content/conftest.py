"""The content scripts in a real browser without the extension: fixtures."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from tests.content.inject import EXTENSION, ROOT, TIMEOUT_MS, Inject

from browser import find_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all tests; each test has a context of its own."""
    browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def messages() -> dict[str, Any]:
    """The texts of the interface."""
    loaded: dict[str, Any] = json.loads((EXTENSION / "_locales/en/messages.json").read_text())
    return loaded


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1000, "height": 700})
    made.set_default_timeout(TIMEOUT_MS)
    yield made
    made.close()


@pytest.fixture
def inject(context: BrowserContext, messages: dict[str, Any]) -> Iterator[Inject]:
    """A page whose every message to the background is checked, in the end, by the background's own gate."""
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    inject = Inject(page, messages)
    yield inject
    assert errors == []
    _check_messages(inject.js("stub.sent") if inject.world else [])


def _check_messages(sent: list[dict[str, Any]]) -> None:
    script = """
        import { FROM_CONTENT } from './extension/shared/kinds.js';
        let given = '';
        for await (const chunk of process.stdin) given += chunk;
        const misfits = JSON.parse(given).map((m) => FROM_CONTENT.get(m.kind)?.(m, '')).filter((m) => m !== null);
        console.log(JSON.stringify(misfits));
    """
    command = ["node", "--input-type=module", "-e", script]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(sent), capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
