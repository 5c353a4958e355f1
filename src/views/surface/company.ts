import type { Companion, ViewProps } from '../types';
import { outlineOf } from './sketch';

/** The panes that are not laid out, as the other ones on a phone: what is shown is fitted together with them, so that one and then the other can be compared. */
export class Company {
  private key: readonly unknown[] = [];
  private made: readonly Float32Array[] | null = null;

  /** Call with new properties; true where they change what has to be fitted. */
  update(props: ViewProps): boolean {
    const key = othersOf(props).flatMap(({ landscape, revision, scale }) => [landscape, revision, scale]);
    if (key.length === this.key.length && key.every((part, i) => part === this.key[i])) return false;
    this.key = key;
    this.made = null;
    return true;
  }

  /** Points between which their surfaces lie, each x, y, z one after another. */
  outlines(props: ViewProps): readonly Float32Array[] {
    this.made ??= othersOf(props).flatMap(({ landscape, scale }) => (landscape?.axes.length === 2 ? [outlineOf(landscape, scale)] : []));
    return this.made;
  }
}

function othersOf({ company, panes }: ViewProps): readonly Companion[] {
  return company.filter(({ index }) => !panes.some((pane) => pane.index === index));
}
