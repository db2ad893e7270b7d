/** Where nothing was read there is no score to show. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readingOf } from '../../extension/shared/reading.js';

const CALM = { lang: 'en', blocks: 40, findings: [], soft_findings: [] };

test('a calm page was read', () => {
    assert.equal(readingOf(CALM), 'read');
});

test('a page without text was not, nor one in a language without a pack', () => {
    assert.equal(readingOf({ ...CALM, blocks: 0 }), 'empty');
    assert.equal(readingOf({ ...CALM, lang: 'und' }), 'unread');
});

test('a few words of no telling language were read, and so was a page in which something was found', () => {
    assert.equal(readingOf({ ...CALM, lang: 'und', blocks: 3 }), 'read');
    assert.equal(readingOf({ ...CALM, lang: 'und', findings: [{}] }), 'read');
    assert.equal(readingOf({ ...CALM, lang: 'und', soft_findings: [{}] }), 'read');
});
