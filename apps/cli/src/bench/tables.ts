/** What a bench prints: tables, as text for a terminal or as Markdown for bench/RESULTS.md. Pure. */

export interface Table {
  title: string;
  /** What was measured, and how to read it. */
  note?: string;
  head: string[];
  rows: string[][];
}

/** What every bench answers. */
export interface BenchResult {
  /** For `--json`. */
  figures: object;
  tables: Table[];
}

export function asText(table: Table): string {
  const widths = table.head.map((title, i) => Math.max(title.length, ...table.rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  const note = table.note === undefined ? [] : [table.note];
  return [table.title, ...note, line(table.head), ...table.rows.map(line)].map((text) => text.trimEnd()).join('\n');
}

export function asMarkdown(table: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = table.head.map((_, i) => (i === 0 ? '---' : '---:'));
  const note = table.note === undefined ? [] : [table.note, ''];
  return [`### ${table.title}`, '', ...note, line(table.head), line(rule), ...table.rows.map(line)].join('\n');
}

/** `1.234`; a dash for what was not measured. */
export function shown(value: number | undefined, digits = 2): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);
}

/** A figure beside what it should reach: `1.62 ×`, `≤ 1.75 ×`, `yes`. */
export function targetRow(name: string, value: number, bound: number, unit: string): string[] {
  return [name, `${shown(value)} ${unit}`, `≤ ${bound} ${unit}`, value <= bound ? 'yes' : 'no'];
}
