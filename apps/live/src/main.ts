import { loadConfig } from './config.ts';
import { startLive } from './live-process.ts';

const live = await startLive(loadConfig());
live.app.log.info({ url: live.url }, 'Ready');

let isStopping = false;
const stop = () => {
  if (isStopping) return;
  isStopping = true;
  live.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
