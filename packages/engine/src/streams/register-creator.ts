import { Injectable } from '@nestjs/common';
import { newId, type CreatorId } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';

/** Makes a person known who hosts shows and earns on what they sell. A handle that is known keeps its creator. */
@Injectable()
export class RegisterCreator {
  constructor(private readonly database: Database) {}

  async execute({ handle, name }: { readonly handle: string; readonly name: string }): Promise<CreatorId> {
    const row = await this.database.one<{ id: CreatorId }>(
      `INSERT INTO streams.creator (id, handle, name) VALUES ($1, $2, $3)
       ON CONFLICT (handle) DO UPDATE SET name = excluded.name RETURNING id`,
      [newId('cre'), handle, name],
    );
    return row!.id;
  }
}
