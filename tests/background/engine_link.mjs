/** Stands where the build puts `platform/engine-link.js`; the test sets `globalThis.testEngine`. */

export const askEngine = (json) => globalThis.testEngine.askEngine(json);
export const engineStatus = () => globalThis.testEngine.engineStatus();
