import assert from 'node:assert/strict';
import { test } from 'node:test';

const OWN = 'chrome-extension://softsell';
const BACKGROUND = { id: 'softsell', url: `${OWN}/background/main.js` };
const STATUS = { to: 'engine', v: 1, kind: 'status' };

/** @type {(message: unknown, sender: object, respond: (reply: unknown) => void) => boolean} */
let listener;
globalThis.chrome = /** @type {any} */ ({
    runtime: {
        id: 'softsell',
        getURL: (/** @type {string} */ path) => `${OWN}/${path}`,
        onMessage: { addListener: (/** @type {typeof listener} */ added) => (listener = added) },
    },
});
await import('../../extension/engine/offscreen.js');

/** What the document answers at once; undefined where it does not listen. */
function answerTo(message, sender) {
    let answer;
    assert.equal(listener(message, sender, (reply) => (answer = reply)), false);
    return answer;
}

test('the background is answered', () => {
    assert.equal(answerTo(STATUS, BACKGROUND).state, 'idle');
    assert.equal(answerTo(STATUS, { ...BACKGROUND, origin: OWN }).state, 'idle');
});

test('nobody else is answered, a content script in a page without a tab neither', () => {
    const site = 'https://shop.example';
    const senders = [
        {},
        { id: 'another', url: 'chrome-extension://another/main.js' },
        { id: 'another', origin: OWN, url: BACKGROUND.url },
        { ...BACKGROUND, tab: { id: 1 } },
        { id: 'softsell', origin: site, url: `${site}/`, tab: { id: 1 }, frameId: 0 },
        { id: 'softsell', origin: site, url: `${site}/`, frameId: 3 },
        { id: 'softsell', origin: 'null', url: 'about:srcdoc' },
        { id: 'softsell', origin: `${OWN}.evil.example`, url: BACKGROUND.url },
        { id: 'softsell' },
    ];
    for (const sender of senders) {
        assert.equal(answerTo(STATUS, sender), undefined, JSON.stringify(sender));
        assert.equal(answerTo({ ...STATUS, kind: 'ask', json: '{}' }, sender), undefined, JSON.stringify(sender));
    }
});

test('a message of another form is not for it', () => {
    for (const message of [null, 'status', {}, { ...STATUS, v: 2 }, { ...STATUS, to: 'background' },
        { ...STATUS, kind: 'stop' }, { ...STATUS, kind: 'ask', json: 7 }]) {
        assert.equal(answerTo(message, BACKGROUND), undefined, JSON.stringify(message));
    }
});
