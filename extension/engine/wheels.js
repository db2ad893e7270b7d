/** Puts wheels where Python finds them. */

const HOME = '/lib/wheels/';

/**
 * Of a wheel of pure Python the file itself is imported from, which takes no time; a wheel with a library in it must
 * be unpacked, for none can be loaded from inside a zip.
 *
 * @param {import('pyodide').PyodideAPI} pyodide
 * @param {{name: string, bytes: ArrayBuffer}[]} wheels
 */
export function installWheels(pyodide, wheels) {
    pyodide.FS.mkdirTree(HOME);
    for (const { name, bytes } of wheels) {
        if (name.endsWith('-none-any.whl')) {
            pyodide.FS.writeFile(HOME + name, new Uint8Array(bytes));
        } else {
            pyodide.unpackArchive(bytes, 'wheel');
        }
    }
    // A memory restored from a snapshot has the paths already.
    pyodide.runPython(`
import os, sys
sys.path.extend(path for name in os.listdir("${HOME}") if (path := "${HOME}" + name) not in sys.path)`);
}
