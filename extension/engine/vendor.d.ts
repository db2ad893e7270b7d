// What the build puts into vendor/ beside the sources.
declare module '*/vendor/pyodide/pyodide.mjs' {
    export const loadPyodide: typeof import('pyodide').loadPyodide;
}

declare module '*/vendor/pyodide/pyodide.asm.mjs' {
    const createPyodideModule: NonNullable<import('pyodide').PyodideConfig['createPyodideModule']>;
    export default createPyodideModule;
}
