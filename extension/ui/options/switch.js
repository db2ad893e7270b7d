/** A switch with its name and a line about it, as an item of a list. */

import { el } from '../dom.js';

/**
 * @param {string} id
 * @param {string} name
 * @param {string} line
 * @param {(on: boolean) => void} onFlip
 */
export function makeSwitch(id, name, line, onFlip) {
    const input = el('input', {
        type: 'checkbox',
        role: 'switch',
        class: 'switch',
        id,
        'aria-describedby': `${id}-line`,
        on: { change: () => onFlip(input.checked) },
    });
    const item = el('li', {}, el('label', { for: id }, name), el('p', { id: `${id}-line` }, line), input);
    return { item, input };
}
