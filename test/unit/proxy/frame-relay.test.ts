import { describe, expect, it } from 'vitest';
import { FrameRelay } from '../../../src/proxy/frame-relay.ts';

const CLOSE = Buffer.from([0x88, 2, 0x03, 0xe9]);

/** A frame of text as a server sends it, or, with a mask, as a client does. */
function frame(length: number, mask: readonly number[] = []): Buffer {
  const bit = mask.length > 0 ? 0x80 : 0;
  const size =
    length < 126
      ? [bit | length]
      : length < 65_536
        ? [bit | 126, length >> 8, length & 255]
        : [bit | 127, 0, 0, 0, 0, 0, length >> 16, (length >> 8) & 255, length & 255];
  return Buffer.concat([Buffer.from([0x81, ...size, ...mask]), Buffer.alloc(length, 0x88)]);
}

const lengths = [0, 1, 125, 126, 65_535, 65_536];
const frames = [...lengths.map((length) => frame(length)), frame(5, [1, 2, 3, 4]), frame(0, [1, 2, 3, 4])];

describe('what a backend sends over a WebSocket', () => {
  it('passes as it is while nobody goes away, in any pieces', () => {
    const relay = new FrameRelay();
    const all = Buffer.concat(frames);
    const passed: Buffer[] = [];
    for (let at = 0; at < all.length; at += 7) passed.push(...relay.pass(all.subarray(at, at + 7)));
    expect(Buffer.concat(passed).equals(all)).toBe(true);
    expect(relay.goAway()).toEqual([CLOSE]);
  });

  it.each(frames.map((each) => [each.length, each] as const))(
    'is followed by one Close frame behind the present frame (%i bytes), wherever in it the end comes',
    (length, present) => {
      const cuts = length < 300 ? [...present.keys()].slice(1) : [1, 2, 3, 4, 9, 10, 11, 200, length - 1];
      for (const cut of cuts) {
        const relay = new FrameRelay();
        const passed = [...relay.pass(frame(3)), ...relay.pass(present.subarray(0, cut))];
        expect(relay.goAway()).toEqual([]);
        passed.push(...relay.pass(Buffer.concat([present.subarray(cut), frame(9)])), ...relay.pass(frame(4)));
        expect(Buffer.concat(passed).equals(Buffer.concat([frame(3), present, CLOSE]))).toBe(true);
        expect(relay.goAway()).toEqual([]);
      }
    },
  );

  it('ends with the Close frame where no frame is open', () => {
    const relay = new FrameRelay();
    relay.pass(frame(3));
    expect([...relay.goAway(), ...relay.goAway(), ...relay.pass(frame(3))]).toEqual([CLOSE]);
  });
});
