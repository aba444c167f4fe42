/** `npm run build`: installs and builds what is stale, and starts nothing. */
import { prepare } from './setup/prepare.mjs';

await prepare();
