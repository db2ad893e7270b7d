// In the content scripts' world: what they still mean to do, so that a test in which nothing may happen knows when it
// has not.
{
    const wait = setTimeout.bind(globalThis);
    const pending = new Set();
    for (const [begin, end] of [['setTimeout', 'clearTimeout'], ['requestAnimationFrame', 'cancelAnimationFrame']]) {
        const [ask, recall] = [globalThis[begin].bind(globalThis), globalThis[end].bind(globalThis)];
        globalThis[begin] = (run, ms) => {
            const number = ask((...rest) => {
                pending.delete(`${begin} ${number}`);
                run(...rest);
            }, ms);
            pending.add(`${begin} ${number}`);
            return number;
        };
        globalThis[end] = (number) => {
            pending.delete(`${begin} ${number}`);
            recall(number);
        };
    }
    globalThis.pending = {
        wait,
        async rest() {
            do {
                await new Promise((resolve) => wait(resolve));
                await scheduler.postTask(() => {}, { priority: 'background' }); // after all that is due
            } while (pending.size > 0);
        },
    };
}
