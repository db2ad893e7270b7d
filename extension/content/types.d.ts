/** What the content scripts share. They are classic scripts, so these types are global to them. */
declare namespace Softsell {
    /** The closed set of the wire; null where nothing is known. */
    type Role =
        | 'button' | 'heading' | 'link' | 'list-item' | 'dialog' | 'banner' | 'label' | 'near-price' | 'title' | null;
    type Group = 'time' | 'stock' | 'crowd' | 'person' | 'push';

    /** `length` UTF-16 units of a block's text from `at` on stand unchanged in `node` from `from` on. */
    interface Segment {
        at: number;
        node: Text;
        from: number;
        length: number;
    }

    /** Block text as read from the page; `segments` is empty where no text node holds it (a button's value, the title). */
    interface Reading {
        text: string;
        segments: Segment[];
        container: Element;
        lang: string | null;
        role: Role;
        /** 0-1: half for large letters, half for a place on the first screen. */
        prominence?: number;
        /** Whether it labels a box that the page ticked. */
        ticked?: boolean;
        /** How often the tab's title changed to this while nobody looked. */
        flashed?: number;
        /** What of it is struck through, with a digit in it. */
        struck?: string[];
        /** Whether the visitor may have moved it, so that what it said before tells nothing of the page. */
        anew?: boolean;
    }

    interface Block extends Reading {
        i: number;
        /** null until the engine has answered for this text. */
        marks: Mark[] | null;
        soft: Finding[];
        /** Stock counts it tells, for claims elsewhere to be held beside. */
        stocks: string[];
        /** What the engine says of the prompt that it stands in. */
        asked: Mark[];
        /** When the engine last answered for it (performance.now). */
        answered: number;
        /** The language the engine then took its page for. */
        spoken: string;
        /** From when on it said so (epoch milliseconds), as far as that was seen. */
        since: number;
        /** What it said before; null where its digits did not change. */
        track: Track | null;
        /** Whether it came, or came to say this, after the page was read. */
        late: boolean;
        /** Whether it is read with the boxes beside it. */
        inClock: boolean;
    }

    /** From when on (epoch milliseconds) a block said what. */
    type Sample = [number, string];
    type Beside = 'media' | 'game' | 'code';

    interface Track {
        /** Oldest first, now last. */
        seen: Sample[];
        /** How many samples the engine was last asked with. */
        asked: number;
        near?: Surroundings;
    }

    interface Surroundings {
        around: string;
        beside: Beside[];
    }

    /** The blocks that an element is the container of. */
    type BlocksOf = (container: Element) => Block[];

    interface Tracks {
        moves(block: Block): boolean;
        open(): void;
        follow(block: Block, old: Block): void;
        adopt(block: Block, roots: Set<Element>): Block | null;
        add(block: Block, old: Block): void;
    }

    interface Clocks {
        settle(moved: Block[], roots: Set<Element>, at: number): Block[];
        clear(): void;
    }

    /** One property that the page's own data give its `product`-th product, by its source and name. */
    interface Datum {
        product: number;
        name: string;
        value: string;
    }

    /** As the engine found it; offsets are UTF-16 units of the block's text. */
    interface Finding {
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
        id?: string;
    }

    /** A hard finding where it stands on the page now; `range` is null where there is no text node to paint. */
    interface Mark {
        id: string;
        finding: Finding;
        block: Block;
        range: StaticRange | null;
    }

    interface Limits {
        sliceMs: number;
        blockUnits: number;
        textUnits: number;
        blocks: number;
        nodes: number;
        batchUnits: number;
        remembered: number;
        settleMs: number;
        settleMostMs: number;
        tickMs: number;
        dirtMost: number;
        repaints: number;
        reported: number;
        sendsAgain: number;
        sendAgainMs: number;
        batchBlocks: number;
        /** A track's samples in all; the newest of them stay whole; from how many on motion is told. */
        samples: number;
        samplesNew: number;
        samplesTold: number;
        sampleUnits: number;
        aroundUnits: number;
        struck: number;
        struckUnits: number;
        clocks: number;
        aways: number;
        messages: number;
        dullTicks: number;
    }

    /** The table that the command line reads pages by, too. */
    interface Vocabulary {
        elements: Record<'unread' | 'noInk' | 'partsBlocks' | 'ownBlock' | 'phrasing' | 'buttonInputs', string[]>;
        roles: {
            /** Into which a person types. */
            typed: string[];
            /** The inner role says more than the outer one, but for these, strongest first. */
            strength: string[];
            ofTag: Record<string, Role>;
            ofAria: Record<string, Role>;
        };
        /** The forms of a price, any of which makes one; lengths of blocks, and how far a price's neighbours stand. */
        price: { expressions: string[]; short: number; beside: number; levels: number; asked: number };
        /** What pages say of their products, with its bounds. */
        product: Record<'offer' | 'rating' | 'kinds' | 'others' | 'listed' | 'stocks' | 'quantity', string[]>
            & Record<'units' | 'longest' | 'deepest' | 'elements' | 'most', number>
            & { tags: Record<string, string> };
        /** What shops' programs call it, with the bounds of their scripts. */
        shop: Record<'stocks' | 'states' | 'prices' | 'before' | 'called', string[]>
            & Record<'variationPrices' | 'variationBefore' | 'variationQuantity', string[]>
            & Record<'units' | 'nodes' | 'variants' | 'deepest' | 'revivedDeepest', number>;
    }

    interface Memory<V> {
        get(key: string): V | undefined;
        set(key: string, value: V): void;
        clear(): void;
    }

    interface Run {
        readonly empty: boolean;
        readonly length: number;
        space(): void;
        newline(): void;
        say(words: string): void;
        push(node: Text, from: number, keepLines: boolean): number;
        take(): { text: string; segments: Segment[] };
    }

    /** How an element stands in the flow: `none` unread, `block` parts the text, `spaced` parts words, `inline` nothing. */
    type Flow = 'none' | 'block' | 'spaced' | 'inline';

    /** What a root of a reading inherits from the elements around it. */
    interface Context {
        lang: string | null;
        role: Role;
        link: Element | null;
        ticked: boolean;
    }

    /** What a block begins in. */
    interface Holder extends Context {
        container: Element;
    }

    interface ReadOptions {
        /** Elements read with all that is in them. */
        deep: Element[];
        /** Containers of which only their own text is read, and of their inner blocks only those in `fresh`. */
        shallow?: Element[];
        fresh?: Set<Element>;
        inViewFirst?: boolean;
        emit: (reading: Reading) => void;
        /** Called for each shadow root read. */
        onRoot?: (root: ShadowRoot) => void;
        /** Called where something is left out: a form whose fields stand in for its properties, too many nodes. */
        onUnread?: () => void;
        /** Called for each element that may get a shadow root yet. */
        onHost?: (element: Element) => void;
        /** Called for each element before or after which a style sheet puts words, or nothing yet. */
        onContent?: (element: Element) => void;
        /** Called when all that is in view has been read. */
        onViewRead?: () => void;
        /** False once the caps are reached. */
        roomLeft: () => boolean;
    }

    interface Dirt {
        /** Elements whose own text changed. */
        texts: Set<Element>;
        /** Elements that something left. */
        left: Set<Element>;
        /** Elements that came, or may show or hide other text than before. */
        elements: Set<Element>;
        removed: boolean;
        /** Too much, or a style sheet, changed: read everything again. */
        all: boolean;
        /** When it was last noticed (epoch milliseconds). */
        at: number;
    }

    interface Watch {
        addRoot(root: Document | ShadowRoot): void;
        /** Looks at it again now and then, for a shadow root may be attached to it. */
        addHost(element: Element): void;
        /** Follows all its attributes: what is generated may hold their values. */
        addContent(element: Element): void;
        /** Reads all again where the document has come to be drawn, or is drawn no more. */
        lookIfRendered(): void;
    }

    /** Text of a style sheet; `apart` where it stands by itself, not in the line. */
    interface Generated {
        text: string;
        apart: boolean;
    }

    /** What a flush of changes makes us read again. */
    interface Plan {
        shallow: Set<Element>;
        deep: Set<Element>;
        fresh: Set<Element>;
        /** Elements that show no text any more. */
        hidden: Set<Element>;
    }

    /** One document at work. */
    interface Page {
        /** Random; another one for another address. */
        readonly id: string;
        /** Asks again about all text, as after a change of settings. */
        askAgain(highlight: boolean): void;
        /** Reads everything anew. */
        restart(): void;
        /** Scrolls to a finding, and opens its card or flashes it. */
        show(id: string, withCard: boolean): void;
        closeCard(): void;
    }

    interface Shelf {
        readonly blocks: Map<number, Block>;
        /** Whether there was more to read than the caps allow. */
        partial: boolean;
        /** The length of all text on it. */
        readonly units: number;
        has(container: Element): boolean;
        /** Takes the readings as all that now stands in the containers and under the roots; gives what is new. */
        settle(
            readings: Reading[], containers: Set<Element>, roots: Set<Element>, at: number,
        ): Generator<void, Block[], void>;
        add(reading: Reading, since?: number): Block;
        /** Forgets blocks whose nodes have left the document; true if there were any. */
        sweep(): boolean;
        clear(): void;
        marks(): Mark[];
        /** The stock counts that its blocks tell, each once. */
        stocks(): string[];
        /** The blocks of a container. */
        at(container: Element): Block[];
        /** Takes what the engine says of the prompt that a block stands in. */
        prompt(block: Block, findings: Finding[]): void;
        /** The language that most of it was taken for. */
        lang(): string;
        /** Forgets one mark; what is the same phrase elsewhere, the background tells. */
        drop(id: string): void;
        /** True if the answer makes it worth asking again. */
        answer(block: Block, found: Answer): boolean;
        /** Asks, within one moment, but once about each element. */
        surroundings(): (block: Block) => Surroundings;
    }

    interface Answer {
        findings: Finding[];
        soft: Finding[];
        stocks: string[];
        /** The language the engine took the page for when it answered. */
        lang: string;
    }

    interface Link {
        /** The reply, or `{error}`; never rejects. */
        send(message: Record<string, unknown> & { kind: string }): Promise<any>;
        /** False once the extension is gone from under the page. */
        alive(): boolean;
    }

    interface Scanner {
        /** Answers from memory at once, else asks the engine: in this order, and `gapMs` after it last asked. */
        add(blocks: Iterable<Block>, gapMs?: number): void;
        /** Forgets all answers. */
        forget(): void;
        /** Asks no more about what waits. */
        drop(): void;
        /** Asks again about claims where the page says something new of its product. */
        hold(): void;
        /** Whether nothing but ticking text waits for an answer. */
        readonly idle: boolean;
    }

    /** How something came up over the page: it stood there when the page was first read, came before any act of the
     * visitor's, by itself later on, as the pointer left the page, or by an act. */
    type Opened = 'there' | 'first' | 'unasked' | 'leaving' | 'act';

    /** A trusted act of the visitor's. */
    interface Act {
        at: number;
        /** What its event passed, closed shadow roots included. */
        path: EventTarget[];
        /** Whether it was on something to press. */
        control: boolean;
        escape: boolean;
        /** Whether it has closed an overlay. */
        closed: boolean;
    }

    /** What stands over the page. */
    interface Overlays {
        /** The nearest dialog around an element, else the outermost box over the page; `known` holds earlier answers. */
        around(element: Element, known: Map<Element, Element | null>): Element | null;
        /** The outermost box over the page that an overlay stands in. */
        holderOf(overlay: Element): Element;
        isDialog(element: Element): boolean;
        isOver(element: Element): boolean;
        /** Whether it is a bar along the window. */
        isStrip(element: Element): boolean;
        /** Whether it is a part of the page, or a menu of one. */
        isPart(element: Element): boolean;
        /** Whether something over the page keeps the visitor from it, seen along its edges. */
        isCurtained(known: Map<Element, Element | null>): boolean;
        shows(block: Block): boolean;
        /** The share of the window that the blocks' common box takes. */
        coverOf(blocks: Block[]): number;
    }

    interface Prompts {
        /** Looks whether what was read in these containers came up over the page, or stood there from the `start`. */
        see(containers: Iterable<Element>, start: boolean): void;
        /** Looks which of those that were open are gone. */
        sweep(): void;
        /** Forgets findings of a phrase that the visitor finds not pressing. */
        drop(phrase: string): void;
        /** Asks anew about what is open, as after a change of settings. */
        askAgain(): void;
        /** Whether no answer is waited for. */
        readonly idle: boolean;
    }

    interface Paint {
        sync(marks: Mark[]): void;
        flash(mark: Mark): void;
        /** Highlights the page removed come back, a bounded number of times. */
        keep(): void;
        clear(): void;
    }

    interface Place {
        x: number;
        y: number;
    }

    interface Card {
        /** Our one element on the page, only while the card is open. */
        readonly host: HTMLElement | null;
        readonly mark: Mark | null;
        /** With the focus in it when asked for by keyboard; on the line of text nearest to a place. */
        open(mark: Mark, options?: { focus?: boolean; near?: Place }): void;
        close(): void;
        /** Closes where the open card's mark is no longer among these, else follows it. */
        sync(marks: Mark[]): void;
        /** Keeps it open while the pointer is on it or its phrase; else it closes after a moment. */
        keep(on: boolean): void;
    }

    /** What the card's body may ask of the card. */
    interface CardHolder {
        close(): void;
        /** Called before it grows. */
        hold(): void;
        actions: CardActions;
        signal: AbortSignal;
    }

    interface CardActions {
        ignore(mark: Mark): Promise<boolean>;
        copy(text: string, from: HTMLTextAreaElement | null): Promise<boolean>;
    }

    /** What no name on the page can stand in for. */
    interface Plain {
        parentOf(node: Node): ParentNode | null;
        nextOf(node: Node): ChildNode | null;
        isElement(node: Node): boolean;
        slotOf(node: Node): HTMLSlotElement | null;
        root(): Element;
        body(): HTMLElement | null;
        focused(): Element | null;
        /** Whether the browser put what is selected on the clipboard. */
        copySelection(): boolean;
        title(): string;
        isHidden(): boolean;
        isDesigned(): boolean;
        /** The document's media type. */
        kind(): string;
        byId(id: string): Element | null;
        elementAt(x: number, y: number): Element | null;
        /** The topmost first. */
        elementsAt(within: Document | ShadowRoot, x: number, y: number): Element[];
        textsIn(element: Element): NodeIterator;
        find(query: string): Element | null;
        all(query: string): NodeListOf<Element>;
        /** In the order of the page, as far as it is asked for. */
        ofTag(name: string): HTMLCollectionOf<Element>;
        make(name: string): HTMLElement;
        listen(
            target: EventTarget, name: string, listener: (event: any) => void, options: AddEventListenerOptions,
        ): void;
        sheetsOf(owner: Document | ShadowRoot): CSSStyleSheet[];
        setSheets(owner: Document | ShadowRoot, sheets: CSSStyleSheet[]): void;
    }

    interface Room {
        session?: { again(): void };
        LIMITS: Readonly<Limits>;
        VOCABULARY: Vocabulary;
        GROUPS: Readonly<Record<Group, readonly string[]>>;
        groupOf(tactic: string): Group;
        createMemory<V>(most: number): Memory<V>;
        /** The same function, asked but once about each. */
        once<K, V>(ask: (key: K) => V): (key: K) => V;
        randomName(): string;
        shapeOf(text: string): string;
        declaredLang(element: Element): string | null;
        pageLang(): string | null;

        inSlices<T>(steps: Generator<void, T, void>, signal: AbortSignal): Promise<{ value: T; workMs: number }>;
        yieldToPage(): Promise<void>;
        /** Gives each reading its prominence, and those in a bar that stays on the screen their role. */
        markProminence(readings: Reading[]): void;
        /** What a shop's own program keeps in these scripts and forms of the product that the page is of. */
        shopData(scripts: Iterable<Element>, forms: Iterable<Element>): Datum[];
        /** What the page's own data say of its products; read again once they may have changed. */
        pageData(): Datum[];
        /** Takes note of what changed (null: everything); whether the page's data may have. */
        renewPageData(dirt: Dirt | null): boolean;

        isBar(element: Element): boolean;
        /** What to call for each bar that moved. */
        watchBars(signal: AbortSignal): (bar: Element) => void;
        /** What a bar shows that has moved; null for any other element. */
        barReading(bar: Element): Pick<Reading, 'text' | 'anew'> | null;

        isBox(element: Element): boolean;
        isTicked(box: Element): boolean;
        isChosen(select: HTMLSelectElement): boolean;
        meetBox(box: Element): boolean;
        labelsTicked(element: Element): boolean;
        touch(box: Element): Element[];

        plain: Readonly<Plain>;
        /** False for a form whose fields stand in for properties that we ask for. */
        isSound(element: Element): boolean;
        /** Never read: not text, code, or what a person typed or picked. */
        UNREAD: Set<string>;
        isSecret(element: Element): boolean;
        flowOf(element: Element, display: string, inRow: boolean): Flow;
        isRow(element: Element): boolean;
        isUnseen(element: Element): boolean;
        isOutOfFlow(element: Element): boolean;
        partsWords(element: Element): boolean;
        isShown(element: Element): boolean;
        /** Whether the element strikes its own text through. */
        isStruck(element: Element): boolean;
        ownRole(element: Element): Role;
        strongerRole(a: Role, b: Role): Role;
        shadowOf(element: Element): ShadowRoot | null;
        mayHostLater(element: Element): boolean;
        /** The nodes in a slot. */
        slotted(slot: HTMLSlotElement): Node[];
        watchHosts(options: { onAttached: (host: Element) => void; signal: AbortSignal }): (element: Element) => void;

        /** Tells of each time the document comes to be drawn or is drawn no more; the value looks at once. */
        watchRendered(options: { onChange: () => void; signal: AbortSignal }): () => void;

        /** Whether an element holds so many others that it shows no words of its own style sheet. */
        arranges(element: Element): boolean;
        /** `onContent` hears of an element that generates words, or nothing yet. */
        generatedBy(
            element: Element, side: '::before' | '::after', onContent?: (element: Element) => void,
        ): Generated | null;
        optionsOf(select: HTMLSelectElement): string[];
        nameOf(control: Element): string;
        flatParent(node: Node): Element | null;
        containerOf(element: Element): Element;
        /** What the elements around what stands in this one say of it. */
        contextIn(parent: Element | null): Context;

        createRun(limit: number): Run;
        rangeOf(block: Reading, start: number, end: number): StaticRange | null;

        gatherBlocks(emit: (reading: Reading) => void): {
            /** The words of the block so far. */
            run: Run;
            /** Words are to come that stand in this. */
            begin(holder: Holder): void;
            /** A box without a label of its own stands among them. */
            addBox(ticked: boolean): void;
            /** A text among them, which may be a price that is struck through. */
            addFigure(text: string, element: Element): void;
            /** Ends the block, and hands it over if it has words. */
            flush(): void;
        };
        read(options: ReadOptions): Generator<void, void, void>;
        titleReading(): Reading | null;
        watchTitle(): {
            /** The title has changed. */
            note(): void;
            /** The title, and those that came and went while the tab was out of sight. */
            readings(): Reading[];
        };
        hasPrice(text: string): boolean;
        markNearPrice(readings: Reading[]): void;

        idOf(block: Block, finding: Finding): string;
        marksOf(block: Block, findings: Finding[]): Mark[];
        /** A block's marks, of its words and of the prompt it stands in. */
        marksIn(block: Block): Mark[];
        /** Keeps the old block's findings where they still stand; true if the engine need not be asked again. */
        carryOver(old: Block, block: Block): boolean;
        createCrowdMessages(): {
            /** Whether a block that was answered is one, and so many came that all of them are to be judged. */
            note(block: Block): boolean;
            clear(): void;
        };
        createTracks(isThere: (block: Block) => boolean): Tracks;
        blocksIn(element: Element, blocksOf: BlocksOf): Block[] | null;
        createClocks(options: {
            blocksOf: BlocksOf;
            isThere: (block: Block) => boolean;
            tracks: Tracks;
            join: (reading: Reading, old: Block | null, at: number) => Block;
            leave: (block: Block) => void;
        }): Clocks;
        surroundings(blocksOf: BlocksOf): (block: Block) => Surroundings;
        /** When the page was in the background, in epoch milliseconds. */
        watchAway(signal: AbortSignal): [number, number][];
        createShelf(): Shelf;
        createLink(onGone: () => void): Link;
        createReporter(options: {
            link: Link;
            shelf: Shelf;
            page: () => string;
            /** Whether all that was read is answered: what did not arrive is reported again then. */
            isSettled: () => boolean;
            signal: AbortSignal;
        }): {
            /** Reports what stands now, unless that is what was reported last. */
            report(): void;
            /** What was reported last holds no more. */
            forget(): void;
            /** Whether nothing was reported yet that holds. */
            readonly isFirst: boolean;
        };
        createScanner(options: {
            link: Link;
            page: () => string;
            shelf: Shelf;
            away: [number, number][];
            /** Called after each batch, and after answers from memory. */
            onAnswers: () => void;
            signal: AbortSignal;
        }): Scanner;
        watch(options: {
            /** Resolves with the milliseconds of work it took. */
            onDirt: (dirt: Dirt) => Promise<number>;
            onUrl: () => void;
            /** Called at once for each change of the tab's title. */
            onTitle: () => void;
            isOurs: (node: Node) => boolean;
            signal: AbortSignal;
        }): Watch;
        overlays: Readonly<Overlays>;
        /** What an event tells of the visitor; null where that is nothing. */
        actOf(event: Event): Act | null;
        /** What was pressed in an overlay is called; null where that was nothing to press. */
        pressedName(act: Act, holder: Element): string | null;
        watchPrompts(options: {
            link: Link;
            page: () => string;
            shelf: Shelf;
            onFindings: () => void;
            signal: AbortSignal;
        }): Prompts;
        planOf(dirt: Dirt, shelf: Shelf): Generator<void, Plan, void>;
        openPage(options: { link: Link; highlight: boolean; signal: AbortSignal }): Page;

        createPaint(signal: AbortSignal): Paint;
        boxesOf(mark: Mark): DOMRect[];
        markAt(place: Place, marks: Mark[]): Mark | null;
        trackPointer(options: { marks: () => Mark[]; card: Card; signal: AbortSignal }): void;

        cardSheet(): CSSStyleSheet;
        GROUP_LOOKS: Readonly<Record<Group, { line: string; colour: string; pale: string }>>;
        say(key: string, ...substitutions: string[]): string;
        cardBody(mark: Mark, card: CardHolder): HTMLElement;
        issueText(finding: Finding): string;
        copyText(text: string, from: HTMLTextAreaElement | null): Promise<boolean>;
        /** Tells of what comes into the top layer from now on, save from within shadow roots. */
        watchAbove(options: { onPopover: () => void; onFullscreen: () => void; signal: AbortSignal }): void;

        createCard(actions: CardActions, signal: AbortSignal): Card;
    }
}

declare var softsell: Softsell.Room;
