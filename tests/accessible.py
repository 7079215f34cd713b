"""What axe-core finds in a page that Chromium shows, and what it leaves open, decided: for tests.

axe-core (MPL-2.0) comes with a wheel that the tests alone need; it does not travel in the package. Where it cannot tell
what is behind a text (in a drawing, under a field), the contrast is computed here, from what is painted there.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

LEAST, LEAST_LARGE = 4.5, 3.0  # WCAG 2.2, 1.4.3; marks without words are held to the second (1.4.11)

RUN = """async ([only, least, large]) => {
    const options = { resultTypes: ['violations', 'incomplete'], elementRef: true };
    if (only) options.runOnly = [only];
    const parts = (c) => [...c.match(/[\\d.]+/g).map(Number), 1].slice(0, 4);
    const over = (top, under) => [0, 1, 2].map((k) => top[k] * top[3] + under[k] * (1 - top[3]));
    const light = (c) => {
        const [r, g, b] = c.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const clear = (e) => (e ? Number(getComputedStyle(e).opacity) * clear(e.parentElement) : 1);
    const behind = (e) => {
        const paints = [];
        const svg = e.ownerSVGElement;
        if (svg) {
            const box = e.getBoundingClientRect();
            const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
            for (const shape of [...svg.querySelectorAll('rect, circle, ellipse, polygon')].reverse()) {
                const r = shape.getBoundingClientRect();
                const fill = getComputedStyle(shape).fill;
                const before = shape.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING;
                if (!before || fill === 'none' || fill.startsWith('url')) continue;
                if (r.left > x || r.right < x || r.top > y || r.bottom < y || shape.closest('defs')) continue;
                const [red, green, blue, a] = parts(fill);
                paints.push([red, green, blue, a * Number(getComputedStyle(shape).fillOpacity) * clear(shape)]);
            }
        }
        for (let at = svg || e; at; at = at.parentElement) paints.push(parts(getComputedStyle(at).backgroundColor));
        return paints.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
    };
    const contrast = (e) => {
        const style = getComputedStyle(e);
        const paper = behind(e);
        const [r, g, b, a] = parts(e.ownerSVGElement ? style.fill : style.color);
        const [one, other] = [light(over([r, g, b, a * clear(e)], paper)), light(paper)].sort((p, q) => q - p);
        return (one + 0.05) / (other + 0.05);
    };
    const needed = (e) => {
        const { fontSize, fontWeight } = getComputedStyle(e);
        const big = !e.ownerSVGElement && parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? 18.66 : 24);
        return big || !/[\\p{L}\\p{N}]/u.test(e.textContent) ? large : least;
    };
    // Whether what pops up is there is for axe no rule's to say: here it has to be.
    const controlled = (e) => e.hasAttribute('aria-haspopup') &&
        e.getRootNode().getElementById(e.getAttribute('aria-controls'))?.role === e.getAttribute('aria-haspopup');
    const told = (rule, node, why) => `${rule.id}: ${why || rule.help}: ${node.html.slice(0, 120)}`;
    const { violations, incomplete } = await axe.run(document, options);
    const found = violations.flatMap((rule) => rule.nodes.map((node) => told(rule, node)));
    for (const rule of incomplete) for (const node of rule.nodes) {
        if (rule.id === 'aria-valid-attr-value' && controlled(node.element)) continue;
        if (rule.id !== 'color-contrast') { found.push(told(rule, node, 'left open')); continue; }
        const is = contrast(node.element);
        if (!(is >= needed(node.element))) found.push(told(rule, node, `contrast ${is.toFixed(2)}`));
    }
    return found;
}"""

# Whatever is used, read or jumped to by its role needs a name in the tree that screen readers are given.
CONTROLS = ("button", "link", "textbox", "searchbox", "combobox", "checkbox", "listbox", "option")
NAMED = frozenset({*CONTROLS, "DisclosureTriangle", "image", "heading", "navigation", "region"})


@cache
def axe() -> str:
    """Give the script of axe-core."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def findings(page, only: str = "") -> list[str]:
    """Say what axe-core finds in a page, and what it leaves open and is not well: by one of its rules, or by all."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe())
    found: list[str] = page.evaluate(RUN, [only, LEAST, LEAST_LARGE])
    return found


def unnamed(page) -> list[str]:
    """Give the roles of what has no name in the tree of accessibility that Chromium makes of a page."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    seen = [n for n in nodes if not n["ignored"] and n["role"]["value"] in NAMED]
    assert seen
    return [n["role"]["value"] for n in seen if not n.get("name", {}).get("value", "").strip()]


def sized(page, width: int, height: int = 800) -> None:
    """Make a page's window this large, and wait until its own script has seen it."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("width => innerWidth === width", arg=width)
    settled(page)


def settled(page) -> None:
    """Wait for what a page does of itself at the next frame: a resize or a fold is told to its script only then."""
    page.evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
    )


def everywhere(page) -> list[str]:
    """Look at a page wide and narrow, light and dark; everything that is folded is open."""
    found = []
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    for width in (1200, 360):
        sized(page, width)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            # Colours alone depend on the scheme.
            seen = findings(page, "" if scheme == "light" else "color-contrast")
            found += [f"{width} {scheme}: {told}" for told in seen]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: it is wider than the screen")
    page.emulate_media(color_scheme="light")
    return found + [f"without a name: {role}" for role in unnamed(page)]
