/**
 * Markdown of a stranger to HTML that is safe to insert.
 *
 * Order is the safety: raw HTML is dropped on the way from Markdown, the tree is
 * sanitised, and only then KaTeX adds its markup (MathML included), which no
 * author controls: KaTeX's `trust` stays off, so \href and \includegraphics
 * make no links. Nothing may be added between sanitising and KaTeX.
 */
import type { Element, Root as HtmlRoot } from 'hast';
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

/** Images and links of the package itself: relative ones, which become addresses below `filesAddress`. */
function rehypePackageFiles() {
  return (tree: HtmlRoot, file: { data: object }) => {
    const { filesAddress } = file.data as { filesAddress?: string };
    if (filesAddress === undefined) return;
    visit(tree, 'element', ({ properties }) => {
      for (const name of ['src', 'href'] as const) {
        const value = properties[name];
        if (typeof value === 'string' && /^(?![a-z][a-z0-9+.-]*:|[/#?])./i.test(value)) {
          properties[name] = filesAddress + value.replace(/^(?:\.\/)+/, '');
        }
      }
    });
  };
}

/** GitHub's rules, plus the classes by which KaTeX finds its formulas. */
const schema: Options = {
  ...defaultSchema,
  attributes: {
    ...defaultSchema.attributes,
    code: [['className', /^language-./, 'math-inline', 'math-display']],
  },
  // Ids come from footnotes alone, which remark-rehype has prefixed; a second prefix would break their links.
  clobberPrefix: '',
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

/** A stop or comma after a short formula stays on its line; browsers would break between the two. */
function rehypeKeepPunctuation() {
  return (tree: HtmlRoot) =>
    visit(tree, 'element', (node, index, parent) => {
      const next = index === undefined ? undefined : parent?.children[index + 1];
      if (!parent || index === undefined || next?.type !== 'text' || !isShortFormula(node)) return;
      const punctuation = /^[.,;:!?)]+/.exec(next.value)?.[0];
      if (!punctuation) return;
      next.value = next.value.slice(punctuation.length);
      const together: Element['children'] = [node, { type: 'text', value: punctuation }];
      parent.children[index] = {
        type: 'element',
        tagName: 'span',
        properties: { className: ['nobreak'] },
        children: together,
      };
      return index + 1;
    });
}

const MAX_UNBROKEN_BOXES = 3;

function isShortFormula({ properties, children }: Element): boolean {
  if (!Array.isArray(properties.className) || !properties.className.includes('katex')) return false;
  const boxes = children.find((child) => child.type === 'element' && child.properties.ariaHidden);
  return boxes?.type === 'element' && boxes.children.length <= MAX_UNBROKEN_BOXES;
}

const pipeline = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkDisplayMath)
  .use(remarkRehype)
  .use(rehypePackageFiles)
  .use(rehypeSanitize, schema)
  .use(rehypeKatex, { trust: false, strict: 'ignore', maxSize: 20, maxExpand: 500 })
  .use(rehypeKeepPunctuation)
  .use(rehypeStringify)
  .freeze();

/**
 * @param filesAddress ends with a slash; relative images and links are below it
 * @returns HTML; a formula that KaTeX cannot read is shown as its source
 */
export function renderMarkdown(markdown: string, filesAddress?: string): string {
  const data = filesAddress === undefined ? {} : { filesAddress };
  return String(pipeline.processSync({ value: markdown, data }));
}
