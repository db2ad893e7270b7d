'use strict';
// How the card looks: its own sheet inside its closed shadow root, whatever the page around it does.
(() => {
    const CSS_TEXT = `
        :host {
            all: initial !important;
            display: contents !important;
        }
        * { box-sizing: border-box; }
        .anchor {
            all: unset;
            position: fixed;
            anchor-name: --phrase;
            pointer-events: none;
        }
        .card {
            --paper: #fffdf8; --ink: #22282b; --quiet: #565d60; --line: #e0d9ca; --shade: #f5f2ea;
            --soft: #e4efea; --soft-line: #bfd8d0; --soft-ink: #1d6b66; --fact: #1d6b6624; --press: #efeadf;
            color-scheme: light;
            position: fixed;
            position-anchor: --phrase;
            position-area: block-end span-inline-end;
            position-try-fallbacks: flip-block, flip-inline, flip-block flip-inline, --squeezed, --anywhere;
            inset: auto;
            margin: 8px 0;
            width: min(380px, 100vw - 16px);
            max-height: min(560px, 100dvh - 16px);
            overflow: auto;
            overscroll-behavior: contain;
            padding: 14px 16px 9px;
            border: 1px solid var(--line);
            border-radius: 14px;
            background: var(--paper);
            color: var(--ink);
            box-shadow: 0 1px 2px rgb(28 30 38 / .08), 0 10px 34px rgb(28 30 38 / .2);
            font: 400 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
            text-align: start;
            cursor: auto;
            user-select: text;
            animation: appear .13s ease-out;
        }
        /* By its height, for in Chrome 129 to 133 a fallback's least and greatest height count for nothing. */
        @position-try --squeezed { height: max(180px, 100% - 16px); }
        .card[data-held] {
            position-try-fallbacks: none;
            min-height: 180px;
            max-height: min(560px, 100% - 16px);
        }
        @position-try --anywhere {
            position-area: none;
            inset: 8px;
            margin: auto;
        }
        @keyframes appear { from { opacity: 0; transform: translateY(3px); } }
        .card:focus { outline: none; }
        .card:focus-visible, button:focus-visible, textarea:focus-visible {
            outline: 2px solid var(--soft-ink);
            outline-offset: 2px;
        }
        h2, p, ul, figure, blockquote, figcaption { margin: 0; padding: 0; font: inherit; }
        .head { display: flex; align-items: center; gap: 9px; }
        .head h2 { font-weight: 650; font-size: 15.5px; line-height: 1.3; flex: 0 1 auto; }
        .swatch {
            flex: none;
            width: 26px;
            height: 20px;
            border-radius: 4px;
            font: 600 12px/17px system-ui, sans-serif;
            text-align: center;
            text-decoration: underline var(--line) 2px var(--colour);
            text-underline-offset: 3px;
            background: color-mix(in srgb, var(--colour) 16%, transparent);
        }
        .strength { display: inline-flex; align-items: center; gap: 6px; color: var(--quiet); font-size: 12.5px; }
        .strength i { width: 14px; height: 4px; border-radius: 2px; background: var(--line); }
        .strength i.on { background: var(--quiet); }
        .strength span { display: inline-flex; gap: 2px; }
        .close {
            margin: -4px -6px -4px auto;
            padding: 0;
            width: 28px;
            height: 28px;
            border: 0;
            border-radius: 8px;
            font-size: 18px;
            line-height: 1;
            color: var(--quiet);
        }
        .why { margin-top: 7px; color: var(--quiet); text-wrap: pretty; }
        .evidence { margin-top: 10px; padding-inline-start: 17px; font-size: 13px; }
        .evidence li::marker { color: var(--soft-ink); }
        .pair {
            display: grid;
            grid-template-columns: repeat(auto-fit, minmax(140px, 1fr));
            gap: 8px;
            margin-top: 12px;
        }
        .pair.long { grid-template-columns: 1fr; }
        figure {
            display: flex;
            flex-direction: column;
            padding: 6px 11px 10px;
            border: 1px solid var(--line);
            border-radius: 10px;
            background: var(--shade);
        }
        figcaption {
            display: flex;
            flex-wrap: wrap;
            justify-content: space-between;
            align-items: center;
            min-height: 24px;
            margin-bottom: 2px;
            color: var(--quiet);
            font-size: 12px;
        }
        blockquote { font-size: 15px; overflow-wrap: anywhere; text-wrap: pretty; white-space: pre-line; }
        .soft { background: var(--soft); border-color: var(--soft-line); }
        .soft figcaption { color: var(--soft-ink); font-weight: 600; }
        .fact {
            font-weight: 650;
            border-radius: 4px;
            padding: 0 3px;
            margin: 0 -1px;
            background: var(--fact);
        }
        .none { color: var(--quiet); font-style: italic; }
        button {
            font: inherit;
            font-size: 13px;
            line-height: 1.3;
            color: inherit;
            background: none;
            border: 1px solid transparent;
            border-radius: 8px;
            padding: 5px 9px;
            cursor: pointer;
        }
        button:hover { background: var(--press); }
        .copy {
            margin-inline-end: -5px;
            padding: 2px 8px;
            border-color: var(--soft-line);
            background: var(--paper);
            color: var(--soft-ink);
            font-size: 12px;
        }
        .copy:hover { background: var(--soft); }
        .actions { display: flex; flex-wrap: wrap; gap: 2px 4px; margin: 10px -9px 0; }
        .actions button { color: var(--quiet); }
        .actions button:hover, .actions button[aria-expanded=true] { color: var(--ink); }
        .report { margin: 8px 0 5px; padding-top: 10px; border-top: 1px solid var(--line); }
        .report[hidden] { display: none; }
        .report p { color: var(--quiet); font-size: 13px; }
        textarea {
            display: block;
            width: 100%;
            height: 132px;
            margin: 8px 0;
            padding: 8px 10px;
            resize: vertical;
            border: 1px solid var(--line);
            border-radius: 8px;
            background: var(--shade);
            color: var(--ink);
            font: 12.5px/1.5 ui-monospace, "Liberation Mono", monospace;
        }
        .spare { height: 1px; margin: 0; padding: 0; border: 0; opacity: 0; }
        .report button { border-color: var(--line); }
        .status { font-size: 13px; color: var(--soft-ink); }
        .status:not(:empty) { margin: 6px 0 5px; }
        .card:has(> .done) { height: auto !important; min-height: 0 !important; }
        .done .status { font-size: 14px; margin: 0 0 5px; }
        @media (prefers-color-scheme: dark) {
            .card {
                --paper: #1f2426; --ink: #ecebe4; --quiet: #a9b0af; --line: #353c3e; --shade: #171b1c;
                --soft: #1d3330; --soft-line: #315550; --soft-ink: #79c9bf; --fact: #79c9bf2e; --press: #2b3234;
                color-scheme: dark;
                box-shadow: 0 0 0 1px rgb(0 0 0 / .4), 0 12px 36px rgb(0 0 0 / .55);
            }
        }
        @media (max-width: 330px) { .card { padding: 10px 12px; } }
        @media (prefers-reduced-motion: reduce) { .card { animation: none; } }
        @media (forced-colors: active) {
            .fact { outline: 1px solid; background: none; }
            .strength i { border: 1px solid; }
            .strength i.on { background: CanvasText; forced-color-adjust: none; }
            button { border-color: ButtonBorder; }
        }
    `;

    softsell.cardSheet = () => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(CSS_TEXT);
        return sheet;
    };
})();
