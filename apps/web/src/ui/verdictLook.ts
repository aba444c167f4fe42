/** Icon and colour family of each verdict and stage. The word is always shown beside them. */
import type { Stage, Verdict } from '@letscode/core';
import {
  CircleCheck,
  CircleDashed,
  CirclePercent,
  CircleSlash,
  CircleX,
  FileWarning,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  MemoryStick,
  Pilcrow,
  ScrollText,
  ServerCrash,
  ShieldAlert,
  Timer,
  Zap,
} from 'lucide-react';

export type Tone = 'ok' | 'bad' | 'limit' | 'fault' | 'idle';

export interface Look {
  icon: LucideIcon;
  tone: Tone;
}

export const verdictLook: Record<Verdict, Look> = {
  Accepted: { icon: CircleCheck, tone: 'ok' },
  'Partially Correct': { icon: CirclePercent, tone: 'limit' },
  'Wrong Answer': { icon: CircleX, tone: 'bad' },
  'Presentation Error': { icon: Pilcrow, tone: 'bad' },
  'Time Limit Exceeded': { icon: Timer, tone: 'limit' },
  'Memory Limit Exceeded': { icon: MemoryStick, tone: 'limit' },
  'Output Limit Exceeded': { icon: ScrollText, tone: 'limit' },
  'Runtime Error': { icon: Zap, tone: 'fault' },
  'Compilation Error': { icon: FileWarning, tone: 'fault' },
  'Security Violation': { icon: ShieldAlert, tone: 'fault' },
  'Internal Error': { icon: ServerCrash, tone: 'idle' },
  Skipped: { icon: CircleSlash, tone: 'idle' },
};

export const stageLook: Record<Stage, Look> = {
  Queued: { icon: Hourglass, tone: 'idle' },
  Compiling: { icon: LoaderCircle, tone: 'idle' },
  Running: { icon: LoaderCircle, tone: 'idle' },
  Completed: { icon: CircleDashed, tone: 'idle' },
  Failed: { icon: ServerCrash, tone: 'idle' },
};

export const toneText: Record<Tone, string> = {
  ok: 'text-ok',
  bad: 'text-bad',
  limit: 'text-limit',
  fault: 'text-fault',
  idle: 'text-idle',
};

export const toneSoft: Record<Tone, string> = {
  ok: 'bg-ok-soft',
  bad: 'bg-bad-soft',
  limit: 'bg-limit-soft',
  fault: 'bg-fault-soft',
  idle: 'bg-idle-soft',
};
