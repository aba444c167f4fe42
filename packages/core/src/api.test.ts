import { describe, expect, it } from 'vitest';
import { codeSchema, MAX_CODE_BYTES, submitRequestSchema, testRequestSchema, userIdSchema } from './api.js';

describe('codeSchema', () => {
  it.each([
    ['', 'is empty'],
    [' \n\t', 'is empty'],
    ['int x;\0', 'NUL byte'],
    ['"\uD800"', 'not valid Unicode'],
    ['x'.repeat(MAX_CODE_BYTES + 1), 'longer than 262144 bytes'],
    ['é'.repeat(MAX_CODE_BYTES / 2 + 1), 'longer than 262144 bytes'],
  ])('refuses bad code and says why', (code, message) => {
    const result = codeSchema.safeParse(code);
    expect(result.success).toBe(false);
    expect(result.error?.issues[0]?.message).toContain(message);
  });

  it('takes code of exactly the largest size and any script', () => {
    expect(codeSchema.safeParse('é'.repeat(MAX_CODE_BYTES / 2)).success).toBe(true);
    expect(codeSchema.safeParse('print("你好 🎉")').success).toBe(true);
  });
});

describe('userIdSchema', () => {
  it.each(['user-456', 'a', 'A.b_c@d:e-f', `u${'1'.repeat(127)}`])('takes %s', (id) => {
    expect(userIdSchema.safeParse(id).success).toBe(true);
  });

  it.each(['', '-a', 'a b', "a'b", 'a/b', 'ü', 'a\n', `u${'1'.repeat(128)}`])('refuses %j', (id) => {
    expect(userIdSchema.safeParse(id).success).toBe(false);
  });
});

describe('requests', () => {
  it("takes the seed's example as it stands", () => {
    const request = {
      code: 'function main(input) { return parseInt(input) * 2; }',
      language: 'javascript',
      problemId: 'problem-123',
      userId: 'user-456',
      isCustomTest: false,
    };
    expect(submitRequestSchema.parse(request)).toEqual(request);
  });

  it('refuses unknown fields by name', () => {
    const result = testRequestSchema.safeParse({ code: 'x', language: 'c', inptu: '5' });
    expect(JSON.stringify(result.error?.issues)).toContain('inptu');
  });

  it('gives an absent input as empty text', () => {
    expect(testRequestSchema.parse({ code: 'x', language: 'c' }).input).toBe('');
  });
});
