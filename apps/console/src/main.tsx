import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './router.tsx';
import { ME } from './session/use-session.ts';
import { NoticesProvider } from './site/notices.tsx';
import { isSignedOut, ProblemError } from './site/problem-error.ts';
import { loadSite, SiteProvider } from './site/site.tsx';
import { applyTheme } from './site/theme.ts';
import './styles.css';

const queries: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) =>
        count < 2 && !(error instanceof ProblemError && error.problem.status >= 400 && error.problem.status < 500),
    },
  },
  queryCache: new QueryCache({
    // A session that ended shows the sign-in wherever one is.
    onError: (error, query) => {
      if (isSignedOut(error) && query.queryKey[0] !== ME[0]) void queries.resetQueries({ queryKey: ME });
    },
  }),
});

async function begin(): Promise<void> {
  applyTheme();
  const root = createRoot(document.getElementById('root')!);
  const site = await loadSite().catch(() => null);
  if (!site) {
    root.render(<p className="p-6">The console could not start. Check the connection and load the page again.</p>);
    return;
  }
  root.render(
    <StrictMode>
      <SiteProvider site={site}>
        <QueryClientProvider client={queries}>
          <NoticesProvider>
            <RouterProvider router={router} />
          </NoticesProvider>
        </QueryClientProvider>
      </SiteProvider>
    </StrictMode>,
  );
}

void begin();
