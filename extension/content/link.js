'use strict';
// Messages to the background: one retry where it slept, quiet where the extension is gone from under the page.
(() => {
    /** False once the extension was updated, reloaded or removed while the page stayed open. */
    const alive = () => {
        try {
            return chrome.runtime?.id !== undefined;
        } catch {
            return false;
        }
    };

    softsell.createLink = (onGone) => ({
        async send(message) {
            for (let attempt = 1; attempt <= 2; attempt += 1) {
                if (!alive()) {
                    onGone();
                    return { error: 'gone' };
                }
                try {
                    const reply = await chrome.runtime.sendMessage({ v: 1, ...message });
                    if (reply !== undefined && reply !== null) {
                        return reply;
                    }
                } catch {
                    // "Port closed" and "no receiving end": the service worker went while it answered.
                }
            }
            if (!alive()) {
                onGone();
            }
            return { error: 'no answer' };
        },
        alive,
    });
})();
