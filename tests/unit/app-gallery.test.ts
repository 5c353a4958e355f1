import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { READY_MADE } from '../../src/app/gallery';

it('the ready-made results that are asked for are those that are there', () => {
  const files = readdirSync('public/gallery').map((name) => name.replace(/\.npz$/, ''));
  expect([...READY_MADE].sort()).toEqual(files.sort());
});
