import { describeParity } from '../../wasi/parity.js';
import { RUST_PROGRAMS } from './programs.js';

describeParity('rust', 'Rust in the browser and on the server', RUST_PROGRAMS);
