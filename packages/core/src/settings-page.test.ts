import { expect, it } from 'vitest';
import { settingsPage } from './settings-page.js';

it('docs/configuration.md is what the settings say', async () => {
  await expect(settingsPage()).toMatchFileSnapshot('../../../docs/configuration.md');
});
