// Finds a Chromium for the tests that need a real browser, and gets one when there is none.
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root, run, StageError } from './stages.mjs';

const KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const tooling = createRequire(path.join(root, 'packages/tooling/package.json'));

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const find = () =>
  [process.env.CHROMIUM_PATH, ...KNOWN, tooling('playwright-core').chromium.executablePath()].find(
    (file) => file && isProgram(file),
  );

/** The path of a Chromium; installs one by the system's packages or by Playwright when none is found. */
export async function ensureBrowser(progress) {
  const known = find();
  if (known) return known;
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const ways = [];
  if (isDebianRoot) {
    ways.push(async () => {
      await run('apt-get', ['update'], { logName: 'browser', env });
      await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { logName: 'browser', env });
    });
  }
  const cli = path.join(path.dirname(tooling.resolve('playwright-core/package.json')), 'cli.js');
  ways.push(() => run(process.execPath, [cli, 'install', 'chromium'], { logName: 'browser' }));
  let problem;
  await progress.stage('Getting a browser for the tests', 'A browser is there', async () => {
    for (const way of ways) {
      try {
        await way();
        if (find()) return;
      } catch (error) {
        problem = error;
      }
    }
    throw new StageError(
      `No Chromium was found and none could be installed${problem ? `: ${problem.message}` : ''}`,
      'Install Chromium or Chrome and name it: CHROMIUM_PATH=/path/to/chromium npm test',
    );
  });
  return find();
}
