/** Removes terminal colours and other escape sequences (ECMA-48 CSI and OSC), and control characters but tab and newline. */
export function stripAnsi(text: string): string {
  return text
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}
