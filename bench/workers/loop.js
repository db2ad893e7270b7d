/** The rules as a plain loop: each expression over each text. */

/**
 * @param {string[]} sources
 * @param {string[]} texts
 * @param {number} runs
 * @returns {{left: number, ms: number[]}} how many of the `sources` JavaScript does not take, and each run's time
 */
export function loop(sources, texts, runs) {
    const expressions = sources.flatMap((source) => {
        try {
            return [new RegExp(source, 'u')];
        } catch {
            return [];
        }
    });
    const ms = [];
    for (let run = 0; run < runs; run += 1) {
        const began = performance.now();
        for (const text of texts) {
            for (const expression of expressions) {
                expression.exec(text);
            }
        }
        ms.push(performance.now() - began);
    }
    return { left: sources.length - expressions.length, ms };
}
