/** A worker that takes jobs, tells their ids on stdout, and never finishes one: to be killed. */
import { openQueueWorker } from '../dist/index.js';

const [engine, namespace] = process.argv.slice(2);
await openQueueWorker({
  engine: JSON.parse(engine),
  namespace,
  laneCount: 1,
  handlers: {
    judge(submissionId) {
      console.log(submissionId);
      return new Promise(() => {});
    },
    test: () => new Promise(() => {}),
  },
});
