/** Which sites the browser lets Softsell read. */

import { originsFor, siteFrom, siteOfOrigin } from '../../shared/hosts.js';
import { choose } from '../choices.js';
import { byId, el, replaceItems } from '../dom.js';
import { t } from '../i18n.js';
import { makeRadios } from './radios.js';

/**
 * @param {() => void} onSaved
 * @param {() => Promise<void>} refresh
 * @returns {import('../options.js').Show}
 */
export function makeAccess(onSaved, refresh) {
    const error = byId('grant-error');
    const field = byId('grant-site', HTMLInputElement);

    /**
     * @param {import('../link.js').Access['mode']} mode
     * @param {string[]} [origins]
     */
    async function take(mode, origins = []) {
        const refused = 'refused' in (await choose(mode, origins));
        error.textContent = refused ? t('options_access_refused') : '';
        if (!refused) {
            onSaved();
        }
        await refresh();
        return !refused;
    }

    const answers = ['click', 'sites', 'everywhere'].map((value) => ({
        value,
        name: t(`access_${value}`),
        line: t(`access_${value}_line`),
    }));
    const showChosen = makeRadios(
        byId('access'),
        answers,
        (value) => void take(/** @type {import('../link.js').Access['mode']} */ (value)),
    );

    byId('grant').addEventListener('submit', async (event) => {
        event.preventDefault();
        const site = siteFrom(field.value);
        if (!site) {
            error.textContent = t('options_site_wrong');
        } else if (await take('sites', originsFor(site))) {
            field.value = '';
        }
    });

    return (_settings, { mode, origins }) => {
        showChosen(mode);
        byId('granted').hidden = mode !== 'sites';
        byId('granted-none').hidden = origins.length > 0;
        replaceItems(
            byId('granted-list'),
            origins.map((origin) => grantedRow(origin, onSaved, refresh)),
            field,
        );
    };
}

/**
 * @param {string} origin
 * @param {() => void} onSaved
 * @param {() => Promise<void>} refresh
 */
function grantedRow(origin, onSaved, refresh) {
    const site = siteOfOrigin(origin) ?? origin;
    const drop = async () => {
        await chrome.permissions.remove({ origins: [origin] });
        onSaved();
        await refresh();
    };
    return el(
        'li',
        {},
        el('span', { class: 'name' }, site),
        el(
            'button',
            {
                type: 'button',
                'data-key': origin,
                'aria-label': t('options_remove_named', site),
                on: { click: () => void drop() },
            },
            t('options_remove'),
        ),
    );
}
