/**
 * Every migration, in the order in which they are applied.
 *
 * A migration that has been released is never edited: add the next number.
 */
import { sql as foundation } from './0001-foundation.js';
import { sql as packages } from './0002-packages.js';
import { sql as modules } from './0003-modules.js';
import { sql as clientClaims } from './0004-client-claims.js';
import { sql as routingAlternatives } from './0005-routing-alternatives.js';
import { sql as claimCounts } from './0006-claim-counts.js';

export interface Migration {
  /** `NNNN-what`; NNNN counts up from 0001 without gaps. */
  name: string;
  sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  { name: '0001-foundation', sql: foundation },
  { name: '0002-packages', sql: packages },
  { name: '0003-modules', sql: modules },
  { name: '0004-client-claims', sql: clientClaims },
  { name: '0005-routing-alternatives', sql: routingAlternatives },
  { name: '0006-claim-counts', sql: claimCounts },
];
