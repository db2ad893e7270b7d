'use strict';
// From what changed to what is read again: as little as keeps every block whole.
(() => {
    const { flatParent, flowOf, once } = softsell;
    const STEPS_A_BREATH = 8;
    /** Read by those around them. */
    const FIELDS = new Set(['input', 'select', 'progress', 'meter']);

    /** Tells whether an element stands below one in these sets, which may lose none but such elements meanwhile. */
    const below = (/** @type {Set<Element>[]} */ ...sets) => {
        /** @type {Map<Element, boolean>} */
        const known = new Map();
        return (/** @type {Element} */ element) => {
            const path = [];
            let at = flatParent(element);
            let inside = false;
            while (at !== null && !inside && !known.has(at)) {
                inside = sets.some((set) => set.has(/** @type {Element} */ (at)));
                path.push(at);
                at = flatParent(at);
            }
            inside ||= at !== null && known.get(at) === true;
            path.forEach((one) => known.set(one, inside));
            return inside;
        };
    };

    softsell.planOf = function* planOf(dirt, shelf) {
        /** @type {Softsell.Plan} */
        const plan = { shallow: new Set(), deep: new Set(), fresh: new Set(), hidden: new Set() };
        if (dirt.all) {
            plan.deep.add(softsell.plain.root());
            return plan;
        }
        const containerOf = once(softsell.containerOf);
        const isRow = once(softsell.isRow);
        let steps = 0;
        /** A name that stood in for words may have none to stand in for any more. */
        const forgetNames = (/** @type {Element} */ element, /** @type {Element} */ around) => {
            for (let at = /** @type {Element | null} */ (element); at !== null && at !== around; at = flatParent(at)) {
                if (shelf.has(at)) {
                    plan.hidden.add(at);
                }
            }
        };
        /** What leaves an element that holds others, and no words, brings no words in it together. */
        const isWordless = (/** @type {Element} */ element) => softsell.arranges(element)
            && !shelf.has(element) && softsell.ownRole(element) === null && containerOf(element) === element;
        for (const element of [...dirt.texts, ...dirt.left]) {
            if (element.isConnected && (dirt.texts.has(element) || !isWordless(element))) {
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
        const isBelow = below(plan.deep, plan.fresh);
        for (const element of [...plan.deep]) {
            if (isBelow(element)) {
                plan.deep.delete(element);
            }
        }
        for (const element of [...plan.shallow]) {
            if (plan.deep.has(element) || isBelow(element)) {
                plan.shallow.delete(element);
            }
        }
        return plan;
    };
})();
