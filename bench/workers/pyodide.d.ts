// Its makers' types, for the file that a browser can load.
declare module '*/node_modules/pyodide/pyodide.mjs' {
    export const loadPyodide: typeof import('pyodide').loadPyodide;
}
