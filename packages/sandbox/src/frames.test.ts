import { expect, test } from 'vitest';
import { encodeFrame, FrameDecoder } from './frames.js';

test('frames that come in pieces or glued together are read as they were sent', () => {
  const bytes = Buffer.concat([
    encodeFrame([
      ['kind', 'run'],
      ['arg', ''],
      ['arg', 'ü'],
    ]),
    encodeFrame([['kind', 'kill']]),
  ]);
  const decoder = new FrameDecoder();
  const frames = [...bytes].flatMap((byte) => decoder.push(Buffer.from([byte])));
  expect(frames.map((frame) => frame.pairs)).toEqual([
    [
      ['kind', 'run'],
      ['arg', ''],
      ['arg', 'ü'],
    ],
    [['kind', 'kill']],
  ]);
  expect(new FrameDecoder().push(bytes)).toHaveLength(2);
});

test('a NUL in a value is refused, since it would forge a field', () => {
  expect(() => encodeFrame([['arg', 'x\0lane\0' + '9']])).toThrow(TypeError);
});
