// Runs a Python script in the Pyodide that ships: node build/in_pyodide.mjs SCRIPT [ARGUMENT]...
// The script sees this machine's files below /host; its environment holds what ours has of PASSED_ON.
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';

const [script, ...args] = process.argv.slice(2);
const PASSED_ON = ['SOURCE_DATE_EPOCH', 'PYTHONNODEBUGRANGES'];
const pyodide = await loadPyodide({
    env: Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
});
pyodide.mountNodeFS('/host', '/');
pyodide.pyimport('sys').argv = pyodide.toPy([script, ...args]);
try {
    pyodide.runPython(readFileSync(script, 'utf8'), {
        filename: script,
        globals: pyodide.toPy({ __name__: '__main__' }),
    });
} catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
}
