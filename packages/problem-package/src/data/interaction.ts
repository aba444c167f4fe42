/**
 * Example conversations of interactive and multi-pass problems: lines that start
 * with `>` are the program's, those with `<` the interactor's; `---` parts two passes.
 */
import type { SampleInteraction } from '../contract.js';
import { packageFault } from '../package-folder.js';

type Turn = SampleInteraction['turns'][number];

/**
 * Lines of one side that follow each other are one turn. A new pass is a turn of the interactor that begins
 * with the line `---`.
 *
 * @throws LetscodeError `bad_package` at a line that starts otherwise
 */
export function parseInteraction(text: string, file: string): Turn[] {
  const turns: Turn[] = [];
  for (const [index, line] of text.replace(/\n$/, '').split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const isNewPass = line.trim() === '---';
    const from = line.startsWith('>') ? 'program' : 'interactor';
    if (!isNewPass && !/^[<>]/.test(line)) {
      throw packageFault(
        `${file}:${index + 1}`,
        'must start with < (to the program), > (from it) or be --- (next pass)',
      );
    }
    const said = `${isNewPass ? '---' : line.slice(1).replace(/^ /, '')}\n`;
    const last = turns.at(-1);
    if (last?.from === from && !isNewPass) last.text += said;
    else turns.push({ from, text: said });
  }
  return turns;
}
