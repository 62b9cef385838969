import { Injectable } from '@nestjs/common';
import type { CertificateCheck } from '@sidestall/contracts';
import { newId, type CertificateId, type ProbeId, type RetailerId } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';

export interface CertificateRecord {
  readonly id: CertificateId;
  readonly retailerId: RetailerId;
  readonly retailer: string;
  readonly url: string;
  readonly sealedSecrets: readonly string[];
  readonly state: 'running' | 'passed' | 'failed';
  readonly checks: readonly CertificateCheck[] | null;
  readonly content: string | null;
  readonly sha256: string | null;
  readonly signature: string | null;
  readonly keyId: string | null;
  readonly publicKey: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

export interface SealedReport {
  readonly state: 'passed' | 'failed';
  readonly checks: readonly CertificateCheck[];
  readonly content: string;
  readonly sha256: string;
  readonly signature: string;
  readonly keyId: string;
  readonly publicKey: string;
}

const CERTIFICATE = `c.id, c.retailer_id AS "retailerId", r.name AS retailer, c.url, c.sealed_secrets AS "sealedSecrets", c.state,
  c.checks, c.content, c.sha256, c.signature, c.key_id AS "keyId", c.public_key AS "publicKey", c.started_at AS "startedAt",
  c.finished_at AS "finishedAt"`;
const FROM = `fulfillment.certificate c JOIN fulfillment.retailer r ON r.id = c.retailer_id`;

/** One that takes longer has lost its worker for good. */
const LOST_AFTER = `interval '15 minutes'`;

/** The SQL of examinations. */
@Injectable()
export class CertificateStore {
  async find(sql: Sql, id: CertificateId): Promise<CertificateRecord | null> {
    return await sql.one<CertificateRecord>(`SELECT ${CERTIFICATE} FROM ${FROM} WHERE c.id = $1`, [id]);
  }

  async ofRetailer(sql: Sql, retailerId: RetailerId, limit: number): Promise<CertificateRecord[]> {
    return await sql.rows<CertificateRecord>(
      `SELECT ${CERTIFICATE} FROM ${FROM} WHERE c.retailer_id = $1 ORDER BY c.started_at DESC, c.id DESC LIMIT $2`,
      [retailerId, limit],
    );
  }

  /** The address and the sealed secrets of the retailer's registered endpoint. */
  async endpointOf(sql: Sql, retailerId: RetailerId): Promise<{ url: string; sealedSecrets: string[] } | null> {
    return await sql.one<{ url: string; sealedSecrets: string[] }>(
      `SELECT e.url, ARRAY(SELECT s.sealed FROM fulfillment.endpoint_secret s
                            WHERE s.endpoint_id = e.id AND (s.expires_at IS NULL OR s.expires_at > now())
                            ORDER BY s.created_at DESC) AS "sealedSecrets"
         FROM fulfillment.endpoint e WHERE e.retailer_id = $1 AND e.deleted_at IS NULL
        ORDER BY e.created_at DESC LIMIT 1`,
      [retailerId],
    );
  }

  /** Counts what this retailer has begun; locked, so that two at once are told apart. */
  async begun(tx: Tx, retailerId: RetailerId): Promise<{ running: number; today: number }> {
    await tx.rows(`SELECT 1 FROM fulfillment.retailer WHERE id = $1 FOR UPDATE`, [retailerId]);
    const row = await tx.one<{ running: number; today: number }>(
      `SELECT count(*) FILTER (WHERE state = 'running' AND started_at > now() - ${LOST_AFTER}) AS running,
              count(*) FILTER (WHERE started_at > now() - interval '1 day') AS today
         FROM fulfillment.certificate WHERE retailer_id = $1`,
      [retailerId],
    );
    return { running: Number(row!.running), today: Number(row!.today) };
  }

  async insert(tx: Tx, one: Pick<CertificateRecord, 'id' | 'retailerId' | 'url' | 'sealedSecrets'>): Promise<void> {
    await tx.rows(
      `INSERT INTO fulfillment.certificate (id, retailer_id, url, sealed_secrets) VALUES ($1, $2, $3, $4)`,
      [one.id, one.retailerId, one.url, one.sealedSecrets],
    );
  }

  /** New probes for a run; those of one that died are void. */
  async renewProbes(
    tx: Tx,
    id: CertificateId,
    wanted: readonly { name: string; acts: number }[],
  ): Promise<Map<string, ProbeId>> {
    const probes = wanted.map(({ name, acts }) => ({ id: newId('prb'), check_name: name, wanted: acts }));
    await tx.rows(`DELETE FROM fulfillment.certificate_probe WHERE certificate_id = $1`, [id]);
    await tx.rows(
      `INSERT INTO fulfillment.certificate_probe (id, certificate_id, check_name, wanted)
       SELECT id, $1, check_name, wanted FROM jsonb_to_recordset($2) AS p(id text, check_name text, wanted int)`,
      [id, JSON.stringify(probes)],
    );
    return new Map(probes.map((probe) => [probe.check_name, probe.id]));
  }

  /** One more act; null when no examination of this retailer has the probe. */
  async act(tx: Tx, retailerId: RetailerId, probe: ProbeId): Promise<number | null> {
    const row = await tx.one<{ acts: number }>(
      `UPDATE fulfillment.certificate_probe p SET acts = acts + 1 FROM fulfillment.certificate c
        WHERE p.id = $1 AND c.id = p.certificate_id AND c.retailer_id = $2 RETURNING p.acts`,
      [probe, retailerId],
    );
    return row?.acts ?? null;
  }

  async acts(sql: Sql, id: CertificateId): Promise<{ check: string; acts: number; wanted: number }[]> {
    return await sql.rows(
      `SELECT check_name AS check, acts, wanted FROM fulfillment.certificate_probe WHERE certificate_id = $1 ORDER BY id`,
      [id],
    );
  }

  async keepLines(tx: Tx, id: CertificateId, checks: readonly CertificateCheck[]): Promise<void> {
    await tx.rows(`UPDATE fulfillment.certificate SET checks = $2 WHERE id = $1 AND state = 'running'`, [
      id,
      JSON.stringify(checks),
    ]);
  }

  /** Ends it, once; the secrets are forgotten with it. */
  async finish(tx: Tx, id: CertificateId, finishedAt: Date, report: SealedReport): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.certificate SET state = $2, checks = $3, content = $4, sha256 = $5, signature = $6, key_id = $7,
              public_key = $8, finished_at = $9, sealed_secrets = '{}' WHERE id = $1 AND state = 'running'`,
      [
        id,
        report.state,
        JSON.stringify(report.checks),
        report.content,
        report.sha256,
        report.signature,
        report.keyId,
        report.publicKey,
        finishedAt,
      ],
    );
  }
}
