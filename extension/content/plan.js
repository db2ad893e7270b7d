'use strict';
// From what changed to what is read again: as little as keeps every block whole.
(() => {
    const { containerOf, flatParent, flowOf, isRow } = softsell;
    const STEPS_A_BREATH = 8;

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
            plan.deep.add(document.documentElement);
            return plan;
        }
        let steps = 0;
        for (const element of dirt.texts) {
            if (element.isConnected) {
                plan.shallow.add(containerOf(element));
            }
            steps += 1;
            if (steps % STEPS_A_BREATH === 0) {
                yield;
            }
        }
        for (const element of dirt.elements) {
            const parent = element.isConnected ? flatParent(element) : null;
            if (parent === null) {
                if (element === document.documentElement) {
                    plan.deep.add(element);
                }
            } else {
                const flow = flowOf(element, getComputedStyle(element).display, isRow(parent));
                const around = containerOf(parent);
                if (flow === 'none') {
                    plan.hidden.add(element);
                } else if (flow === 'block' && element.localName !== 'input') {
                    plan.deep.add(element);
                } else {
                    plan.fresh.add(element);
                }
                if (flow !== 'block' || shelf.has(around)) {
                    plan.shallow.add(around);
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
