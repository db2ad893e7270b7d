/** Texts of the interface in the browser's language. */

/**
 * @param {string} key
 * @param {...(string | number)} values for `$1`, `$2` ...
 * @returns {string}
 */
export function t(key, ...values) {
    return chrome.i18n.getMessage(key, values.map(String));
}

/**
 * A text that counts: `<key>_one` or `<key>_other`, with the count as `$1`.
 *
 * @param {string} key
 * @param {number} count
 * @param {...(string | number)} values for `$2` ...
 * @returns {string}
 */
export function tn(key, count, ...values) {
    const form = new Intl.PluralRules(t('locale_code')).select(count) === 'one' ? 'one' : 'other';
    return t(`${key}_${form}`, new Intl.NumberFormat(t('locale_code')).format(count), ...values);
}

/**
 * @param {string} iso a date, `2026-02-03`
 * @returns {string}
 */
export function tdate(iso) {
    return new Intl.DateTimeFormat(t('locale_code'), { dateStyle: 'medium', timeZone: 'UTC' }).format(
        new Date(iso),
    );
}

/** Puts texts into the page: `data-t` as content, `data-t-label` and `data-t-placeholder` as attributes. */
export function translatePage() {
    document.documentElement.lang = t('locale_code');
    for (const element of document.querySelectorAll('[data-t], [data-t-label], [data-t-placeholder]')) {
        const { t: content, tLabel, tPlaceholder } = /** @type {HTMLElement} */ (element).dataset;
        if (content) {
            element.textContent = t(content);
        }
        if (tLabel) {
            element.setAttribute('aria-label', t(tLabel));
        }
        if (tPlaceholder) {
            element.setAttribute('placeholder', t(tPlaceholder));
        }
    }
}
