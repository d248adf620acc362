import { describe, expect, it } from 'vitest';
import type { FlushState } from '../../../../src/proxy/exchange.ts';
import { ReplayBudget, ReplayBuffer } from '../../../../src/proxy/fallback/replay-buffer.ts';

function recorder(state: FlushState = 'sent') {
  const sink = {
    text: '',
    ended: false,
    state,
    write: (bytes: Buffer) => void (sink.text += bytes.toString()),
    end: () => void (sink.ended = true),
    flush: () => sink.state,
  };
  return sink;
}

function body(capBytes = 10, budget = new ReplayBudget(1000)) {
  const source = {
    paused: false,
    pauseBody: () => void (source.paused = true),
    resumeBody: () => void (source.paused = false),
  };
  return { source, buffer: new ReplayBuffer({ kind: 'chunked' }, capBytes, budget, source) };
}

const push = (buffer: ReplayBuffer, text: string) => {
  buffer.push(Buffer.from(text));
  buffer.flush();
};

describe('a replay buffer', () => {
  it('gives a second sink everything from the first byte on', () => {
    const { buffer } = body();
    push(buffer, 'ab');
    const first = recorder();
    buffer.attach(first);
    push(buffer, 'cd');
    buffer.detach();
    const second = recorder();
    buffer.attach(second);
    push(buffer, 'ef');
    buffer.finish();
    expect([first.text, second.text, second.ended]).toEqual(['abcd', 'abcdef', true]);
  });

  it('streams a body beyond the cap and is then not replayable', () => {
    const { buffer } = body(3);
    const sink = recorder();
    buffer.attach(sink);
    push(buffer, 'ab');
    expect(buffer.isReplayable).toBe(true);
    push(buffer, 'cd');
    expect(buffer.isReplayable).toBe(false);
    push(buffer, 'e');
    expect([sink.text, buffer.receivedBytes]).toEqual(['abcde', 5]);
  });

  it('holds the source at the cap until there is a sink, and loses nothing', () => {
    const { buffer, source } = body(3);
    push(buffer, 'abcd');
    expect(source.paused).toBe(true);
    expect(buffer.isReplayable).toBe(true);
    const sink = recorder();
    buffer.attach(sink);
    expect([sink.text, source.paused, buffer.isReplayable]).toEqual(['abcd', false, false]);
  });

  it('holds the source while the sink is full', () => {
    const { buffer, source } = body();
    const sink = recorder('full');
    buffer.attach(sink);
    push(buffer, 'a');
    expect(source.paused).toBe(true);
    buffer.resume();
    expect(source.paused).toBe(false);
  });

  it('shares a budget and gives it back', () => {
    const budget = new ReplayBudget(5);
    const one = body(10, budget).buffer;
    const other = body(10, budget).buffer;
    const sink = recorder();
    one.attach(recorder());
    other.attach(sink);
    push(one, 'abcd');
    push(other, 'ef');
    expect([one.isReplayable, other.isReplayable, sink.text]).toEqual([true, false, 'ef']);
    one.release();
    expect(budget.take(5)).toBe(true);
  });

  it('replays thousands of small pieces as they were, in a few blocks', () => {
    const { buffer } = body(100_000);
    const text = Array.from({ length: 20_000 }, (_, index) => String.fromCharCode(97 + (index % 26))).join(
      '',
    );
    for (const letter of text) push(buffer, letter);
    push(buffer, 'X'.repeat(5000));
    push(buffer, 'end');
    let writes = 0;
    const sink = recorder();
    buffer.attach({ ...sink, write: (bytes) => (writes++, sink.write(bytes)) });
    expect(sink.text).toBe(`${text}${'X'.repeat(5000)}end`);
    expect(writes).toBeLessThan(10);
  });

  it('keeps nothing once it is released', () => {
    const { buffer } = body();
    buffer.release();
    push(buffer, 'late');
    const sink = recorder();
    buffer.attach(sink);
    expect(sink.text).toBe('');
  });
});
