/** What both `chromium/engine-link.js` and `firefox/engine-link.js` export; the build copies one of the folders to `platform/`. */
import type { EngineStatus } from '../engine/supervisor.js';

/** Starts the engine where it does not run. Rejects with words of `shared/faults.js`, or with an error of the browser or the core. */
export function askEngine(json: string): Promise<string>;

/** Starts nothing. */
export function engineStatus(): Promise<EngineStatus>;
