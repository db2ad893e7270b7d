/** Files that a person keeps. */

import { el } from '../dom.js';

/**
 * Lets the browser save a text as a file.
 *
 * @param {string} name of the file
 * @param {string} json
 */
export function saveFile(name, json) {
    const address = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
    const link = el('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
}
