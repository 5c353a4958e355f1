import { test as base } from '@playwright/test';
import { expect, test } from './support/test';

test('the page says what it may load, its own scripts run, and files are what their type says', async ({ page }) => {
  const response = await page.goto('./');
  expect(response?.headers()).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  // The inline script, which no file holds, has run.
  await expect(page.locator('html')).toHaveAttribute('data-theme', /light|dark/);
  expect(await page.locator('head > *').first().getAttribute('http-equiv')).toBe('Content-Security-Policy');
});

// Not with the watch: what is refused here is meant to be.
base('what is not the page’s own is refused', async ({ page }) => {
  await page.goto('./');
  const refused = await page.evaluate(async () => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => void seen.push(effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.intruder = true';
    document.head.append(script);
    const base = document.createElement('base');
    base.href = 'https://example.org/';
    document.head.append(base);
    await fetch('https://example.org/steal').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { seen: [...new Set(seen)].sort(), intruder: 'intruder' in window };
  });
  expect(refused).toEqual({ seen: ['base-uri', 'connect-src', 'script-src-elem'], intruder: false });
});
