import { describe, expect, it } from 'vitest';
import { runToEnd, setUpApp, type TestApp } from './support/app';

const lambdas = (test: TestApp) => [0, 1].map((pane) => test.results.pane(pane).snapshot.measured?.lambdaMax ?? null);

/** As if surfaces had come in at so many points a second. */
function withRate(test: TestApp, rate: number): void {
  test.store.setState({ device: { ...test.app().device, rate } });
}

describe('λmax beside a picture', () => {
  it('comes by itself after a surface that was quick, is that of the table of numbers, and stays through views and ranges', async () => {
    const test = setUpApp();
    await runToEnd(test);
    withRate(test, 1e6);
    await test.until(() => lambdas(test).every((value) => value !== null));
    const found = lambdas(test);
    const { snapshot } = test.results.pane(0);
    const [recipe] = test.app().document.panes;
    const checkpoint = snapshot.checkpoints.at(-1);
    if (!checkpoint) throw new Error('It has no weights.');
    const values = new Map<string, number>();
    await test.app().measureSharpness({ recipe, checkpoint }, ({ id, value }) => void values.set(id, value), new AbortController().signal);
    expect(found[0]).toBe(values.get('largestEigenvalue'));
    expect(found[0]).toBeGreaterThan(0);
    await test.app().showRange('near');
    expect(lambdas(test)).toEqual(found);
  });

  it('is asked for where the weights came with a file, and goes with the net when it is trained anew', async () => {
    const trained = setUpApp();
    await runToEnd(trained);
    withRate(trained, 1e6);
    await trained.until(() => lambdas(trained).every((value) => value !== null));
    const [first] = lambdas(trained);
    await trained.app().saveFile('npz');
    const test = setUpApp();
    await test.opening.openFile('pair.npz', new Uint8Array(trained.downloads[0].bytes));
    if (lambdas(test)[0] === null) {
      test.app().measureLambdaMax(0);
      expect(test.results.pane(0).measuring).toBe(true);
      await test.until(() => lambdas(test)[0] !== null && !test.results.pane(0).measuring);
    }
    expect(lambdas(test)[0]).toBeCloseTo(first ?? Number.NaN, 3);
    test.app().runAll();
    await test.until(() => lambdas(test)[0] === null);
    test.app().stop();
  });
});
