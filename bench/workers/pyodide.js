/** A Worker that boots Pyodide as its makers released it, at the first message, and answers once Python runs. */
import { loadPyodide } from '../../node_modules/pyodide/pyodide.mjs';

addEventListener('message', async () => {
    const pyodide = await loadPyodide();
    postMessage(pyodide.runPython('1 + 1'));
});
