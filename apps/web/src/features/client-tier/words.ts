/** What the client tier says to people. */
export const words = {
  browser: 'Ran in your browser',
  'browser.more':
    'On this machine, without the server. Memory is not measured here; Submit is always judged by the server.',
  server: 'Ran on the server',
  'server.more': 'In the server’s sandbox.',
  unconfirmed: 'Ran in your browser, not confirmed',
  'unconfirmed.more':
    'The server cannot be reached, and only it can judge this for certain: treat what is shown here as a hint.',
  offline: 'The server cannot be reached. Run works in this browser, Submit when it is back.',
} as const;
