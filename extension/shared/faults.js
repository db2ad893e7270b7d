/** Why the engine gave no answer, in words; their texts are the `fault_<word>` messages of `_locales`. */

/** @typedef {'rests' | 'twice' | 'start' | 'timeout' | 'memory' | 'ended' | 'failed'} Fault */

/**
 * What may stop the engine's Worker: no start in time, no answer in time, no room left, its end, anything else.
 *
 * @type {readonly Fault[]}
 */
const CAUSES = Object.freeze(['start', 'timeout', 'memory', 'ended', 'failed']);

/** @type {readonly string[]} `rests` and `twice` say what came of it. */
const FAULTS = Object.freeze(['rests', 'twice', ...CAUSES]);

/**
 * @param {string} told by a Worker of what stopped it
 * @returns {Fault} `failed` where it is none of the words, such as an error of Python
 */
export function causeOf(told) {
    return CAUSES.find((cause) => cause === told) ?? 'failed';
}

/**
 * @param {string} detail words with a space between; else an error of the core
 * @returns {string[]} the words
 */
export function faultsIn(detail) {
    const words = detail.split(' ');
    return words.every((word) => FAULTS.includes(word)) ? words : ['failed'];
}
