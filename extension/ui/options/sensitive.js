/** The hosts that are off until a person switches them on: those that ship, and those a person adds. */

import { patternFrom } from '../../shared/hosts.js';
import { SENSITIVE_HOSTS } from '../../shared/sensitive-hosts.js';
import { byId, el, replaceItems } from '../dom.js';
import { t, tn } from '../i18n.js';

/**
 * @typedef {import('../link.js').Settings['sensitive']} Changes
 * @param {import('../options.js').Change} change
 * @returns {import('../options.js').Show}
 */
export function makeSensitive(change) {
    const field = byId('sensitive-name', HTMLInputElement);
    /** @type {Changes} */
    let now = { added: [], removed: [] };
    /** @param {Changes} sensitive */
    const write = (sensitive) => change('settings-set', { patch: { sensitive } });

    /** @type {(changes: Changes, pattern: string) => Changes} */
    const flip = ({ added, removed }, pattern) =>
        removed.includes(pattern)
            ? { added, removed: removed.filter((one) => one !== pattern) }
            : { added, removed: [...removed, pattern] };

    const groups = Object.entries(SENSITIVE_HOSTS).map(([id, patterns]) =>
        makeGroup(t(`sensitive_${id}`), patterns),
    );
    const own = makeGroup(t('sensitive_own'), []);
    byId('sensitive').append(...groups.map(({ details }) => details), own.details);

    byId('add-sensitive').addEventListener('submit', async (event) => {
        event.preventDefault();
        const pattern = patternFrom(field.value);
        byId('sensitive-error').textContent = pattern ? '' : t('options_sensitive_wrong');
        if (pattern && (await write({ ...now, added: [...now.added.filter((one) => one !== pattern), pattern] }))) {
            field.value = '';
            own.details.open = true;
        }
    });

    return ({ sensitive }) => {
        now = sensitive;
        for (const { patterns, show } of groups) {
            show(
                patterns.map((pattern) => {
                    const off = !sensitive.removed.includes(pattern);
                    const press = () => void write(flip(now, pattern));
                    return el(
                        'button',
                        { type: 'button', 'data-key': pattern, 'aria-pressed': String(off), on: { click: press } },
                        pattern,
                    );
                }),
                patterns.length - patterns.filter((one) => sensitive.removed.includes(one)).length,
            );
        }
        own.details.hidden = sensitive.added.length === 0;
        own.show(
            sensitive.added.map((pattern) => {
                const drop = () => void write({ ...now, added: now.added.filter((one) => one !== pattern) });
                return el(
                    'button',
                    {
                        type: 'button',
                        'data-key': pattern,
                        'aria-label': t('options_remove_named', pattern),
                        on: { click: drop },
                    },
                    `${pattern} ×`,
                );
            }),
            sensitive.added.length,
        );
    };

    /**
     * @param {string} name
     * @param {string[]} patterns
     */
    function makeGroup(name, patterns) {
        const count = el('span', { class: 'soft' });
        const chips = el('div', { class: 'chips' });
        const details = el('details', {}, el('summary', {}, `${name} `, count), chips);
        return {
            patterns,
            details,
            show: (/** @type {HTMLElement[]} */ items, /** @type {number} */ off) => {
                count.textContent = tn('options_sensitive_count', off);
                replaceItems(chips, items, field);
            },
        };
    }
}
