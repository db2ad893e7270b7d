// The content scripts in the order they load; classic scripts that share one namespace.

export const CONTENT_FILES = [
    'content/model.js',
    'content/plain.js',
    'content/pace.js',
    'content/element.js',
    'content/unwritten.js',
    'content/run.js',
    'content/collect.js',
    'content/shelf.js',
    'content/link.js',
    'content/scan.js',
    'content/hosts.js',
    'content/watch.js',
    'content/plan.js',
    'content/paint.js',
    'content/pointer.js',
    'content/card-style.js',
    'content/card-body.js',
    'content/card.js',
    'content/page.js',
    'content/main.js',
];
