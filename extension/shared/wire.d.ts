// Generated from core/softsell/wire/messages.py by `make wire`; offsets are UTF-16 units.

/** One run of page text: `i` names it, `lang` is the nearest declared BCP 47 tag (absent: the document's), `prominence` 0-1 how much it stands out, `ticked` whether it labels a box that the page itself ticked, `flashed` how often the tab's title changed to this while nobody looked, `struck` what of it is struck through. A block that moved brings in `seen` what it said and from when on (epoch milliseconds), now last; then `around` is the text around it, nearest first, and `beside` what stands near it. */
export interface WireBlock {
    i: number;
    text: string;
    lang?: string | null;
    role?: 'button' | 'heading' | 'link' | 'list-item' | 'dialog' | 'banner' | 'label' | 'near-price' | 'title' | null;
    prominence?: number;
    ticked?: boolean;
    seen?: [number, string][];
    around?: string;
    beside?: ('media' | 'game' | 'code')[];
    flashed?: number;
    struck?: string[];
}

/** One property that the page's own data give its `product`-th product, by its source (`item:`, `og:`, `data:`, `shop:`, `said:`; none: JSON-LD) and schema.org name. */
export interface WireDatum {
    product: number;
    name: string;
    value: string;
}

/** After pages that showed prices: the fees that the earlier pages of this visit `named`. */
export interface WireVisit {
    named: string[];
}

/** What a block tells that claims elsewhere are held beside: `stock`, a count, or `fee`, which one. */
export interface WireTold {
    block: number;
    name: 'stock' | 'fee';
    value: string;
}

/** Scan these blocks. `lang` is the document's declared tag, `ui` the reader's language for the whys, `off` the tactics switched off; `page_data` is what the page's own data say, `today` the reader's date (2026-11-22). At an `address` (path and fragment) that is a till, fees are held beside what the `visit` named before; of another the reply tells which fees its blocks name. Where something moved `now` is the time and `opened` when the page was opened (epoch milliseconds), `zone` the reader's time in minutes east of UTC, `away` when the page was in the background. */
export interface ScanRequest {
    v: 1;
    kind: 'scan';
    lang?: string | null;
    ui?: string | null;
    sensitivity?: 'low' | 'normal' | 'high';
    tone?: 'plain' | 'advisory' | 'warm';
    off?: string[];
    page_data?: WireDatum[];
    today?: string;
    address?: string;
    visit?: WireVisit;
    now?: number;
    opened?: number;
    zone?: number;
    away?: [number, number][];
    blocks: WireBlock[];
}

/** What of a finding is worth remembering until the next visit: what it shows now and at the start of this one (seconds left when the page was opened, or the count first seen). */
export interface WireWatch {
    what: 'timer' | 'crowd' | 'stock';
    value: number;
    start: number;
}

/** A finding: `text` is the block's text from `start` to `end` (UTF-16 units), `strength` 0-1; `watch` stands in a scan's reply alone. */
export interface WireFinding {
    block: number;
    start: number;
    end: number;
    text: string;
    context: string;
    tactic: string;
    claim: string;
    rule: string;
    lang: string;
    strength: number;
    why: string;
    alternative: string;
    facts: string[];
    evidence: string[];
    watch?: WireWatch;
}

/** A tactic's whole points of the score, and how many findings it has. */
export interface WirePart {
    tactic: string;
    points: number;
    count: number;
}

/** A page report: score 0-100, the parts that add up to it, hard and soft findings; of a scan also what else the blocks `told`, where they told anything, and whether the address is that of a `till`. */
export interface WireReport {
    v: 1;
    version: string;
    offsets: 'utf-16';
    lang: string;
    blocks: number;
    score: number;
    band: 'calm' | 'some' | 'pressing' | 'hard';
    parts: WirePart[];
    findings: WireFinding[];
    soft_findings: WireFinding[];
    partial: boolean;
    told?: WireTold[];
    till?: boolean;
}

/** Score findings that several scans brought together; they come back as they are, in the same order. */
export interface ScoreRequest {
    v: 1;
    kind: 'score';
    lang?: string | null;
    blocks: number;
    partial?: boolean;
    findings: WireFinding[];
    soft_findings: WireFinding[];
}

/** An earlier visit: when it began, what the phrase said first, when its timer was to end (epoch milliseconds). */
export interface WireEarlier {
    opened: number;
    start: number;
    end?: number;
}

/** What was remembered of the `finding`-th finding: when this visit began, and the earlier ones, oldest first. */
export interface WireRemembered {
    finding: number;
    opened: number;
    watch: WireWatch;
    earlier: WireEarlier[];
}

/** Weigh findings by what earlier visits showed, and tell it in the reader's language `ui`. */
export interface WeighRequest {
    v: 1;
    kind: 'weigh';
    ui?: string | null;
    now: number;
    zone: number;
    findings: WireFinding[];
    remembered: WireRemembered[];
}

/** The findings in their order, with what was seen, and as strong as that leaves them. */
export interface WeighReply {
    v: 1;
    findings: WireFinding[];
}

/** What covers the page: its blocks, the share of the window that they take (0-1), whether it is a dialog by its own account or holds a field for a password, and how it came up. */
export interface WirePrompt {
    blocks: WireBlock[];
    cover: number;
    dialog: boolean;
    password: boolean;
    opened: 'there' | 'first' | 'unasked' | 'leaving' | 'act';
}

/** What a site asked for, how often that was turned down, and how often it was asked again after that. */
export interface WireAsked {
    ask: string;
    noes: number;
    again: number;
}

/** How the visitor closed a prompt: by a control of this name, or by none (null: Escape, a press beside it). */
export interface WireClosed {
    control: string | null;
}

/** Judge a prompt that came up, or one that was `closed`; `before` is what the last reply about the site gave, `counted` says that this showing was judged before. */
export interface PromptRequest {
    v: 1;
    kind: 'prompt';
    lang?: string | null;
    ui?: string | null;
    sensitivity?: 'low' | 'normal' | 'high';
    off?: string[];
    prompt: WirePrompt;
    closed?: WireClosed | null;
    counted?: boolean;
    before: WireAsked[];
}

/** Whether the prompt asks for something unasked, what to keep of the site, and the findings on its blocks. */
export interface PromptReply {
    v: 1;
    asks: boolean;
    asked: WireAsked[];
    findings: WireFinding[];
}

/** Ask what this engine can find. */
export interface AboutRequest {
    v: 1;
    kind: 'about';
}

/** A tactic of the taxonomy, with its line for people. */
export interface WireTactic {
    tactic: string;
    kind: 'hard' | 'soft';
    name: string;
    line: string;
}

/** The engine's version, the languages it has packs for, and the taxonomy. */
export interface AboutReply {
    v: 1;
    version: string;
    langs: string[];
    tactics: WireTactic[];
}

/** What was wrong: `bad-request` names the field; `internal` is the engine's own fault. */
export interface WireFault {
    kind: 'bad-request' | 'internal';
    message: string;
}

/** The answer to a request that could not be served. */
export interface ErrorReply {
    v: 1;
    error: WireFault;
}
