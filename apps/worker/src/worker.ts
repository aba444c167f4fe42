/**
 * A worker, put together from what main.ts opened: proven languages, a judge over the
 * sandbox, test data on disk, a heartbeat, and the queue's deliveries.
 *
 * In the data folder (several workers may share one):
 *   cache/blobs/       test data by content          cache/packages/    packages as folders, links to the former
 *   cache/proofs.json  toolchains that were proven   scratch/           the judge's: jobs under way, compiled validators
 *   cache/toolchains/  what was made ahead for them  cache/artifacts/   compiled submissions
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language, Layer, RunReport, TestRequest, TestResponse } from '@letscode/core';
import { createJudge, type Judge, type PreparationOptions, prepareToolchain, type RunsPrograms } from '@letscode/judge';
import type { LanguageDefinition } from '@letscode/languages';
import { openQueueWorker, type QueueEngine, type QueueWorker } from '@letscode/queue';
import type { Store } from '@letscode/store';
import type { Logger } from 'pino';
import type { BackgroundParts } from './background/background-parts.js';
import { rejudgeStep } from './background/rejudge-step.js';
import { verifyStep } from './background/verify-step.js';
import { openArtifacts } from './data/artifacts.js';
import { BlobCache } from './data/blob-cache.js';
import { namingDiskFull, requireDiskSpace } from './data/disk-space.js';
import { removeOldJobs } from './data/old-jobs.js';
import { PackageCache } from './data/package-cache.js';
import type { SharedCache } from './data/shared-cache.js';
import { TaskLoader } from './data/task-loader.js';
import { TestDataSource } from './data/test-data-source.js';
import { ValidatorCache } from './data/validator-cache.js';
import { startHeartbeat } from './heartbeat.js';
import { judgeSubmission } from './judging/judge-submission.js';
import { ModuleMaker } from './modules/module-maker.js';
import { proveLanguages } from './proofs.js';
import { draftHandlers } from './speculation/compile-draft.js';
import { LaneShare } from './speculation/lane-share.js';

export interface WorkerDeps {
  store: Store;
  engine: QueueEngine;
  sandbox: RunsPrograms;
  /** As loaded; they are proven here. */
  languages: readonly LanguageDefinition[];
  /** Where toolchains are looked for: the folders of PATH. */
  searchPath: readonly string[];
  /** Absolute; made when absent. */
  dataFolder: string;
  /** Submissions and tests at the same time. */
  laneCount: number;
  /** Makes ahead, beside the first jobs, what shortens the toolchains' starts (prepare-toolchain.ts). */
  preparesToolchains?: boolean;
  /** What is shared with workers on other machines, where there is a Redis. */
  shared?: SharedCache | undefined;
  /** Unlike any other worker's. */
  workerId: string;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
}

export interface RunningWorker {
  /** Ids of the languages that it can run. */
  languageIds: string[];
  /** Takes nothing new, finishes what runs for up to `graceMs`, gives the rest back. Store and sandbox stay open. */
  close(graceMs: number): Promise<void>;
}

const HEARTBEAT_MS = 2_000;
const MAX_CACHE_BYTES = 4 * 1024 ** 3;

/** @throws LetscodeError `database_unavailable`, `queue_unavailable`, `disk_full` */
export async function startWorker(deps: WorkerDeps): Promise<RunningWorker> {
  const { store, dataFolder, laneCount, workerId, log, now } = deps;
  const cacheFolder = join(dataFolder, 'cache');
  const scratchFolder = join(dataFolder, 'scratch');
  await namingDiskFull(dataFolder, async () => {
    await mkdir(cacheFolder, { recursive: true });
    await mkdir(scratchFolder, { recursive: true });
  });
  await removeOldJobs(scratchFolder, now());

  const layers = new Set<Layer>();
  const runner = noting(deps.sandbox, layers);
  const { languages, usable } = await proveLanguages({ ...deps, runner, scratchFolder, cacheFolder });
  const current = [...usable];
  const artifacts = await openArtifacts({ ...deps, folder: join(cacheFolder, 'artifacts') });
  let runningCount = 0;
  const lanes = new LaneShare(laneCount, () => runningCount);
  const judgeOver = (shown: RunsPrograms) =>
    createJudge({ runner: artifacts.cached(shown), languages: current, scratchFolder, laneCount });
  const judge = judgeOver(lanes.share(runner));
  const modules = new ModuleMaker({ store, judge, runner: artifacts.cached(lanes.share(runner)), scratchFolder, log });
  await store.languages.report(languages);

  const tasks = createTaskLoader(store, cacheFolder, deps.shared, now);
  const requireSpace = () => requireDiskSpace(dataFolder);
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    runningCount += 1;
    try {
      return await work();
    } finally {
      runningCount -= 1;
    }
  };
  const heartbeat = await startHeartbeat({
    workers: store.workers,
    id: workerId,
    laneCount,
    present: () => ({ runningCount, layers: [...layers] }),
    intervalMs: HEARTBEAT_MS,
    log,
  });
  let queue: QueueWorker | undefined;
  const publish: QueueWorker['publish'] = async (event) => queue?.publish(event);
  const parts = { submissions: store.submissions, tasks, judge, publish, requireSpace, dataFolder, workerId, log };
  const background: BackgroundParts = {
    ...{ store, tasks, judge, publish, requireSpace, dataFolder, log },
    usableLanguageIds: () => new Set(current.map(({ id }) => id)),
    knownLanguages: () => [...current, ...deps.languages.filter(({ id }) => !current.some((each) => each.id === id))],
  };
  try {
    queue = await openQueueWorker({
      engine: deps.engine,
      laneCount,
      onError: (error) => log.debug({ err: error }, 'the queue had an error and goes on'),
      handlers: {
        judge: (submissionId, delivery) => counted(() => judgeSubmission(parts, submissionId, delivery)),
        step: ({ kind, id, runner }, delivery) =>
          counted(() =>
            kind === 'verification'
              ? verifyStep(background, id, delivery)
              : rejudgeStep(background, id, runner, delivery),
          ),
        drafts: draftHandlers({ judge: judgeOver(runner), tasks, lanes, laneCount, requireSpace, log, now }),
        module: (request, signal) =>
          counted(async () => {
            await requireSpace();
            return namingDiskFull(dataFolder, () => modules.make(request, signal));
          }),
        test: (request, signal) => counted(() => runTest({ judge, tasks, requireSpace, dataFolder }, request, signal)),
      },
    });
  } catch (error) {
    await Promise.all([heartbeat.stop(), artifacts.close()]);
    throw error;
  }
  const opened = queue;
  const stopPreparing = new AbortController();
  const preparing = deps.preparesToolchains
    ? prepareAll(
        current,
        { runner, cacheFolder: join(cacheFolder, 'toolchains'), now, startsAhead: true, signal: stopPreparing.signal },
        log,
      ).then(async () => {
        const options = { runner, cacheFolder: join(cacheFolder, 'toolchains'), now, signal: stopPreparing.signal };
        await modules.openAll(usable, { ...options, scratchFolder, searchPath: deps.searchPath });
        await reportModules(store, languages, modules.languageIds);
      })
    : Promise.resolve();
  return {
    languageIds: usable.map(({ id }) => id),
    async close(graceMs) {
      stopPreparing.abort();
      await preparing;
      await opened.close(graceMs);
      await Promise.all([heartbeat.stop(), artifacts.close()]);
    },
  };
}

/** Replaces each language, as soon as it can be, by one that starts quicker. */
async function prepareAll(languages: LanguageDefinition[], options: PreparationOptions, log: Logger): Promise<void> {
  for (const [index, given] of languages.entries()) {
    if (options.signal?.aborted) return;
    try {
      const { language, reason } = await prepareToolchain(given, options);
      languages[index] = language;
      if (reason !== undefined) log.warn({ language: given.id, reason }, 'nothing is made ahead for this toolchain');
    } catch (error) {
      if (!options.signal?.aborted) throw error;
    }
  }
}

/** Tells the servers for which languages there are modules. */
async function reportModules(store: Store, languages: readonly Language[], ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await store.languages.report(
    languages.map((language) => (ids.includes(language.id) ? { ...language, clientRuntime: 'wasi' } : language)),
  );
}

function createTaskLoader(
  store: Store,
  cacheFolder: string,
  shared: SharedCache | undefined,
  now: () => number,
): TaskLoader {
  const source = new TestDataSource(store.blobs, shared);
  const blobs = new BlobCache({
    folder: join(cacheFolder, 'blobs'),
    maxBytes: MAX_CACHE_BYTES,
    read: (sha256) => source.read(sha256),
    beforeTrim: () => packages.trim(),
    now,
  });
  const packages: PackageCache = new PackageCache(join(cacheFolder, 'packages'), blobs, now);
  const validators = new ValidatorCache(join(cacheFolder, 'validators'), blobs);
  return new TaskLoader({ problems: store.problems, blobs, packages, validators });
}

/** A custom test: limits and checker of its problem, when it names one, and none of its data. */
async function runTest(
  parts: { judge: Judge; tasks: TaskLoader; requireSpace: () => Promise<void>; dataFolder: string },
  request: TestRequest,
  signal: AbortSignal,
): Promise<TestResponse> {
  await parts.requireSpace();
  const task = request.problemId === undefined ? undefined : await parts.tasks.load(request.problemId, 'none');
  return namingDiskFull(parts.dataFolder, () => parts.judge.runTests(request, task, signal));
}

/** The sandbox, with the layers of its latest run noted for the heartbeat. */
function noting(sandbox: RunsPrograms, layers: Set<Layer>): RunsPrograms {
  const note = (report: RunReport) => {
    if (report.exit.kind === 'sandbox-fault') return;
    layers.clear();
    for (const layer of report.layers) layers.add(layer);
  };
  const runner: RunsPrograms = {
    warm: async (spec, count) => sandbox.warm?.(spec, count),
    async run(spec, signal) {
      const report = await sandbox.run(spec, signal);
      note(report);
      return report;
    },
  };
  const { runJoined } = sandbox;
  if (runJoined) {
    runner.runJoined = async (pair, signal) => {
      const reports = await runJoined.call(sandbox, pair, signal);
      note(reports.first);
      return reports;
    };
  }
  return runner;
}
