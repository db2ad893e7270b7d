/** Whether Softsell is on where nothing else is said, and the sites a person decided about. */

import { siteFrom } from '../../shared/hosts.js';
import { byId, el, replaceItems } from '../dom.js';
import { t } from '../i18n.js';
import { makeRadios } from './radios.js';

/**
 * @param {import('../options.js').Change} change
 * @returns {import('../options.js').Show}
 */
export function makeSites(change) {
    const field = byId('site-name', HTMLInputElement);
    const answers = ['on', 'off'].map((value) => ({
        value,
        name: t(`options_default_${value}`),
        line: t(`options_default_${value}_line`),
    }));
    const showDefault = makeRadios(
        byId('default'),
        answers,
        (value) => void change('settings-set', { patch: { default: value } }),
    );

    byId('add-site').addEventListener('submit', async (event) => {
        event.preventDefault();
        const pressed = /** @type {HTMLButtonElement | null} */ (/** @type {SubmitEvent} */ (event).submitter);
        const site = siteFrom(field.value);
        byId('site-error').textContent = site ? '' : t('options_site_wrong');
        if (site && (await change('site-set', { site, on: pressed?.value === 'on' }))) {
            field.value = '';
        }
    });

    return ({ default: standard, sites }) => {
        showDefault(standard);
        const rows = Object.entries(sites)
            .sort(([a], [b]) => a.localeCompare(b))
            .map(([site, is]) => siteRow(site, is, change));
        replaceItems(byId('sites'), rows, field);
    };
}

/**
 * @param {string} site
 * @param {'on' | 'off'} is
 * @param {import('../options.js').Change} change
 */
function siteRow(site, is, change) {
    const flip = (/** @type {Event} */ event) => {
        const on = /** @type {HTMLInputElement} */ (event.target).checked;
        void change('site-set', { site, on });
    };
    const drop = () => void change('site-set', { site, on: null });
    return el(
        'li',
        {},
        el(
            'span',
            { class: 'name' },
            site,
            el('span', { class: 'soft' }, t(is === 'on' ? 'options_site_is_on' : 'options_site_is_off')),
        ),
        el('input', {
            type: 'checkbox',
            role: 'switch',
            class: 'switch',
            checked: is === 'on',
            'data-key': `switch ${site}`,
            'aria-label': t('site_switch', site),
            on: { change: flip },
        }),
        el(
            'button',
            {
                type: 'button',
                'data-key': `drop ${site}`,
                'aria-label': t('options_remove_named', site),
                on: { click: drop },
            },
            t('options_remove'),
        ),
    );
}
