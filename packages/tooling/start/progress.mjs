// One line a finished stage, with its seconds; on a terminal the running stage counts beside it.
const isTerminal = process.stdout.isTTY === true && !process.env.CI;
const color = (code, text) => (isTerminal && !process.env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text);

export const progress = {
  done(title, seconds) {
    console.log(`${color(32, '✓')} ${title} ${color(2, `${seconds.toFixed(1)} s`)}`);
  },
  note(message) {
    console.log(message);
  },
  trouble(message) {
    console.error(`${color(31, '✗')} ${message}`);
  },

  /** Runs one stage and tells of it: what runs, then how long it took. */
  async stage(running, finished, work) {
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    let timer;
    if (isTerminal) {
      const draw = () => process.stdout.write(`\r… ${running} ${color(2, `${seconds().toFixed(0)} s`)} `);
      draw();
      timer = setInterval(draw, 1000);
    } else {
      console.log(`… ${running}`);
    }
    const clear = () => {
      clearInterval(timer);
      if (isTerminal) process.stdout.write('\r\u001b[K');
    };
    try {
      const result = await work();
      clear();
      progress.done(finished, seconds());
      return result;
    } catch (error) {
      clear();
      throw error;
    }
  },
};

/** For commands whose own output is what the person asked for: only trouble is told. */
export const quiet = { ...progress, done() {}, note() {}, stage: (_running, _finished, work) => work() };
