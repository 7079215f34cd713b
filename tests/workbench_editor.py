"""The editor of the page Text, used as a person would: for tests."""

from __future__ import annotations

from typing import Any

CONTENT = ".cm-content"
PASTE = """(e, text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    e.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def content(page: Any) -> Any:
    """Give what one types into, once the editor is there."""
    found = page.locator(CONTENT)
    found.wait_for()
    return found


def value(page: Any) -> str:
    """Give the text that would be sent."""
    found: str = page.evaluate("document.getElementById('text').value")
    return found


def write(page: Any, text: str) -> None:
    """Put a text in the place of all that stands there, as one pastes it."""
    field = content(page)
    field.focus()
    field.press("Control+a")
    field.evaluate(PASTE, text)
    assert value(page) == text


def type_lines(page: Any, *lines: str) -> None:
    """Type lines with Enter between; how far in a line begins is for the editor."""
    for number, line in enumerate(lines):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(line)


def offered(page: Any, told: str = "") -> Any:
    """Wait for the words that are offered at the place, so that one can take one; give those that say something."""
    page.locator(
        ".cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled) li", has_text=told
    ).first.wait_for()
    page.wait_for_timeout(150)  # what is taken the moment it appears was not meant
    return page.locator(".cm-tooltip li", has_text=told)


def line(page: Any) -> int:
    """Give the line in which the caret is."""
    return int(page.locator(".cm-lineNumbers .cm-activeLineGutter").inner_text())
