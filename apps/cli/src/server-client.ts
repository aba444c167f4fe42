/** What commands ask of the running server. */
import { ERRORS, type ErrorCode, errorBodySchema, LetscodeError } from '@letscode/core';
import type { CommandContext } from './context.js';
import { findRunning } from './start/data-folder.js';

/** @throws LetscodeError `overloaded` when none runs on the data folder */
export async function serverUrl({ settings }: CommandContext): Promise<string> {
  const running = await findRunning(settings.dataFolder);
  if (running) return running.url;
  throw new LetscodeError(
    'overloaded',
    `No Let'sCode runs on the data folder ${settings.dataFolder}. Start it with \`npm start\`.`,
  );
}

/** @throws LetscodeError what the server answers as an error, with its own words */
export async function askServer(
  { settings }: CommandContext,
  url: string,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<unknown> {
  const { authorKey } = settings;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(authorKey === undefined ? {} : { authorization: `Bearer ${authorKey}` }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch((error: unknown) => {
    throw new LetscodeError('overloaded', `The server at ${url} does not answer`, { cause: error });
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const { code, message } = errorBodySchema.parse(answer).error;
  throw new LetscodeError(code in ERRORS ? (code as ErrorCode) : 'internal', message);
}
