/**
 * Runs jobs one after the other; a job that fails does not stop the next.
 *
 * @returns {<T>(job: () => Promise<T>) => Promise<T>}
 */
export function makeQueue() {
    /** @type {Promise<unknown>} */
    let last = Promise.resolve();
    return (job) => {
        const next = last.then(job);
        last = next.catch(() => undefined);
        return next;
    };
}
