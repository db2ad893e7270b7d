/**
 * The gate: who may ask for what. Content scripts run beside pages that may be hostile and get the short list;
 * our own pages get the long one; nobody else is heard. Fields are checked before anything looks at them.
 */

import { FROM_CONTENT, FROM_PAGES } from '../shared/kinds.js';
import { isOwn } from '../shared/senders.js';
import { isPlain } from '../shared/shapes.js';
import { contentHandlers } from './from-content.js';
import { pageHandlers } from './from-pages.js';

/**
 * @param {chrome.runtime.MessageSender} sender
 * @returns {'content' | 'pages' | null}
 */
function tierOf(sender) {
    if (isOwn(sender)) {
        return 'pages';
    }
    return sender.id === chrome.runtime.id && sender.tab ? 'content' : null;
}

/**
 * @param {import('./core.js').Engine} engine
 * @returns {(message: unknown, sender: chrome.runtime.MessageSender, reply: (answer: unknown) => void) => boolean}
 *     a listener for `runtime.onMessage`; true when it will reply
 */
export function makeGate(engine) {
    const tiers = {
        content: { shapes: FROM_CONTENT, handlers: contentHandlers(engine) },
        pages: { shapes: FROM_PAGES, handlers: pageHandlers(engine) },
    };
    return (message, sender, reply) => {
        const tier = tierOf(sender);
        if (tier === null || !isPlain(message) || typeof message.kind !== 'string') {
            return false;
        }
        const shape = tiers[tier].shapes.get(message.kind);
        const handler = tiers[tier].handlers.get(message.kind);
        if (!shape || !handler) {
            return false;
        }
        const misfit = shape(message, '');
        if (misfit) {
            reply({ error: tier === 'pages' ? misfit : `refused: ${misfit.field}: ${misfit.want}` });
            return false;
        }
        handler(message, sender).then(reply, (error) => {
            console.error(`Softsell: ${message.kind}:`, error);
            reply({ error: tier === 'pages' ? { field: '', want: 'room', detail: String(error) } : String(error) });
        });
        return true;
    };
}
