import js from '@eslint/js';
import noUnsanitized from 'eslint-plugin-no-unsanitized';

// Nothing leaves the shopper's machine: no code of the extension may reach for the network.
const network = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport'].map((name) => ({
    name,
    message: 'The extension makes no network request.',
}));
const beacon = [{ object: 'navigator', property: 'sendBeacon', message: 'The extension makes no network request.' }];

export default [
    { ignores: ['dist/', '.cache/', '.venv/', 'node_modules/'] },
    js.configs.recommended,
    { files: ['extension/**/*.js'], ...noUnsanitized.configs.recommended },
    {
        languageOptions: { ecmaVersion: 2025 },
        linterOptions: { reportUnusedDisableDirectives: 'error' },
        rules: {
            'curly': 'error',
            'eqeqeq': 'error',
            'indent': ['error', 4, { SwitchCase: 1 }],
            'max-len': ['error', { code: 120, ignoreUrls: true }],
            'no-eval': 'error',
            'no-implied-eval': 'error',
            'no-new-func': 'error',
            'no-restricted-properties': ['error', ...beacon],
            'no-undef': 'off', // tsc knows every name, and the browser's too
            'no-unused-vars': ['error', {
                argsIgnorePattern: '^_',
                caughtErrors: 'none',
                ignoreRestSiblings: true,
                varsIgnorePattern: '^_',
            }],
            'no-var': 'error',
            'prefer-const': 'error',
            'quotes': ['error', 'single', { avoidEscape: true }],
            'semi': ['error', 'always'],
        },
    },
    {
        files: ['extension/**/*.js'],
        ignores: ['extension/engine/**'], // the Worker reads its own packaged files with fetch
        rules: { 'no-restricted-globals': ['error', ...network] },
    },
    {
        files: ['extension/content/**/*.js'],
        languageOptions: { sourceType: 'script' },
        rules: {
            'no-restricted-syntax': ['error', {
                selector: 'MemberExpression[object.name="document"]',
                message: 'An image or a form of the page may answer to that name: ask `softsell.plain`.',
            }],
        },
    },
];
