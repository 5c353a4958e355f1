import { PathName } from './PathName';

/** The test error of each run of a pane, after its marker. */
export function RunErrors({ pane, errors }: { pane: number; errors: readonly string[] }) {
  return errors.map((error, run) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a run is its position.
    <dd key={run}>
      <PathName pane={pane} run={run} /> {error}
    </dd>
  ));
}
