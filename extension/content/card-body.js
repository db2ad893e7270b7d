'use strict';
// What the card says about one finding. Page text goes in as text, never as markup.
(() => {
    const LONG_UNITS = 70;
    const SAID_MS = 1_800;
    const STEPS = [[0.4, 'mild', 1], [0.7, 'clear', 2], [Infinity, 'strong', 3]];

    softsell.say = (key, ...substitutions) => chrome.i18n.getMessage(key, substitutions);

    /**
     * @template {keyof HTMLElementTagNameMap} T
     * @param {T} tag
     * @param {string} className
     * @param {...(Node | string)} children
     * @returns {HTMLElementTagNameMap[T]}
     */
    const make = (tag, className, ...children) => {
        const element = softsell.plain.make(tag);
        if (className !== '') {
            element.className = className;
        }
        element.append(...children);
        return /** @type {HTMLElementTagNameMap[T]} */ (element);
    };

    /** The text with the facts in it marked; a fact inside a longer number or word is not that fact. */
    const withFacts = (/** @type {string} */ text, /** @type {string[]} */ facts) => {
        const escaped = facts.filter((fact) => fact.trim() !== '')
            .sort((a, b) => b.length - a.length)
            .map((fact) => fact.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
        if (escaped.length === 0) {
            return [text];
        }
        const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
        const parts = [];
        let at = 0;
        for (const found of text.matchAll(pattern)) {
            parts.push(text.slice(at, found.index), make('span', 'fact', found[0]));
            at = found.index + found[0].length;
        }
        return [...parts, text.slice(at)];
    };

    softsell.issueText = ({ text, rule, tactic }) => softsell.say(
        'card_issue_text', chrome.runtime.getManifest().version, rule, tactic, location.hostname, text,
    );

    softsell.copyText = async (text, from) => {
        try {
            await navigator.clipboard.writeText(text);
            return true;
        } catch {
            // No clipboard on plain http and in some frames: copy a selection instead.
        }
        from?.select();
        try {
            return from !== null && softsell.plain.copySelection();
        } finally {
            from?.setSelectionRange(0, 0);
        }
    };

    softsell.cardBody = (mark, { close, hold, actions, signal }) => {
        const { finding } = mark;
        const status = make('p', 'status');
        status.setAttribute('role', 'status');

        /**
         * @param {string} key
         * @param {string} className
         * @param {(button: HTMLButtonElement) => void} onPress
         */
        const button = (key, className, onPress) => {
            const element = make('button', className, softsell.say(key));
            element.type = 'button';
            // The page may forge events, but not this flag.
            element.addEventListener('click', (event) => {
                if (event.isTrusted) {
                    onPress(element);
                }
            }, { signal });
            return element;
        };

        const sayCopied = async (
            /** @type {HTMLButtonElement} */ pressed, /** @type {string} */ key,
            /** @type {string} */ text, /** @type {HTMLTextAreaElement | null} */ from,
        ) => {
            const done = await actions.copy(text, from);
            pressed.textContent = softsell.say(done ? 'card_copied' : 'card_copy_failed');
            setTimeout(() => {
                pressed.textContent = softsell.say(key);
            }, SAID_MS);
        };

        const look = softsell.GROUP_LOOKS[softsell.groupOf(finding.tactic)];
        const swatch = make('span', 'swatch', 'ab');
        swatch.setAttribute('aria-hidden', 'true');
        swatch.style.setProperty('--line', look.line);
        swatch.style.setProperty('--colour', `light-dark(${look.colour}, ${look.pale})`);

        const title = make('h2', '', softsell.say(`tactic_${finding.tactic}_name`) || finding.tactic);
        title.id = 'title';

        const [, word, level] = STEPS.find(([below]) => finding.strength < Number(below)) ?? STEPS[2];
        const bars = make('span', '', ...[1, 2, 3].map((n) => make('i', n <= Number(level) ? 'on' : '')));
        bars.setAttribute('aria-hidden', 'true');
        const strength = make('span', 'strength', bars, softsell.say(`card_strength_${word}`));

        const closeButton = button('card_close', 'close', close);
        closeButton.setAttribute('aria-label', softsell.say('card_close'));
        closeButton.textContent = '×';

        const quote = (/** @type {string} */ text) => {
            const element = make('blockquote', '', ...withFacts(text, finding.facts));
            element.lang = finding.lang;
            element.dir = 'auto';
            return element;
        };

        const spare = make('textarea', 'spare'); // holds the selection where there is no clipboard
        spare.readOnly = true;
        const hard = make('figure', 'hard', make('figcaption', '', softsell.say('card_original')), quote(finding.text));
        const caption = make('figcaption', '', make('span', '', softsell.say('card_alternative')));
        const soft = make('figure', 'soft', caption);
        if (finding.alternative === '') {
            soft.append(make('p', 'none', softsell.say('card_no_alternative')));
        } else {
            soft.append(quote(finding.alternative));
            caption.append(button('card_copy', 'copy', (pressed) => {
                spare.value = finding.alternative;
                soft.append(spare);
                void sayCopied(pressed, 'card_copy', finding.alternative, spare).then(() => spare.remove());
            }));
        }
        const long = Math.max(finding.text.length, finding.alternative.length) > LONG_UNITS;
        const pair = make('div', long ? 'pair long' : 'pair', hard, soft);

        const issue = make('textarea', '');
        issue.readOnly = true;
        issue.spellcheck = false;
        issue.setAttribute('aria-label', softsell.say('card_report'));
        const report = make(
            'div', 'report', make('p', '', softsell.say('card_report_help')), issue,
            button('card_report_copy', '', (pressed) => {
                void sayCopied(pressed, 'card_report_copy', issue.value, issue);
            }),
        );
        report.hidden = true;

        const body = make('div', 'body');
        const ignore = button('card_ignore', '', async () => {
            if (await actions.ignore(mark)) {
                status.textContent = softsell.say('card_ignored');
                body.classList.add('done');
                body.replaceChildren(status);
            } else {
                status.textContent = softsell.say('card_ignore_failed');
            }
        });
        const tell = button('card_report', '', () => {
            hold();
            report.hidden = !report.hidden;
            tell.setAttribute('aria-expanded', String(!report.hidden));
            issue.value = softsell.issueText(finding);
            if (!report.hidden) {
                issue.focus();
            }
        });
        tell.setAttribute('aria-expanded', 'false');

        body.append(
            make('div', 'head', swatch, title, strength, closeButton),
            make('p', 'why', finding.why),
            pair,
            ...finding.evidence.length > 0
                ? [make('ul', 'evidence', ...finding.evidence.map((line) => make('li', '', line)))] : [],
            make('div', 'actions', ignore, tell),
            report,
            status,
        );
        return body;
    };
})();
