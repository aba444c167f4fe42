/**
 * Markdown of a stranger to HTML that is safe to insert.
 *
 * Order is the safety: raw HTML is dropped on the way from Markdown, the tree is
 * sanitised, and only then KaTeX adds its markup (MathML included), which no
 * author controls: KaTeX's `trust` stays off, so \href and \includegraphics
 * make no links. Nothing may be added between sanitising and KaTeX.
 */
import type { Root } from 'mdast';
import rehypeKatex from 'rehype-katex';
import rehypeSanitize, { defaultSchema, type Options } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

/** GitHub's rules, plus the classes by which KaTeX finds its formulas. */
const schema: Options = {
  ...defaultSchema,
  attributes: {
    ...defaultSchema.attributes,
    code: [['className', /^language-./, 'math-inline', 'math-display']],
  },
  protocols: { ...defaultSchema.protocols, src: ['https', 'data'] },
};

/** `$$…$$` on one line stands on its own, as authors expect; remark-math alone would set it in the text. */
function remarkDisplayMath() {
  return (tree: Root, file: { value: unknown }) => {
    const source = String(file.value);
    visit(tree, 'inlineMath', (node) => {
      const offset = node.position?.start.offset ?? 0;
      if (!source.startsWith('$$', offset)) return;
      node.data = { ...node.data, hProperties: { className: ['language-math', 'math-display'] } };
    });
  };
}

const pipeline = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkDisplayMath)
  .use(remarkRehype)
  .use(rehypeSanitize, schema)
  .use(rehypeKatex, { trust: false, strict: 'ignore', maxSize: 20, maxExpand: 500 })
  .use(rehypeStringify)
  .freeze();

/** @returns HTML; a formula that KaTeX cannot read is shown as its source */
export function renderMarkdown(markdown: string): string {
  return String(pipeline.processSync(markdown));
}
