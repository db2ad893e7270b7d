'use strict';
// Asks the engine about blocks, in batches and never twice about the same words.
(() => {
    const { LIMITS } = softsell;
    const WRAPPING_UNITS = 80;
    const MOST_DATA = 200;

    const keyOf = (/** @type {Softsell.Block} */ { lang, role, prominence, ticked, flashed, struck, text }) =>
        [lang, role, prominence || 0, ticked, flashed, struck, text].join('|');

    const wireOf = (/** @type {Softsell.Block} */ block) => ({
        i: block.i,
        text: block.text,
        ...block.lang === null ? {} : { lang: block.lang },
        ...block.role === null ? {} : { role: block.role },
        ...block.prominence ? { prominence: block.prominence } : {},
        ...block.ticked ? { ticked: true } : {},
        ...block.track === null ? {} : { seen: block.track.seen, ...block.track.near },
        ...block.flashed ? { flashed: block.flashed } : {},
        ...block.struck?.length ? { struck: block.struck } : {},
    });

    /** What moved is judged by all that was seen of it, not by its words of now. */
    const isMoving = (/** @type {Softsell.Block} */ block) => block.track !== null;

    const within = (/** @type {Softsell.Finding} */ finding, /** @type {Softsell.Block} */ block) =>
        finding.block === block.i && finding.start >= 0 && finding.start < finding.end
        && finding.end <= block.text.length;

    softsell.createScanner = ({ link, page, shelf, away, onAnswers, signal }) => {
        /** @type {Softsell.Memory<Softsell.Answer>} */
        const memory = softsell.createMemory(LIMITS.remembered);
        /** @type {Map<number, Softsell.Block>} */
        const waiting = new Map();
        let asking = false;
        let failed = 0;
        let asked = -Infinity;
        let timer = 0;
        let dataThen = '[]';
        let era = 0;

        /** Ticking text has an answer that still stands; a new one is asked for only so often, but for its motion. */
        const dueAt = (/** @type {Softsell.Block} */ block) => {
            const { track } = block;
            if (block.marks === null
                || (track !== null && track.asked < LIMITS.samplesTold && track.seen.length >= LIMITS.samplesTold)) {
                return 0;
            }
            const dull = track !== null && track.asked >= LIMITS.samplesTold && block.marks.length === 0;
            return block.answered + LIMITS.tickMs * (dull ? LIMITS.dullTicks : 1);
        };

        const answerFromMemory = (/** @type {Softsell.Block} */ block) => {
            const known = isMoving(block) ? undefined : memory.get(keyOf(block));
            return known !== undefined && !shelf.answer(block, known);
        };

        /** What the page's own data and its other blocks say. */
        const dataNow = () => [...softsell.pageData(), ...shelf.stocks().map((value) => (
            { product: 0, name: 'said:stock', value }
        ))].slice(0, MOST_DATA);

        /**
         * Where the page says something new of its product no earlier answer stands, and blocks that claim something
         * are asked about again.
         */
        const hold = () => {
            const now = JSON.stringify(dataNow());
            if (now !== dataThen) {
                dataThen = now;
                memory.clear();
                for (const block of shelf.blocks.values()) {
                    if (block.ticked || block.marks?.length) {
                        block.answered = -Infinity;
                        waiting.set(block.i, block);
                    }
                }
            }
        };

        const observed = (/** @type {Softsell.Block[]} */ batch) => {
            const data = dataNow();
            dataThen = JSON.stringify(data);
            const now = new Date();
            const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
                .map((number) => String(number).padStart(2, '0')).join('-');
            if (batch.some(isMoving)) {
                return {
                    page_data: data, today: day, now: now.getTime(), zone: -now.getTimezoneOffset(), away: [...away],
                    opened: performance.timeOrigin,
                };
            }
            return data.length > 0 ? { page_data: data, today: day } : {};
        };

        const takeBatch = () => {
            const batch = [];
            const surroundingsOf = shelf.surroundings();
            const now = performance.now();
            let units = 0;
            for (const block of [...waiting.values()]) {
                if (shelf.blocks.get(block.i) !== block) {
                    waiting.delete(block.i);
                } else if (dueAt(block) <= now) {
                    if (answerFromMemory(block)) {
                        waiting.delete(block.i);
                        continue;
                    }
                    units += block.text.length + WRAPPING_UNITS;
                    if ((units > LIMITS.batchUnits && batch.length > 0) || batch.length === LIMITS.batchBlocks) {
                        break;
                    }
                    waiting.delete(block.i);
                    if (block.track !== null) {
                        block.track.asked = block.track.seen.length;
                        block.track.near ??= surroundingsOf(block);
                    }
                    batch.push(block);
                }
            }
            return batch;
        };

        const wake = (/** @type {number} */ ms) => {
            clearTimeout(timer);
            if (ms <= 0) {
                void ask();
            } else if (!signal.aborted) {
                timer = setTimeout(ask, ms);
            }
        };

        const settle = (/** @type {Softsell.Block[]} */ batch, /** @type {any} */ reply) => {
            /** @type {Softsell.Finding[]} */
            const findings = reply.findings;
            /** @type {Softsell.Finding[]} */
            const soft = reply.soft_findings ?? [];
            /** @type {{ block: number, name: string, value: string }[]} */
            const told = reply.told ?? [];
            shelf.partial ||= reply.partial === true;
            for (const block of batch) {
                const answer = {
                    findings: findings.filter((finding) => within(finding, block)),
                    soft: soft.filter((finding) => within(finding, block)),
                    stocks: told.filter((one) => one.block === block.i && one.name === 'stock')
                        .map((one) => String(one.value)),
                    lang: String(reply.lang),
                };
                if (!isMoving(block)) {
                    memory.set(keyOf(block), answer);
                }
                if (shelf.blocks.get(block.i) === block && shelf.answer(block, answer)) {
                    waiting.set(block.i, block);
                }
            }
        };

        const ask = async () => {
            if (asking || signal.aborted) {
                return;
            }
            asking = true;
            let batch = takeBatch();
            while (batch.length > 0) {
                asked = performance.now();
                const then = era;
                const reply = await link.send({
                    kind: 'scan', page: page(), lang: softsell.pageLang(), blocks: batch.map(wireOf),
                    ...observed(batch),
                });
                if (signal.aborted) {
                    return;
                }
                if (!Array.isArray(reply.findings)) {
                    batch.forEach((block) => waiting.set(block.i, block));
                    asking = false;
                    failed += 1;
                    // A page at rest has nothing else to ask on; later the next change or re-scan does.
                    if (failed <= LIMITS.sendsAgain && reply.error !== 'off') {
                        wake(LIMITS.sendAgainMs * failed);
                    }
                    return;
                }
                failed = 0;
                if (then === era) {
                    settle(batch, reply);
                } else {
                    batch.forEach((block) => waiting.set(block.i, block)); // by settings that hold no more
                }
                batch = takeBatch();
                if (batch.length === 0) {
                    hold();
                    batch = takeBatch();
                }
                if (batch.length > 0) {
                    onAnswers();
                }
            }
            asking = false;
            onAnswers();
            const dues = [...waiting.values()].map(dueAt);
            if (dues.length > 0) {
                wake(Math.max(1, Math.min(...dues) - performance.now()));
            }
        };

        signal.addEventListener('abort', () => clearTimeout(timer), { once: true });

        return {
            add(blocks, gapMs = 0) {
                const now = performance.now();
                for (const block of blocks) {
                    if (dueAt(block) <= now && answerFromMemory(block)) {
                        waiting.delete(block.i);
                    } else {
                        waiting.set(block.i, block);
                    }
                }
                if (!asking) {
                    wake(asked + gapMs - now);
                }
            },
            hold() {
                hold();
                if (!asking && waiting.size > 0) {
                    wake(0);
                }
            },
            forget() {
                era += 1;
                memory.clear();
            },
            drop: () => waiting.clear(),
            get idle() {
                return !asking && ![...waiting.values()].some((block) => dueAt(block) <= performance.now());
            },
        };
    };
})();
