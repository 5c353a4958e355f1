import { markerOf } from '../../views/markers';
import '../../styles/run-mark.css';

/** A run's marker in its colour; plain where colours are the panes'. */
export function RunMark({ run, plain = false }: { run: number; plain?: boolean }) {
  return (
    <svg
      className={plain ? 'run-mark plain' : 'run-mark'}
      data-run={run}
      viewBox="-1.3 -1.3 2.6 2.6"
      width="13"
      height="13"
      aria-hidden="true"
    >
      <path d={markerOf(run)} />
    </svg>
  );
}
