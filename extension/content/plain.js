'use strict';
// A form answers for its fields by name before its own properties, a document for its images: so ask the properties.
(() => {
    const XHTML = 'http://www.w3.org/1999/xhtml';
    /** @type {(prototype: object, name: string) => (target: any) => any} */
    const getter = (prototype, name) => {
        const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
        return (target) => get?.call(target);
    };
    const parent = getter(Node.prototype, 'parentNode');
    const next = getter(Node.prototype, 'nextSibling');
    const type = getter(Node.prototype, 'nodeType');
    const slot = getter(Element.prototype, 'assignedSlot');
    const root = getter(Document.prototype, 'documentElement');
    const body = getter(Document.prototype, 'body');
    const focused = getter(Document.prototype, 'activeElement');
    const title = getter(Document.prototype, 'title');
    const kind = getter(Document.prototype, 'contentType');
    const hidden = getter(Document.prototype, 'hidden');
    const designMode = getter(Document.prototype, 'designMode');
    const sheets = getter(Document.prototype, 'adoptedStyleSheets');
    const setSheets = Object.getOwnPropertyDescriptor(Document.prototype, 'adoptedStyleSheets')?.set;

    /** @type {Softsell.Plain} */
    const plain = {
        parentOf: (node) => parent(node),
        nextOf: (node) => next(node),
        isElement: (node) => type(node) === Node.ELEMENT_NODE,
        slotOf: (node) => (type(node) === Node.ELEMENT_NODE ? slot(node) : /** @type {Text} */ (node).assignedSlot)
            ?? null,
        root: () => root(document),
        body: () => body(document),
        focused: () => focused(document),
        copySelection: () => Document.prototype.execCommand.call(document, 'copy'),
        title: () => title(document),
        isHidden: () => hidden(document),
        isDesigned: () => designMode(document) === 'on',
        kind: () => kind(document),
        byId: (id) => Document.prototype.getElementById.call(document, id),
        elementAt: (x, y) => Document.prototype.elementFromPoint.call(document, x, y),
        elementsAt: (within, x, y) => (within === document
            ? Document.prototype.elementsFromPoint.call(document, x, y) : within.elementsFromPoint(x, y)),
        textsIn: (element) =>
            Document.prototype.createNodeIterator.call(document, element, NodeFilter.SHOW_TEXT),
        find: (query) => Document.prototype.querySelector.call(document, query),
        all: (query) => Document.prototype.querySelectorAll.call(document, query),
        ofTag: (name) => Document.prototype.getElementsByTagName.call(document, name),
        make: (name) => /** @type {HTMLElement} */ (Document.prototype.createElementNS.call(document, XHTML, name)),
        listen: (target, name, listener, options) =>
            EventTarget.prototype.addEventListener.call(target, name, listener, options),
        sheetsOf: (owner) => [...owner === document ? sheets(owner) : owner.adoptedStyleSheets],
        setSheets: (owner, list) => {
            if (owner === document) {
                setSheets?.call(owner, list);
            } else {
                owner.adoptedStyleSheets = list;
            }
        },
    };
    softsell.plain = Object.freeze(plain);

    const ASKED = [
        'localName', 'firstChild', 'textContent', 'shadowRoot', 'isConnected', 'childElementCount',
        'offsetWidth', 'offsetHeight', 'classList', 'parentElement', 'namespaceURI', 'contains', 'matches',
        'hasAttribute', 'hasAttributes', 'getAttribute', 'getBoundingClientRect', 'checkVisibility', 'getRootNode',
        'compareDocumentPosition', 'querySelector', 'querySelectorAll', 'scrollIntoView',
    ];
    /** @type {Map<string, PropertyDescriptor>} */
    const builtIn = new Map();
    for (let at = HTMLFormElement.prototype; at !== null; at = Object.getPrototypeOf(at)) {
        for (const name of ASKED) {
            const found = Object.getOwnPropertyDescriptor(at, name);
            if (found !== undefined && !builtIn.has(name)) {
                builtIn.set(name, found);
            }
        }
    }

    softsell.isSound = (element) => !(element instanceof HTMLFormElement)
        || [...builtIn].every(([name, { get, value }]) =>
            Reflect.get(element, name) === (get === undefined ? value : get.call(element)));
})();
