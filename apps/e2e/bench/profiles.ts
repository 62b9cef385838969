import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { workspaceRoot, type House } from '@sidestall/tooling/house';
import type pg from 'pg';
import { say } from './figures.ts';

const FOLDER = path.join(workspaceRoot, '.sidestall/profiles');
const PROFILED = ['api', 'worker'] as const;

/** Variables that let a process of the house be profiled. */
export const profiledVariables = (name: (typeof PROFILED)[number]): Record<string, string> => ({
  NODE_OPTIONS: `--import ${new URL('./profiler.mjs', import.meta.url).href}`,
  BENCH_PROFILE_FILE: path.join(FOLDER, name),
});

/** Where time goes: the CPU profiles of API and worker, and the database's own list of its dearest statements. */
export class Profiles {
  #count = 0;

  private constructor(
    private readonly house: House,
    private readonly pool: pg.Pool,
  ) {}

  static async open(house: House, pool: pg.Pool): Promise<Profiles> {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    await pool.query(`ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
    await pool.query(`ALTER SYSTEM SET pg_stat_statements.track_planning = on`);
    const back = house.waitRestart('postgres');
    house.kill('postgres', 'SIGINT');
    await back;
    await pool.query('CREATE EXTENSION pg_stat_statements');
    return new Profiles(house, pool);
  }

  async begin(): Promise<void> {
    await this.pool.query('SELECT pg_stat_statements_reset()');
    for (const name of PROFILED) this.house.kill(name, 'SIGWINCH');
  }

  async end(): Promise<void> {
    for (const name of PROFILED) this.house.kill(name, 'SIGWINCH');
    const { rows } = await this.pool.query(
      `SELECT calls, round(total_plan_time + total_exec_time) AS "totalMs", round(mean_plan_time::numeric, 3) AS "planMs",
              round(mean_exec_time::numeric, 3) AS "runMs", rows, shared_blks_hit AS "blocks", query
         FROM pg_stat_statements ORDER BY total_plan_time + total_exec_time DESC LIMIT 60`,
    );
    this.#count += 1;
    writeFileSync(path.join(FOLDER, `statements-${this.#count}.json`), JSON.stringify(rows, null, 2));
    say(`profiles are in ${path.relative(workspaceRoot, FOLDER)}`);
  }
}
