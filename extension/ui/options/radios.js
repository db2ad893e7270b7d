/** A question with a few answers, each with a line that says what it does. */

import { el } from '../dom.js';

/**
 * @typedef {{value: string, name: string, line: string}} Answer
 * @param {HTMLElement} fieldset with its legend
 * @param {Answer[]} answers
 * @param {(value: string) => void} onChoose
 * @returns {(value: string) => void} shows an answer as the chosen one
 */
export function makeRadios(fieldset, answers, onChoose) {
    const radios = answers.map(({ value, name, line }) => {
        const choose = () => onChoose(value);
        const radio = el('input', {
            type: 'radio',
            name: fieldset.id,
            value,
            id: `${fieldset.id}-${value}`,
            on: { change: choose },
        });
        fieldset.append(
            el(
                'label',
                { class: 'choice' },
                radio,
                el('span', {}, el('strong', {}, name), el('span', { class: 'soft' }, line)),
            ),
        );
        return radio;
    });
    return (value) =>
        radios.forEach((radio) => {
            radio.checked = radio.value === value;
        });
}
