/** What is found and how it is told: sensitivity, tactics, tone of alternatives, marks in the page. */

import { HARD_TACTICS } from '../../shared/tactics.js';
import { byId } from '../dom.js';
import { t } from '../i18n.js';
import { makeRadios } from './radios.js';
import { makeSwitch } from './switch.js';

/**
 * @param {import('../options.js').Change} change
 * @returns {import('../options.js').Show}
 */
export function makeWhat(change) {
    /** @param {Record<string, unknown>} patch */
    const set = (patch) => void change('settings-set', { patch });
    const steps = ['low', 'normal', 'high'].map((value) => ({
        value,
        name: t(`sensitivity_${value}`),
        line: t(`sensitivity_${value}_line`),
    }));
    const tones = ['plain', 'advisory', 'warm'].map((value) => ({
        value,
        name: t(`tone_${value}`),
        line: t(`tone_${value}_line`),
    }));
    const showSensitivity = makeRadios(byId('sensitivity'), steps, (sensitivity) => set({ sensitivity }));
    const showTone = makeRadios(byId('tone'), tones, (tone) => set({ tone }));

    const tactics = HARD_TACTICS.map((id) => {
        const row = makeSwitch(`tactic-${id}`, t(`tactic_${id}_name`), t(`tactic_${id}_line`), () =>
            set({
                tactics: Object.fromEntries(
                    tactics.filter(({ input }) => !input.checked).map((one) => [one.id, false]),
                ),
            }),
        );
        byId('tactics').append(row.item);
        return { id, input: row.input };
    });
    const marks = makeSwitch('highlight', t('options_highlight'), t('options_highlight_line'), (highlight) =>
        set({ highlight }),
    );
    byId('page').append(marks.item);

    return ({ sensitivity, tone, tactics: off, highlight }) => {
        showSensitivity(sensitivity);
        showTone(tone);
        tactics.forEach(({ id, input }) => {
            input.checked = !Object.hasOwn(off, id);
        });
        marks.input.checked = highlight;
    };
}
