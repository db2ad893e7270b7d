/** Settings to a file and from one, and back to how they were after install. */

import { LIMITS } from '../../shared/kinds.js';
import { byId } from '../dom.js';
import { t } from '../i18n.js';
import { ask, inWords } from '../link.js';
import { saveFile } from './save-file.js';

/** No more of a file is read: one byte over what is taken, so that the reason given is its size. */
const MOST_READ = LIMITS.settingsFile + 1;

/** @param {import('../options.js').Change} change */
export function makeFile(change) {
    const picker = byId('import-file', HTMLInputElement);
    const dialog = byId('confirm-reset', HTMLDialogElement);

    /** @param {string} said @param {string} [error] */
    function tell(said, error = '') {
        byId('file-said').textContent = said;
        byId('file-error').textContent = error;
    }

    byId('export').addEventListener('click', async () => {
        const { json } = await ask('settings-export');
        saveFile('softsell-settings.json', json);
        tell(t('options_exported'));
    });

    byId('import').addEventListener('click', () => picker.click());
    picker.addEventListener('change', async () => {
        const [file] = picker.files ?? [];
        if (!file) {
            return;
        }
        const json = await file.slice(0, MOST_READ).text();
        picker.value = '';
        const reply = await ask('settings-import', { json });
        if (reply.error) {
            tell('', t('options_import_failed', file.name, inWords(reply.error)));
        } else {
            tell(t('options_imported', file.name));
        }
    });

    byId('reset').addEventListener('click', () => {
        dialog.returnValue = 'no';
        dialog.showModal();
    });
    dialog.addEventListener('close', async () => {
        if (dialog.returnValue === 'yes' && (await change('settings-reset'))) {
            tell(t('options_reset_done'));
        }
    });
}
