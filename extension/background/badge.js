/** The toolbar button: the score as a badge, and the same in words in its title. */

const COLOURS = Object.freeze({
    calm: '#2f6f5e',
    some: '#7a5c00',
    pressing: '#a34a1c',
    hard: '#8f2440',
    off: '#6b6b70',
});

/**
 * @param {number} tabId
 * @param {{text: string, colour: string, title: string}} look
 */
async function paint(tabId, { text, colour, title }) {
    try {
        await Promise.all([
            chrome.action.setBadgeText({ tabId, text }),
            chrome.action.setBadgeBackgroundColor({ tabId, color: colour }),
            chrome.action.setBadgeTextColor({ tabId, color: '#ffffff' }),
            chrome.action.setTitle({ tabId, title }),
        ]);
    } catch {
        // The tab has closed since.
    }
}

/**
 * @param {number} tabId
 * @param {Pick<import('./results.js').PageScore, 'score' | 'band'>} result
 */
export function showScore(tabId, { score, band }) {
    const words = chrome.i18n.getMessage(`band_${band}`);
    return paint(tabId, {
        text: String(score),
        colour: COLOURS[band],
        title: chrome.i18n.getMessage('badge_score', [String(score), words]),
    });
}

/** @param {number} tabId */
export function showOff(tabId) {
    const text = chrome.i18n.getMessage('badge_off_text');
    return paint(tabId, { text, colour: COLOURS.off, title: chrome.i18n.getMessage('badge_off') });
}

/** @param {number} tabId */
export function showBroken(tabId) {
    return paint(tabId, { text: '!', colour: COLOURS.off, title: chrome.i18n.getMessage('badge_broken') });
}

/** @param {number} tabId */
export function showNothing(tabId) {
    return paint(tabId, { text: '', colour: COLOURS.off, title: chrome.i18n.getMessage('app_name') });
}
