/**
 * The router: which tier runs a program, and why. The seed's algorithm
 *
 *     safe, simple and at home in the browser   client
 *     safe, and the system is overloaded        client
 *     unsafe or complex                         server
 *     anything else                             hybrid
 *
 * below what must hold first: hidden tests never leave the server, the client is
 * only for callers that named an engine for the language, and only where the engine
 * would give the server's verdict. Hybrid is the server with programs compiled
 * ahead, and is said only where the server does that.
 *
 * Pure data in, decision out: the same code in browser and server, and a decision
 * can be taken again from stored data (`replay`). What is not known counts as
 * speaking against the client.
 */
import type { Strategy } from '@letscode/core';
import type { CodeFacts, Judgement } from './code-facts.js';
import { DEFAULT_POLICY, type Policy } from './policy.js';

export interface SystemLoad {
  /** Submissions that wait. */
  queueDepth: number;
  runningCount: number;
  /** Runs that may go on at once; 0 = no worker. */
  laneCount: number;
  /** Whether the server compiles programs before they are submitted. Absent: no. */
  compilesAhead?: boolean;
}

/** What the problem asks of whoever runs a program for it; absent fields: not. */
export interface ProblemNeeds {
  /** The memory limit. */
  memoryBytes?: number;
  interactive?: boolean;
  multiPass?: boolean;
  /** Answers are judged by a program of the author's. For runs that compare nothing say nothing. */
  customChecker?: boolean;
}

/** What is known of a problem, in the words of the store and of core's ProblemDetail. */
interface KnownProblem {
  limits: { memoryBytes: number };
  kind?: { interactive: boolean; multiPass: boolean } | undefined;
  /** The default checker compares. */
  isComparedByDefault: boolean;
}

export function needsOfProblem({ limits, kind, isComparedByDefault }: KnownProblem): ProblemNeeds {
  const { interactive = false, multiPass = false } = kind ?? {};
  // An interactor is no checker: one reason is enough.
  return {
    memoryBytes: limits.memoryBytes,
    interactive,
    multiPass,
    customChecker: !isComparedByDefault && !interactive,
  };
}

export interface RoutingFacts {
  language: string;
  /** What the caller's own machine can run; empty when it did not say. */
  clientRuntimes: readonly string[];
  /** Judged on hidden tests, which never leave the server. */
  needsHiddenTests: boolean;
  /** Facts of the program; without them it never runs in the browser. */
  code?: Pick<CodeFacts, 'safe' | 'simple' | 'complex' | 'browserCompatible'>;
  problem?: ProblemNeeds;
  /** Absent: taken as idle, and as not compiling ahead. */
  system?: SystemLoad;
}

export interface Alternative {
  strategy: Strategy;
  /** False: it could not have been chosen. */
  isPossible: boolean;
  reasons: string[];
}

export interface RoutingDecision {
  strategy: Strategy;
  /** Sentences for a person; never empty. */
  reasons: string[];
  /** The two others, and what spoke against each. */
  alternatives: Alternative[];
  /** The browser may run the samples before the server judges: a failure there is final, a success is not. */
  samplesInBrowser: boolean;
  /** 0 to 1. */
  load: number;
}

/**
 * How loaded the system is: half of it for busy lanes, half for the queue, so that
 * more than 0.8 takes a queue beside lanes that are all busy.
 *
 * @returns 0 to 1; 1 where nothing can run
 */
export function loadOf({ queueDepth, runningCount, laneCount }: SystemLoad, policy: Policy = DEFAULT_POLICY): number {
  if (laneCount === 0) return 1;
  const laneUse = Math.min(1, runningCount / laneCount);
  const queueUse = Math.min(1, queueDepth / (laneCount * policy.fullQueuePerLane));
  return (laneUse + queueUse) / 2;
}

const LOAD_SENTENCE = /^Load: (\d+) waiting, (\d+) running, (\d+) lanes?$/;

/** The load as one of a stored decision's reasons; `loadOfReasons` reads it back for a replay. */
export function loadSentence({ queueDepth, runningCount, laneCount }: SystemLoad): string {
  return `Load: ${queueDepth} waiting, ${runningCount} running, ${laneCount} ${laneCount === 1 ? 'lane' : 'lanes'}`;
}

/** @returns undefined where the decision was stored without its load */
export function loadOfReasons(reasons: readonly string[]): SystemLoad | undefined {
  for (const reason of reasons) {
    const [, waiting, running, lanes] = LOAD_SENTENCE.exec(reason) ?? [];
    if (waiting === undefined) continue;
    return { queueDepth: Number(waiting), runningCount: Number(running), laneCount: Number(lanes) };
  }
  return undefined;
}

const CALLER_SENTENCE = /^The caller runs: (.+)$/;

/** The caller's engines as one of a stored decision's reasons. @returns undefined when it named none */
export function callerSentence(clientRuntimes: readonly string[]): string | undefined {
  // A name with a comma is none of ours, and would be two when it is read back.
  const names = [...new Set(clientRuntimes)].filter((name) => /^[\w.+@/-]+$/.test(name));
  return names.length === 0 ? undefined : `The caller runs: ${names.join(', ')}`;
}

export function runtimesOfReasons(reasons: readonly string[]): string[] {
  const told = reasons.map((reason) => CALLER_SENTENCE.exec(reason)?.[1]).find((names) => names !== undefined);
  return told?.split(', ') ?? [];
}

export function chooseStrategy(facts: RoutingFacts, policy: Policy = DEFAULT_POLICY): RoutingDecision {
  const load = facts.system ? loadOf(facts.system, policy) : 0;
  const engine = engineObjections(facts, policy);
  const wish = wishOf(facts, load, policy);
  const hidden = facts.needsHiddenTests ? ['Judged on hidden tests, which never leave the server'] : [];
  const againstClient = [...hidden, ...engine, ...wish.againstClient];
  const isClientPossible = hidden.length === 0 && engine.length === 0;
  const againstHybrid = facts.system?.compilesAhead ? [] : ['This server does not compile ahead'];
  const samplesInBrowser = engine.length === 0 && wish.againstClient.length === 0;
  const common = { samplesInBrowser, load };
  if (isClientPossible && wish.againstClient.length === 0) {
    return {
      ...common,
      strategy: 'client',
      reasons: wish.forClient,
      alternatives: [
        { strategy: 'server', isPossible: true, reasons: ['Slower to answer, and not needed'] },
        { strategy: 'hybrid', isPossible: againstHybrid.length === 0, reasons: [...againstHybrid, 'Not needed'] },
      ],
    };
  }
  const client: Alternative = { strategy: 'client', isPossible: isClientPossible, reasons: againstClient };
  if (wish.forServer.length === 0 && againstHybrid.length === 0) {
    return {
      ...common,
      strategy: 'hybrid',
      reasons: [...againstClient, 'Compiled ahead where possible'],
      alternatives: [client, { strategy: 'server', isPossible: true, reasons: ['It would compile only now'] }],
    };
  }
  const hybrid: Alternative = {
    strategy: 'hybrid',
    isPossible: againstHybrid.length === 0,
    reasons: [...wish.forServer, ...againstHybrid],
  };
  return {
    ...common,
    strategy: 'server',
    reasons: [...new Set([...againstClient, ...wish.forServer])],
    alternatives: [client, hybrid],
  };
}

/**
 * Why the caller's own result on public tests is not relied upon: its engine can't run the program, or might
 * judge otherwise than the server.
 *
 * @returns sentences for a person; empty where it is relied upon
 */
export function objectionsToClaim(facts: RoutingFacts, policy: Policy = DEFAULT_POLICY): string[] {
  const { code } = facts;
  const unfit = code ? [...failing(code.safe), ...failing(code.browserCompatible)] : ['The program was not read'];
  return [...engineObjections(facts, policy), ...unfit];
}

interface Wish {
  forClient: string[];
  againstClient: string[];
  /** What makes it a matter for the server alone. */
  forServer: string[];
}

/** The seed's algorithm, by the facts of the program and the load alone. */
function wishOf({ code }: RoutingFacts, load: number, policy: Policy): Wish {
  if (!code) return { forClient: [], againstClient: ['The program was not read'], forServer: [] };
  const forServer = [...failing(code.safe), ...(code.complex.holds ? code.complex.reasons : [])];
  const unfit = [...failing(code.safe), ...failing(code.browserCompatible)];
  if (unfit.length > 0) return { forClient: [], againstClient: unfit, forServer };
  if (code.simple.holds) {
    return { forClient: [...code.simple.reasons, ...code.browserCompatible.reasons], againstClient: [], forServer };
  }
  if (load > policy.overloadedAt) {
    return {
      forClient: [`The server is overloaded (load ${load.toFixed(2)}), and the program is safe`],
      againstClient: [],
      forServer,
    };
  }
  return { forClient: [], againstClient: code.simple.reasons, forServer };
}

function failing(judgement: Judgement): string[] {
  return judgement.holds ? [] : judgement.reasons;
}

/** Why the caller's engine can't run it, or would judge otherwise than the server. */
function engineObjections({ language, clientRuntimes, problem = {} }: RoutingFacts, policy: Policy): string[] {
  const wanted = policy.clientRuntimes[language];
  const objections: string[] = [];
  if (!wanted) objections.push(`No engine in the browser runs ${language}`);
  else if (clientRuntimes.length === 0) objections.push('The caller named no runtime of its own');
  else if (!wanted.some((runtime) => clientRuntimes.includes(runtime))) {
    objections.push(`The caller named no runtime for ${language}`);
  }
  if (problem.interactive) objections.push('The problem is interactive: its interactor runs on the server');
  if (problem.multiPass) objections.push('The problem runs programs several times, which the server does');
  if (problem.customChecker) objections.push("The problem's own checker runs on the server");
  const { memoryBytes } = problem;
  if (memoryBytes !== undefined && memoryBytes > policy.clientMaxMemoryBytes) {
    objections.push(`The problem gives ${mib(memoryBytes)}, more than a browser is trusted with`);
  }
  if (memoryBytes !== undefined && memoryBytes < policy.clientMinMemoryBytes) {
    objections.push(`The problem gives ${mib(memoryBytes)}, and a browser can't hold programs to so little`);
  }
  return objections;
}

function mib(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
