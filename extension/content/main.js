'use strict';
// Starts and stops the work in this document as the background says.
(() => {
    const { LIMITS } = softsell;
    if (softsell.session !== undefined) {
        softsell.session.again(); // loaded twice: the first one goes on
        return;
    }

    const life = new AbortController();
    /** @type {{ page: Softsell.Page, end: AbortController } | null} */
    let work = null;

    const stop = () => {
        work?.end.abort();
        work = null;
    };

    const leave = () => {
        stop();
        life.abort();
        try {
            chrome.runtime.onMessage.removeListener(onMessage);
        } catch {
            // The extension is gone, and its listeners with it.
        }
        delete softsell.session;
    };

    const link = softsell.createLink(leave);

    const refresh = async (failed = 0) => {
        const hello = await link.send({ kind: 'hello' });
        if (life.signal.aborted) {
            return;
        }
        if (hello.error !== undefined) {
            if (failed < LIMITS.sendsAgain) {
                setTimeout(() => void refresh(failed + 1), LIMITS.sendAgainMs * (failed + 1));
            }
            return;
        }
        if (hello.on !== true) {
            stop();
            return;
        }
        const highlight = hello.settings?.highlight !== false;
        if (work === null) {
            const end = new AbortController();
            work = { end, page: softsell.openPage({ link, highlight, signal: end.signal }) };
        } else {
            work.page.askAgain(highlight);
        }
    };

    const restart = async () => {
        if (work === null) {
            await refresh();
        } else {
            work.page.restart();
        }
    };

    /**
     * @param {any} message
     * @param {chrome.runtime.MessageSender} sender
     * @param {(reply: object) => void} reply
     */
    const onMessage = (message, sender, reply) => {
        if (sender.id !== chrome.runtime.id || sender.tab !== undefined || typeof message?.kind !== 'string') {
            return;
        }
        switch (message.kind) {
            case 'settings-changed': void refresh(); break;
            case 'rescan': void restart(); break;
            case 'show': work?.page.show(String(message.id), message.card === true); break;
            case 'stop': stop(); break;
            case 'ping': reply({ page: work?.page.id ?? '' }); break;
        }
    };

    softsell.session = { again: () => void restart() };
    chrome.runtime.onMessage.addListener(onMessage);
    addEventListener('pageshow', (event) => {
        if (event.persisted) {
            void refresh();
        }
    }, { signal: life.signal });
    addEventListener('pagehide', () => work?.page.closeCard(), { signal: life.signal });
    void refresh();
})();
