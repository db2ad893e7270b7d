/** A Worker that lints each text it is sent with harper.js, which it loads at the first, and says how much it found. */
import { binary } from '../../node_modules/harper.js/dist/binary.js';
import { LocalLinter } from '../../node_modules/harper.js/dist/index.js';

const linter = new LocalLinter({ binary });

addEventListener('message', async ({ data }) => {
    const lints = await linter.lint(data, { language: 'plaintext' });
    postMessage(lints.length);
});
