/** Renders the scene and its sound into media/: `node scripts/render-loop.mjs [chromium] [ffmpeg]`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeAmbience } from './ambience.mjs';
import { openScene } from './scene-page.mjs';

const [LOOP, RATE, SEGMENT, WIDTH, HEIGHT] = [24, 15, 2, 960, 540];
const POSTER_AT = 12;
const media = path.join(import.meta.dirname, '..', 'media');
const [chromium = '/usr/bin/chromium', ffmpeg = '/usr/bin/ffmpeg'] = process.argv.slice(2);

const segments = Array.from({ length: LOOP / SEGMENT }, (_, i) => `segment-${String(i).padStart(3, '0')}.ts`);

function encoder(folder, sound) {
  const keyframes = String(RATE * SEGMENT);
  const input = ['-f', 'image2pipe', '-framerate', String(RATE), '-c:v', 'mjpeg', '-i', 'pipe:0', '-i', sound];
  const color = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'];
  const quality = [
    '-profile:v',
    'high',
    '-level',
    '3.1',
    '-preset',
    'slow',
    '-crf',
    '22',
    '-maxrate',
    '1100k',
    '-bufsize',
    '1600k',
  ];
  // Without B-frames the pictures leave in the order they are shown, and every segment begins at its own time.
  const groups = ['-g', keyframes, '-keyint_min', keyframes, '-sc_threshold', '0', '-bf', '0', '-flags', '+cgop'];
  const cut = [
    '-f',
    'hls',
    '-hls_time',
    String(SEGMENT),
    '-hls_list_size',
    '0',
    '-hls_segment_filename',
    path.join(folder, 'segment-%03d.ts'),
  ];
  const convert = 'scale=in_color_matrix=bt601:in_range=full:out_color_matrix=bt709:out_range=tv,format=yuv420p';
  const map = ['-map', '0:v', '-map', '1:a', '-vf', convert, '-c:a', 'copy', '-c:v', 'libx264'];
  const args = [
    '-v',
    'error',
    '-y',
    ...input,
    ...map,
    ...quality,
    ...groups,
    ...color,
    ...cut,
    path.join(folder, 'loop.m3u8'),
  ];
  return spawn(ffmpeg, args, { stdio: ['pipe', 'inherit', 'inherit'] });
}

const folder = await mkdtemp(path.join(tmpdir(), 'table-talk-'));
const scene = await openScene(chromium);
try {
  const sound = path.join(folder, 'ambience.aac');
  await writeAmbience(ffmpeg, sound);
  const encoding = encoder(folder, sound);
  const ended = once(encoding, 'close');
  for (let i = 0; i < LOOP * RATE; i++) {
    if (!encoding.stdin.write(await scene.frame(i / RATE, 'image/jpeg', 0.95))) await once(encoding.stdin, 'drain');
    if (i % 30 === 29) console.log(`${(i + 1) / RATE} s of ${LOOP} s`);
  }
  encoding.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
  for (const file of segments) await copyFile(path.join(folder, file), path.join(media, file));
  const list = { segments: segments.map((file) => ({ file, duration: SEGMENT })), width: WIDTH, height: HEIGHT };
  await writeFile(path.join(media, 'loop.json'), `${JSON.stringify(list, null, 2)}\n`);
  await writeFile(path.join(media, 'poster.jpg'), await scene.frame(POSTER_AT, 'image/jpeg', 0.8));
} finally {
  await scene.close();
  await rm(folder, { recursive: true });
}
