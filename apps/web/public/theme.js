// Runs before the first paint, so that a dark page never flashes white. settings.ts takes over once the app runs.
(() => {
  let theme = 'system';
  try {
    theme = JSON.parse(localStorage.getItem('letscode.settings') || '{}').theme || 'system';
  } catch {
    // Unreadable settings count as none.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
