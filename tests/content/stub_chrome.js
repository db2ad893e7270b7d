// What the content scripts see of the extension, in place of the real background: it answers with the shapes of
// the contract, finds by plain expressions, and keeps every message for the test to read.
globalThis.stub = {
    sent: [],
    asked: 0,
    listeners: new Set(),
    hello: { on: true, reason: 'default', settings: { highlight: true } },
    replies: {},
    rules: [],
    closed: new WeakMap(),
    alive: true,
    /** How often what repeats has run, by its milliseconds. */
    beats: {},
    find(block) {
        return this.rules.flatMap((rule) => [...block.text.matchAll(new RegExp(rule.pattern, 'giu'))].map((hit) => ({
            block: block.i, start: hit.index, end: hit.index + hit[0].length, text: hit[0],
            context: block.text.slice(0, 300), tactic: rule.tactic, claim: '', rule: rule.id, lang: 'en',
            strength: rule.strength, why: rule.why,
            alternative: hit[0].replace(new RegExp(rule.pattern, 'iu'), rule.to),
            facts: hit[0].match(/\d+/g) ?? [], evidence: rule.evidence,
        })));
    },
    answer(message) {
        switch (message.kind) {
            case 'hello': return this.hello;
            case 'scan': return {
                findings: message.blocks.flatMap((block) => this.find(block)), soft_findings: [],
                lang: message.lang ?? 'en', partial: false,
            };
            case 'report': return { score: 40, band: 'pressing' };
            case 'prompt': return { asks: false, findings: [] };
            case 'ignore': return { ok: true };
        }
    },
    tell(message, sender = { id: 'ours' }) {
        let answered;
        this.listeners.forEach((listener) => listener(message, sender, (reply) => { answered = reply; }));
        return answered;
    },
};
const inTask = scheduler.postTask.bind(scheduler);
globalThis.chrome = {
    runtime: {
        get id() {
            return stub.alive ? 'ours' : undefined;
        },
        getManifest: () => ({ version: '1.2.3' }),
        onMessage: {
            addListener: (listener) => stub.listeners.add(listener),
            removeListener: (listener) => stub.listeners.delete(listener),
        },
        async sendMessage(message) {
            stub.asked += 1;
            const copy = structuredClone(message);
            const reply = stub.replies[message.kind] ? stub.replies[message.kind](copy) : stub.answer(copy);
            stub.sent.push(copy);
            await inTask(() => undefined); // as a browser's answer comes
            return reply;
        },
    },
    dom: {
        openOrClosedShadowRoot: (element) => stub.closed.get(element) ?? element.shadowRoot,
    },
    i18n: {
        getMessage: (key, substitutions = []) => {
            const entry = stub.messages?.[key];
            return entry === undefined ? '' : entry.message.replace(/\$(\w+)\$/g, (_all, name) =>
                substitutions[Number(entry.placeholders[name.toLowerCase()].content.slice(1)) - 1]);
        },
    },
};

const repeat = setInterval.bind(globalThis);
globalThis.setInterval = (run, ms) => repeat(() => {
    run();
    stub.beats[ms] = (stub.beats[ms] ?? 0) + 1;
}, ms);
