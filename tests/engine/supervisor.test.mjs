import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { createSupervisor, LIMITS } from '../../extension/engine/supervisor.js';

/**
 * @typedef {import('../../extension/engine/supervisor.js').ToWorker} ToWorker
 * @typedef {import('../../extension/engine/supervisor.js').WorkerEvents} WorkerEvents
 */

/** A clock that stands still until told to go on. */
class HandClock {
    time = 0;

    /** @type {Map<unknown, {due: number, run: () => void}>} */
    timers = new Map();

    now = () => this.time;

    /**
     * @param {() => void} run
     * @param {number} ms
     */
    setTimer = (run, ms) => {
        const timer = Symbol('timer');
        this.timers.set(timer, { due: this.time + ms, run });
        return timer;
    };

    /** @param {unknown} timer */
    clearTimer = (timer) => {
        this.timers.delete(timer);
    };

    /** @param {number} ms */
    pass(ms) {
        this.time += ms;
        for (const [timer, { due, run }] of this.timers) {
            if (due <= this.time) {
                this.timers.delete(timer);
                run();
            }
        }
    }
}

/** A Worker whose words the test speaks. */
class PuppetWorker {
    /** @type {ToWorker[]} */
    told = [];

    terminated = false;

    /** @param {WorkerEvents} events */
    constructor(events) {
        this.events = events;
    }

    /** @param {ToWorker} message */
    post = (message) => {
        this.told.push(message);
    };

    terminate = () => {
        this.terminated = true;
    };

    ready() {
        this.events.heard({ kind: 'ready', boot: 'snapshot', startedMs: 400 });
    }

    /** Answers the request it was handed last. */
    reply() {
        const { id, json } = this.lastAsk();
        this.events.heard({ kind: 'reply', id, json: `answer to ${json}` });
    }

    lastAsk() {
        const ask = this.told.at(-1);
        assert.ok(ask?.kind === 'ask', 'the Worker has been asked');
        return ask;
    }

    asked() {
        return this.told.flatMap((message) => message.kind === 'ask' ? [message.json] : []);
    }
}

/** @type {HandClock} */
let clock;
/** @type {PuppetWorker[]} */
let workers;
/** @type {ReturnType<typeof createSupervisor>} */
let supervisor;

beforeEach(() => {
    clock = new HandClock();
    workers = [];
    supervisor = createSupervisor({
        clock,
        makeWorker: (events) => {
            workers.push(new PuppetWorker(events));
            return lastWorker();
        },
    });
});

function lastWorker() {
    return workers[workers.length - 1];
}

/** A running Worker that has answered one request. */
async function workingWorker() {
    const answer = supervisor.ask('hello');
    lastWorker().ready();
    lastWorker().reply();
    await answer;
    return lastWorker();
}

test('no Worker runs before the first request, which starts one and waits for it', async () => {
    assert.equal(supervisor.status().state, 'idle');
    assert.equal(workers.length, 0);

    const answer = supervisor.ask('one');
    assert.equal(supervisor.status().state, 'starting');
    assert.deepEqual(lastWorker().told, [{ kind: 'boot', snapshot: 'use' }]);

    lastWorker().ready();
    lastWorker().reply();
    assert.equal(await answer, 'answer to one');
    assert.deepEqual(supervisor.status(), {
        state: 'ready', boot: 'snapshot', startedMs: 400,
    });
});

test('requests are handed over one at a time, in their order', async () => {
    const answers = Promise.all(['one', 'two', 'three'].map((json) => supervisor.ask(json)));
    const worker = lastWorker();
    worker.ready();
    assert.deepEqual(worker.asked(), ['one']);
    worker.reply();
    assert.deepEqual(worker.asked(), ['one', 'two']);
    worker.reply();
    worker.reply();
    assert.deepEqual(await answers, ['answer to one', 'answer to two', 'answer to three']);
    assert.equal(workers.length, 1);
});

test('a request the core cannot answer fails alone', async () => {
    const worker = await workingWorker();
    const bad = supervisor.ask('bad');
    const good = supervisor.ask('good');
    worker.events.heard({ kind: 'reply', id: worker.lastAsk().id, error: 'The core failed.' });
    await assert.rejects(bad, { message: 'The core failed.' });
    worker.reply();
    assert.equal(await good, 'answer to good');
    assert.equal(workers.length, 1);
});

test('a Worker that ends over a request is replaced, and the request sent again', async () => {
    const first = await workingWorker();
    const answer = supervisor.ask('one');
    first.events.died('It is gone.');
    assert.ok(first.terminated);
    lastWorker().ready();
    lastWorker().reply();
    assert.equal(await answer, 'answer to one');
    assert.equal(workers.length, 2);
});

test('a request that ends two Workers is given up, and those behind it are answered', async () => {
    const worker = await workingWorker();
    const killer = supervisor.ask('killer');
    const behind = supervisor.ask('behind');
    worker.events.heard({ kind: 'failed', detail: 'memory' });
    lastWorker().ready();
    lastWorker().events.heard({ kind: 'failed', detail: 'memory' });
    await assert.rejects(killer, { message: 'twice memory' });
    lastWorker().ready();
    assert.deepEqual(lastWorker().asked(), ['behind']);
    lastWorker().reply();
    assert.equal(await behind, 'answer to behind');
});

test('a request that hangs costs the Worker its place; each request has its own time', async () => {
    const first = await workingWorker();
    const quick = supervisor.ask('quick');
    const slow = supervisor.ask('slow');
    clock.pass(LIMITS.requestMs - 1);
    first.reply();
    clock.pass(LIMITS.requestMs - 1);
    assert.ok(!first.terminated);
    clock.pass(1);
    assert.ok(first.terminated);
    assert.equal(await quick, 'answer to quick');
    lastWorker().ready();
    lastWorker().reply();
    assert.equal(await slow, 'answer to slow');
});

test('a Worker at rest is left alone', async () => {
    const worker = await workingWorker();
    clock.pass(LIMITS.requestMs * 100);
    assert.ok(!worker.terminated);
    assert.equal(supervisor.status().state, 'ready');
});

test('a boot that hangs is tried again', async () => {
    const answer = supervisor.ask('one');
    clock.pass(LIMITS.bootMs);
    assert.ok(workers[0].terminated);
    assert.equal(workers.length, 2);
    lastWorker().ready();
    lastWorker().reply();
    assert.equal(await answer, 'answer to one');
});

test('a fourth failure in ten minutes breaks the engine, with no loop, until they have passed', async () => {
    const waiting = [supervisor.ask('one'), supervisor.ask('two')];
    const ended = Promise.allSettled(waiting);
    for (let failure = 1; failure <= 4; failure += 1) {
        lastWorker().events.heard({ kind: 'failed', detail: 'RangeError: of Python' });
        clock.pass(1000);
    }
    assert.deepEqual((await ended).map(({ status }) => status), ['rejected', 'rejected']);
    assert.equal(workers.length, 4);
    assert.equal(supervisor.status().state, 'broken');
    assert.equal(supervisor.status().detail, 'rests failed');
    await assert.rejects(supervisor.ask('three'), { message: 'rests failed' });
    assert.equal(workers.length, 4);

    clock.pass(LIMITS.windowMs);
    assert.equal(supervisor.status().state, 'idle');
    const answer = supervisor.ask('four');
    lastWorker().ready();
    lastWorker().reply();
    assert.equal(await answer, 'answer to four');
});

test('failures far apart never add up', async () => {
    for (let failure = 1; failure <= 10; failure += 1) {
        const worker = await workingWorker();
        worker.events.died('It is gone.');
        assert.equal(supervisor.status().state, 'idle');
        clock.pass(LIMITS.windowMs / 3);
    }
});

test('a snapshot is not trusted again when its Worker ended before any answer', async () => {
    const answer = supervisor.ask('one');
    lastWorker().ready();
    lastWorker().events.heard({ kind: 'failed', detail: 'Table index out of bounds.' });
    assert.deepEqual(lastWorker().told[0], { kind: 'boot', snapshot: 'drop' });
    lastWorker().ready();
    lastWorker().reply();
    await answer;

    lastWorker().events.died('It is gone.');
    supervisor.ask('two');
    assert.deepEqual(lastWorker().told[0], { kind: 'boot', snapshot: 'use' });
});

test('a request that ends every Worker does not cost the snapshot its trust', async () => {
    const worker = await workingWorker();
    const killer = supervisor.ask('killer');
    worker.events.died('It is gone.');
    lastWorker().ready();
    lastWorker().events.died('It is gone.');
    await assert.rejects(killer);
    supervisor.ask('next');
    assert.deepEqual(lastWorker().told[0], { kind: 'boot', snapshot: 'use' });
});

test('a first request that fills the memory does not cost the snapshot its trust', async () => {
    const killer = supervisor.ask('killer');
    for (let time = 0; time < 2; time += 1) {
        lastWorker().ready();
        lastWorker().events.heard({ kind: 'failed', detail: 'memory' });
        assert.deepEqual(lastWorker().told[0], { kind: 'boot', snapshot: 'use' });
    }
    await assert.rejects(killer, { message: 'twice memory' });
});

test('a start that fills the memory by itself costs the snapshot its trust', () => {
    supervisor.ask('any');
    lastWorker().events.heard({ kind: 'failed', detail: 'memory' });
    assert.deepEqual(lastWorker().told[0], { kind: 'boot', snapshot: 'drop' });
});

test('after its rest the engine starts without the snapshot, which may be why it failed', async () => {
    for (let failures = 0; failures <= LIMITS.restarts; failures += 2) {
        const answer = supervisor.ask('any');
        for (let time = 0; time < 2; time += 1) {
            lastWorker().ready();
            lastWorker().events.heard({ kind: 'failed', detail: 'memory' });
        }
        await assert.rejects(answer);
    }
    clock.pass(LIMITS.windowMs);
    supervisor.ask('next');
    assert.deepEqual(lastWorker().told[0], { kind: 'boot', snapshot: 'drop' });
});

test('what a replaced Worker still says is not heard', async () => {
    const old = await workingWorker();
    const answer = supervisor.ask('one');
    const { id } = old.lastAsk();
    old.events.died('It is gone.');
    old.events.heard({ kind: 'reply', id, json: 'too late' });
    old.events.died('It is gone.');
    assert.equal(workers.length, 2);
    lastWorker().ready();
    lastWorker().reply();
    assert.equal(await answer, 'answer to one');
});
