import { readFileSync } from 'node:fs';
import { test } from '@playwright/test';
import { recipeFragment } from '../e2e/support/recipes';
import type { FingerprintFixture } from '../fingerprints';
import type { Visit } from './visit';

const { cases }: FingerprintFixture = JSON.parse(readFileSync(new URL('../fixtures/fingerprints.json', import.meta.url), 'utf8'));

/** Trains the nets of the fixture: every browser must end with the very weights that Node has. */
export async function sameNets(visit: Visit, base: string): Promise<void> {
  for (const { name, document, fingerprints } of cases) {
    await test.step(name, async () => {
      await visit.open(`${base}#${recipeFragment(document)}`);
      await visit.see('button', /Your experiment$/);
      await visit.press('button', /^(Train (both nets|the net)|Run again)$/);
      const nets = fingerprints.map((text) => text.replaceAll(' ', ', '));
      const expected = nets.length === 1 ? `Net ${nets[0]}.` : nets.map((net, pane) => `${'ABCD'[pane]}: net ${net}.`).join(' ');
      await visit.read(new RegExp(expected.replaceAll('.', '\\.')));
    });
  }
}
