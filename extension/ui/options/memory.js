/** What timers and moving numbers said on earlier visits: seen, saved to a file, wiped, and whether it is kept. */

import { byId, el, replaceItems } from '../dom.js';
import { t, tdate } from '../i18n.js';
import { ask } from '../link.js';
import { saveFile } from './save-file.js';
import { makeSwitch } from './switch.js';

const SHOWN = 50;

/**
 * @param {import('../options.js').Change} change
 * @returns {import('../options.js').Show}
 */
export function makeMemory(change) {
    const keeps = makeSwitch('remember', t('options_remember'), t('options_remember_line'), (remember) =>
        void change('settings-set', { patch: { remember } }),
    );
    byId('memory-switch').append(keeps.item);

    byId('memory-export').addEventListener('click', async () => {
        saveFile('softsell-memory.json', JSON.stringify(await ask('memory'), null, 4));
    });
    byId('memory-wipe').addEventListener('click', () => void change('memory-wipe'));

    return async ({ remember }) => {
        keeps.input.checked = remember;
        const { entries = [] } = await ask('memory');
        byId('memory-none').hidden = entries.length > 0;
        byId('memory-actions').hidden = entries.length === 0;
        const rows = entries.slice(0, SHOWN).map((/** @type {Entry} */ { what, visits }) =>
            el(
                'li',
                {},
                el(
                    'span',
                    { class: 'name' },
                    t('options_memory_row', t(`memory_${what}`), String(visits.length)),
                    el('span', { class: 'soft' }, tdate(new Date(visits[visits.length - 1].opened).toISOString())),
                ),
            ),
        );
        replaceItems(byId('memory-list'), rows, byId('memory-title'));
    };
}

/** @typedef {{what: 'timer' | 'crowd' | 'stock', visits: {opened: number}[]}} Entry */
