/** The conformance suite on the Docker backend, with an engine of its own; skipped, and told so, where none can be had. */
import { afterAll, beforeAll, describe } from 'vitest';
import { openDockerSandbox } from '../../src/docker/index.js';
import { describeSandbox } from '../conformance.js';
import { engineObstacle, startEngine, type TestEngine } from './engine.js';
import { buildConformanceImage, buildImages } from './images.js';

const obstacle = engineObstacle();

describe.skipIf(obstacle)(`with a Docker engine${obstacle ? ` (skipped: ${obstacle})` : ''}`, () => {
  let engine: TestEngine;

  beforeAll(async () => {
    engine = await startEngine();
    buildConformanceImage(engine.socketPath);
    buildImages(engine.socketPath, ['c-compile']);
  });

  afterAll(() => engine?.stop());

  describeSandbox('the Docker sandbox', () =>
    openDockerSandbox({
      laneCount: 2,
      socketPath: engine.socketPath,
      imageOf: (profile, phase) => (phase === 'compile' ? `letscode-${profile}-compile` : 'letscode-conformance'),
    }),
  );
});
