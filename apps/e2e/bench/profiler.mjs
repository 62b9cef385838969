// Preloaded into a process of the house by `--profile`: records its CPU between two SIGWINCH, which the processes themselves leave alone and leaves the profile as a
// file that Chrome's DevTools open.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

const file = process.env.BENCH_PROFILE_FILE;
const session = new Session();
let isRecording = false;
let count = 0;

if (file) {
  process.on('SIGWINCH', async () => {
    isRecording = !isRecording;
    if (isRecording) {
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: 500 });
      await session.post('Profiler.start');
      return;
    }
    const { profile } = await session.post('Profiler.stop');
    writeFileSync(`${file}-${++count}.cpuprofile`, JSON.stringify(profile));
    session.disconnect();
  });
}
