/** One figure: what it is, what came out, and what it is held to. */
export type Row = Readonly<{ figure: string; measured: string; bar?: string; met?: boolean }>

export function print(rows: readonly Row[]): void {
  const cells = rows.map(({ figure, measured, bar = '', met }) => [figure, measured, bar, met === undefined ? '' : met ? 'met' : 'MISSED'])
  const width = (column: number) => Math.max(...cells.map((row) => row[column]?.length ?? 0))
  for (const row of cells)
    console.log(
      row
        .map((cell, column) => cell.padEnd(width(column)))
        .join('   ')
        .trimEnd(),
    )
}

/** Two digits that count, for what may be microseconds or minutes. */
export function ms(value: number): string {
  if (value >= 10_000) return `${(value / 1_000).toFixed(1)} s`
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ms`
}

export const round = (value: number): number => Math.round(value * 1_000) / 1_000
export const times = (value: number): string => `${value >= 10 ? Math.round(value) : value.toFixed(2)} x`
