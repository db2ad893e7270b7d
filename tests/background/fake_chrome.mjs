/**
 * A double of the `chrome` API, in memory: what the background and the pages use of it, and ways to look at it
 * and to play the browser, the person and the pages. Serves the tests in Node and those in a real browser.
 */

/** Listeners of one event; `fire` resolves when all have settled. */
export function makeEvent() {
    const listeners = [];
    return {
        addListener: (listener) => listeners.push(listener),
        removeListener: (listener) => listeners.splice(listeners.indexOf(listener), 1),
        fire: (...args) => Promise.all(listeners.map((listener) => listener(...args))),
        listeners,
    };
}

/** One storage area; `writes` counts changes, `fail` makes the next writes fail as a full disk does. */
export function makeArea(name, onChanged) {
    let data = {};
    const area = {
        writes: 0,
        fail: 0,
        onChanged: makeEvent(),
        peek: () => structuredClone(data),
        async get(keys) {
            const wanted = keys === null || keys === undefined ? Object.keys(data) : [keys].flat();
            return structuredClone(
                Object.fromEntries(wanted.filter((key) => key in data).map((key) => [key, data[key]])),
            );
        },
        async set(items) {
            if (area.fail > 0) {
                area.fail -= 1;
                throw new Error('QUOTA_BYTES quota exceeded');
            }
            const changes = Object.fromEntries(
                Object.entries(items).map(([key, newValue]) => [
                    key,
                    { oldValue: data[key], newValue: structuredClone(newValue) },
                ]),
            );
            area.writes += 1;
            data = { ...data, ...structuredClone(items) };
            await tell(changes);
        },
        async remove(keys) {
            const gone = [keys].flat().filter((key) => key in data);
            const changes = Object.fromEntries(gone.map((key) => [key, { oldValue: data[key] }]));
            gone.forEach((key) => delete data[key]);
            if (gone.length) {
                area.writes += 1;
                await tell(changes);
            }
        },
    };
    async function tell(changes) {
        await area.onChanged.fire(changes);
        await onChanged.fire(changes, name);
    }
    return area;
}

const ANY = ['<all_urls>', '*://*/*'];

/** Whether a host permission pattern covers a URL. */
export function patternCovers(pattern, url) {
    if (ANY.includes(pattern)) {
        return /^https?:/.test(url);
    }
    const [, scheme, host] = /^([^:]+):\/\/([^/]+)\//.exec(pattern);
    const { protocol, hostname } = new URL(url);
    const name = host.replace(/:\d+$/, '');
    return (
        (scheme === '*' || `${scheme}:` === protocol) &&
        (name === hostname ||
            (name.startsWith('*.') && (hostname === name.slice(2) || hostname.endsWith(name.slice(1)))))
    );
}

/** A tab without what the tests keep with it. */
export function asBrowserSees({ id, url, status, active, incognito }) {
    return { id, url, status, active, incognito };
}

/**
 * @param {object} [options]
 * @param {Record<string, string>} [options.messages] of one locale
 * @param {string} [options.base] address of the extension's own pages, with a slash at the end
 */
export function makeChrome({ messages = {}, base = 'chrome-extension://softsell/' } = {}) {
    const onChanged = makeEvent();
    const permissions = { origins: [], onAdded: makeEvent(), onRemoved: makeEvent(), answer: true, asked: [] };
    const tabs = new Map();
    const badges = new Map();
    let scripts = [];
    let pending = [];
    const later = (event) => pending.push(event);

    const fake = {
        /** What the tests look at and play with. */
        test: {
            tabs,
            badges,
            permissions,
            injected: [],
            opened: [],
            scripts: () => structuredClone(scripts),
            /** A tab; `frames` maps frame ids to listeners of content scripts. */
            addTab(tab) {
                tabs.set(tab.id, { incognito: false, status: 'complete', active: true, frames: new Map(), ...tab });
                return tabs.get(tab.id);
            },
            /** Until all that the browser has told of is dealt with. */
            async settled() {
                for (let batch = pending; batch.length; batch = pending) {
                    pending = [];
                    await Promise.all(batch);
                }
            },
            canInject: () => true,
            onInject: () => undefined,
        },
        runtime: {
            id: 'softsell',
            getURL: (path) => base + path,
            getManifest: () => ({ version: '0.1.0' }),
            onMessage: makeEvent(),
            onInstalled: makeEvent(),
            onStartup: makeEvent(),
            openOptionsPage: async () => fake.test.opened.push('options'),
            /** As our own page would send it, or as `sender` says. */
            sendMessage: (
                message,
                sender = { id: 'softsell', origin: base.slice(0, -1), url: `${base}ui/popup.html` },
            ) =>
                new Promise((resolve) => {
                    const waits = fake.runtime.onMessage.listeners.map((listener) =>
                        listener(message, sender, resolve),
                    );
                    if (!waits.some(Boolean)) {
                        resolve(undefined);
                    }
                }),
        },
        storage: { local: makeArea('local', onChanged), session: makeArea('session', onChanged), onChanged },
        i18n: {
            getMessage: (key, values = []) =>
                (messages[key] ?? '').replace(/\$(\d)/g, (_, n) => [values].flat()[Number(n) - 1] ?? ''),
            getUILanguage: () => messages.locale_code ?? 'en',
        },
        permissions: {
            onAdded: permissions.onAdded,
            onRemoved: permissions.onRemoved,
            getAll: async () => ({ origins: [...permissions.origins], permissions: [] }),
            contains: async ({ origins }) =>
                origins.every(
                    (one) =>
                        permissions.origins.includes(one) ||
                        permissions.origins.some(
                            (granted) =>
                                one !== '<all_urls>' &&
                                patternCovers(granted, one.replace('*://', 'https://').replace('*.', '')),
                        ),
                ),
            async request({ origins }) {
                permissions.asked.push(...origins);
                if (permissions.answer) {
                    permissions.origins = [...new Set([...permissions.origins, ...origins])];
                    later(permissions.onAdded.fire({ origins }));
                }
                return permissions.answer;
            },
            /** As Chromium does: what a broad permission covers goes with it. */
            async remove({ origins }) {
                const all = origins.some((one) => ANY.includes(one));
                permissions.origins = permissions.origins.filter((one) => !all && !origins.includes(one));
                later(permissions.onRemoved.fire({ origins }));
                return true;
            },
        },
        scripting: {
            getRegisteredContentScripts: async ({ ids }) =>
                structuredClone(scripts.filter(({ id }) => ids.includes(id))),
            async registerContentScripts(added) {
                if (added.some(({ id }) => scripts.some((one) => one.id === id))) {
                    throw new Error('Duplicate script ID');
                }
                scripts.push(...structuredClone(added));
            },
            async updateContentScripts(changed) {
                scripts = scripts.map((one) => ({ ...one, ...changed.find(({ id }) => id === one.id) }));
            },
            async unregisterContentScripts({ ids }) {
                scripts = scripts.filter(({ id }) => !ids.includes(id));
            },
            async executeScript({ target, files }) {
                const tab = tabs.get(target.tabId);
                if (!tab || !fake.test.canInject(tab)) {
                    throw new Error('Cannot access contents of the page');
                }
                fake.test.injected.push({ tabId: target.tabId, files });
                await fake.test.onInject(tab);
                return [];
            },
        },
        tabs: {
            onRemoved: makeEvent(),
            get: async (id) => {
                const tab = tabs.get(id);
                if (!tab) {
                    throw new Error(`No tab with id: ${id}.`);
                }
                return asBrowserSees(tab);
            },
            query: async ({ url, active }) =>
                [...tabs.values()]
                    .filter(
                        (tab) =>
                            !url || (tab.url && [url].flat().some((pattern) => patternCovers(pattern, tab.url))),
                    )
                    .filter((tab) => !active || tab.active)
                    .map(asBrowserSees),
            create: async ({ url }) => fake.test.opened.push(url),
            async sendMessage(tabId, message, { frameId } = {}) {
                const frames = tabs.get(tabId)?.frames ?? new Map();
                const hearing =
                    frameId === undefined ? [...frames.values()] : [frames.get(frameId)].filter(Boolean);
                if (hearing.length === 0) {
                    throw new Error('Could not establish connection. Receiving end does not exist.');
                }
                return hearing.map((frame) => frame(structuredClone(message)))[0];
            },
        },
        commands: { onCommand: makeEvent(), getAll: async () => [] },
        action: Object.fromEntries(
            ['setBadgeText', 'setBadgeBackgroundColor', 'setBadgeTextColor', 'setTitle'].map((name) => [
                name,
                async ({ tabId, ...look }) => {
                    if (!tabs.has(tabId)) {
                        throw new Error(`No tab with id: ${tabId}.`);
                    }
                    badges.set(tabId, { ...badges.get(tabId), ...look });
                },
            ]),
        ),
    };
    return fake;
}
