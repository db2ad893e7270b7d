/** Addresses at which a shop asks for money: its basket and what follows, in the words that shops use for them. */

const TILL = new RegExp(
    `(?:^|[/#!._-])(?:${[
        'cart', 'basket', 'checkout', 'shopping-?bag', 'payment', // en
        'kasse[nr]?', 'handlekurv', 'handlevogn', 'handlekorg', 'betaling', // nb nn
        'kurv', 'indk(?:oe|ø|o)bskurv', // da
        'kassa', 'varukorg', 'kundvagn', 'betalning', // sv
        'warenkorb', 'einkaufswagen', 'zahlung', // de
        'winkelwagen', 'winkelmand(?:je)?', 'afrekenen', 'betalen', // nl
    ].join('|')})(?:$|[/?#._-])`,
    'i',
);

/**
 * @param {string | undefined} address
 * @returns {boolean}
 */
export function isTill(address) {
    try {
        const { pathname, hash } = new URL(address ?? '');
        return TILL.test(decodeURIComponent(pathname)) || TILL.test(hash);
    } catch {
        return false;
    }
}
