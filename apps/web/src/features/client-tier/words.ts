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
  'claim.checking': 'Accepted (checking): the samples passed in your browser; the server judges all tests',
  'claim.agreed': 'The samples passed in your browser, and the server agrees',
  'claim.failed': 'A sample failed in your browser: no server was needed',
  'claim.disagreed': 'Your browser saw the samples otherwise; the server’s verdict counts',
  offline: 'The server cannot be reached. Run works in this browser, Submit when it is back.',
} as const;
