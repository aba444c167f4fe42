import { describe, expect, test } from 'vitest';
import { storableJson, storableText } from './json.js';

describe('text at the edge of the store', () => {
  test('NUL becomes its picture and a lone surrogate the replacement character', () => {
    expect(storableText('a\0b\ud800c\udc00')).toBe('a\u2400b\ufffdc\ufffd');
  });

  test('pairs of surrogates and everything else stay as they are', () => {
    const text = 'é 😀 \u0001 \u001b[31m \uffff';
    expect(storableText(text)).toBe(text);
  });

  test('JSON is made storable at every depth, in keys too', () => {
    const value = { 'k\0': ['x\0', { deep: '\ud800' }], n: 1, no: undefined, nothing: null };
    expect(JSON.parse(storableJson(value))).toEqual({
      'k\u2400': ['x\u2400', { deep: '\ufffd' }],
      n: 1,
      nothing: null,
    });
  });
});
