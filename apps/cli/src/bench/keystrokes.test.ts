import { describe, expect, it } from 'vitest';
import { typingSession } from './keystrokes.js';

const PROGRAM =
  '#include <cstdio>\n\nint main() {\n    int n;\n    scanf("%d", &n);\n    for (int i = 0; i < 10; i++) printf("%d\\n", n * i);\n}\n';

describe('key strokes', () => {
  it('end with the program, for any seed, and are the same for the same one', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const { strokes, submitAfterMs } = typingSession(PROGRAM, 1_000, seed);
      expect(strokes.at(-1)?.text).toBe(PROGRAM);
      expect(submitAfterMs).toBeGreaterThanOrEqual(1_000);
      expect(submitAfterMs).toBeLessThanOrEqual(3_000);
      expect(strokes.every(({ afterMs }) => afterMs > 0)).toBe(true);
      expect(typingSession(PROGRAM, 1_000, seed)).toEqual({ strokes, submitAfterMs });
    }
  });

  it('come to the final text with the last stroke that changes anything, slips or not', () => {
    const sessions = Array.from({ length: 50 }, (_, seed) => typingSession(PROGRAM, 80, seed).strokes);
    for (const strokes of sessions) {
      const first = strokes.findIndex(({ text }) => text === PROGRAM);
      expect(strokes.slice(first).every(({ text }) => text === PROGRAM)).toBe(true);
    }
    expect(sessions.some((strokes) => strokes.some(({ text }) => text.includes('i < 11;')))).toBe(true);
  });

  it('leave what was there already, close brackets as an editor does, and hold mistakes', () => {
    const { strokes } = typingSession(PROGRAM, 60, 3);
    const texts = strokes.map(({ text }) => text);
    expect(texts.every((text) => text.startsWith('#include <cstdio>\n\nint main() {\n'))).toBe(true);
    expect(texts[0]?.endsWith('}')).toBe(true);
    expect(texts.some((text) => text.includes('printf("%d\\n", n * )}'))).toBe(true);
    const sessions = Array.from({ length: 20 }, (_, seed) => typingSession(PROGRAM, 1_000, seed).strokes);
    const typedCount = sessions.map((session) => session.length);
    expect(Math.max(...typedCount)).toBeGreaterThan(PROGRAM.length + 20);
    const shrinks = sessions.flat().filter(({ text }, at, all) => text.length < (all[at - 1]?.text.length ?? 0));
    expect(shrinks.length).toBeGreaterThan(20);
  });
});
