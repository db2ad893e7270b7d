'use strict';
// The text of one block, put together from text nodes, with a map from its offsets back to them.
(() => {
    // What a browser or a person takes for a blank; zero-width characters are no blanks.
    const BLANKS = ' \\t\\n\\v\\f\\r\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
    const STRETCH = new RegExp(`[${BLANKS}]{2,}|[${BLANKS.slice(1)}]|^ | $`, 'g');

    softsell.createRun = (limit) => {
        let text = '';
        let gap = '';
        /** @type {Softsell.Segment[]} */
        let segments = [];

        const add = (/** @type {Text} */ node, /** @type {number} */ from, /** @type {string} */ piece) => {
            text += gap;
            gap = '';
            segments.push({ at: text.length, node, from, length: piece.length });
            text += piece;
        };
        /** Where to cut a piece that is longer than a block may be: at a blank, never inside a surrogate pair. */
        const cutOf = (/** @type {string} */ piece, most = limit) => {
            if (piece.length < most) {
                return piece.length;
            }
            const blank = piece.lastIndexOf(' ', most);
            const code = piece.charCodeAt(most - 1);
            return blank > 0 ? blank : most - (code >= 0xd800 && code < 0xdc00 ? 1 : 0);
        };
        const run = {
            get empty() {
                return text === '';
            },
            get length() {
                return text.length;
            },
            space() {
                if (text !== '' && gap === '') {
                    gap = ' ';
                }
            },
            newline() {
                if (text !== '') {
                    gap = '\n';
                }
            },
            /** Appends the node's text from `from` on; returns where it stopped: its length, or earlier if full. */
            push(/** @type {Text} */ node, /** @type {number} */ from, /** @type {boolean} */ keepLines) {
                const whole = node.data;
                const first = from > 0 && whole[from] === ' ' ? from + 1 : from; // a blank at which it was cut
                // Little more than one block may take: a node may hold the text of a book.
                const data = whole.slice(first, first + cutOf(whole.slice(first, first + 2 * limit), 2 * limit));
                let start = 0;
                while (start < data.length) {
                    STRETCH.lastIndex = start;
                    const blank = STRETCH.exec(data);
                    const stop = blank?.index ?? data.length;
                    if (stop > start) {
                        const piece = data.slice(start, stop);
                        if (text.length + piece.length >= limit) {
                            if (text !== '') {
                                return first + start;
                            }
                            const cut = cutOf(piece);
                            add(node, first + start, piece.slice(0, cut));
                            return first + start + cut;
                        }
                        add(node, first + start, piece);
                    }
                    if (blank !== null) {
                        if (keepLines && blank[0].includes('\n')) {
                            run.newline();
                        } else {
                            run.space();
                        }
                    }
                    start = stop + (blank?.[0].length ?? 0);
                }
                return first + data.length;
            },
            /** Appends text that no node holds. */
            say(/** @type {string} */ words) {
                const said = text === '' ? words.trimStart() : words;
                if (said.startsWith(' ')) {
                    run.space();
                }
                text += gap + said.trim();
                gap = said.endsWith(' ') ? ' ' : '';
            },
            take() {
                const taken = { text, segments };
                text = '';
                gap = '';
                segments = [];
                return taken;
            },
        };
        return run;
    };

    /** The first segment that ends after this offset. */
    const segmentAt = (/** @type {Softsell.Segment[]} */ segments, /** @type {number} */ offset) => {
        let low = 0;
        let high = segments.length - 1;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (segments[middle].at + segments[middle].length > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return segments[low];
    };

    /**
     * The place on the page of a span of a block's text, or of the text beside it where no node holds the span itself;
     * null where no node holds any of the block (any more).
     */
    softsell.rangeOf = (block, start, end) => {
        if (block.segments.length === 0 || start >= end) {
            return null;
        }
        const first = segmentAt(block.segments, start);
        const last = segmentAt(block.segments, end - 1);
        const unwritten = first === last && (end <= first.at || start >= first.at + first.length);
        const startOffset = first.from + (unwritten ? 0 : Math.max(0, start - first.at));
        const endOffset = last.from + (unwritten ? last.length : Math.max(0, Math.min(end - last.at, last.length)));
        if (!first.node.isConnected || !last.node.isConnected
            || startOffset > first.node.length || endOffset > last.node.length) {
            return null;
        }
        return new StaticRange({
            startContainer: first.node, startOffset, endContainer: last.node, endOffset,
        });
    };
})();
