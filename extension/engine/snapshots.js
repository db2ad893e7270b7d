/**
 * Keeps one snapshot of the booted Python's memory on the user's machine, in IndexedDB. It belongs to one build of
 * the package; the next build's takes its place. Damage on disk shows in its checksum.
 */

const STORE = 'snapshots';

/**
 * @typedef {{buildId: string, bytes: Uint8Array<ArrayBuffer>}} Snapshot
 * @typedef {{buildId: string, checksum: number}} Head  tells of the bytes kept beside it
 */

/**
 * @param {string} buildId
 * @returns {Promise<Uint8Array<ArrayBuffer>>} rejects when there is none of this build, or a damaged one
 */
export async function readSnapshot(buildId) {
    /** @type {[Head | undefined, Uint8Array<ArrayBuffer> | undefined]} */
    const [head, bytes] = await inStore('readonly', (store) => [store.get('head'), store.get('bytes')]);
    if (head?.buildId !== buildId) {
        throw new Error('there is none of this build');
    }
    if (!bytes || checksum(bytes) !== head.checksum) {
        throw new Error('it is damaged');
    }
    return bytes;
}

/** @param {Snapshot} snapshot */
export async function keepSnapshot({ buildId, bytes }) {
    /** @type {Head} */
    const head = { buildId, checksum: checksum(bytes) };
    await inStore('readwrite', (store) => [store.clear(), store.put(head, 'head'), store.put(bytes, 'bytes')]);
}

export async function dropSnapshot() {
    await inStore('readwrite', (store) => [store.clear()]);
}

/**
 * Runs requests in one transaction.
 *
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest[]} requests
 * @returns {Promise<any>} their results, once the transaction is done
 */
async function inStore(mode, requests) {
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
