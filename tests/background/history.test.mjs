import assert from 'node:assert/strict';
import { test } from 'node:test';

import { grown } from '../../extension/background/history.js';
import { finding } from './engine.mjs';
import { openPage, report, start } from './setup.mjs';

const found = (...texts) => texts.map((text, i) => ({ ...finding({ text }), id: `${i}` }));
const step = (before, at, score, ...texts) => grown(before, 'page1', { at, score, findings: found(...texts) });
const textsOf = ({ came }) => came.map(({ text }) => text);

test('a moment says when the score moved, and what came then', () => {
    const first = step(undefined, 10_000, 20, 'Only 3 left');
    const { moments } = step(first, 15_000, 35, 'Only 3 left', 'Hurry');
    assert.deepEqual(moments.map(({ at, score }) => [at, score]), [[10_000, 20], [15_000, 35]]);
    assert.deepEqual(moments.map(textsOf), [['Only 3 left'], ['Hurry']]);
});

test('a number that ticks is nothing new, and a phrase that comes back neither', () => {
    let history = step(undefined, 0, 20, 'Ends in 10:00');
    history = step(history, 5_000, 20, 'Ends in 09:55');
    assert.equal(history.moments.length, 1);
    history = step(step(history, 9_000, 0), 12_000, 20, 'Ends in 09:48');
    assert.deepEqual(history.moments.map(textsOf), [['Ends in 10:00'], [], []]);
});

test('what comes within a second is one moment, with a few phrases named and the others counted', () => {
    const first = step(undefined, 0, 10, 'a');
    const { moments } = step(first, 900, 50, 'a', 'b', 'c', 'd', 'e');
    assert.deepEqual(moments.map(({ at, score, others }) => [at, score, others]), [[0, 50, 2]]);
    assert.deepEqual(textsOf(moments[0]), ['a', 'b', 'c']);
});

test('another page begins anew', () => {
    const first = step(undefined, 0, 10, 'a');
    const next = grown(first, 'page2', { at: 5_000, score: 30, findings: found('a') });
    assert.deepEqual(next.moments.map(({ score }) => score), [30]);
});

test('it is bounded: sixty moments, the first among them, and short texts', () => {
    let history;
    for (let i = 0; i < 500; i += 1) {
        history = step(history, i * 2_000, i % 100, `${'x'.repeat(i)} ${'y'.repeat(5_000)}`);
    }
    assert.equal(history.moments.length, 60);
    assert.equal(history.moments[0].at, 0);
    assert.equal(history.moments.at(-1).at, 998_000);
    assert.ok(JSON.stringify(history).length < 60_000, `${JSON.stringify(history).length}`);
});

test('the popup gets it with the state of its tab', async (context) => {
    const { chrome, ask } = await start();
    const page = openPage(chrome);
    context.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
    await page.say('report', report({ findings: found('Only 3 left') }));
    context.mock.timers.tick(4_000);
    await page.say('report', report({ findings: found('Only 3 left', 'Hurry') }));
    const { history } = await ask('state', { tabId: 1 });
    assert.deepEqual(history.map(({ at, score }) => [at, score]), [[1_000_000, 10], [1_004_000, 20]]);
});
