import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RecordFile } from './record-file.ts';

describe('a record', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'record-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const receipt = (id: string, times = 1) => ({ id, type: 'fulfillment_order.requested', firstAt: 'now', times });

  it('is whole after a power cut: what was safe is there, and half a line is not', async () => {
    const record = await RecordFile.open(dir, 'accept');
    await Promise.all([1, 2, 3].map((n) => record.save({ message: receipt(`msg_${n}`) })));
    await record.save({ mode: 'part' });
    await appendFile(path.join(dir, 'journal.jsonl'), '{"message":{"id":"msg_4","ty');
    const after = await RecordFile.open(dir, 'accept');
    expect(Object.keys(after.data.messages)).toEqual(['msg_1', 'msg_2', 'msg_3']);
    expect(after.data.mode).toBe('part');
    await after.close();
    await record.close();
  });

  it('folds its journal into one file when it is opened, the newest word last', async () => {
    const record = await RecordFile.open(dir, 'accept');
    await record.save({ message: receipt('msg_1') }, { message: receipt('msg_1', 2) });
    await record.close();
    const after = await RecordFile.open(dir, 'accept');
    await after.close();
    expect(await readFile(path.join(dir, 'journal.jsonl'), 'utf8')).toBe('');
    const kept = JSON.parse(await readFile(path.join(dir, 'record.json'), 'utf8')) as { messages: object };
    expect(kept.messages).toEqual({ msg_1: receipt('msg_1', 2) });
  });
});
