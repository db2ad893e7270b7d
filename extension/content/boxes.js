'use strict';
// Boxes to tick, and lists that show one choice of several: which of them the page ticked, and what words label them.
// The command line tells the same in core/softsell/html/boxes.py.
(() => {
    const NATIVE = new Set(['checkbox', 'radio']);
    const ROLES = new Set(['checkbox', 'switch', 'radio']);
    const BOX_ROLES = '[role="checkbox"], [role="switch"], [role="radio"]';
    const MOST_OF_GROUP = 50;

    /** What the reader ticked or chose, or might have. @type {WeakSet<Element>} */
    const touched = new WeakSet();
    /** Ids of what labels ticked boxes. @type {Set<string>} */
    const named = new Set();

    const entry = performance.getEntriesByType('navigation')[0];
    /** A page shown again may have its boxes as the reader left them. */
    const isFresh = entry === undefined
        || ['navigate', 'prerender'].includes(/** @type {PerformanceNavigationTiming} */ (entry).type);

    softsell.isBox = (element) => (element.localName === 'input'
        ? NATIVE.has(/** @type {HTMLInputElement} */ (element).type)
        : ROLES.has(element.getAttribute('role') ?? ''));

    softsell.isTicked = (box) => {
        if (touched.has(box) || box.hasAttribute('disabled')) {
            return false;
        }
        if (box.localName === 'input') {
            const input = /** @type {HTMLInputElement} */ (box);
            return input.checked && (isFresh || input.defaultChecked);
        }
        return box.getAttribute('aria-checked') === 'true' && box.getAttribute('aria-disabled') !== 'true';
    };

    softsell.isChosen = (select) => !touched.has(select) && isFresh && !select.multiple && select.size <= 1
        && !select.disabled && [...select.options].filter((option) => !option.hasAttribute('disabled')).length > 1;

    /** Takes note of what labels a box; whether anything does. */
    softsell.meetBox = (box) => {
        const names = (box.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter((name) => name !== '');
        if (names.length > 0 && softsell.isTicked(box)) {
            names.forEach((name) => named.add(name));
        }
        const labels = box.localName === 'input' ? /** @type {HTMLInputElement} */ (box).labels?.length ?? 0 : 0;
        return names.length > 0 || (box.getAttribute('aria-label') ?? '') !== '' || labels > 0
            || box.closest('label') !== null;
    };

    /** Whether an element is the label of a box that the page ticked, or one that shows its own words. */
    softsell.labelsTicked = (element) => {
        if (element.localName === 'label') {
            const control = /** @type {HTMLLabelElement} */ (element).control
                ?? (element.hasAttribute('for') ? null : element.querySelector(BOX_ROLES));
            return control !== null && softsell.isBox(control) && softsell.isTicked(control);
        }
        if (softsell.isBox(element)) {
            softsell.meetBox(element);
            return softsell.isTicked(element);
        }
        return named.size > 0 && named.has(element.id);
    };

    /** What is read again once the reader has ticked, unticked or chosen something: the elements with its words. */
    softsell.touch = (box) => {
        if (box.localName === 'select') {
            touched.add(box);
            return [box];
        }
        if (!softsell.isBox(box)) {
            return [];
        }
        const name = box.getAttribute('name');
        const group = box.localName === 'input' && /** @type {HTMLInputElement} */ (box).type === 'radio' && name
            ? [...softsell.plain.all(`input[type="radio"][name="${CSS.escape(name)}"]`)].slice(0, MOST_OF_GROUP)
            : [box];
        return group.flatMap((one) => {
            touched.add(one);
            const names = (one.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter((id) => id !== '');
            names.forEach((id) => named.delete(id));
            const labels = one.localName === 'input' ? [.../** @type {HTMLInputElement} */ (one).labels ?? []] : [];
            const around = one.closest('label') ?? (labels.length === 0 ? one.parentElement : null);
            return [...labels, ...names.map((id) => softsell.plain.byId(id)), around]
                .filter((element) => element !== null);
        });
    };
})();
