export { freePort } from '@sidestall/tooling/house';
export {
  startTemporaryPostgres as startPostgres,
  type TemporaryPostgres as PostgresServer,
} from '@sidestall/tooling/postgres';
