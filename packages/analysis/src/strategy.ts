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
 * would give the server's verdict (objections.ts). Hybrid is the server where something
 * was really ready ahead: sandboxes of the language were warm, or this very program was
 * compiled while it was typed, in which case it is hybrid whatever it looks like.
 *
 * Pure data in, decision out: the same code in browser and server, and a decision
 * can be taken again from stored data (`replay`). What is not known counts as
 * speaking against the client.
 */
import type { Alternative, Strategy } from '@letscode/core';
import { aheadSentences, loadOf, type ReadyAhead, type SystemLoad } from './circumstances.js';
import type { CodeFacts } from './code-facts.js';
import { type EngineQuestion, engineObjections, failing } from './objections.js';
import { DEFAULT_POLICY, type Policy } from './policy.js';

export interface RoutingFacts extends EngineQuestion {
  /** Judged on hidden tests, which never leave the server. */
  needsHiddenTests: boolean;
  /** Facts of the program; without them it never runs in the browser. */
  code?: Pick<CodeFacts, 'safe' | 'simple' | 'complex' | 'browserCompatible'>;
  /** Absent: taken as idle. */
  system?: SystemLoad;
  /** Absent: nothing was done ahead. */
  ahead?: ReadyAhead;
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

export function chooseStrategy(facts: RoutingFacts, policy: Policy = DEFAULT_POLICY): RoutingDecision {
  const load = facts.system ? loadOf(facts.system, policy) : 0;
  const engine = engineObjections(facts, policy);
  const wish = wishOf(facts, load, policy);
  const hidden = facts.needsHiddenTests ? ['Judged on hidden tests, which never leave the server'] : [];
  const client: Alternative = {
    strategy: 'client',
    isPossible: hidden.length === 0 && engine.length === 0,
    reasons: [...hidden, ...engine, ...wish.againstClient],
  };
  const common = { samplesInBrowser: engine.length === 0 && wish.againstClient.length === 0, load };
  if (client.reasons.length === 0) return { ...common, ...inBrowser(wish.forClient, facts.ahead) };
  return { ...common, ...onServer(client, wish.forServer, facts.ahead) };
}

type Choice = Pick<RoutingDecision, 'strategy' | 'reasons' | 'alternatives'>;

/** A program that the browser runs, or has judged already. */
export function inBrowser(reasons: string[], ahead: ReadyAhead | undefined): Choice {
  const ready = aheadSentences(ahead);
  const notNeeded = 'Slower to answer, and not needed';
  return {
    strategy: 'client',
    reasons,
    alternatives: [
      { strategy: 'server', isPossible: true, reasons: [notNeeded] },
      {
        strategy: 'hybrid',
        isPossible: ready.length > 0,
        reasons: ready.length > 0 ? [...ready, notNeeded] : [NOTHING_READY],
      },
    ],
  };
}

const NOTHING_READY = 'Nothing was ready for it: it was not compiled ahead, and no sandbox of its language was warm';

function onServer(client: Alternative, forServer: string[], ahead: ReadyAhead | undefined): Choice {
  const ready = aheadSentences(ahead);
  const isReady = ready.length > 0;
  if (ahead?.isCompiled || (isReady && forServer.length === 0)) {
    const server: Alternative = { strategy: 'server', isPossible: true, reasons: ['It would begin from nothing'] };
    return { strategy: 'hybrid', reasons: [...client.reasons, ...ready], alternatives: [client, server] };
  }
  const hybrid: Alternative = {
    strategy: 'hybrid',
    isPossible: isReady,
    reasons: [...forServer, ...(isReady ? [] : [NOTHING_READY])],
  };
  const reasons = [...new Set([...client.reasons, ...forServer])];
  return { strategy: 'server', reasons, alternatives: [client, hybrid] };
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
