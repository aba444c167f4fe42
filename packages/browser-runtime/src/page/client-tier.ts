/**
 * The page's side of the client tier: one sandboxed frame, loaded when it is first needed, and the engines
 * that have been put into it. The frame runs one program at a time, in the order in which they were asked for.
 *
 * The page fetches, the frame cannot; the page compares, the frame knows no answers.
 */
import {
  ENGINE_OF,
  type EngineId,
  type EngineParts,
  type FrameNews,
  type FrameOrder,
  OPEN_MESSAGE,
  type RunEnd,
  type RunJob,
} from '../protocol.js';

/** A frame that has not answered, or an engine that has not started, for this long is given up. */
const START_TIMEOUT_MS = 60_000;

/** A frame that says nothing for this long while it is asked every second has died, perhaps for lack of memory. */
const SILENCE_MS = 5_000;
const PING_MS = 1_000;

export interface ClientTierOptions {
  /** Where the frame's page is served with its own policy. */
  frameUrl: string;
  /** Fetches what an engine is made of; called once for each, and again after a failure. */
  loadEngine: (engine: EngineId) => Promise<EngineParts>;
  document: Document;
}

/** The tier could not run a program for reasons of its own: nothing is known of the program. */
export class ClientTierFault extends Error {}

interface Waiting {
  resolve: (end: RunEnd) => void;
  reject: (error: Error) => void;
}

export class ClientTier {
  private frame: Promise<MessagePort> | undefined;
  /** The frame's, while it is open. */
  private port: MessagePort | undefined;
  private element: HTMLIFrameElement | undefined;
  private readonly engines = new Map<EngineId, Promise<void>>();
  private readonly starting = new Map<EngineId, { resolve: () => void; reject: (error: Error) => void }>();
  private readonly runs = new Map<number, Waiting>();
  private readonly loaded = new Set<EngineId>();
  private lastId = 0;
  private heardAt = 0;

  constructor(private readonly options: ClientTierOptions) {}

  /** Whether a run of this engine needs nothing more from the network. */
  isLoaded(engine: EngineId): boolean {
    return this.loaded.has(engine);
  }

  /** Loads frame and engine; at once when they are there. @throws ClientTierFault */
  async load(engine: EngineId): Promise<void> {
    const known = this.engines.get(engine);
    if (known) return known;
    const loading = this.loadNow(engine);
    this.engines.set(engine, loading);
    loading.catch(() => this.engines.delete(engine));
    return loading;
  }

  /** Runs one program on one input, after those that were asked for before. @throws ClientTierFault */
  async run(job: RunJob, signal?: AbortSignal): Promise<RunEnd> {
    const engine = ENGINE_OF[job.language];
    // When all is there the job leaves before this page does anything else.
    if (!this.loaded.has(engine)) await this.load(engine);
    const port = this.port ?? (await this.openFrame());
    signal?.throwIfAborted();
    const id = ++this.lastId;
    const stop = () => send(port, { kind: 'stop', id });
    signal?.addEventListener('abort', stop);
    const watch = this.watchFrame(port);
    try {
      return await new Promise<RunEnd>((resolve, reject) => {
        this.runs.set(id, { resolve, reject });
        send(port, { kind: 'run', id, engine, job });
      });
    } finally {
      clearInterval(watch);
      this.runs.delete(id);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Takes the frame out of the page, with all that runs in it. */
  close(): void {
    this.element?.remove();
    this.frame = undefined;
    this.port = undefined;
    this.engines.clear();
    this.loaded.clear();
    for (const { reject } of this.runs.values()) reject(new ClientTierFault('The frame was closed, or died'));
    this.runs.clear();
  }

  /** Gives the frame up when it has died; the next run makes another. */
  private watchFrame(port: MessagePort): ReturnType<typeof setInterval> {
    let lastLook = performance.now();
    this.heardAt = lastLook;
    return setInterval(() => {
      const now = performance.now();
      // A page that slept, or was in the background, has heard nothing either.
      if (now - lastLook > 2 * PING_MS) this.heardAt = now;
      lastLook = now;
      if (now - this.heardAt > SILENCE_MS) this.close();
      else send(port, { kind: 'ping' });
    }, PING_MS);
  }

  private async loadNow(engine: EngineId): Promise<void> {
    const [port, parts] = await Promise.all([this.openFrame(), this.options.loadEngine(engine)]).catch((error) => {
      throw new ClientTierFault(`The engine could not be loaded: ${String(error)}`);
    });
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new ClientTierFault('The engine did not start')), START_TIMEOUT_MS);
      const settled = () => {
        clearTimeout(timer);
        this.starting.delete(engine);
      };
      this.starting.set(engine, {
        resolve: () => {
          settled();
          resolve();
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      send(port, { kind: 'engine', engine, ...parts }, Object.values(parts.assets));
    });
    this.loaded.add(engine);
  }

  private openFrame(): Promise<MessagePort> {
    this.frame ??= this.openFrameNow();
    this.frame.catch(() => {
      this.element?.remove();
      this.frame = undefined;
    });
    return this.frame;
  }

  private openFrameNow(): Promise<MessagePort> {
    const { document, frameUrl } = this.options;
    const element = document.createElement('iframe');
    // The response says the same; an older copy in a cache may not.
    element.setAttribute('sandbox', 'allow-scripts');
    element.setAttribute('aria-hidden', 'true');
    element.tabIndex = -1;
    element.title = '';
    element.hidden = true;
    element.src = frameUrl;
    this.element = element;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new ClientTierFault('The frame did not load')), START_TIMEOUT_MS);
      element.addEventListener('load', () => {
        clearTimeout(timer);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }: MessageEvent<FrameNews>) => this.hear(data);
        // Of an opaque origin there is no name; the window is the one just made.
        element.contentWindow?.postMessage(OPEN_MESSAGE, '*', [port2]);
        this.port = port1;
        resolve(port1);
      });
      document.body.append(element);
    });
  }

  private hear(news: FrameNews): void {
    this.heardAt = performance.now();
    if (news.kind === 'ended') this.runs.get(news.id)?.resolve(news.end);
    else if (news.kind === 'ready') this.starting.get(news.engine)?.resolve();
    else if (news.kind === 'failed') this.starting.get(news.engine)?.reject(new ClientTierFault(news.detail));
  }
}

function send(port: MessagePort, order: FrameOrder, transfer: Transferable[] = []): void {
  port.postMessage(order, transfer);
}
