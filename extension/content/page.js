'use strict';
// One document at work: read, asked about, painted, reported, followed.
(() => {
    const { LIMITS } = softsell;
    const CHUNK = 200;
    const KEEP_MS = 1_000;

    /** What may still be read: the caps, less what is there already. */
    const budget = (/** @type {Softsell.Shelf} */ shelf, /** @type {boolean} */ anew) => {
        let units = anew ? 0 : shelf.units;
        let count = anew ? 0 : shelf.blocks.size;
        return {
            take: (/** @type {Softsell.Reading} */ reading) => {
                units += reading.text.length;
                count += 1;
            },
            left: () => {
                const left = units < LIMITS.textUnits && count < LIMITS.blocks;
                shelf.partial ||= !left;
                return left;
            },
        };
    };

    softsell.openPage = ({ link, highlight, signal }) => {
        const shelf = softsell.createShelf();
        const paint = softsell.createPaint(signal);
        const titles = softsell.watchTitle();
        let id = softsell.randomName();
        let painted = highlight;
        let reading = new AbortController();
        let unread = true;
        let keeper = 0;
        /** @type {Softsell.Mark[]} */
        let shown = [];
        /** @type {Promise<unknown>} */
        let turn = Promise.resolve();

        const isSettled = () => scanner.idle && prompts.idle && !unread;
        const reporter = softsell.createReporter({ link, shelf, isSettled, signal, page: () => id });

        const keep = () => {
            if (!link.alive()) {
                void link.send({ kind: 'hello' });
            } else if (!softsell.plain.isHidden()) {
                paint.keep();
                watcher.lookIfRendered(); // Firefox does not tell a document that its frame was hidden
            }
        };

        const show = (early = false) => {
            shown = painted ? shelf.marks() : [];
            paint.sync(shown);
            card.sync(shown);
            if (shown.length > 0 && keeper === 0) {
                keeper = setInterval(keep, KEEP_MS);
            } else if (shown.length === 0 && keeper !== 0) {
                clearInterval(keeper);
                keeper = 0;
            }
            if (isSettled() || early) {
                reporter.report();
            }
        };

        const away = softsell.watchAway(signal);
        const scanner = softsell.createScanner({
            link, shelf, signal, away,
            page: () => id,
            onAnswers: () => show(reporter.isFirst), // what is in view need not wait for the rest
        });

        const prompts = softsell.watchPrompts({ link, shelf, signal, page: () => id, onFindings: () => show() });

        /** Asks anew whatever was answered before; the marks stay meanwhile. */
        const askAbout = (/** @type {Softsell.Block[]} */ blocks) => {
            scanner.forget();
            for (const block of blocks) {
                block.answered = -Infinity;
            }
            scanner.add(blocks);
            show();
        };

        const ignore = async (/** @type {Softsell.Mark} */ mark) => {
            const { text, rule, tactic } = mark.finding;
            const reply = await link.send({ kind: 'ignore', finding: { text, rule, tactic } });
            if (reply.ok !== true) {
                return false;
            }
            shelf.drop(mark.id);
            prompts.drop(text);
            prompts.askAgain();
            askAbout([...shelf.blocks.values()].filter((block) => block.marks !== null && block.marks.length > 0));
            return true;
        };

        const card = softsell.createCard({ ignore, copy: softsell.copyText }, signal);

        const readAll = async (/** @type {AbortSignal} */ stop) => {
            unread = true;
            const room = budget(shelf, true);
            /** @type {Softsell.Reading[]} */
            let chunk = [];
            chunk.push(...titles.readings());
            const handOver = () => {
                softsell.markNearPrice(chunk);
                softsell.markProminence(chunk);
                scanner.add(chunk.map((one) => shelf.add(one)));
                prompts.see(new Set(chunk.map(({ container }) => container)), true);
                chunk = [];
            };
            const steps = softsell.read({
                deep: [softsell.plain.root()],
                inViewFirst: true,
                emit: (one) => {
                    room.take(one);
                    chunk.push(one);
                },
                onRoot: (root) => watcher.addRoot(root),
                onHost: (element) => watcher.addHost(element),
                onContent: (element) => watcher.addContent(element),
                onUnread: () => {
                    shelf.partial = true;
                },
                onViewRead: handOver,
                roomLeft: () => {
                    if (chunk.length >= CHUNK) {
                        handOver();
                    }
                    return room.left();
                },
            });
            await softsell.inSlices(steps, stop);
            unread = false;
            handOver();
            if (scanner.idle) {
                show();
            }
        };

        const follow = async (/** @type {Softsell.Dirt} */ dirt, /** @type {AbortSignal} */ stop) => {
            const planned = await softsell.inSlices(softsell.planOf(dirt, shelf), stop);
            const plan = planned.value;
            const room = budget(shelf, dirt.all);
            /** @type {Softsell.Reading[]} */
            const readings = [];
            const emit = (/** @type {Softsell.Reading} */ one) => {
                room.take(one);
                readings.push(one);
            };
            const steps = softsell.read({
                ...plan,
                deep: [...plan.deep],
                shallow: [...plan.shallow],
                emit,
                onRoot: (root) => watcher.addRoot(root),
                onHost: (element) => watcher.addHost(element),
                onContent: (element) => watcher.addContent(element),
                onUnread: () => {
                    shelf.partial = true;
                },
                roomLeft: room.left,
            });
            const read = await softsell.inSlices(steps, stop);
            const [title, ...flashed] = titles.readings();
            if (title !== undefined && (dirt.all || [...dirt.texts, ...dirt.elements].includes(title.container))) {
                [title, ...flashed].forEach(emit);
            }
            softsell.markNearPrice(readings);
            softsell.markProminence(readings);
            const roots = new Set([...plan.deep, ...plan.fresh, ...plan.hidden]);
            const settled = await softsell.inSlices(shelf.settle(readings, plan.shallow, roots, dirt.at), stop);
            const begun = performance.now();
            if (dirt.removed) {
                shelf.sweep();
            }
            prompts.sweep();
            if (roots.size > 0) {
                prompts.see(new Set(readings.map(({ container }) => container)), false);
            }
            if (settled.value.length > 0) {
                scanner.add(settled.value, LIMITS.settleMs);
            }
            if (softsell.renewPageData(dirt)) {
                scanner.hold();
            }
            show();
            return planned.workMs + read.workMs + settled.workMs + performance.now() - begun;
        };

        /** Readings take turns; a stopped one ends quietly. */
        const inTurn = (/** @type {(stop: AbortSignal) => Promise<number | void>} */ job) => {
            const stop = AbortSignal.any([signal, reading.signal]);
            const run = async () => {
                try {
                    return stop.aborted ? 0 : await job(stop) ?? 0;
                } catch (error) {
                    if (stop.aborted) {
                        return 0;
                    }
                    throw error;
                }
            };
            const done = turn.then(run);
            turn = done.catch(() => undefined);
            return done;
        };

        const restart = () => {
            reading.abort();
            reading = new AbortController();
            id = softsell.randomName();
            reporter.forget();
            shelf.clear();
            softsell.renewPageData(null);
            scanner.drop();
            card.close();
            paint.clear();
            shown = [];
            void inTurn(readAll);
        };

        const watcher = softsell.watch({
            onDirt: (dirt) => inTurn((stop) => follow(dirt, stop)),
            onUrl: restart,
            onTitle: titles.note,
            isOurs: (node) => card.host === node,
            signal,
        });
        softsell.trackPointer({ marks: () => shown, card, signal });
        signal.addEventListener('abort', () => clearInterval(keeper), { once: true });
        void inTurn(readAll);

        /** The card holds on to its phrase, so under one the page goes there in one step. */
        const reveal = (/** @type {Softsell.Mark} */ mark, /** @type {boolean} */ atOnce) => {
            const still = atOnce || matchMedia('(prefers-reduced-motion: reduce)').matches;
            mark.block.container.scrollIntoView({ block: 'center', behavior: still ? 'instant' : 'smooth' });
        };

        return {
            get id() {
                return id;
            },
            askAgain(now) {
                painted = now;
                reporter.forget();
                askAbout([...shelf.blocks.values()]);
                prompts.askAgain();
            },
            restart() {
                scanner.forget();
                restart();
            },
            show(wanted, withCard) {
                const mark = shelf.marks().find((one) => one.id === wanted);
                if (mark !== undefined) {
                    reveal(mark, withCard);
                    if (withCard) {
                        card.open(mark, { focus: true });
                    } else {
                        paint.flash(mark);
                    }
                }
            },
            closeCard: () => card.close(),
        };
    };
})();
