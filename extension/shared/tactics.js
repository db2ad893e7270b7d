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

export const TACTICS = Object.freeze([
    ...HARD_TACTICS,
    'advice',
    'question_first',
    'education',
    'reassurance',
    'warmth',
    'no_pressure',
]);
