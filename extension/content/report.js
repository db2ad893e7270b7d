'use strict';
// Tells the background what stands on the page, whenever that is news.
(() => {
    const { LIMITS } = softsell;

    const inOrder = (/** @type {Softsell.Mark[]} */ marks) => {
        const before = (/** @type {Softsell.Mark} */ a, /** @type {Softsell.Mark} */ b) => {
            if (a.block === b.block) {
                return a.finding.start - b.finding.start;
            }
            if (a.block.container === b.block.container) {
                return a.block.i - b.block.i;
            }
            const order = a.block.container.compareDocumentPosition(b.block.container);
            return order & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
        };
        return [...marks].sort(before);
    };

    softsell.createReporter = ({ link, shelf, page, isSettled, signal }) => {
        let reported = '';
        let lost = 0;
        let redeliver = 0;

        /** A report that did not arrive is made again, for on a page at rest nothing else would. */
        const deliver = async (
            /** @type {string} */ news,
            /** @type {Record<string, unknown> & { kind: string }} */ message,
        ) => {
            const reply = await link.send(message);
            if (reply.error === undefined) {
                lost = 0;
            } else if (!signal.aborted && news === reported && lost < LIMITS.sendsAgain) {
                lost += 1;
                clearTimeout(redeliver);
                redeliver = setTimeout(() => {
                    if (news === reported) {
                        reported = '';
                        if (isSettled()) {
                            report();
                        }
                    }
                }, LIMITS.sendAgainMs * lost);
            }
        };

        const report = () => {
            const soft = [...shelf.blocks.values()].flatMap((block) => block.soft.map((finding) => ({
                ...finding, id: softsell.idOf(block, finding),
            })));
            const all = inOrder(shelf.marks());
            const marked = all.slice(0, LIMITS.reported);
            const findings = marked.map((mark) => ({ ...mark.finding, id: mark.id }));
            // A ticking clock is no news at every tick, but at each of the engine's answers.
            const told = marked.map(({ id: one, finding, block }) =>
                [one, softsell.shapeOf(`${finding.context} ${finding.alternative}`), block.answered]);
            const size = Math.round(4 * Math.log2(1 + shelf.blocks.size)); // a block more or less is none either
            // What a frame said goes with the frame: the background looks which are left when it hears of it.
            const news = JSON.stringify([page(), shelf.partial, told, soft.length, size, globalThis.length]);
            if (news !== reported) {
                reported = news;
                void deliver(news, {
                    kind: 'report', page: page(), lang: shelf.lang(), blocks: shelf.blocks.size,
                    partial: shelf.partial || all.length > marked.length,
                    findings, soft_findings: soft.slice(0, LIMITS.reported),
                });
            }
        };

        signal.addEventListener('abort', () => clearTimeout(redeliver), { once: true });

        return {
            report,
            forget() {
                reported = '';
            },
            get isFirst() {
                return reported === '';
            },
        };
    };
})();
