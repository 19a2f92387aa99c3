import type { RuleFile } from './rule-file.js';

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };
/** Prometheus needs two samples in a window, and scrapes each second in a check. */
const LEAST_SECONDS = 5;

/**
 * The same rules over windows that are `factor` times shorter, for checks that cannot wait for hours. No alert's
 * expression changes, since only recordings have windows; names keep what they promise, such as `ratio_rate1h`.
 */
export const withShortWindows = ({ groups }: RuleFile, factor: number): RuleFile => {
  const shorter = (duration: string): string => {
    const [, amount, unit = ''] = /^(\d+)([smhd])$/.exec(duration) ?? [];
    const seconds = Number(amount) * (SECONDS[unit] ?? Number.NaN);
    return `${Math.max(LEAST_SECONDS, Math.round(seconds / factor))}s`;
  };
  return {
    groups: groups.map(({ rules, ...group }) => ({
      ...group,
      interval: '1s',
      rules: rules.map((rule) => ({
        ...rule,
        expr: rule.expr.replaceAll(/\[(\d+[smhd])(:\d+[smhd])?\]/g, (_, window: string, step?: string) =>
          step ? `[${shorter(window)}:1s]` : `[${shorter(window)}]`,
        ),
        ...('for' in rule && rule.for && { for: shorter(rule.for) }),
      })),
    })),
  };
};
