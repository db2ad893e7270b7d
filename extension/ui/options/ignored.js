/** Phrases that are not pressure to this person. Their words are not kept, so tactic, site and day name them. */

import { byId, el, replaceItems } from '../dom.js';
import { t, tdate } from '../i18n.js';

/**
 * @param {import('../options.js').Change} change
 * @returns {import('../options.js').Show}
 */
export function makeIgnored(change) {
    return ({ ignored }) => {
        byId('ignored-none').hidden = ignored.length > 0;
        const rows = ignored.toReversed().map(({ id, site, tactic, when }) => {
            const name = t(`tactic_${tactic}_name`);
            const bring = () => void change('ignored-remove', { id });
            return el(
                'li',
                {},
                el(
                    'span',
                    { class: 'name' },
                    t('options_ignored_row', name, site),
                    el('span', { class: 'soft' }, tdate(when)),
                ),
                el(
                    'button',
                    {
                        type: 'button',
                        'data-key': id,
                        'aria-label': t('options_ignored_back_named', name, site),
                        on: { click: bring },
                    },
                    t('options_ignored_back'),
                ),
            );
        });
        replaceItems(byId('ignored-list'), rows, byId('ignored-title'));
    };
}
