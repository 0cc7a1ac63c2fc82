// What there is to prove: the experiments as their interface describes them.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a run came to, or is expected to come to. */
export type Verdict = 'fell' | 'stood' | 'void';

/** One run that the ledger has an expectation of. */
export interface Trial {
  readonly door: string;
  readonly defences: readonly string[];
  readonly expected: Verdict;
}

/** An experiment, as `GET /api/lab/experiments` tells. */
export interface Experiment {
  readonly slug: string;
  readonly title: string;
  readonly claims: readonly string[];
  readonly trials: readonly Trial[];
}

/** A run that was kept. */
export interface Run {
  readonly arm: string;
  readonly defences: readonly string[];
  readonly verdict: Verdict;
  readonly finding: string;
  readonly took: number;
  readonly evidence: {
    readonly events: readonly Event[];
    readonly tables: readonly unknown[];
    readonly charts: readonly unknown[];
    readonly looks: readonly { readonly moment: 'before' | 'after' }[];
  };
}

/** Who asked whom, and whether what was stolen went along. */
export interface Event {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly mark: string;
}

/** A line of the ledger, as it was measured. */
export interface Proof extends Trial {
  readonly experiment: string;
  readonly claims: readonly string[];
  readonly verdict: Verdict;
  readonly finding: string;
  /** Milliseconds. */
  readonly took: number;
  readonly exchanges: number;
}

/** The slugs of all experiments: a sheet is a file. */
export const slugs: readonly string[] = readdirSync(join(__dirname, '..', '..', 'app', 'src', 'experiments'))
  .filter((file) => file.endsWith('.rs') && file !== 'mod.rs')
  .map((file) => file.replace('.rs', '').replaceAll('_', '-'))
  .sort();

/** Whether two sets of defences are the same. */
export function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((defence) => other.includes(defence));
}
