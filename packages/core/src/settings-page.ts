/** docs/configuration.md, made from the settings' declarations. */
import { SETTINGS } from './settings.js';

export function settingsPage(): string {
  const rows = Object.values(SETTINGS).map(({ env, shown, unit, help }) => {
    return `| \`${env}\` | ${shown} | ${unit ?? ''} | ${help} |`;
  });
  return [
    '# Configuration',
    '',
    'Every setting is an environment variable. An unknown `LETSCODE_*` name or a bad value stops the start with an error',
    'that names it. This page is made from `packages/core/src/settings.ts`; `npm test -- -u` writes it anew.',
    '',
    '| variable | default | unit | meaning |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
