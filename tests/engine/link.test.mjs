import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { askEngine, engineStatus } from '../../extension/platform/chromium/engine-link.js';

/** Chromium as the link sees it: at most one offscreen document, which the test makes answer. */
class OffscreenChromium {
    created = 0;

    open = false;

    /** @type {object[]} */
    messages = [];

    /** @type {(message: {json?: string}) => unknown} */
    answer = ({ json }) => ({ json: `answer to ${json}` });

    runtime = {
        ContextType: { OFFSCREEN_DOCUMENT: 'OFFSCREEN_DOCUMENT' },
        getURL: (/** @type {string} */ path) => `chrome-extension://id/${path}`,
        getContexts: async () => this.open ? [{}] : [],
        sendMessage: async (/** @type {{json?: string}} */ message) => {
            this.messages.push(message);
            if (!this.open) {
                throw new Error('Could not establish connection. Receiving end does not exist.');
            }
            return this.answer(message);
        },
    };

    offscreen = {
        Reason: { WORKERS: 'WORKERS' },
        createDocument: async () => {
            await Promise.resolve();
            if (this.open) {
                throw new Error('Only a single offscreen document may be created.');
            }
            this.created += 1;
            this.open = true;
        },
        closeDocument: async () => {
            if (!this.open) {
                throw new Error('No current offscreen document.');
            }
            this.open = false;
        },
    };
}

/** @type {OffscreenChromium} */
let chromium;

beforeEach(() => {
    chromium = new OffscreenChromium();
    Object.assign(globalThis, { chrome: chromium });
});

test('requests that come together open one document', async () => {
    const answers = await Promise.all([askEngine('one'), askEngine('two'), askEngine('three')]);
    assert.deepEqual(answers, ['answer to one', 'answer to two', 'answer to three']);
    assert.equal(chromium.created, 1);
    assert.deepEqual(chromium.messages[0], { to: 'engine', v: 1, kind: 'ask', json: 'one' });
});

test('a document that goes away under a request is opened anew, and asked again once', async () => {
    await askEngine('one');
    chromium.answer = () => {
        chromium.open = false;
        chromium.answer = ({ json }) => ({ json: `second answer to ${json}` });
        throw new Error('The message channel closed before a response was received.');
    };
    assert.equal(await askEngine('two'), 'second answer to two');
    assert.equal(chromium.created, 2);

    chromium.answer = () => {
        chromium.open = false;
        throw new Error('The message channel closed before a response was received.');
    };
    await assert.rejects(askEngine('three'), /channel closed/);
    assert.equal(chromium.created, 3);
});

test('all that were under way when the document went are answered by one new one', async () => {
    await askEngine('one');
    /** @type {(() => void)[]} */
    const lose = [];
    chromium.answer = () => new Promise((_, reject) => {
        lose.push(() => reject(new Error('The message channel closed before a response was received.')));
    });
    const answers = Promise.all([askEngine('two'), askEngine('three')]);
    while (lose.length < 2) {
        await Promise.resolve();
    }
    chromium.open = false;
    chromium.answer = ({ json }) => ({ json: `answer to ${json}` });
    lose[0]();
    while (!chromium.open) {
        await Promise.resolve();
    }
    lose[1]();
    assert.deepEqual(await answers, ['answer to two', 'answer to three']);
    assert.equal(chromium.created, 2);
});

for (const [other, silence] of Object.entries({
    'nobody else does': () => Promise.reject(new Error('Receiving end does not exist.')),
    'the popup does': () => Promise.resolve(undefined),
})) {
    test(`a document that does not listen is replaced, where ${other}`, async () => {
        chromium.open = true;
        chromium.answer = () => {
            chromium.answer = ({ json }) => ({ json: `answer to ${json}` });
            return silence();
        };
        assert.equal(await askEngine('one'), 'answer to one');
        assert.equal(chromium.created, 1);
    });
}

test('what the engine says it cannot do is said to the asker', async () => {
    chromium.answer = () => ({ error: 'The engine rests.' });
    await assert.rejects(askEngine('one'), { message: 'The engine rests.' });
    assert.equal(chromium.messages.length, 1);
});

test('asking how the engine stands starts nothing', async () => {
    assert.equal((await engineStatus()).state, 'idle');
    assert.equal(chromium.created, 0);
});
