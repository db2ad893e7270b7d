'use strict';
// From what changed to what is read again: as little as keeps every block whole.
(() => {
    const { containerOf, flatParent, flowOf, isRow } = softsell;
    const STEPS_A_BREATH = 8;
    /** Read by those around them. */
    const FIELDS = new Set(['input', 'select', 'progress', 'meter']);

    /** Whether an element stands below one of these. */
    const below = (/** @type {Element} */ element, /** @type {Set<Element>[]} */ ...sets) => {
        for (let at = flatParent(element); at !== null; at = flatParent(at)) {
            for (const set of sets) {
                if (set.has(at)) {
                    return true;
                }
            }
        }
        return false;
    };

    softsell.planOf = function* planOf(dirt, shelf) {
        /** @type {Softsell.Plan} */
        const plan = { shallow: new Set(), deep: new Set(), fresh: new Set(), hidden: new Set() };
        if (dirt.all) {
            plan.deep.add(softsell.plain.root());
            return plan;
        }
        let steps = 0;
        /** A name that stood in for words may have none to stand in for any more. */
        const forgetNames = (/** @type {Element} */ element, /** @type {Element} */ around) => {
            for (let at = /** @type {Element | null} */ (element); at !== null && at !== around; at = flatParent(at)) {
                if (shelf.has(at)) {
                    plan.hidden.add(at);
                }
            }
        };
        for (const element of dirt.texts) {
            if (element.isConnected) {
                const around = containerOf(element);
                plan.shallow.add(around);
                forgetNames(element, around);
            }
            steps += 1;
            if (steps % STEPS_A_BREATH === 0) {
                yield;
            }
        }
        for (const element of dirt.elements) {
            const parent = element.isConnected ? flatParent(element) : null;
            if (parent === null) {
                if (element === softsell.plain.root()) {
                    plan.deep.add(element);
                }
            } else {
                const flow = flowOf(element, getComputedStyle(element).display, isRow(parent));
                const alone = flow === 'block' && !FIELDS.has(element.localName);
                const around = containerOf(parent);
                if (flow === 'none') {
                    plan.hidden.add(element);
                } else if (alone) {
                    plan.deep.add(element);
                } else {
                    plan.fresh.add(element);
                }
                if (!alone || shelf.has(around)) {
                    plan.shallow.add(around);
                    forgetNames(parent, around);
                }
            }
            steps += 1;
            if (steps % STEPS_A_BREATH === 0) {
                yield;
            }
        }
        for (const element of [...plan.deep]) {
            if (below(element, plan.deep, plan.fresh)) {
                plan.deep.delete(element);
            }
        }
        for (const element of [...plan.shallow]) {
            if (plan.deep.has(element) || below(element, plan.deep, plan.fresh)) {
                plan.shallow.delete(element);
            }
        }
        return plan;
    };
})();
