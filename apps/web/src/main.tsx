/** Starts the app: styles, theme, the live connection, the routes. */
import '@fontsource-variable/source-sans-3/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import './styles/main.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { queryClient } from './api/queries.js';
import { createRoutes } from './app/routes.js';
import { startLive } from './live/live.js';
import { followOtherTabs } from './settings/settings.js';
import { applyTheme } from './theme/theme.js';

applyTheme();
followOtherTabs();
startLive();

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={createRoutes()} />
    </QueryClientProvider>
  </StrictMode>,
);
