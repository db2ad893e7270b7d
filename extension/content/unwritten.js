'use strict';
// Text that shows without a text node: of a style sheet, a list, a picture that stands for words, or the tab.
(() => {
    const { plain } = softsell;
    const STRING = '"((?:[^"\\\\]|\\\\[^])*)"';
    /** A string, an attribute's value with what stands in for it, a picture, or what only those who cannot see get. */
    const ATTRIBUTE = `attr\\(\\s*([\\w-]+)(?:\\s+type\\([^)]*\\)|\\s+[\\w-]+)?(?:\\s*,\\s*${STRING})?\\s*\\)`;
    const TOKEN = new RegExp(`${STRING}|${ATTRIBUTE}|url\\([^)]*\\)|/`, 'g');
    const ESCAPE = /\\(?:([0-9a-f]{1,6}) ?|([^]))/gi;
    /** Bullets, quotes and icon fonts say nothing. */
    const SAYS = /[\p{L}\p{N}\p{Sc}%]/u;
    const MOST_UNITS = 1_000;
    /** An element that holds more others arranges them, and generates at most an ornament; so does a bare tag. */
    const FEW = 4;

    const unescaped = (/** @type {string} */ string) => string.replace(ESCAPE, (_all, code, plain) =>
        plain ?? String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff)));

    /** What a computed `content` shows; Chromium puts the attributes' values in, Firefox names them. */
    const shownBy = (/** @type {string} */ content, /** @type {Element} */ element) => {
        let text = '';
        for (const [token, string, attribute, instead = ''] of content.matchAll(TOKEN)) {
            if (token === '/') {
                break;
            }
            if (attribute !== undefined) {
                text += element.getAttribute(attribute) ?? unescaped(instead);
            } else {
                text += string === undefined ? ' ' : unescaped(string);
            }
        }
        return text.replace(/\s+/g, ' ').slice(0, MOST_UNITS);
    };

    softsell.arranges = (element) => element.childElementCount > FEW;

    softsell.generatedBy = (element, side, onContent) => {
        if (!element.hasAttributes() || softsell.arranges(element)) {
            return null;
        }
        const style = getComputedStyle(element, side);
        const { content } = style;
        if (content === 'none' || content === 'normal' || content === '') {
            return null;
        }
        const text = shownBy(content, element);
        if (text === '' || SAYS.test(text)) {
            onContent?.(element); // an attribute that is not there yet shows as nothing
        }
        if (!SAYS.test(text) || style.display === 'none' || style.visibility !== 'visible'
            || style.opacity === '0' || style.fontSize === '0px') {
            return null;
        }
        return { text, apart: style.display !== 'inline' };
    };

    /** What of a list a person sees: the chosen option of a closed one, all of an open one; never personal data. */
    softsell.optionsOf = (select) => {
        const purpose = select.getAttribute('autocomplete') ?? 'off';
        if (purpose.trim().toLowerCase() !== 'off') {
            return [];
        }
        const shown = select.multiple || select.size > 1 ? [...select.options] : [...select.selectedOptions];
        return shown.map((option) => (option.label || option.text).replace(/\s+/g, ' ').trim())
            .filter((text) => text !== '');
    };

    /** What a button or link says that shows no words: its label, else what its pictures stand for. */
    softsell.nameOf = (control) => {
        const alts = () => [...control.querySelectorAll('img[alt]')].map((image) => image.getAttribute('alt'));
        const name = control.getAttribute('aria-label')?.trim() || alts().join(' ');
        return name.replace(/\s+/g, ' ').trim().slice(0, MOST_UNITS);
    };

    /** What the tab says; frames inside a page have no title that shows. */
    softsell.titleReading = () => {
        const text = plain.title().replace(/\s+/g, ' ').trim();
        if (text === '' || globalThis.top !== globalThis.self) {
            return null;
        }
        const container = plain.find('head > title') ?? plain.root();
        return { text, segments: [], container, lang: null, role: 'title' };
    };
})();
