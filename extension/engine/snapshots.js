/**
 * Keeps one snapshot of the booted Python's memory on the user's machine, in IndexedDB. It belongs to one build of
 * the package; the next build's takes its place. Damage on disk shows in its checksum. A storage that hangs holds a
 * start up for no longer than the limits below, and only once.
 */

const STORE = 'snapshots';
/** Milliseconds a read may take: over ten times what one takes, about what the cold boot takes that comes instead. */
const READ_MS = 5_000;
/** Milliseconds in which the slowest disk writes a snapshot. */
const WRITE_MS = 10_000;
const SILENT = 'the storage does not answer';
let hangs = false;

/**
 * @typedef {{buildId: string, bytes: Uint8Array<ArrayBuffer>}} Snapshot
 * @typedef {{buildId: string, checksum: number}} Head  tells of the bytes kept beside it
 */

/**
 * @param {string} buildId
 * @returns {{head: Promise<Head | undefined>, bytes: Promise<Uint8Array<ArrayBuffer>>}} `bytes` rejects when there are
 *     none of this build, or damaged ones
 */
export function readSnapshot(buildId) {
    /** @type {Promise<[Head | undefined, Uint8Array<ArrayBuffer> | undefined]>} */
    const read = inStore('readonly', (store) => [store.get('head'), store.get('bytes')]);
    return {
        head: read.then(([head]) => head),
        bytes: read.then(([head, bytes]) => {
            if (head?.buildId !== buildId) {
                throw new Error('there is none of this build');
            }
            if (!bytes || checksum(bytes) !== head.checksum) {
                throw new Error('it is damaged');
            }
            return bytes;
        }),
    };
}

/** @returns {Promise<Head | undefined>} */
export async function readHead() {
    const [head] = await inStore('readonly', (store) => [store.get('head')]);
    return head;
}

/** @param {Snapshot} snapshot */
export async function keepSnapshot({ buildId, bytes }) {
    /** @type {Head} */
    const head = { buildId, checksum: checksum(bytes) };
    await inStore('readwrite', (store) => [store.clear(), store.put(head, 'head'), store.put(bytes, 'bytes')]);
}

/**
 * Drops what is kept if it is still what was read: another engine may have kept its own since.
 *
 * @param {Head | undefined} read
 */
export async function dropSnapshot(read) {
    await inStore('readwrite', (store) => {
        const kept = store.get('head');
        kept.onsuccess = () => {
            if (kept.result?.buildId === read?.buildId && kept.result?.checksum === read?.checksum) {
                store.clear();
            }
        };
        return [kept];
    });
}

/**
 * Runs requests in one transaction; a storage that once took too long is let be.
 *
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest[]} requests
 * @returns {Promise<any>} their results, once the transaction is done
 */
async function inStore(mode, requests) {
    if (hangs) {
        throw new Error(SILENT);
    }
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => {
            hangs = true;
            reject(new Error(SILENT));
        }, mode === 'readonly' ? READ_MS : WRITE_MS);
    });
    return Promise.race([transacted(mode, requests), late]).finally(() => clearTimeout(timer));
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest[]} requests
 * @returns {Promise<any>}
 */
async function transacted(mode, requests) {
    const db = await open();
    try {
        return await new Promise((resolve, reject) => {
            const transaction = db.transaction(STORE, mode);
            const sent = requests(transaction.objectStore(STORE));
            transaction.oncomplete = () => resolve(sent.map(({ result }) => result));
            transaction.onabort = () => reject(transaction.error);
        });
    } finally {
        db.close();
    }
}

/** @returns {Promise<IDBDatabase>} */
function open() {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open('engine', 1);
        request.onupgradeneeded = () => request.result.createObjectStore(STORE);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/**
 * FNV-1a by words, which sees every change of a single one: bytes that only we write need no more against a bad disk.
 * `crypto.subtle` would hold a copy of all of them for as long as no garbage is collected.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
function checksum(bytes) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    let sum = bytes.length;
    for (let i = 0; i < words.length; i += 1) { // nine times as fast as by an iterator
        sum = Math.imul(sum ^ words[i], 0x01000193);
    }
    return sum;
}
