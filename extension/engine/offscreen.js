/** Chromium's home of the engine: a document nobody sees, which answers the background and no one else. */
import { isOwn } from '../shared/senders.js';
import { ask, status } from './host.js';

chrome.runtime.onMessage.addListener((message, sender, respond) => {
    const fromBackground = isOwn(sender) && sender.tab === undefined;
    if (!fromBackground || message?.to !== 'engine' || message.v !== 1) {
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
