import type { Money } from './wire.ts';

/** What you charge for one unit, without tax; null takes the price back. */
export interface PriceOfSku {
  sku: string;
  price: Money | null;
  /** When it was true, ISO 8601: an older price than the one known is ignored. */
  asOf: string;
}

export interface PriceAnswer {
  /** One for each price, in the order they were sent. */
  prices: {
    sku: string;
    outcome: 'applied' | 'ignored' | 'unknown' | 'ambiguous';
    /** What is known now. */
    price: Money | null;
    asOf: string | null;
  }[];
}

/** A row of a file that could not be read. */
export interface FileProblem {
  line: number;
  reason: string;
}

interface FileTally {
  rows: number;
  applied: number;
  /** Something newer is known. */
  ignored: number;
  /** You do not stock this SKU. */
  unknown: number;
  /** Several of the products you stock have this SKU. */
  ambiguous: number;
  problemCount: number;
}

/** What became of a file of stock. */
export interface StockFile extends FileTally {
  id: string;
  state: 'receiving' | 'waiting' | 'applying' | 'done' | 'refused';
  refusal: string | null;
  receivedAt: string;
  finishedAt: string | null;
}

export interface StockFileReport extends StockFile {
  /** The first thousand. */
  problems: FileProblem[];
}

export interface PriceFileReport extends FileTally {
  /** The first thousand. */
  problems: FileProblem[];
}

/** What is to be examined: your registered endpoint, or another receiver of yours with its secret. */
export interface CertificateRequest {
  url?: string;
  secret?: string;
}

/** An examination of a receiver. */
export interface Certificate {
  id: string;
  state: 'running' | 'passed' | 'failed';
  retailer: string;
  url: string;
  startedAt: string;
  finishedAt: string | null;
  checks: {
    name: string;
    /** What a receiver must do. */
    title: string;
    outcome: 'passed' | 'failed' | 'not_shown';
    /** What yours did, and what to do about it. */
    said: string;
    statuses: (number | null)[];
    milliseconds: number | null;
  }[];
  seal: { content: string; sha256: string; signature: string; keyId: string; publicKey: string } | null;
}
