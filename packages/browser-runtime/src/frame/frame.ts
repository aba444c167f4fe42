/**
 * The script of the sandboxed frame: an opaque origin under a policy that lets nothing connect.
 * It runs no user code itself; it starts workers, ends them, and passes their news on.
 */
import { type FrameNews, type FrameOrder, OPEN_MESSAGE } from '../protocol.js';
import { WorkerPool } from './worker-pool.js';

function serve(port: MessagePort): void {
  const pools = new Map<string, WorkerPool>();
  const tell = (news: FrameNews) => port.postMessage(news);
  port.onmessage = ({ data }: MessageEvent<FrameOrder>) => {
    if (data.kind === 'engine') {
      pools.get(data.engine)?.close();
      pools.set(data.engine, new WorkerPool(data.engine, data, tell));
    } else if (data.kind === 'run') {
      pools.get(data.engine)?.run(data.id, data.job);
    } else if (data.kind === 'ping') {
      tell({ kind: 'pong' });
    } else {
      for (const pool of pools.values()) pool.stop(data.id);
    }
  };
}

function open(event: MessageEvent): void {
  const [port] = event.ports;
  if (event.source !== window.parent || event.data !== OPEN_MESSAGE || !port) return;
  window.removeEventListener('message', open);
  serve(port);
}

window.addEventListener('message', open);
