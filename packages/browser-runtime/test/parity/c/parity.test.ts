import { describeParity } from '../../wasi/parity.js';
import { C_PROGRAMS } from './programs.js';

describeParity('c', 'C in the browser and on the server', C_PROGRAMS);
