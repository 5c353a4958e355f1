import { formatNumber } from '../../i18n/format';
import { GAP, JOIN, type Layout, layOut, type PlacedBox, type PlacedSkip } from './layout';
import type { OutlineUnit } from './outline';
import { besideText, type Room, shapeText, titleText, unitText } from './words';

export interface NetDrawingProps {
  readonly outline: readonly OutlineUnit[];
  /** CSS pixels. */
  readonly width: number;
  readonly room: Room;
}

const ROW = { little: 32, some: 32, much: 38 };
const PAD = { little: 5, some: 8, much: 8 };
const FIRST_LINE = 13;
const ROUND = 6;

/** A net from top to bottom: boxes with shapes and parameters, skips as arcs beside them. Where there is much room every box, else every unit. */
export function NetDrawing({ outline, width, room }: NetDrawingProps) {
  const layout = layOut(outline, { width: width - 2, rowHeight: ROW[room], detail: room === 'much' ? 'boxes' : 'units' });
  return (
    <>
      <svg
        className="net-drawing"
        width={width}
        height={layout.height + 2}
        viewBox={`-1 -1 ${width} ${layout.height + 2}`}
        aria-hidden="true"
        data-room={room}
      >
        {layout.skips.map((skip) => (
          <Skip key={`${skip.x} ${skip.top}`} skip={skip} centre={layout.centre} />
        ))}
        {layout.boxes.map((box, index) => (
          <g key={box.y}>
            {index > 0 ? <path className="net-wire" d={`M${layout.centre} ${box.y - GAP}V${box.y}`} /> : null}
            <Box box={box} room={room} />
          </g>
        ))}
        {layout.skips.map((skip) => (
          <Join key={skip.bottom} skip={skip} centre={layout.centre} />
        ))}
        <Repeats layout={layout} />
      </svg>
      <ol className="unseen">
        {outline.map((unit) => (
          <li key={unit.repetitions[0].map(({ layers }) => layers[0].name + layers[0].from.join()).join()}>{unitText(unit)}</li>
        ))}
      </ol>
    </>
  );
}

function Box({ box: { unit, x, y, width, height, first, last, parameters }, room }: { box: PlacedBox; room: Room }) {
  const shape = shapeText(first, last, room);
  const count = parameters > 0 ? formatNumber(parameters) : '';
  const beside = room === 'much' ? besideText(first[0]) : '';
  const [top, bottom] = [y + FIRST_LINE + (height - 32) / 3, y + height - 7 - (height - 32) / 3];
  // Of a unit the number of its repetitions; where every box is drawn a bracket beside them has it.
  const left = x + PAD[room];
  const right = x + width - PAD[room];
  return (
    <>
      <rect className="net-box" x={x} y={y} width={width} height={height} rx={4} />
      <text className="net-title" x={left} y={top}>
        {titleText(first, room)}
      </text>
      {room === 'much' ? (
        <>
          <text className="net-note" x={left} y={bottom}>
            {beside}
          </text>
          <text className="net-shape" x={right} y={top} textAnchor="end">
            {shape}
          </text>
        </>
      ) : (
        <>
          <text className="net-shape" x={left} y={bottom}>
            {shape}
          </text>
          {unit.repetitions.length > 1 ? (
            <text className="net-repeat" x={right} y={top} textAnchor="end">
              {`×${unit.repetitions.length}`}
            </text>
          ) : null}
        </>
      )}
      {room === 'little' ? null : (
        <text className="net-note" x={right} y={bottom} textAnchor="end">
          {count}
        </text>
      )}
    </>
  );
}

function Skip({ skip: { x, top, bottom, through }, centre }: { skip: PlacedSkip; centre: number }) {
  const arc = `M${centre} ${top}H${x - ROUND}q${ROUND} 0 ${ROUND} ${ROUND}V${bottom - ROUND}q0 ${ROUND} ${-ROUND} ${ROUND}H${centre}`;
  return (
    <>
      <path className="net-skip" d={arc} />
      <circle className="net-leave" cx={centre} cy={top} r={1.8} />
      {through ? (
        <>
          <rect className="net-through" x={through.x} y={through.y} width={through.width} height={through.height} rx={3} />
          <text className="net-through-text" x={x} y={through.y + through.height - 4} textAnchor="middle">
            {`${through.box.main.size}×${through.box.main.size}`}
          </text>
        </>
      ) : null}
    </>
  );
}

/** Where a skip comes back: a plus in a circle where it is added, two bars where it is put beside. */
function Join({ skip: { bottom, kind }, centre }: { skip: PlacedSkip; centre: number }) {
  const arm = JOIN - 2.4;
  const plus = `M${centre - arm} ${bottom}h${2 * arm}M${centre} ${bottom - arm}v${2 * arm}`;
  const bars = `M${centre - 1.6} ${bottom - arm}v${2 * arm}M${centre + 1.6} ${bottom - arm}v${2 * arm}`;
  return (
    <>
      <circle className="net-join" cx={centre} cy={bottom} r={JOIN - 0.5} />
      <path className="net-sign" d={kind === 'add' ? plus : bars} />
    </>
  );
}

function Repeats({ layout }: { layout: Layout }) {
  return layout.repeats.map(({ x, y, height, count }) => (
    <g key={y}>
      <path className="net-bracket" d={`M${x + 1} ${y}q4 0 4 4V${y + height - 4}q0 4 -4 4`} />
      <text className="net-repeat" x={x + 8} y={y + height / 2 + 4}>{`×${count}`}</text>
    </g>
  ));
}
