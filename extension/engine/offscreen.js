/** Chromium's home of the engine: a document nobody sees, which answers the background and no one else. */
import { ask, status } from './host.js';

chrome.runtime.onMessage.addListener((message, sender, respond) => {
    const ours = sender.id === chrome.runtime.id && sender.tab === undefined;
    if (!ours || message?.to !== 'engine' || message.v !== 1) {
        return false;
    }
    if (message.kind === 'status') {
        respond(status());
    } else if (message.kind === 'ask' && typeof message.json === 'string') {
        ask(message.json).then((json) => respond({ json }), ({ message: error }) => respond({ error }));
        return true;
    }
    return false;
});
