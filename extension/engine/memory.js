/** Python's memory as one block of bytes: taken from a running Pyodide, and put into a fresh one. */

/**
 * @typedef {import('pyodide').PyodideAPI} Pyodide
 * @typedef {import('pyodide').PyodideConfig} Config
 * @typedef {typeof import('pyodide').loadPyodide} LoadPyodide
 * @typedef {NonNullable<Config['createPyodideModule']>} CreateModule
 */

/**
 * @param {Pyodide} pyodide  loaded with `_makeSnapshot: true`, no C extension imported
 * @returns {Uint8Array<ArrayBuffer>} without the zeros at its end, which a fresh memory has anyway
 */
export function takeMemory(pyodide) {
    const bytes = pyodide.makeMemorySnapshot();
    const words = new BigUint64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 3);
    const end = words.findLastIndex((word) => word !== 0n) + 1;
    return bytes.slice(0, end << 3);
}

/**
 * @param {LoadPyodide} loadPyodide
 * @param {CreateModule} createModule
 * @param {Config} config
 * @param {Promise<Uint8Array<ArrayBuffer>>} memory  awaited while the WebAssembly is being fetched
 */
export function loadWithMemory(loadPyodide, createModule, config, memory) {
    return loadPyodide({
        ...config,
        _loadSnapshot: memory,
        createPyodideModule: async (settings) => {
            const module = /** @type {any} */ (await createModule(settings));
            const { length } = await memory;
            // Pyodide copies the bytes in as they are: a memory that had grown must grow first.
            if (length > module.HEAP8.length) {
                module.growMemory(length);
            }
            return module;
        },
    });
}
