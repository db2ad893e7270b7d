'use strict';
// What one element is to a reader: unread, hidden, a block of its own or part of a line; its role and surroundings.
(() => {
    const { plain } = softsell;
    const { elements, roles } = softsell.VOCABULARY;

    softsell.UNREAD = new Set(elements.unread);
    if (plain.kind() === 'text/plain') {
        softsell.UNREAD.delete('pre'); // in which browsers show plain text
    }
    const NO_INK = new Set(elements.noInk);
    const PHRASING = new Set(elements.phrasing);
    const OWN_BLOCK = new Set(elements.ownBlock);
    const TYPED = new Set(roles.typed);
    const ROLE_OF_TAG = new Map(Object.entries(roles.ofTag));
    const ROLE_OF_ARIA = new Map(Object.entries(roles.ofAria));
    const HOSTS = new Set(
        'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '),
    );
    const AWAY_PX = 500;

    /** Text a person typed, or that stands for a password or a card, whatever element shows it. */
    softsell.isSecret = (element) => {
        if (!element.hasAttributes()) {
            return false;
        }
        const editable = element.getAttribute('contenteditable');
        if (editable !== null && editable.toLowerCase() !== 'false') {
            return true;
        }
        if (TYPED.has(element.getAttribute('role') ?? '')) {
            return true;
        }
        return /(?:^|\s)(?:cc-|[a-z]+-password|one-time-code)/i.test(element.getAttribute('autocomplete') ?? '');
    };

    softsell.isRow = (element) => {
        const style = getComputedStyle(element);
        return style.display.endsWith('flex') && style.flexDirection.startsWith('row');
    };

    /** A box around a digit or a letter. */
    const isShort = (/** @type {Element} */ element) => {
        const texts = plain.textsIn(element);
        let length = 0;
        for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
            length += /** @type {Text} */ (node).data.trim().length;
            if (length > 2) {
                return false;
            }
        }
        return true;
    };

    /** Words in a row of flex items stand on one line, so they part words, not blocks. */
    softsell.flowOf = (element, display, inRow) => {
        if (display === 'none') {
            return 'none';
        }
        if (!softsell.isSound(element)) {
            return 'block';
        }
        const tag = element.localName;
        if (OWN_BLOCK.has(tag) || element.getAttribute('role') === 'button') {
            return 'block';
        }
        if (display === 'inline' || display === 'contents' || display.startsWith('ruby')) {
            return 'inline';
        }
        if (display.startsWith('inline-')) {
            return isShort(element) ? 'inline' : 'spaced';
        }
        if (inRow && PHRASING.has(tag) && !softsell.isOutOfFlow(element)) {
            return 'spaced';
        }
        return 'block';
    };

    /** Cut to nothing: a closed accordion, or text kept for screen readers only. */
    const isClipped = (/** @type {Element} */ element) => {
        const { offsetWidth, offsetHeight } = /** @type {HTMLElement} */ (element);
        if (offsetWidth === undefined || (offsetWidth > 1 && offsetHeight > 1)) {
            return false;
        }
        const style = getComputedStyle(element);
        if (style.display === 'contents' || style.display === 'inline') {
            return false;
        }
        return style.overflowX !== 'visible' || style.clip !== 'auto' || style.clipPath !== 'none';
    };

    /** Placed where no scrolling reaches, as closed drawers and text for screen readers are. */
    const isAway = (/** @type {Element} */ element) => {
        const { position, textIndent } = getComputedStyle(element);
        if (textIndent.startsWith('-') && parseFloat(textIndent) <= -AWAY_PX) {
            return true;
        }
        if (position !== 'absolute' && position !== 'fixed') {
            return false;
        }
        const box = element.getBoundingClientRect();
        if (box.width === 0 && box.height === 0) {
            return false; // what it holds may stand elsewhere
        }
        if (position === 'fixed') {
            return box.right <= 0 || box.bottom <= 0 || box.left >= innerWidth || box.top >= innerHeight;
        }
        const root = plain.root();
        const beyond = getComputedStyle(root).direction === 'rtl'
            ? box.left + scrollX >= root.clientWidth : box.right + scrollX <= 0;
        return beyond || box.bottom + scrollY <= 0;
    };

    softsell.isUnseen = (element) => isClipped(element) || isAway(element);

    softsell.isOutOfFlow = (element) => /absolute|fixed/.test(getComputedStyle(element).position);

    /** Whether text right in the element shows. */
    softsell.isShown = (element) => {
        const { display, fontSize, contentVisibility } = getComputedStyle(element);
        if (fontSize === '0px' || contentVisibility === 'hidden'
            || (element.localName === 'details' && !element.hasAttribute('open'))) {
            return false;
        }
        if (display !== 'contents') {
            return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
        }
        const parent = softsell.flatParent(element);
        return getComputedStyle(element).visibility === 'visible' && parent !== null && softsell.isShown(parent);
    };

    softsell.isStruck = (element) => getComputedStyle(element).textDecorationLine.includes('line-through');

    softsell.ownRole = (element) => {
        const tag = element.localName;
        const stated = ROLE_OF_ARIA.get(element.getAttribute('role') ?? '');
        if (stated !== undefined) {
            return stated;
        }
        if (element.getAttribute('aria-modal') === 'true') {
            return 'dialog';
        }
        if (tag === 'a' && element.hasAttribute('href')) {
            return 'link';
        }
        return ROLE_OF_TAG.get(tag) ?? null;
    };

    softsell.strongerRole = (a, b) => {
        if (a === null || b === null) {
            return a ?? b;
        }
        return roles.strength.indexOf(a) <= roles.strength.indexOf(b) ? a : b;
    };

    /** Whether an unread element stands between the words around it as a thing that can be seen. */
    softsell.partsWords = (element) => !NO_INK.has(element.localName);

    /** Open or closed: the browser shows both to extensions. */
    softsell.shadowOf = (element) => {
        if (element.shadowRoot !== null) {
            return element.shadowRoot;
        }
        if (!(element instanceof HTMLElement) || !(HOSTS.has(element.localName) || element.localName.includes('-'))) {
            return null;
        }
        if ('openOrClosedShadowRoot' in element) { // Firefox
            return /** @type {ShadowRoot | null} */ (element.openOrClosedShadowRoot);
        }
        return chrome.dom?.openOrClosedShadowRoot(element) ?? null;
    };

    softsell.mayHostLater = (element) => element.localName.includes('-')
        || (element.firstChild === null && HOSTS.has(element.localName));

    /** The slots of closed roots; the nodes in them do not tell. @type {WeakMap<Node, HTMLSlotElement>} */
    const closedSlots = new WeakMap();

    softsell.slotted = (slot) => {
        const nodes = slot.assignedNodes();
        if (nodes.length > 0 && /** @type {Element} */ (nodes[0]).assignedSlot === null) {
            nodes.forEach((node) => closedSlots.set(node, slot));
        }
        return nodes;
    };

    const slotOf = (/** @type {Node} */ node) => {
        const open = plain.slotOf(node);
        const closed = open === null ? closedSlots.get(node) : undefined;
        return closed?.assignedNodes().includes(/** @type {Element} */ (node)) ? closed : open;
    };

    /** The parent in the tree as rendered: the slot for slotted nodes, the host for a shadow root's children. */
    softsell.flatParent = (node) => {
        const parent = slotOf(node) ?? plain.parentOf(node);
        if (parent === null || plain.isElement(parent)) {
            return /** @type {Element | null} */ (parent);
        }
        return 'host' in parent ? /** @type {ShadowRoot} */ (parent).host : null;
    };

    /** The element whose text is read as one with this element's. */
    softsell.containerOf = (element) => {
        let inner = element;
        for (;;) {
            const outer = softsell.flatParent(inner);
            if (outer === null) {
                return inner;
            }
            const flow = softsell.flowOf(inner, getComputedStyle(inner).display, softsell.isRow(outer));
            if (flow === 'block' || flow === 'none') {
                return inner;
            }
            inner = outer;
        }
    };

    softsell.contextIn = (parent) => {
        /** @type {Softsell.Context} */
        const context = { lang: null, role: null, link: null, ticked: false };
        for (let at = parent; at !== null; at = softsell.flatParent(at)) {
            const role = softsell.ownRole(at);
            context.role = softsell.strongerRole(context.role, role);
            context.lang ??= softsell.declaredLang(at);
            context.link ??= role === 'link' ? at : null;
            context.ticked ||= softsell.labelsTicked(at);
        }
        return context;
    };
})();
