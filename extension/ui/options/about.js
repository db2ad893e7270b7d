/** Version, and the keyboard commands with the keys they have now. */

import { byId, el } from '../dom.js';
import { t } from '../i18n.js';
import { ask } from '../link.js';

export async function makeAbout() {
    const { version } = await ask('about');
    byId('version').textContent = t('options_version', version);

    const commands = /** @type {typeof chrome.commands & {openShortcutSettings?: () => void} | undefined} */ (
        chrome.commands
    );
    byId('keys-group').hidden = !commands;
    for (const { name, shortcut, description } of (await commands?.getAll()) ?? []) {
        const what = name === '_execute_action' ? t('command_popup') : (description ?? '');
        byId('keys').append(
            el('dt', {}, shortcut ? el('kbd', {}, shortcut) : t('options_keys_none')),
            el('dd', {}, what),
        );
    }
    byId('change-keys').addEventListener('click', () => {
        if (commands?.openShortcutSettings) {
            commands.openShortcutSettings();
        } else {
            void chrome.tabs.create({ url: 'chrome://extensions/shortcuts' });
        }
    });
}
