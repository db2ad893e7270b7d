/**
 * Boots Pyodide with the detection core in it: from the memory of an earlier boot, or cold.
 *
 * Memory is all a snapshot holds. The files are not in it, so the wheels are installed at each boot; nor do a
 * C extension's functions survive it, so it is taken before the core first imports `regex`.
 */
import { loadWithMemory, takeMemory } from './memory.js';
import { dropSnapshot, keepSnapshot, readHead, readSnapshot } from './snapshots.js';
import { installWheels } from './wheels.js';

const VENDOR = new URL('../vendor/', import.meta.url);

// Reads all packs, for the blocks of one page may be of any language; where nothing is found, `regex` is not imported.
const WARM_UP = `
import json
from softsell.wire import scan_json
for lang in json.loads(scan_json('{"v": 1, "kind": "about"}'))["langs"]:
    scan_json(json.dumps({"v": 1, "kind": "scan", "lang": lang, "blocks": [{"i": 0, "text": "."}]}))
`;

/**
 * @typedef {import('pyodide').PyodideAPI} Pyodide
 * @typedef {{buildId: string, wheels: string[]}} Package  of `vendor/engine.json`
 * @typedef {{json: string} | {error: string}} Answer
 * @typedef {{boot: 'cold' | 'snapshot', scan: (request: string) => Answer}} Engine
 * `scan` throws only when this Python cannot go on.
 */

/**
 * @param {'use' | 'drop'} kept  what to do with a snapshot kept earlier
 * @returns {Promise<Engine>}
 */
export async function boot(kept) {
    const modules = Promise.all([
        import('../vendor/pyodide/pyodide.mjs'), import('../vendor/pyodide/pyodide.asm.mjs'),
    ]);
    /** @type {Package} */
    const { buildId, wheels } = await (await fetched('engine.json')).json();
    const { head, bytes: memory } = kept === 'use'
        ? readSnapshot(buildId)
        : { head: readHead(), bytes: Promise.reject(new Error('the last one failed')) };
    [head, memory].forEach((read) => read.catch(() => {})); // they are awaited below, and may fail before
    const files = Promise.all(wheels.map(async (name) => ({ name, bytes: await (await fetched(name)).arrayBuffer() })));
    const [{ loadPyodide }, { default: createPyodideModule }] = await modules;
    /** @type {Promise<void> | undefined} */
    let dropped;
    const config = { indexURL: new URL('pyodide/', VENDOR).href };

    try {
        const pyodide = await loadWithMemory(loadPyodide, createPyodideModule, config, memory);
        (await memory).buffer.transfer(0); // it is in place, and no collector would hurry over its 50 MB
        installWheels(pyodide, await files);
        return { boot: 'snapshot', scan: scanner(pyodide) };
    } catch (error) {
        console.info(`Starting without a snapshot: ${/** @type {Error} */ (error).message}`);
        dropped = head.then(dropSnapshot).catch(() => {}); // where nothing can be kept, every boot is a cold one
    }

    const pyodide = await loadPyodide({ ...config, createPyodideModule, _makeSnapshot: true });
    installWheels(pyodide, await files);
    pyodide.runPython(WARM_UP);
    // Before anything is answered, for a browser may close the engine soon after: it costs a tenth of a second once.
    try {
        await dropped; // begun before the boot, and done long since if the storage answers
        await keepSnapshot({ buildId, bytes: takeMemory(pyodide) });
    } catch (error) {
        console.info('No snapshot kept, so the next start is a cold one too.', error);
    }
    return { boot: 'cold', scan: scanner(pyodide) };
}

/**
 * Imports what no snapshot may hold, and holds the one Python object that JavaScript calls.
 *
 * @param {Pyodide} pyodide
 * @returns {Engine['scan']}
 */
function scanner(pyodide) {
    const scanJson = pyodide.runPython('import regex, softsell.wire; softsell.wire.scan_json');
    return (request) => {
        try {
            return { json: scanJson(request) };
        } catch (error) {
            if (error instanceof pyodide.ffi.PythonError) {
                if (error.type === 'MemoryError') { // a memory that has grown stays so: only a new Worker has room
                    throw new Error('memory', { cause: error });
                }
                return { error: `The core failed: ${error.message.trim().split('\n').at(-1)}` };
            }
            throw error;
        }
    };
}

/** @param {string} path  under vendor/ */
async function fetched(path) {
    const response = await fetch(new URL(path, VENDOR));
    if (!response.ok) {
        throw new Error(`The package lacks vendor/${path}.`);
    }
    return response;
}
