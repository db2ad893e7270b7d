/** A finding of the wire. */
export function finding({ block = 0, start = 0, text = 'Only 3 left', context = text, ...more } = {}) {
    return {
        block,
        start,
        end: start + text.length,
        text,
        context,
        tactic: 'scarcity',
        claim: 'few-left',
        rule: 'en.scarcity.only-n-left',
        lang: 'en',
        strength: 0.7,
        why: 'It says little is left.',
        alternative: '3 in stock',
        facts: ['3'],
        evidence: [],
        ...more,
    };
}

/**
 * An engine that finds "Only <n> left" and scores ten points a finding; `failWith` makes it fail, `told` is what blocks
 * tell besides. Its tills are carts and checkouts.
 */
export function makeEngine() {
    const engine = {
        asked: [],
        failWith: null,
        told: [],
        status: { state: 'ready', detail: '' },
        engineStatus: async () => engine.status,
        async askEngine(json) {
            const request = JSON.parse(json);
            engine.asked.push(request);
            if (engine.failWith) {
                throw new Error(engine.failWith);
            }
            if (request.kind === 'score') {
                const count = request.findings.length;
                const parts = count ? [{ tactic: 'scarcity', points: count * 10, count }] : [];
                return JSON.stringify({ v: 1, score: count * 10, band: count ? 'some' : 'calm', parts });
            }
            const findings = request.blocks.flatMap(({ i, text }) =>
                [...text.matchAll(/Only \d+ left/g)].map((hit) =>
                    finding({ block: i, start: hit.index, text: hit[0], context: text }),
                ),
            );
            const till = /^\/(?:cart|checkout)/.test(request.address) ? { till: true } : {};
            const report = { v: 1, lang: 'en', partial: false, findings, soft_findings: [], told: engine.told };
            return JSON.stringify({ ...report, ...till });
        },
    };
    return engine;
}
