'use strict';
// The marks of a block: what the engine found in it, and where that stands on the page.
(() => {
    /** Tactics that words tell of, and what was seen of a prompt does too. */
    const OF_PROMPTS = ['nagging', 'unsolicited'];

    const NUMBERS = /\d+(?:[.,:]\d+)*/g;

    /** A finding whose text has ticked on, with the numbers that ticked put right in all it says. */
    const tickedOn = (
        /** @type {Softsell.Finding} */ finding, /** @type {string} */ then, /** @type {string} */ now,
    ) => {
        const after = now.match(NUMBERS) ?? [];
        /** @type {Map<string, string>} */
        const ticked = new Map();
        for (const [at, number] of (then.match(NUMBERS) ?? []).entries()) {
            const next = after[at];
            if (ticked.has(number) && ticked.get(number) !== next) {
                return finding; // which of two equal numbers is meant, only the engine can tell
            }
            ticked.set(number, next);
        }
        const retell = (/** @type {string} */ said) => said.replace(NUMBERS, (number) => ticked.get(number) ?? number);
        return {
            ...finding,
            context: retell(finding.context),
            alternative: retell(finding.alternative),
            facts: finding.facts.map(retell),
        };
    };

    softsell.idOf = (block, finding) => `${block.i}:${finding.start}:${finding.rule}`;

    softsell.marksOf = (block, findings) =>
        findings.map((finding) => ({
            id: softsell.idOf(block, finding),
            finding: { ...finding, block: block.i, text: block.text.slice(finding.start, finding.end) },
            block,
            range: softsell.rangeOf(block, finding.start, finding.end),
        }));

    /** Whether words say what was seen of their prompt: of the two one stands, the stronger. */
    const isOneWith = (/** @type {Softsell.Mark} */ { finding }, /** @type {Softsell.Mark} */ asked) =>
        OF_PROMPTS.includes(finding.tactic)
        && asked.finding.start < finding.end && finding.start < asked.finding.end;

    softsell.marksIn = ({ marks, asked }) => {
        const words = marks ?? [];
        if (asked.length === 0) {
            return words;
        }
        const isWeaker = (/** @type {Softsell.Mark} */ word, /** @type {Softsell.Mark} */ seen) =>
            isOneWith(word, seen) && seen.finding.strength >= word.finding.strength;
        const stronger = words.filter((word) => !asked.some((seen) => isWeaker(word, seen)));
        const told = stronger.map((word) => {
            const lines = asked.filter((seen) => isOneWith(word, seen)).flatMap(({ finding }) => finding.evidence);
            const evidence = [...word.finding.evidence, ...lines];
            return lines.length === 0 ? word : { ...word, finding: { ...word.finding, evidence } };
        });
        return [...asked.filter((seen) => !stronger.some((word) => isOneWith(word, seen))), ...told];
    };

    softsell.carryOver = (old, block) => {
        const same = old.text === block.text;
        const ticking = !same && old.text.length === block.text.length
            && softsell.shapeOf(old.text) === softsell.shapeOf(block.text);
        const alike = old.role === block.role && old.lang === block.lang
            && (old.ticked ?? false) === (block.ticked ?? false);
        if (old.marks === null || !alike || !(same || ticking)) {
            return false;
        }
        block.marks = softsell.marksOf(block, old.marks.map(({ finding }) =>
            (same ? finding : tickedOn(finding, old.text, block.text))));
        block.soft = old.soft;
        block.stocks = same ? old.stocks : [];
        block.answered = old.answered;
        block.spoken = old.spoken;
        if (same) {
            block.asked = softsell.marksOf(block, old.asked.map(({ finding }) => finding));
        }
        return same;
    };
})();
