/** Whether a page was one that Softsell can read: where it was not, its score says nothing and is not shown. */

/** A page with fewer blocks says too little for its language to be told. */
const FEW_BLOCKS = 20;

/**
 * @param {{lang: string, blocks: number, findings: unknown[], soft_findings: unknown[]}} report
 * @returns {'read' | 'empty' | 'unread'} `empty`: no text at all; `unread`: in a language that has no pack
 */
export function readingOf({ lang, blocks, findings, soft_findings }) {
    if (blocks === 0) {
        return 'empty';
    }
    return lang === 'und' && blocks >= FEW_BLOCKS && findings.length + soft_findings.length === 0 ? 'unread' : 'read';
}
