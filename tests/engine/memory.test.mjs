import assert from 'node:assert/strict';
import { test } from 'node:test';

import { loadPyodide } from 'pyodide';
import createPyodideModule from 'pyodide/pyodide.asm.mjs';

import { loadWithMemory, takeMemory } from '../../extension/engine/memory.js';

const FRESH_MEMORY = 31_457_280; // bytes of Pyodide's memory before it grows

test('Python goes on where it was when its memory was taken, also when that had grown', async () => {
    const first = await loadPyodide({ _makeSnapshot: true });
    first.runPython('import json; kept = bytearray(40_000_000); kept[-1] = 7');
    const bytes = takeMemory(first);
    assert.ok(bytes.length > FRESH_MEMORY);

    const second = await loadWithMemory(loadPyodide, createPyodideModule, {}, Promise.resolve(bytes));
    assert.equal(second.runPython('json.dumps([len(kept), kept[-1]])'), '[40000000, 7]');
});

test('the zeros at the end of a memory are not kept', async () => {
    const pyodide = await loadPyodide({ _makeSnapshot: true });
    assert.ok(takeMemory(pyodide).length < FRESH_MEMORY * 0.95);
});

test('bytes that are no memory are refused', async () => {
    const bytes = Promise.resolve(new Uint8Array(4096));
    await assert.rejects(loadWithMemory(loadPyodide, createPyodideModule, {}, bytes), /magic number/);
});
