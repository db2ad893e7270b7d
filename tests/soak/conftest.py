"""The content scripts in a real browser, for long runs."""

from __future__ import annotations

from tests.content.conftest import chromium, context, inject, messages

__all__ = ["chromium", "context", "inject", "messages"]
