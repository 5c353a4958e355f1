import { describe, expect, it } from 'vitest';
import { fuzzFiles } from '../fuzz/files';
import { fuzzLinks } from '../fuzz/links';

// The long form is `npm run fuzz`.
describe('links and files with random faults', () => {
  it('open, or say in one clear sentence why not: 500 links', async () => {
    const { failures, opened } = await fuzzLinks(500, 1);
    expect(failures).toEqual([]);
    expect(opened).toBeGreaterThan(20);
  });

  it('open, or say in one clear sentence why not: 100 files', async () => {
    const { failures, opened } = await fuzzFiles(100, 1);
    expect(failures).toEqual([]);
    expect(opened).toBeGreaterThan(0);
  });
});
