import { useState } from 'react';
import type { ProbeReading } from '../../app/results';
import { useApp } from '../../app/store';
import type { Dataset } from '../../catalog/datasets/types';
import type { Predictions } from '../../experiment/landscape';
import { filterSamples, type SampleFilter } from '../../views/samples';
import { useResults } from '../app';

/** Samples that panes share, with each pane's answers. */
export interface SampleGroup {
  readonly dataset: Dataset;
  readonly split: 'train' | 'test';
  /** How many of the split the surface is measured on. */
  readonly count: number;
  /** Of the shown samples. */
  readonly labels: Int32Array;
  readonly panes: readonly number[];
  /** One entry per pane of `panes`; null where the weights are not here. */
  readonly answers: readonly (Predictions | null)[];
}

/** Panes on images, those that take the same samples together. */
export function useSampleGroups(readings: readonly (ProbeReading | null)[]): SampleGroup[] {
  const recipes = useApp((state) => state.document.panes);
  const results = useResults();
  const groups: SampleGroup[] = [];
  recipes.forEach(({ grid: { split, samples } }, pane) => {
    const dataset = results[pane]?.dataset;
    if (!dataset?.white) return;
    const predictions = readings[pane]?.predictions ?? null;
    const fits = predictions !== null && predictions.split === split && predictions.predicted.length <= dataset[split].n;
    const answers = fits ? predictions : null;
    const count = samples === 0 ? dataset[split].n : Math.min(samples, dataset[split].n);
    const index = groups.findIndex((group) => group.dataset === dataset && group.split === split);
    const found = groups[index];
    if (!found) {
      groups.push({ dataset, split, count, labels: dataset[split].labels.subarray(0, count), panes: [pane], answers: [answers] });
      return;
    }
    const most = Math.max(found.count, count);
    groups[index] = {
      ...found,
      count: most,
      labels: dataset[split].labels.subarray(0, most),
      panes: [...found.panes, pane],
      answers: [...found.answers, answers],
    };
  });
  return groups;
}

/** What is looked at: a group, a filter, a class and a page, with the samples that pass. */
export function useBrowsing(groups: readonly SampleGroup[]) {
  const [lead, setLead] = useState(0);
  const [filter, setFilter] = useState<SampleFilter>('all');
  const [cls, setClass] = useState<number | null>(null);
  const [page, setPage] = useState(0);
  const group = groups[Math.min(lead, groups.length - 1)];
  const first = <T>(set: (value: T) => void) => {
    return (value: T): void => {
      set(value);
      setPage(0);
    };
  };
  return {
    group,
    groups,
    passing: group ? filterSamples(group.labels, group.answers, filter, cls) : [],
    filter,
    cls,
    page,
    setLead: first((index: number) => {
      setLead(index);
      setFilter('all');
    }),
    setFilter: first(setFilter),
    setClass: first(setClass),
    setPage,
  };
}

export type Browsing = ReturnType<typeof useBrowsing>;
