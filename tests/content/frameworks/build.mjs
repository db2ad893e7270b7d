// node build.mjs OUTDIR: each fixture as one script.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compile } from 'svelte/compiler';

const here = dirname(fileURLToPath(import.meta.url));
const svelte = {
    name: 'svelte',
    setup({ onLoad }) {
        onLoad({ filter: /\.svelte$/ }, async ({ path }) => ({
            contents: compile(await readFile(path, 'utf8'), { filename: path, dev: true }).js.code,
        }));
    },
};

await build({
    entryPoints: ['react.jsx', 'vue.js', 'svelte.js', 'components.js'].map((name) => join(here, name)),
    outdir: process.argv[2],
    bundle: true,
    charset: 'utf8',
    conditions: ['browser', 'development'],
    define: {
        'process.env.NODE_ENV': '"development"',
        __VUE_OPTIONS_API__: 'true',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
    },
    format: 'iife',
    jsx: 'automatic',
    logLevel: 'error',
    plugins: [svelte],
});
