/** The tactics in the order people read them. Their texts are the `tactic_<id>_*` messages of `_locales`. */

export const HARD_TACTICS = Object.freeze([
    'urgency',
    'countdown',
    'scarcity',
    'competition',
    'price_threat',
    'fomo',
    'insistence',
    'nagging',
    'unsolicited',
    'flattery',
    'life_promise',
    'shaming',
    'threat',
    'no_comparing',
    'misleading',
]);

export const SOFT_TACTICS = Object.freeze([
    'advice',
    'question_first',
    'education',
    'reassurance',
    'warmth',
    'no_pressure',
]);

export const TACTICS = Object.freeze([...HARD_TACTICS, ...SOFT_TACTICS]);
