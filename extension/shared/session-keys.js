/** Where the session's memory holds a tab's results, and the reason where it has none: the popup follows both. */

/** @param {number} tabId */
export const resultsKey = (tabId) => `tab:${tabId}`;

/** @param {number} tabId */
export const failureKey = (tabId) => `failed:${tabId}`;

/** @param {string} key */
export const isResultsKey = (key) => key.startsWith('tab:');
