import pg from 'pg';

/**
 * A connection that breaks while it is lent out has nobody who listens between two queries, and an error nobody listens to
 * ends the process. Whoever uses it hears of it by the query that fails.
 */
export class QuietClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
