import { useText } from '../../text';

/** A line of numbers, or of what sums them up. */
interface Line {
  readonly title: string;
  readonly cells: readonly string[];
}

interface Props {
  readonly columns: readonly string[];
  readonly rows: readonly Line[];
  readonly foot?: readonly Line[];
}

/** The numbers of all cards in a table. */
export function CheckTable({ columns, rows, foot = [] }: Props) {
  const t = useText();
  return (
    <div className="seeds-scroll">
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t('seeds.column.seed')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Lines lines={rows} columns={columns} />
        </tbody>
        {foot.length > 0 ? (
          <tfoot>
            <Lines lines={foot} columns={columns} />
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}

function Lines({ lines, columns }: { readonly lines: readonly Line[]; readonly columns: readonly string[] }) {
  return lines.map(({ title, cells }) => (
    <tr key={title}>
      <th scope="row">{title}</th>
      {cells.map((cell, i) => (
        <td key={columns[i]}>{cell}</td>
      ))}
    </tr>
  ));
}
