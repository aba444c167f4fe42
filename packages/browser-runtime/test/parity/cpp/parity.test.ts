import { describeParity } from '../../wasi/parity.js';
import { DOUBTFUL_PROGRAMS } from './programs-doubtful.js';
import { LIBRARY_PROGRAMS } from './programs-library.js';
import { RUN_PROGRAMS } from './programs-run.js';

describeParity('cpp', 'C++ in the browser and on the server', [
  ...RUN_PROGRAMS,
  ...LIBRARY_PROGRAMS,
  ...DOUBTFUL_PROGRAMS,
]);
