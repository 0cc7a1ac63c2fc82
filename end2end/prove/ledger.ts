// The ledger, as it was just measured: a line for each trial, and at the end how many were as expected.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import Ajv from 'ajv';
import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

import type { Proof } from './experiments';

/** What the two articles claim: each has to be proved. */
const claimed = [...Array.from({ length: 7 }, (_, at) => `P${at + 1}`), ...Array.from({ length: 18 }, (_, at) => `T${at + 1}`)];

/** Prints the table; writes it as JSON where `TWO_DOORS_LEDGER` says. */
export default class Ledger implements Reporter {
  readonly #proofs: Proof[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    const attached = result.attachments.find(({ name }) => name === 'proofs');
    if (attached?.body) this.#proofs.push(...(JSON.parse(attached.body.toString()) as Proof[]));
    for (const error of result.errors) console.log(`\n${test.title}: ${error.message ?? 'failed'}`);
  }

  async onEnd(result: FullResult): Promise<{ status?: FullResult['status'] }> {
    this.#proofs.sort((one, other) => one.experiment.localeCompare(other.experiment));
    const wide = (pick: (proof: Proof) => string) => Math.max(...this.#proofs.map((proof) => pick(proof).length), 0);
    const widths = [wide((proof) => proof.experiment), wide((proof) => proof.door), wide(defences)];
    for (const proof of this.#proofs) {
      const cells = [proof.experiment, proof.door, defences(proof)].map((cell, at) => cell.padEnd(widths[at]!));
      const holds = proof.verdict === proof.expected ? 'as expected' : `EXPECTED ${proof.expected}`;
      console.log([proof.claims.join(',').padEnd(8), ...cells, proof.verdict.padEnd(5), holds, `${proof.took} ms`].join('  '));
    }
    const wrong = this.#proofs.filter((proof) => proof.verdict !== proof.expected).length;
    const proved = claimed.filter((claim) => {
      const trials = this.#proofs.filter(({ claims }) => claims.includes(claim));
      return trials.length > 0 && trials.every(({ verdict, expected }) => verdict === expected);
    });
    console.log(`\n${proved.length} of ${claimed.length} claims came out as the ledger says`);
    console.log(`${this.#proofs.length} trials, ${wrong} not as the ledger expects; ${result.status}`);
    const ledger = {
      status: result.status,
      proofs: this.#proofs.map((proof) => ({ ...proof, differs: proof.verdict !== proof.expected })),
    };
    const wellFormed = isWellFormed(ledger);
    const file = process.env.TWO_DOORS_LEDGER;
    if (file) writeFileSync(file, JSON.stringify(ledger, null, 2) + '\n');
    return wellFormed ? {} : { status: 'failed' };
  }

  printsToStdio(): boolean {
    return true;
  }
}

/** Whether the ledger is what its schema promises to whoever reads it. */
function isWellFormed(ledger: unknown): boolean {
  const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'ledger.schema.json'), 'utf8'));
  const ajv = new Ajv();
  const valid = ajv.validate(schema, ledger);
  if (!valid) console.log(`The ledger is not what docs/ledger.schema.json promises: ${ajv.errorsText()}`);
  return valid;
}

function defences(proof: Proof): string {
  return proof.defences.join('+') || '-';
}
