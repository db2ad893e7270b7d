// The core in Pyodide under Node: node tests/wasm/pyodide_session.mjs VENDOR
// VENDOR is the `vendor/` folder of a built package. Each line of stdin is one request as a JSON string, each line
// of stdout its reply as a JSON string, in order; the first line says that the session is up.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { loadPyodide } from 'pyodide';

import { installWheels } from '../../extension/engine/wheels.js';

const vendor = process.argv[2];
const { wheels } = JSON.parse(readFileSync(join(vendor, 'engine.json'), 'utf8'));
const pyodide = await loadPyodide({ indexURL: join(vendor, 'pyodide') });
installWheels(pyodide, wheels.map((/** @type {string} */ name) => {
    return { name, bytes: new Uint8Array(readFileSync(join(vendor, name))).buffer };
}));
const importsRegex = pyodide.runPython('import sys, softsell.wire; "regex" in sys.modules');
const scanJson = pyodide.runPython('softsell.wire.scan_json');
say({ python: pyodide.runPython('sys.version').split(' ')[0], importsRegex });
for await (const line of createInterface({ input: process.stdin })) {
    say(scanJson(JSON.parse(line)));
}

/** @param {unknown} value */
function say(value) {
    process.stdout.write(`${JSON.stringify(value)}\n`);
}
