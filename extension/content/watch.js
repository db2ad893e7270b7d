'use strict';
// Notices what changes on the page: text, elements that come, go, show or hide, and the address.
(() => {
    const { LIMITS, plain } = softsell;
    const WATCHED = [
        'class', 'style', 'hidden', 'open', 'lang', 'value', 'type', 'slot', 'contenteditable', 'aria-modal', 'role',
        'media', 'disabled', 'inert', 'aria-label', 'alt', 'aria-checked', 'aria-valuenow',
    ];
    /** Of these, what a bar shows. @type {Set<string | null>} */
    const VALUES = new Set(['value', 'aria-valuenow']);
    /** So many elements with generated text have all their attributes followed. */
    const MOST_CONTENT = 2_000;
    const MOVING_PROPERTIES = /^(?:transform|translate|left|right|top|bottom|inset|margin|text-indent)/;
    const SHOWING_PROPERTIES = /^(?:opacity|visibility|display|height|max-height|width|clip|clip-path|grid-template)/;
    /**
     * So few changed texts are read at once, and before the next frame is drawn at the latest: a ticking clock keeps
     * its mark, no flicker, and a new phrase gets its mark one frame sooner. Of a storm of them once a frame.
     */
    const FEW_TEXTS = 4;
    const FRAME_MS = 16;
    /** Of a page in which much moves, the share of time that following it may take before it waits longer: with what
     * the answers bring on top, all of it stays below the 3 % that are promised. */
    const DUTY = 0.02;
    /** The same of a page in which little does: a clock is to keep its mark. */
    const FEW_DUTY = 0.05;

    /** What decides whether an element's text shows; a moved or recoloured element keeps it. */
    const showing = (/** @type {Element} */ element) => {
        const style = getComputedStyle(element);
        return `${style.display} ${style.visibility} ${style.opacity === '0'} ${style.contentVisibility} `
            + `${style.fontSize === '0px'} ${softsell.isUnseen(element)}`;
    };

    const generated = (/** @type {Element} */ element) =>
        `${softsell.generatedBy(element, '::before')?.text} ${softsell.generatedBy(element, '::after')?.text}`;

    /** The address without a fragment that only scrolls. */
    const addressOf = () => {
        const { href, hash } = location;
        return hash === '' || /^#[!/]/.test(hash) ? href : href.slice(0, href.length - hash.length);
    };

    const isStyle = (/** @type {Node} */ node) => node.nodeName === 'STYLE'
        || (node.nodeName === 'LINK' && /** @type {HTMLLinkElement} */ (node).rel.includes('stylesheet'));

    /** @returns {Softsell.Dirt} */
    const noDirt = () => ({
        texts: new Set(), left: new Set(), elements: new Set(), removed: false, all: false, at: Date.now(),
    });

    const isOfTitle = (/** @type {MutationRecord} */ { target }) => target.nodeName === 'TITLE'
        || target.parentNode?.nodeName === 'TITLE';

    softsell.watch = ({ onDirt, onUrl, onTitle, isOurs, signal }) => {
        let dirt = noDirt();
        let dirty = false;
        let busy = false;
        let wait = LIMITS.settleMs;
        let flushed = performance.now();
        let work = 0;
        let timer = 0;
        let frame = 0;
        let address = addressOf();
        /** @type {WeakMap<Element, string>} */
        const shownBefore = new WeakMap();
        /** @type {Set<Element>} */
        const restyled = new Set();
        /** @type {WeakSet<Element>} */
        let content = new WeakSet();
        let contentLeft = MOST_CONTENT;

        const checkAddress = () => {
            if (addressOf() !== address) {
                address = addressOf();
                dirt = noDirt();
                restyled.clear();
                dirty = false;
                attributes.disconnect();
                content = new WeakSet();
                contentLeft = MOST_CONTENT;
                onUrl();
            }
        };

        const stopTimers = () => {
            clearTimeout(timer);
            cancelAnimationFrame(frame);
            timer = 0;
            frame = 0;
        };

        const flush = async () => {
            stopTimers();
            if (signal.aborted || busy || !dirty || plain.isHidden()) {
                return;
            }
            checkAddress();
            for (const element of restyled) {
                const now = showing(element) + (content.has(element) ? generated(element) : '');
                if (element.isConnected && shownBefore.get(element) !== now) {
                    shownBefore.set(element, now);
                    dirt.elements.add(element);
                }
            }
            restyled.clear();
            const taken = dirt;
            dirt = noDirt();
            dirty = false;
            busy = true;
            const before = flushed;
            try {
                work = await onDirt(taken);
                flushed = performance.now();
                const heavy = work > DUTY * (flushed - before);
                wait = heavy ? Math.min(LIMITS.settleMostMs, wait * 2) : Math.max(LIMITS.settleMs, wait / 2);
            } finally {
                busy = false;
            }
            if (dirty) {
                schedule();
            }
        };

        const schedule = () => {
            dirty = true;
            if (busy || signal.aborted || plain.isHidden()) {
                return;
            }
            const rested = performance.now() - flushed;
            const duty = wait > LIMITS.settleMs ? DUTY : FEW_DUTY; // it waits longer where much moved just now
            const few = !dirt.all && dirt.elements.size + restyled.size === 0
                && dirt.texts.size + dirt.left.size <= FEW_TEXTS && rested >= work / duty;
            if (frame !== 0 && !few) {
                stopTimers();
            }
            if (timer === 0) {
                timer = setTimeout(flush, few ? Math.max(0, FRAME_MS - rested) : wait);
                frame = few ? requestAnimationFrame(flush) : 0;
            }
        };

        const addElement = (/** @type {Node} */ node, /** @type {Node} */ parent) => {
            if (isOurs(node) || isStyle(node)) {
                return; // a style sheet says so itself once it is loaded
            }
            if (node.nodeType === Node.ELEMENT_NODE) {
                dirt.elements.add(/** @type {Element} */ (node));
            } else if (parent.nodeType === Node.ELEMENT_NODE) {
                dirt.texts.add(/** @type {Element} */ (parent));
            } else if ('host' in parent) {
                dirt.texts.add(/** @type {ShadowRoot} */ (parent).host);
            }
        };

        const noteBar = softsell.watchBars(signal);
        const note = (/** @type {MutationRecord} */ record) => {
            const { target, attributeName } = record;
            if (record.type === 'characterData') {
                const parent = target.parentElement;
                if (parent !== null && !isStyle(parent)) {
                    dirt.texts.add(parent);
                }
                return;
            }
            if (record.type === 'attributes') {
                const element = /** @type {Element} */ (target);
                if (isStyle(element)) {
                    dirt.all = true;
                } else if (attributeName === 'style') {
                    restyled.add(element);
                } else if (VALUES.has(attributeName) && softsell.isBar(element)) {
                    noteBar(element);
                    dirt.elements.add(element);
                } else if (attributeName !== 'aria-valuenow') {
                    dirt.elements.add(element);
                }
                return;
            }
            record.addedNodes.forEach((node) => addElement(node, target));
            dirt.all ||= [...record.removedNodes].some(isStyle);
            if (record.removedNodes.length > 0 && !isOurs(record.removedNodes[0])) {
                dirt.removed = true;
                if (target.nodeType === Node.ELEMENT_NODE) {
                    dirt.left.add(/** @type {Element} */ (target));
                }
            }
        };

        const observer = new MutationObserver((records) => {
            records.forEach(note);
            dirt.at = Date.now();
            if (records.some(isOfTitle)) {
                onTitle();
            }
            const size = dirt.elements.size + dirt.texts.size + dirt.left.size + restyled.size;
            if (size === 0 && !dirt.removed && !dirt.all) {
                return;
            }
            if (size > LIMITS.dirtMost) {
                dirt = { ...noDirt(), removed: true, all: true };
                restyled.clear();
            }
            schedule();
        });

        const onShown = (/** @type {Event} */ event) => {
            const named = 'propertyName' in event ? String(event.propertyName) : 'display';
            const target = event.target;
            if (target instanceof Element && SHOWING_PROPERTIES.test(named)) {
                dirt.elements.add(target);
                schedule();
            } else if (target instanceof Element && MOVING_PROPERTIES.test(named)) {
                restyled.add(target);
                schedule();
            }
        };

        const onChosen = (/** @type {Event} */ event) => {
            const { target } = event;
            if (event.isTrusted && (target instanceof HTMLSelectElement || target instanceof HTMLInputElement)) {
                noteTouched(target);
            } else if (target instanceof HTMLSelectElement) {
                dirt.elements.add(target);
                schedule();
            }
        };

        /** The reader ticked or chose something: its words are read again, for they are no longer the page's choice. */
        const noteTouched = (/** @type {Element} */ box) => {
            const read = softsell.touch(box);
            read.forEach((element) => dirt.elements.add(element));
            if (read.length > 0) {
                schedule();
            }
        };

        /** A box that is no field tells of no change. */
        const onPressed = (/** @type {Event} */ event) => {
            const box = event.isTrusted && event.target instanceof Element
                ? event.target.closest('[role="checkbox"], [role="switch"], [role="radio"]') : null;
            if (box !== null) {
                noteTouched(box);
            }
        };

        const onAnimated = (/** @type {Event} */ event) => {
            if (event.target instanceof Element) {
                restyled.add(event.target);
                schedule();
            }
        };

        const readAllSoon = () => {
            dirt.all = true;
            schedule();
        };

        const roots = new WeakSet();
        const addRoot = (/** @type {Document | ShadowRoot} */ root) => {
            if (roots.has(root) || signal.aborted) {
                return;
            }
            roots.add(root);
            observer.observe(root, {
                subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: WATCHED,
            });
            const options = { capture: true, passive: true, signal };
            plain.listen(root, 'transitionend', onShown, options);
            plain.listen(root, 'toggle', onShown, options);
            plain.listen(root, 'change', onChosen, options);
            plain.listen(root, 'click', onPressed, options);
            plain.listen(root, 'animationend', onAnimated, options);
            plain.listen(root, 'load', (event) => {
                if (event.target instanceof Node && isStyle(event.target)) {
                    readAllSoon();
                }
            }, options);
        };

        const addHost = softsell.watchHosts({
            onAttached: (host) => {
                dirt.elements.add(host);
                schedule();
            },
            signal,
        });

        const attributes = new MutationObserver((records) => {
            for (const { target, attributeName } of records) {
                if (!WATCHED.includes(/** @type {string} */ (attributeName))) {
                    restyled.add(/** @type {Element} */ (target));
                    schedule();
                }
            }
        });
        const addContent = (/** @type {Element} */ element) => {
            if (contentLeft > 0 && !content.has(element) && !signal.aborted) {
                content.add(element);
                contentLeft -= 1;
                attributes.observe(element, { attributes: true });
            }
        };

        addRoot(document);
        const navigation = /** @type {EventTarget | undefined} */ (Reflect.get(globalThis, 'navigation'));
        navigation?.addEventListener('currententrychange', checkAddress, { signal });
        addEventListener('popstate', checkAddress, { signal });
        addEventListener('hashchange', checkAddress, { signal });
        addEventListener('resize', readAllSoon, { signal, passive: true });
        plain.listen(document, 'fullscreenchange', readAllSoon, { signal });
        plain.listen(document, 'visibilitychange', () => {
            if (dirty) {
                schedule();
            }
        }, { signal });
        const lookIfRendered = softsell.watchRendered({ onChange: readAllSoon, signal });
        signal.addEventListener('abort', () => {
            stopTimers();
            observer.disconnect();
            attributes.disconnect();
        }, { once: true });
        return { addRoot, addHost, addContent, lookIfRendered };
    };
})();
