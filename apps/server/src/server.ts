/** The server, put together from what main.ts opened: HTTP, live sockets, the sweep. */
import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authoringEndpoints } from './api/authoring.js';
import { customTestEndpoint } from './api/custom-test.js';
import { draftEndpoint } from './api/drafts.js';
import { moduleEndpoints } from './api/modules.js';
import { createOpenApiDocument } from './api/openapi-document.js';
import { packageEndpoints } from './api/packages.js';
import { problemEndpoints } from './api/problems.js';
import { historyEndpoint, submissionEndpoint } from './api/submissions.js';
import { submitEndpoint } from './api/submit.js';
import { openApiEndpoint, systemEndpoints } from './api/system.js';
import { sweepBackgroundOnce } from './background-sweep.js';
import { recheckClaimsOnce } from './claim-rechecks.js';
import { DEFAULT_TIMING, type ServerDeps } from './context.js';
import { createApplication } from './http/application.js';
import { createAuthorGuard } from './http/author-guard.js';
import type { Endpoint } from './http/endpoint.js';
import { createRateLimit, type RateLimit } from './http/rate-limit.js';
import { answerUnreadableRequests } from './http/unreadable-requests.js';
import { createUploads } from './http/upload.js';
import { createLanguageCatalog } from './language-catalog.js';
import { Hub } from './live/hub.js';
import { Speculation } from './speculation/speculation.js';
import { standingByViolations } from './speculation/standing.js';
import { startSweep, sweepOnce } from './sweep.js';
import { SystemMonitor } from './system-monitor.js';
import { Warming } from './warming/warming.js';

export interface RunningServer {
  port: number;
  /** Stops listening, lets running requests finish for up to `graceMs`, then cuts them off. Store and queue stay open. */
  close(graceMs: number): Promise<void>;
}

/** Starts listening. @throws what `listen` does, such as EADDRINUSE */
export async function startServer(deps: ServerDeps, address: { host: string; port: number }): Promise<RunningServer> {
  const { store, queue, log, now } = deps;
  const timing = { ...DEFAULT_TIMING, ...deps.timing };
  const monitor = new SystemMonitor({ store, queue, intervalMs: timing.statusIntervalMs, now, log });
  const rateLimit = createRateLimit(deps.settings.rateLimitPerMinute);
  const ahead = {
    queue: queue.drafts,
    standing: deps.standing ?? standingByViolations(store.violations),
    monitor,
    now,
    log,
  };
  const speculation = new Speculation(ahead);
  const warming = new Warming({ ...ahead, history: store.history, maxBoxes: deps.settings.warmBoxes });
  const onConnected = (userId: string) => void warming.userCame(userId);
  const hub = new Hub({ store, queue, monitor, onConnected, now, log, ...timing });
  const endpoints = createEndpoints(deps, { monitor, hub, rateLimit, speculation, warming });
  const { webFolder, newId, settings, scratchFolder } = deps;
  await mkdir(scratchFolder, { recursive: true });
  const authorGuard = createAuthorGuard({ host: address.host, authorKey: settings.authorKey });
  const uploads = createUploads(scratchFolder);
  const server = createServer(
    createApplication({ endpoints, rateLimit, authorGuard, uploads, webFolder, log, newId, now }),
  );
  answerUnreadableRequests(server);
  await listen(server, address);
  hub.attach(server);
  await monitor.start();
  const { submissions, verifications, rejudgings } = store;
  const { staleAfterMs } = timing;
  const sweep = startSweep({
    sweep: async () => {
      await sweepOnce({ submissions, queue, staleAfterMs, log });
      await sweepBackgroundOnce({ verifications, rejudgings, queue, staleAfterMs, log });
      await recheckClaimsOnce({
        store,
        queue,
        monitor,
        newId,
        onJudged: (user, update) => hub.deliver(user, update),
        log,
      });
    },
    intervalMs: timing.sweepIntervalMs,
    log,
  });
  const tidying = startSweep({ sweep: () => speculation.tidy(), intervalMs: timing.tidyIntervalMs, log });
  const forecasting = startSweep({ sweep: () => warming.look(), intervalMs: timing.forecastIntervalMs, log });
  await warming.look().catch((error: unknown) => log.debug({ err: error }, 'no load could be expected yet'));
  return {
    port: (server.address() as AddressInfo).port,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await hub.close();
      const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cutOff);
      speculation.close();
      await Promise.all([sweep.stop(), tidying.stop(), forecasting.stop(), monitor.stop()]);
    },
  };
}

interface ServerParts {
  monitor: SystemMonitor;
  hub: Hub;
  rateLimit: RateLimit;
  speculation: Speculation;
  warming: Warming;
}

function createEndpoints(
  { store, queue, languages: known, settings, newId, scratchFolder }: ServerDeps,
  { monitor, hub, rateLimit, speculation, warming }: ServerParts,
): Endpoint[] {
  const languages = createLanguageCatalog(known, store.languages);
  const { maxQueueDepth } = settings;
  const onSubmitted: Hub['deliver'] = (userId, update) => hub.deliver(userId, update);
  let document: Record<string, unknown> | undefined;
  const endpoints: Endpoint[] = [
    submitEndpoint({
      store,
      queue,
      languages,
      monitor,
      speculation,
      warming,
      rateLimit,
      maxQueueDepth,
      newId,
      onSubmitted,
    }),
    submissionEndpoint(store.submissions, queue),
    historyEndpoint(store.submissions),
    draftEndpoint({ store, languages, speculation }),
    customTestEndpoint({ store, queue, languages, monitor }),
    ...moduleEndpoints({ store, queue, languages, monitor }),
    ...problemEndpoints(store.problems, (userId) => void warming.userCame(userId)),
    ...packageEndpoints({ store, scratchFolder }),
    ...authoringEndpoints({ store, queue, newId, onRejudged: onSubmitted }),
    ...systemEndpoints({
      store,
      queue,
      languages,
      monitor,
      ahead: () => ({ speculation: speculation.status(), ...warming.status() }),
    }),
    openApiEndpoint(() => {
      document ??= createOpenApiDocument(endpoints);
      return document;
    }),
  ];
  return endpoints;
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
