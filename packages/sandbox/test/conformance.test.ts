/** The conformance suite on the native backend. */
import { openSandbox } from '../src/index.js';
import { describeSandbox } from './conformance.js';

describeSandbox('the native sandbox', () => openSandbox({ laneCount: 2 }));
