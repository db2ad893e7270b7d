'use strict';
// Puts the block together that is being read: its words, and what stands with them says of it.
(() => {
    const { LIMITS } = softsell;
    const { price } = softsell.VOCABULARY;
    const MOST_FIGURES = 20;

    softsell.gatherBlocks = (emit) => {
        const run = softsell.createRun(LIMITS.blockUnits);
        /** In which it began. @type {Softsell.Holder | null} */
        let holder = null;
        /** The one that all of it stands in. @type {Element | null} */
        let link = null;
        /** Of the boxes in the run that have no label of their own, whether each is ticked. @type {boolean[]} */
        let boxes = [];
        /** Texts in the run that have a digit, with their elements. @type {{ text: string, element: Element }[]} */
        let figures = [];

        /** Of the figures beside a price those that are struck through: a line goes through all in its element. */
        const struckOf = (/** @type {string} */ text, /** @type {Element} */ container) => {
            if (figures.length === 0 || text.length > price.asked || !softsell.hasPrice(text)) {
                return [];
            }
            return figures.filter(({ element }) => {
                let at = element;
                while (at !== container && !softsell.isStruck(at)) {
                    at = softsell.flatParent(at) ?? container;
                }
                return softsell.isStruck(at);
            }).slice(0, LIMITS.struck)
                .map((figure) => figure.text.replace(/\s+/g, ' ').trim().slice(0, LIMITS.struckUnits));
        };

        return {
            run,
            begin(frame) {
                if (run.empty) {
                    holder = frame;
                    link = frame.link;
                } else if (link !== frame.link) {
                    link = null;
                }
            },
            addBox(ticked) {
                boxes.push(ticked);
            },
            addFigure(text, element) {
                if (figures.length < MOST_FIGURES && text.length <= price.asked && /\d/.test(text)) {
                    figures.push({ text, element });
                }
            },
            flush() {
                if (holder !== null && !run.empty) {
                    const role = link === null ? holder.role : softsell.strongerRole(holder.role, 'link');
                    const ticked = holder.ticked || (boxes.length === 1 && boxes[0]);
                    const { container, lang } = holder;
                    const taken = run.take();
                    emit({ ...taken, container, lang, role, ticked, struck: struckOf(taken.text, container) });
                }
                run.take();
                holder = null;
                boxes = [];
                figures = [];
            },
        };
    };
})();
